// Who did what: filtered, page by page, and as a workbook or CSV.
#include "console/frame.h"
#include "console/pages/choices.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/sheet_view.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/people/journal.h"

namespace temgoc {
namespace {

constexpr unsigned kActsOnPage = 50, kMostExported = 100'000;

std::string person(const Actor& actor) { return actor.name.empty() ? actor.id : actor.name; }

// A day that does not read is no filter; the form shows it as typed.
std::optional<Day> day_asked(const Visit& visit, const char* name) {
  const auto day = parse_day(visit.asked(name), name);
  return day ? std::optional(*day) : std::nullopt;
}

ActFilter filter_of(const Visit& visit) {
  ActFilter filter{.cooperative_id = visit.scope(),
                   .kind = visit.asked("kind"),
                   .actor_id = visit.asked("by"),
                   .channel = channel_from(visit.asked("channel"))};
  filter.from = day_asked(visit, "from");
  filter.until = day_asked(visit, "until");
  return filter;
}

View act_row(const Visit& visit, const JournalAct& each) {
  View row;
  row.set("at", clock_words(visit, each.at));
  row.set("who", person(each.actor));
  row.set("by", each.actor.id);
  row.set("role", role_words(visit.language(), each.actor));
  row.set("channel", visit.word("channel." + to_text(each.actor.channel)));
  row.set("what", act_words(visit.language(), each.act));
  if (visit.scope().empty()) put(row, "cooperative", each.act.cooperative_id);
  return row;
}

// The filter as an address says it, without the page.
std::string query_of(const Visit& visit) {
  std::string query;
  for (const char* name : {"kind", "by", "channel", "from", "until"}) {
    const std::string value = visit.asked(name);
    if (!value.empty()) query += std::string("&") + name + "=" + percent_encoded(value);
  }
  return query;
}

void put_channels(const Visit& visit, View& view) {
  View list = list_view();
  for (const Channel channel : {Channel::command, Channel::page, Channel::api})
    put_choice(list, to_text(channel), visit.word("channel." + to_text(channel)),
               visit.asked("channel") == to_text(channel));
  view.set("channels", std::move(list));
}

void put_kinds(const Visit& visit, View& view) {
  View list = list_view();
  for (const ActGroup& group : act_groups()) {
    View item, kinds = list_view();
    for (const std::string_view kind : group.kinds)
      put_choice(kinds, std::string(kind), visit.word("act_kind." + std::string(kind)),
                 visit.asked("kind") == kind);
    item.set("title", visit.word("act_group." + std::string(group.id)));
    item.set("kinds", std::move(kinds));
    list.push_back(std::move(item));
  }
  view.set("groups", std::move(list));
}

}  // namespace

HttpResponse journal_page(Visit& visit) {
  ActFilter filter = filter_of(visit);
  filter.limit = kActsOnPage + 1;
  if (const std::string before = visit.asked("before"); is_digits(before) && before.size() < 18)
    filter.before_id = std::stoll(before);
  const auto acts = visit.registry().acts(filter);
  View list = list_view();
  for (std::size_t i = 0; i < acts.size() && i < kActsOnPage; ++i)
    list.push_back(act_row(visit, acts[i]));
  View view;
  put_list(view, "acts", std::move(list));
  for (const char* name : {"by", "from", "until"}) put(view, name, visit.asked(name));
  put_kinds(visit, view);
  put_channels(visit, view);
  view.set("export_href", "/journal/export?format=xlsx" + query_of(visit));
  if (acts.size() > kActsOnPage)
    view.set("more_href",
             "/journal?before=" + std::to_string(acts[kActsOnPage - 1].id) + query_of(visit));
  return console_page(visit,
                      {.template_name = "journal",
                       .title = visit.word("console.nav.journal"),
                       .section = "journal"},
                      std::move(view));
}

HttpResponse journal_export(Visit& visit) {
  ActFilter filter = filter_of(visit);
  filter.limit = kMostExported;
  const SheetTable table = journal_table(visit.registry(), filter, visit.language());
  return table_answer(table, visit.asked("format") == "csv" ? "nhat-ky.csv" : "nhat-ky.xlsx");
}

}  // namespace temgoc
