// The list of lots, and one of them with its labels.
#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/print_form.h"

namespace temgoc {
namespace {

constexpr unsigned kLotsOnPage = 100;

View job_row(const Visit& visit, const PrintRecord& record) {
  View row;
  row.set("href", "/jobs/" + std::to_string(record.job.id));
  row.set("job", std::to_string(record.job.id));
  row.set("template", record.job.template_id);
  row.set("labels", number_words(visit, std::to_string(record.job.drawn())));
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

}  // namespace

HttpResponse lots_page(Visit& visit) {
  LotFilter filter;
  filter.cooperative_id = visit.scope();
  filter.limit = kLotsOnPage;
  View list = list_view();
  for (const Lot& lot : visit.registry().lots(filter)) list.push_back(lot_row(visit, lot));
  View view;
  put_list(view, "lots", std::move(list));
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
  put_jobs(visit, view, lot);
  if (visit.may(Right::print)) put_print_form(visit, view, lot);
  return console_page(visit,
                      {.template_name = "lot",
                       .title = lot.code.text() + " – " + product_name(lot),
                       .section = "lots",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

}  // namespace temgoc
