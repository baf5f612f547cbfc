// The print jobs of the cooperative: all of them, or those that nobody has confirmed.
#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"

namespace temgoc {
namespace {

constexpr unsigned kJobsOnPage = 100;

const char* tone_of(PrintState state) {
  switch (state) {
    case PrintState::printing:
    case PrintState::partly_printed:
      return "wait";
    case PrintState::voided:
      return "quiet";
    default:
      return "good";
  }
}

View tab(const Visit& visit, const char* href, const char* text, bool here) {
  View item;
  item.set("href", href);
  item.set("text", visit.word(text));
  item.set("here", View(here));
  return item;
}

}  // namespace

View print_record_row(const Visit& visit, const PrintRecord& record) {
  const auto lot = visit.registry().lot(record.job.lot_id);
  const PrintState state = state_of(record);
  const bool waits = state == PrintState::printing || !came_out(record);
  View row;
  row.set("href", "/jobs/" + std::to_string(record.job.id));
  row.set("product", lot ? product_name(*lot) : record.job.template_id);
  if (lot) row.set("lot", lot->code.text());
  if (lot && visit.scope().empty()) row.set("cooperative", lot->cooperative_id);
  row.set("labels", number_words(visit, record.job.drawn()));
  row.set("at", clock_words(visit, record.job.at));
  put(row, "who", record.job.who);
  row.set("state", visit.word("print_state." + to_text(state)));
  row.set("tone", waits && state != PrintState::voided ? "wait" : tone_of(state));
  return row;
}

HttpResponse jobs_page(Visit& visit) {
  const bool waiting = visit.asked("show") == "unconfirmed";
  const auto records =
      waiting
          ? visit.registry().unconfirmed_jobs(visit.scope(), kJobsOnPage)
          : visit.registry().print_records({.cooperative_id = visit.scope(), .limit = kJobsOnPage});
  View view, list = list_view(), tabs = list_view();
  for (const PrintRecord& record : records) list.push_back(print_record_row(visit, record));
  put_list(view, "jobs", std::move(list));
  tabs.push_back(tab(visit, "/jobs?show=unconfirmed", "console.jobs.unconfirmed", waiting));
  tabs.push_back(tab(visit, "/jobs", "console.jobs.all", !waiting));
  view.set("tabs", std::move(tabs));
  view.set("unconfirmed_only", View(waiting));
  view.set("capped", View(records.size() == kJobsOnPage));
  return console_page(
      visit, {.template_name = "jobs", .title = visit.word("console.jobs"), .section = "lots"},
      std::move(view));
}

}  // namespace temgoc
