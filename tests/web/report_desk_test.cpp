#include "web/report_desk.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace temgoc;

namespace {

const Instant kEvening = parse_instant("2026-11-24T16:30:00.000Z").value();  // 23:30 in Vietnam

SuspicionReport report(const std::string& message, Instant at = kEvening) {
  return {.label = "https://x.example/1", .verdict = "forged", .message = message, .at = at};
}

RandomSource always(std::uint8_t byte) {
  return [byte](std::span<std::uint8_t> bytes) { std::ranges::fill(bytes, byte); };
}

ReportDesk desk(std::vector<SuspicionReport> known = {}) {
  return ReportDesk(known, vietnam_day(kEvening), always(7));
}

}  // namespace

TEST_CASE("a report has a number of six digits, and the same words again the same") {
  ReportDesk numbers = desk();
  const auto first = numbers.number(report("lạ")).value();
  CHECK(first.is_new);
  CHECK(first.report.number >= 100'000);
  CHECK(first.report.number <= kLastReportNumber);
  CHECK(first.report.receipt() == "BN-261124-" + std::to_string(first.report.number));
  const auto again = numbers.number(report("lạ")).value();
  CHECK_FALSE(again.is_new);
  CHECK(again.report.number == first.report.number);
}

TEST_CASE("no number of a day is given twice, though chance repeats itself") {
  ReportDesk numbers = desk();
  std::set<unsigned> given;
  for (int i = 0; i < 100; ++i)
    CHECK(given.insert(numbers.number(report(std::to_string(i))).value().report.number).second);
}

TEST_CASE("what is on record of today is known after a start, other days are not") {
  const auto before = desk().number(report("lạ")).value().report;
  SuspicionReport yesterday = report("hôm qua", kEvening - std::chrono::days(1));
  yesterday.number = 123'456;
  ReportDesk numbers = desk({before, yesterday});
  CHECK_FALSE(numbers.number(report("lạ")).value().is_new);
  CHECK(numbers.number(report("hôm qua")).value().is_new);
}

TEST_CASE("a clock that goes back a day forgets nothing of the day that was reached") {
  ReportDesk numbers = desk();
  const auto first = numbers.number(report("lạ")).value();
  const auto late = numbers.number(report("trễ", kEvening - std::chrono::days(1))).value();
  CHECK(late.is_new);
  CHECK(late.report.number != first.report.number);
  const auto again = numbers.number(report("lạ")).value();
  CHECK_FALSE(again.is_new);
  CHECK(again.report.number == first.report.number);
}

TEST_CASE("a day has room for so many reports, and the next day is empty again") {
  ReportDesk numbers = desk();
  for (unsigned i = 0; i < kMaxReportsOfDay; ++i)
    REQUIRE(numbers.number(report(std::to_string(i))));
  const auto refused = numbers.number(report("một nữa"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "reports_full");
  CHECK(refused.error().args.at("limit") == std::to_string(kMaxReportsOfDay));
  CHECK(numbers.number(report("7")));
  CHECK(numbers.number(report("một nữa", kEvening + std::chrono::minutes(30))));
}
