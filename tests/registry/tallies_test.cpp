#include "temgoc/registry/tallies.h"

#include <doctest/doctest.h>

#include "raw_sqlite.h"
#include "scratch_registry.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kNoon = instant("2026-12-01T05:00:00.000Z");

struct Scanned {
  ScratchRegistry scratch;
  Lot lot = issued(scratch.registry);
  void scan(int days, const std::string& place, const std::string& serial) {
    scratch.registry.add_scan(
        {lot.id, serial, Province::named(place), kNoon + std::chrono::days(days)});
  }
  Tallies tallies() const { return Tallies(scratch.registry); }
};

}  // namespace

TEST_CASE("scans are summed by day and by place, of the days that are asked for") {
  Scanned scanned;
  scanned.scan(0, "Huế", "0000001");
  scanned.scan(0, "Huế", "0000002");
  scanned.scan(0, "Hà Nội", "0000003");
  scanned.scan(2, "", "0000001");
  const auto days = scanned.tallies().scans_by_day({});
  REQUIRE(days.size() == 2);
  CHECK(days[0].day == day("2026-12-01"));
  CHECK(days[0].scans == 3);
  CHECK(days[1].day == day("2026-12-03"));
  CHECK(days[1].scans == 1);
  const auto places = scanned.tallies().scans_by_place({});
  REQUIRE(places.size() == 3);
  CHECK(places[0].place == "Huế");
  CHECK(places[0].scans == 2);
  CHECK(places[1].place.empty());  // not known: said, and not left out
  CHECK(scanned.tallies().scans_by_day({.from = day("2026-12-02")}).size() == 1);
  CHECK(scanned.tallies().scans_by_place({.until = day("2026-12-02")}).size() == 2);
}

TEST_CASE("scans are summed of one cooperative or one lot, and of test lots never") {
  Scanned scanned;
  scanned.scan(0, "Huế", "0000001");
  CHECK(scanned.tallies().scans_by_day({.cooperative_id = "C90"}).size() == 1);
  CHECK(scanned.tallies().scans_by_day({.cooperative_id = "C91"}).empty());
  CHECK(scanned.tallies().scans_by_day({.lot_id = scanned.lot.id}).size() == 1);
  CHECK(scanned.tallies().scans_by_day({.lot_id = scanned.lot.id + 1}).empty());
  LotRequest of_test = request();
  of_test.realm = kTestRealm;
  of_test.key_id = kTestKey;
  const Lot test_lot = issued(scanned.scratch.registry, of_test);
  scanned.scratch.registry.add_scan({test_lot.id, "0000001", Province::named("Huế"), kNoon});
  CHECK(scanned.tallies().scans_by_day({}).front().scans == 1);
}

TEST_CASE("lots are counted by the month of Vietnam in which they were issued") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  issued(scratch.registry);
  const Day of_issue = vietnam_day(lot.issued_at);
  const std::chrono::year_month_day date(of_issue);
  const auto months = Tallies(scratch.registry).lots_by_month(of_issue, of_issue);
  REQUIRE(months.size() == 1);
  CHECK(months[0].month == date.year() / date.month());
  CHECK(months[0].cooperative_id == "C90");
  CHECK(months[0].lots == 2);
  CHECK(months[0].cancelled == 0);
  REQUIRE(scratch.registry.cancel_lot(lot.id, {"nhầm", lot.issued_at, "lan"}));
  CHECK(Tallies(scratch.registry).lots_by_month(of_issue, of_issue)[0].cancelled == 1);
  const auto before = of_issue - std::chrono::days(1);
  CHECK(Tallies(scratch.registry).lots_by_month(before, before).empty());
}

TEST_CASE("lots of a month are found by the moments of their issue, and no others are read" *
          looks_at_file()) {
  const ScratchRegistry scratch;
  StatementWatch watch;
  const Registry registry = opened(scratch.path);
  (void)Tallies(registry).lots_by_month(day("2026-11-01"), day("2026-12-31"));
  RawSqlite raw(scratch.path);
  int explained = 0;
  for (const std::string& statement : watch.statements()) {
    if (statement.find("lot_cancellation c") == std::string::npos) continue;
    for (const std::string& step : raw.rows("EXPLAIN QUERY PLAN " + statement)) {
      INFO(statement, "\n", step);
      CHECK(step.find("SCAN ") == std::string::npos);
      if (step.find("SEARCH l ") == std::string::npos) continue;
      CHECK(step.find("lot_by_issue (issued_at>? AND issued_at<?)") != std::string::npos);
      ++explained;
    }
  }
  CHECK(explained == 1);
}
