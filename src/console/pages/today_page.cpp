// What is to be done today. Of the newest lots, jobs and acts alone: the page takes as long with a
// million lots.
#include <algorithm>

#include "console/frame.h"
#include "console/pages/first_label.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "temgoc/people/journal.h"
#include "temgoc/upkeep/last_backup.h"

namespace temgoc {
namespace {

constexpr unsigned kRecentLots = 50, kRecentJobs = 50;
constexpr std::size_t kShown = 8;
constexpr std::chrono::days kEndsSoon{30}, kOldBackup{7}, kAlarmsOf{7}, kReportsOf{30};

std::vector<Lot> recent_lots(const Visit& visit) {
  LotFilter filter;
  filter.cooperative_id = visit.scope();
  filter.limit = kRecentLots;
  return visit.registry().lots(filter);
}

bool waits_for_labels(const Visit& visit, const Lot& lot) {
  const Registry& registry = visit.registry();
  return labels_of(registry, lot) == 0 && !registry.cancellation(lot.id) &&
         registry.facts(lot.realm, lot.gtin, lot.code, {}, visit.now()).recalls.empty();
}

void put_lots(const Visit& visit, View& view) {
  View waiting = list_view(), recent = list_view();
  std::size_t waits = 0, shown = 0;
  for (const Lot& lot : recent_lots(visit)) {
    if (waits_for_labels(visit, lot) && ++waits <= kShown) waiting.push_back(lot_row(visit, lot));
    if (++shown <= kShown) recent.push_back(lot_row(visit, lot));
  }
  put_list(view, "waiting", std::move(waiting));
  view.set("waits", std::to_string(waits));
  put_list(view, "recent", std::move(recent));
}

// Files were made, and nobody said what came out of the printer.
void put_unconfirmed(const Visit& visit, View& view) {
  View list = list_view();
  std::size_t count = 0;
  for (const PrintRecord& record :
       visit.registry().print_records({.lot_id = std::nullopt, .limit = kRecentJobs})) {
    const PrintState state = state_of(record);
    if (state == PrintState::voided || came_out(record)) continue;
    const auto lot = visit.registry().lot(record.job.lot_id);
    if (!lot || !visit.sees(lot->cooperative_id) || ++count > kShown) continue;
    View row;
    row.set("href", "/jobs/" + std::to_string(record.job.id));
    row.set("product", product_name(*lot));
    row.set("lot", lot->code.text());
    row.set("labels", number_words(visit, std::to_string(record.job.drawn())));
    row.set("at", clock_words(visit, record.job.at));
    row.set("state", visit.word("print_state." + to_text(state)));
    list.push_back(std::move(row));
  }
  put_list(view, "unconfirmed", std::move(list));
  view.set("unconfirmed_count", std::to_string(count));
}

View certificate_row(const Visit& visit, const Certification& certification, Day end) {
  View row;
  const auto product = certification.product_id.empty()
                           ? std::nullopt
                           : visit.registry().product(std::string_view(certification.product_id));
  row.set("name", product ? product->name : certification.cooperative_id);
  row.set("scheme", certification.scheme);
  row.set("end", to_dmy(end));
  return row;
}

void put_certificates(const Visit& visit, View& view) {
  View ending = list_view();
  std::size_t count = 0;
  const Day today = visit.site().today();
  for (const Certification& each : visit.registry().certifications(visit.scope())) {
    const auto end = valid_through(each);
    if (!end || in_force(each, today) != true || end->first > today + kEndsSoon) continue;
    if (++count <= kShown) ending.push_back(certificate_row(visit, each, end->last));
  }
  put_list(view, "ending", std::move(ending));
  view.set("endings", std::to_string(count));
}

// Forged labels name nobody's goods for certain, so everybody hears of them.
bool concerns(const Visit& visit, const ScanAlarm& alarm) {
  if (visit.scope().empty() || alarm.gtin.empty()) return true;
  const auto gtin = Gtin::parse(alarm.gtin);
  const auto product = gtin ? visit.registry().product(*gtin) : std::nullopt;
  return product && visit.sees(product->cooperative_id);
}

View alarm_row(const Visit& visit, const ScanAlarm& alarm) {
  View row;
  row.set("what", visit.word("console.alarm." + to_text(alarm.kind)));
  std::string where = to_dmy(alarm.day);
  if (!alarm.lot.empty()) where += " · " + visit.word("console.lot") + " " + alarm.lot;
  row.set("where", where);
  row.set("times", number_words(visit, std::to_string(alarm.asked)));
  return row;
}

View report_row(const Visit& visit, const ReportedLot& reported) {
  View row;
  row.set("what", visit.word("console.reported"));
  row.set("where", reported.lot ? product_name(*reported.lot) + " · " + reported.lot->code.text()
                                : visit.word("console.reported.no_lot"));
  if (reported.lot) row.set("href", lot_href(*reported.lot));
  row.set("times", number_words(visit, std::to_string(reported.reports)));
  return row;
}

void put_warnings(const Visit& visit, View& view) {
  View list = list_view();
  std::size_t count = 0;
  const Day today = visit.site().today();
  const Registry& registry = visit.registry();
  for (const ScanAlarm& alarm : registry.scan_alarms(today - kAlarmsOf))
    if (concerns(visit, alarm) && ++count <= kShown) list.push_back(alarm_row(visit, alarm));
  for (const ReportedLot& each :
       registry.lots_reported(visit.scope(), today - kReportsOf, kShown)) {
    ++count;
    list.push_back(report_row(visit, each));
  }
  put_list(view, "warnings", std::move(list));
  view.set("warning_count", std::to_string(count));
}

void put_acts(const Visit& visit, View& view, const std::string& name, const ActFilter& filter) {
  View list = list_view();
  for (const JournalAct& each : visit.registry().acts(filter)) {
    View row;
    row.set("at", clock_words(visit, each.at));
    row.set("who", each.actor.name.empty() ? each.actor.id : each.actor.name);
    row.set("what", act_words(visit.language(), each.act));
    list.push_back(std::move(row));
  }
  put_list(view, name, std::move(list));
}

void put_backup(const Visit& visit, View& view) {
  View backup;
  const auto last = read_last_backup(visit.house().folder);
  const bool old = !last || last->at + kOldBackup < visit.now();
  backup.set("old", View(old));
  if (last) {
    const auto days = (visit.site().today() - vietnam_day(last->at)).count();
    backup.set("days", std::to_string(std::max<std::int64_t>(0, days)));
    backup.set("at", clock_words(visit, last->at));
  }
  view.set("backup", std::move(backup));
}

}  // namespace

HttpResponse today_page(Visit& visit) {
  View view;
  view.set("day", to_dmy(visit.site().today()));
  if (visit.may(Right::print)) view.set("may_issue", View(true));
  put_lots(visit, view);
  put_first_label(visit, view);
  put_unconfirmed(visit, view);
  put_certificates(visit, view);
  put_warnings(visit, view);
  put_acts(visit, view, "recalls",
           {.cooperative_id = visit.scope(),
            .kind = "recall",
            .from = visit.site().today() - kReportsOf,
            .limit = kShown});
  put_acts(visit, view, "acts", {.cooperative_id = visit.scope(), .limit = 6});
  put_backup(visit, view);
  return console_page(
      visit,
      {.template_name = "today", .title = visit.word("console.nav.today"), .section = "today"},
      std::move(view));
}

}  // namespace temgoc
