// Scans, shoppers' reports with their answers, and the OCOP programme.
#include <algorithm>

#include "console/api/handlers.h"
#include "console/api/listing.h"
#include "console/api/problem.h"
#include "temgoc/base/text.h"
#include "temgoc/records/programme.h"
#include "temgoc/scans/answering.h"
#include "temgoc/scans/scan_report.h"

namespace temgoc {
namespace {

constexpr std::uint64_t kWidest = 5;  // digits of a number of days

// A number of days in the query.
Result<unsigned> days_asked(const ApiCall& call, unsigned otherwise, unsigned most) {
  const std::string typed = call.asked("days");
  if (typed.empty()) return otherwise;
  if (!is_digits(typed) || typed.size() > kWidest)
    return Error{"api_parameter_invalid", "days", shortened(typed)};
  const auto days = static_cast<unsigned>(std::stoul(typed));
  if (days < 1 || days > most) return Error{"api_parameter_invalid", "days", typed};
  return days;
}

Result<ScanFilter> scans_asked(const ApiCall& call) {
  auto from = call.day_asked("from");
  if (!from) return from.error();
  auto until = call.day_asked("until");
  if (!until) return until.error();
  ScanFilter filter{.cooperative_id = call.cooperative_asked()};
  filter.until = until->value_or(call.site().today());
  filter.from = from->value_or(*filter.until - std::chrono::days(kUsualScanDays - 1));
  if (*filter.from > *filter.until ||
      (*filter.until - *filter.from).count() >= static_cast<int>(kMostScanDays))
    return Error{"api_parameter_invalid", "from", shortened(call.asked("from"))};
  return filter;
}

}  // namespace

HttpResponse show_scans(ApiCall& call) {
  const auto filter = scans_asked(call);
  if (!filter) return problem_answer(call.request(), filter.error());
  return json_answer(200, overview_json(scan_overview(call.registry(), *filter)));
}

HttpResponse show_scan_report(ApiCall& call) {
  const auto days = days_asked(call, kUsualScanDays, kMostScanDays);
  if (!days) return problem_answer(call.request(), days.error());
  const auto limit = call.limit();
  if (!limit) return problem_answer(call.request(), limit.error());
  const CopyThresholds& copies = call.site().settings().copies;
  const auto report = scan_report(call.registry(), {.cooperative_id = call.cooperative_asked(),
                                                    .today = call.site().today(),
                                                    .days = *days,
                                                    .limit = *limit,
                                                    .copies = copies});
  if (!report) return problem_answer(call.request(), report.error());
  return json_answer(200, scan_report_json(*report, copies));
}

HttpResponse list_reports(ApiCall& call) {
  const auto limit = call.limit();
  if (!limit) return problem_answer(call.request(), limit.error());
  const auto before = number_cursor(call, INT64_MAX);
  if (!before) return problem_answer(call.request(), before.error());
  auto reports = ReportBook::of(call.registry())
                     .reports({.cooperative_id = call.cooperative_asked(),
                               .only_open = call.asked("open") == "true",
                               .before_id = *before,
                               .limit = *limit + 1});
  const bool more = reports.size() > *limit;
  if (more) reports.pop_back();
  Json items = Json::array();
  for (const AnsweredReport& each : reports) items.push_back(report_json(each));
  return page_answer(call, std::move(items), more ? std::to_string(reports.back().id) : "");
}

HttpResponse answer_report_asked(ApiCall& call) {
  const auto kind = answer_kind(call.text("answer"));
  if (!kind)
    return problem_answer(call.request(),
                          Error{"answer_unknown", "answer", shortened(call.text("answer"))});
  auto workplace = call.open();
  if (!workplace) return problem_answer(call.request(), workplace.error());
  const auto answered = answer_report(*workplace, {.receipt = call.place(0),
                                                   .kind = *kind,
                                                   .words = call.text("words"),
                                                   .only_cooperative = call.scope()});
  if (!answered) return problem_answer(call.request(), answered.error());
  return json_answer(200, report_json(*answered));
}

HttpResponse show_programme(ApiCall& call) {
  const auto on = call.day_asked("on");
  if (!on) return problem_answer(call.request(), on.error());
  const auto days = days_asked(call, kUsualEndingDays, kMostEndingDays);
  if (!days) return problem_answer(call.request(), days.error());
  const Programme programme =
      programme_of(call.registry(), {.on = on->value_or(call.site().today()),
                                     .ending_days = *days,
                                     .settings = call.site().settings().programme});
  return json_answer(200, programme_json(programme));
}

}  // namespace temgoc
