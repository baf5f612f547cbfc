// The programme for the official who answers for it, and each of its tables as a workbook.
#include <fmt/format.h>

#include "console/frame.h"
#include "console/pages/choices.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/sheet_view.h"
#include "temgoc/base/text.h"
#include "temgoc/records/programme.h"

namespace temgoc {
namespace {

constexpr unsigned kChoicesOfDays[] = {30, 60, 90, 180, 365};
constexpr unsigned kWholePercent = 100;

struct Asked {
  ProgrammeOrder order;
  std::optional<Error> fault = {};  // of a day that does not read; then today's
};

Asked asked_of(const Visit& visit) {
  const Site& site = visit.site();
  Asked asked{.order = {.on = site.today(), .settings = site.settings().programme}};
  if (const std::string days = visit.asked("days"); is_digits(days) && days.size() <= 4)
    asked.order.ending_days = std::min(static_cast<unsigned>(std::stoul(days)), kMostEndingDays);
  const std::string typed = visit.asked("on");
  if (typed.empty()) return asked;
  const auto day = parse_day(typed, "on");
  if (day)
    asked.order.on = *day;
  else
    asked.fault = day.error();
  return asked;
}

View tile(std::string number, std::string what, std::string beside, std::string unknown) {
  View view;
  view.set("number", std::move(number));
  view.set("what", std::move(what));
  put(view, "beside", std::move(beside));
  put(view, "unknown", std::move(unknown));
  return view;
}

View communes_tile(const Visit& visit, const Programme& programme) {
  const unsigned met = programme.goals_in(CommuneGoal::Met::yes);
  const unsigned unknown = programme.goals_in(CommuneGoal::Met::not_known);
  const std::size_t all = programme.goals.size();
  const std::size_t percent = all == 0 ? 0 : met * kWholePercent / all;
  return tile(all == 0 ? "–" : fmt::format("{} %", percent),
              visit.word("console.programme.communes"),
              visit.word("console.programme.of_communes",
                         {{"met", std::to_string(met)}, {"all", std::to_string(all)}}),
              unknown == 0 ? std::string()
                           : visit.word("console.programme.communes_not_known",
                                        {{"not_known", std::to_string(unknown)}}));
}

View year_tile(const Visit& visit, const YearGoal& year) {
  return tile(
      number_words(visit, year.recognised),
      visit.word("console.programme.year", {{"year", std::to_string(year.year)}}),
      visit.word("console.programme.of_target", {{"target", std::to_string(year.target)},
                                                 {"first_time", std::to_string(year.first_time)}}),
      year.not_known == 0 ? std::string()
                          : visit.word("console.programme.year_not_known",
                                       {{"not_known", std::to_string(year.not_known)}}));
}

void put_tiles(const Visit& visit, View& view, const Programme& programme) {
  View tiles = list_view();
  tiles.push_back(tile(number_words(visit, programme.products.recognised()),
                       visit.word("console.programme.recognised"),
                       visit.word("console.programme.of_products",
                                  {{"all", std::to_string(programme.products.all())}}),
                       {}));
  tiles.push_back(communes_tile(visit, programme));
  tiles.push_back(year_tile(visit, programme.year));
  tiles.push_back(tile(
      number_words(visit, programme.ending.size()),
      visit.word("console.programme.ending", {{"days", std::to_string(programme.ending_days)}}), {},
      {}));
  view.set("tiles", std::move(tiles));
}

// What the numbers leave out, and why.
void put_unknowns(const Visit& visit, View& view, const Programme& programme) {
  View list = list_view();
  const auto say = [&](const char* key, std::uint64_t count) {
    if (count > 0) list.push_back(visit.word(key, {{"count", std::to_string(count)}}));
  };
  if (!programme.communes_given) list.push_back(visit.word("console.programme.communes_not_given"));
  say("console.programme.in_no_commune", programme.without_commune.size());
  std::uint64_t unconfirmed = 0;
  for (const CommuneCounts& each : programme.communes) unconfirmed += each.unconfirmed;
  say("console.programme.unconfirmed", unconfirmed);
  say("console.programme.undated_count", programme.undated.size());
  put_list(view, "unknowns", std::move(list));
}

const char* rule_of(ProgrammeTable table) {
  if (table == ProgrammeTable::communes) return "console.programme.seat";
  if (table == ProgrammeTable::sets) return "console.programme.sets_rule";
  if (table == ProgrammeTable::criteria) return "console.programme.criteria_rule";
  if (table == ProgrammeTable::stars) return "console.programme.rule";
  return table == ProgrammeTable::lots ? "console.programme.lots_rule" : nullptr;
}

void put_tables(const Visit& visit, View& view, const Programme& programme) {
  View tables = list_view();
  for (const ProgrammeTable each : kProgrammeTables) {
    const std::string name = to_text(each);
    View table = sheet_view(visit, programme_table(programme, each, visit.language()),
                            fmt::format("/programme/{}.xlsx?on={}&days={}", name,
                                        to_iso(programme.on), programme.ending_days));
    table.set("name", name);
    if (const char* rule = rule_of(each)) table.set("rule", visit.word(rule));
    tables.push_back(std::move(table));
  }
  view.set("tables", std::move(tables));
}

}  // namespace

HttpResponse programme_page(Visit& visit) {
  const Asked asked = asked_of(visit);
  const Programme programme = programme_of(visit.registry(), asked.order);
  View view;
  if (asked.fault) put_error(visit, view, *asked.fault);
  view.set("on", asked.fault ? visit.asked("on") : to_dmy(programme.on));
  put_day_choices(visit, view, kChoicesOfDays, programme.ending_days);
  put_tiles(visit, view, programme);
  put_unknowns(visit, view, programme);
  put_tables(visit, view, programme);
  return console_page(visit,
                      {.template_name = "programme",
                       .title = visit.word("console.nav.programme"),
                       .section = "programme",
                       .status = asked.fault ? 422u : 200u},
                      std::move(view));
}

// "communes.xlsx"
HttpResponse programme_file(Visit& visit) {
  constexpr std::string_view kEnding = ".xlsx";
  std::string name = visit.place(0);
  if (!name.ends_with(kEnding)) return not_found_page(visit);
  name.resize(name.size() - kEnding.size());
  const auto table = programme_table_named(name);
  const Asked asked = asked_of(visit);
  if (!table || asked.fault) return not_found_page(visit);
  const Programme programme = programme_of(visit.registry(), asked.order);
  return table_answer(programme_table(programme, *table, visit.language()),
                      fmt::format("{}-{}.xlsx", folded(visit.word("programme.table." + name)),
                                  to_iso(programme.on)));
}

}  // namespace temgoc
