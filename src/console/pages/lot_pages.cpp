// The list of lots, and one of them with its labels.
#include "console/frame.h"
#include "console/pages/events/event_views.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/print_form.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr unsigned kLotsOnPage = 100;

View job_row(const Visit& visit, const PrintRecord& record) {
  View row;
  row.set("href", "/jobs/" + std::to_string(record.job.id));
  row.set("job", std::to_string(record.job.id));
  row.set("template", record.job.template_id);
  row.set("labels", number_words(visit, record.job.drawn()));
  row.set("at", clock_words(visit, record.job.at));
  row.set("who", record.job.who);
  row.set("state", visit.word("print_state." + to_text(state_of(record))));
  return row;
}

void put_jobs(const Visit& visit, View& view, const Lot& lot) {
  View list = list_view();
  for (const PrintRecord& record : visit.registry().print_records({.lot_id = lot.id}))
    list.push_back(job_row(visit, record));
  put_list(view, "jobs", std::move(list));
}

// Why there will be no more labels of it, and what may be done about one of which there should be
// none.
void put_end(const Visit& visit, View& view, const Lot& lot) {
  const Registry& registry = visit.registry();
  const auto cancellation = registry.cancellation(lot.id);
  if (cancellation) {
    view.set("cancelled", cancellation->reason);
    return;
  }
  const auto facts = registry.facts(lot.realm, lot.gtin, lot.code, {}, visit.now());
  View recalls = list_view();
  for (const Recall& recall : facts.recalls) {
    View row;
    row.set("what", visit.word("recall.line." + to_text(recall.scope)));
    row.set("reason", recall.reason);
    row.set("since", to_dmy(recall.since));
    recalls.push_back(std::move(row));
  }
  if (!facts.recalls.empty()) view.set("recalls", std::move(recalls));
  if (visit.may(Right::print) && labels_of(registry, lot) == 0) view.set("may_cancel", View(true));
  if (visit.may(Right::administer) && facts.recalls.empty()) view.set("may_recall", View(true));
}

// The place in the list after which this page begins, as its address says it.
std::optional<LotPlace> place_asked(const Visit& visit) {
  const std::string day = visit.asked("day"), lot = visit.asked("after");
  const auto packed = parse_day(day, "day");
  if (!packed || !is_digits(lot) || lot.size() > 18) return std::nullopt;
  return LotPlace{*packed, std::stoll(lot)};
}

LotFilter filter_asked(const Visit& visit) {
  LotFilter filter;
  filter.cooperative_id = visit.scope();
  filter.limit = kLotsOnPage + 1;
  filter.after = place_asked(visit);
  return filter;
}

std::string older_href(const Lot& last) {
  return "/lots?day=" + to_iso(last.packed_on) + "&after=" + std::to_string(last.id);
}

}  // namespace

HttpResponse lots_page(Visit& visit) {
  const bool waiting = visit.asked("show") == "without_labels";
  const auto lots = waiting ? visit.registry().lots_without_labels(visit.scope(), kLotsOnPage)
                            : visit.registry().lots(filter_asked(visit));
  View list = list_view(), view;
  for (std::size_t i = 0; i < lots.size() && i < kLotsOnPage; ++i)
    list.push_back(lot_row(visit, lots[i]));
  put_list(view, "lots", std::move(list));
  if (lots.size() > kLotsOnPage) view.set("more_href", older_href(lots[kLotsOnPage - 1]));
  view.set("all_here", View(!waiting));
  view.set("waiting_here", View(waiting));
  if (waiting && lots.size() == kLotsOnPage) view.set("capped", View(true));
  if (visit.may(Right::print)) view.set("may_issue", View(true));
  return console_page(
      visit, {.template_name = "lots", .title = visit.word("console.nav.lots"), .section = "lots"},
      std::move(view));
}

HttpResponse lot_page(Visit& visit) {
  const auto lot = lot_in_sight(visit, visit.place(0));
  if (!lot) return not_found_page(visit);
  return lot_page_with(visit, *lot, {});
}

HttpResponse lot_page_with(Visit& visit, const Lot& lot, const std::optional<Error>& error) {
  View view = lot_row(visit, lot);
  if (error) put_error(visit, view, *error);
  if (!visit.asked("issued").empty()) view.set("just_issued", View(true));
  view.set("command", issue_command(lot));
  view.set("gtin", lot.gtin.printed());
  if (!visit.asked("recalled").empty()) view.set("just_recalled", View(true));
  put_jobs(visit, view, lot);
  put_events_of_lot(visit, view, lot);
  if (visit.may(Right::enter))
    view.set("event_href", "/events/new?lot=" + lot.short_code.printed());
  put_end(visit, view, lot);
  if (visit.may(Right::print) && !view.find("recalls") && !view.find("cancelled"))
    put_print_form(visit, view, lot);
  return console_page(visit,
                      {.template_name = "lot",
                       .title = lot.code.text() + " – " + product_name(lot),
                       .section = "lots",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

}  // namespace temgoc
