// temgoc programme show, temgoc export programme
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "temgoc/base/text.h"
#include "temgoc/records/programme.h"

namespace temgoc {
namespace {

constexpr unsigned kWholePercent = 100;

Result<ProgrammeOrder> order_of(const Given& given, const Workplace& workplace) {
  ProgrammeOrder order{.on = workplace.today(), .settings = workplace.settings().programme};
  if (given.has("on")) {
    auto day = parse_day(given.text("on"), "on");
    if (!day) return day.error();
    order.on = *day;
  }
  auto days = given.number("days", kUsualEndingDays);
  if (!days) return days.error();
  order.ending_days = static_cast<unsigned>(std::min<std::uint64_t>(*days, kMostEndingDays));
  return order;
}

std::string text_of(const Terminal& terminal, const Programme& programme) {
  const auto count = [](std::uint64_t number) { return std::to_string(number); };
  const unsigned met = programme.goals_in(CommuneGoal::Met::yes);
  const std::size_t goals = programme.goals.size();
  std::string text =
      terminal.word("programme.text.products",
                    {{"day", to_dmy(programme.on)},
                     {"recognised", count(programme.products.recognised())},
                     {"all", count(programme.products.all())}}) +
      "\n" +
      terminal.word("programme.text.communes",
                    {{"met", count(met)},
                     {"all", count(goals)},
                     {"percent", count(goals == 0 ? 0 : met * kWholePercent / goals)},
                     {"not_known", count(programme.goals_in(CommuneGoal::Met::not_known))}}) +
      "\n";
  if (!programme.communes_given) text += terminal.word("programme.text.communes_not_given") + "\n";
  text += terminal.word("programme.text.year", {{"year", std::to_string(programme.year.year)},
                                                {"recognised", count(programme.year.recognised)},
                                                {"target", count(programme.year.target)},
                                                {"first_time", count(programme.year.first_time)},
                                                {"not_known", count(programme.year.not_known)}}) +
          "\n";
  if (!programme.without_commune.empty())
    text += terminal.word("programme.text.no_commune",
                          {{"count", count(programme.without_commune.size())}}) +
            "\n";
  for (const ProgrammeTable each :
       {ProgrammeTable::ending, ProgrammeTable::lapsed, ProgrammeTable::undated}) {
    const SheetTable table = programme_table(programme, each, terminal.language());
    text += fmt::format("{}: {}\n", table.sheet, table.rows.size());
  }
  return text;
}

int programme_show(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto order = order_of(given, *workplace);
  if (!order) return session.terminal.fail(order.error());
  const Programme programme = programme_of(workplace->registry(), *order);
  return session.terminal.done(programme_json(programme), text_of(session.terminal, programme));
}

int programme_export(const Session& session, const Given& given) {
  const auto table = programme_table_named(given.text("table"));
  if (!table) {
    std::string known;
    for (const ProgrammeTable each : kProgrammeTables)
      known += (known.empty() ? "" : ", ") + to_text(each);
    return session.terminal.fail({"programme_table_unknown",
                                  "table",
                                  shortened(given.text("table")),
                                  {},
                                  {{"known", known}}});
  }
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto order = order_of(given, *workplace);
  if (!order) return session.terminal.fail(order.error());
  const std::string file = given.text("out");
  auto rows = write_programme_table(programme_of(workplace->registry(), *order), *table, file,
                                    given.has("replace"), session.terminal.language());
  if (!rows) return session.terminal.fail(rows.error());
  return session.terminal.done(
      {{"file", file}, {"rows", *rows}},
      session.terminal.word("export.done", {{"rows", std::to_string(*rows)}, {"file", file}}) +
          "\n");
}

}  // namespace

void add_programme_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"programme", "show", {{"on"}, {"days", Kind::number}}, programme_show});
  all.push_back({"export",
                 "programme",
                 {{"table", Kind::text, true},
                  {"out", Kind::text, true},
                  {"replace", Kind::flag},
                  {"on"},
                  {"days", Kind::number}},
                 programme_export});
}

}  // namespace temgoc
