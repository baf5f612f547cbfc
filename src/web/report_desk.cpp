// The numbers of a day's reports, in memory.
#include "web/report_desk.h"

namespace temgoc {

ReportDesk::ReportDesk(const std::vector<SuspicionReport>& known, Day today, RandomSource random)
    : random_(std::move(random)), day_(today) {
  for (const SuspicionReport& each : known) {
    if (vietnam_day(each.at) != today) continue;
    numbers_.emplace(Words{each.label, each.message, each.place}, each.number);
    taken_.insert(each.number);
  }
}

// Six digits each: a number that looks like any other is easier to read out.
unsigned ReportDesk::free_number() {
  constexpr unsigned kFirst = 100'000;
  constexpr unsigned kNumbers = kLastReportNumber - kFirst + 1;
  std::uint64_t drawn = 0;
  random_({reinterpret_cast<std::uint8_t*>(&drawn), sizeof drawn});
  while (!taken_.insert(kFirst + static_cast<unsigned>(drawn % kNumbers)).second) ++drawn;
  return kFirst + static_cast<unsigned>(drawn % kNumbers);
}

Result<ReportDesk::Numbered> ReportDesk::number(SuspicionReport report) {
  const std::lock_guard lock(mutex_);
  const Day day = vietnam_day(report.at);
  if (day > day_) {
    day_ = day;
    numbers_.clear();
    taken_.clear();
  }
  const Words words{report.label, report.message, report.place};
  if (const auto known = numbers_.find(words); known != numbers_.end()) {
    report.number = known->second;
    return Numbered{std::move(report), false};
  }
  if (numbers_.size() >= kMaxReportsOfDay)
    return Error{.code = "reports_full", .args = {{"limit", std::to_string(kMaxReportsOfDay)}}};
  report.number = free_number();
  numbers_.emplace(words, report.number);
  return Numbered{std::move(report), true};
}

}  // namespace temgoc
