// What is to be done today. Whatever waits has a list of its own in the registry, and of the rest
// only the newest is read: the page takes as long with a million lots.
#include <algorithm>

#include "console/frame.h"
#include "console/pages/first_label.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/scan_views.h"
#include "temgoc/people/journal.h"
#include "temgoc/scans/scan_report.h"
#include "temgoc/upkeep/last_backup.h"

namespace temgoc {
namespace {

constexpr unsigned kShown = 8, kMostCounted = 100;
constexpr std::chrono::days kEndsSoon{30}, kOldBackup{7}, kAlarmsOf{7}, kReportsOf{30};

// Lists are read up to a bound; at it there may be more.
std::string count_words(const Visit& visit, std::size_t count) {
  if (count < kMostCounted) return number_words(visit, count);
  return visit.word("console.more_than", {{"number", std::to_string(kMostCounted - 1)}});
}

void put_lots(const Visit& visit, View& view) {
  View waiting = list_view(), recent = list_view();
  const auto without = visit.registry().lots_without_labels(visit.scope(), kMostCounted);
  for (std::size_t i = 0; i < std::min<std::size_t>(kShown, without.size()); ++i)
    waiting.push_back(lot_row(visit, without[i]));
  LotFilter filter;
  filter.cooperative_id = visit.scope();
  filter.limit = kShown;
  for (const Lot& lot : visit.registry().lots(filter)) recent.push_back(lot_row(visit, lot));
  put_list(view, "waiting", std::move(waiting));
  view.set("waits", count_words(visit, without.size()));
  view.set("more_waiting", View(without.size() > kShown));
  put_list(view, "recent", std::move(recent));
}

// Files were made, and nobody said what came out of the printer.
void put_unconfirmed(const Visit& visit, View& view) {
  View list = list_view();
  const auto records = visit.registry().unconfirmed_jobs(visit.scope(), kMostCounted);
  for (std::size_t i = 0; i < std::min<std::size_t>(kShown, records.size()); ++i)
    list.push_back(print_record_row(visit, records[i]));
  put_list(view, "unconfirmed", std::move(list));
  view.set("unconfirmed_count", count_words(visit, records.size()));
  view.set("more_unconfirmed", View(records.size() > kShown));
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
  view.set("endings", number_words(visit, count));
}

View alarm_row(const Visit& visit, const ScanAlarm& alarm) {
  View row;
  row.set("what", visit.word("console.alarm." + to_text(alarm.kind)));
  row.set("where", where_words(visit, alarm));
  row.set("times", number_words(visit, alarm.asked));
  return row;
}

View report_row(const Visit& visit, const ReportedLot& reported) {
  View row;
  row.set("what", visit.word("console.reported"));
  row.set("where", reported.lot ? product_name(*reported.lot) + " · " + reported.lot->code.text()
                                : visit.word("console.reported.no_lot"));
  if (reported.lot) row.set("href", lot_href(*reported.lot));
  row.set("times", number_words(visit, reported.reports));
  return row;
}

// A label that is scanned as no single one can be.
View copy_row(const Visit& visit, const ScannedItem& item) {
  View row;
  row.set("what", visit.word("console.alarm.copy"));
  row.set("where", product_name(item.lot) + " · " + visit.word("console.lot") + " " +
                       item.lot.code.text() + " · " + visit.word("console.visit.serial") + " " +
                       item.serial);
  row.set("href", lot_href(item.lot));
  row.set("times", number_words(visit, item.count.scans));
  return row;
}

void put_warnings(const Visit& visit, View& view) {
  View list = list_view();
  std::size_t count = 0;
  const Day today = visit.site().today();
  const Registry& registry = visit.registry();
  for (const ScannedItem& each : registry.items_over(visit.site().settings().copies, visit.scope(),
                                                     kMostCounted, today - kAlarmsOf))
    if (++count <= kShown) list.push_back(copy_row(visit, each));
  for (const ScanAlarm& alarm : registry.scan_alarms(today - kAlarmsOf))
    if (concerns(registry, alarm, visit.scope()) && ++count <= 2 * kShown)
      list.push_back(alarm_row(visit, alarm));
  for (const ReportedLot& each :
       registry.lots_reported(visit.scope(), today - kReportsOf, kMostCounted))
    if (++count <= 3 * kShown) list.push_back(report_row(visit, each));
  put_list(view, "warnings", std::move(list));
  view.set("warning_count", number_words(visit, count));
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
    backup.set("days", number_words(visit, std::to_string(std::max<std::int64_t>(0, days))));
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
