#include <doctest/doctest.h>

#include "scratch_registry.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kNoon = instant("2026-12-01T05:00:00.000Z");

Instant minutes_on(int minutes) { return kNoon + std::chrono::minutes(minutes); }

struct Scanned {
  ScratchRegistry scratch;
  Lot lot = issued(scratch.registry);
  void scan(int minutes, const std::string& place, const std::string& serial = "0000001") {
    scratch.registry.add_scan(lot.id, serial, place, minutes_on(minutes));
  }
  ScanCount count(std::uint32_t serial = 1) {
    return scratch.registry.facts(claim_of(lot, Serial::sealed(serial)), kNoon).scans.value();
  }
};

}  // namespace

TEST_CASE("a serial never scanned has a count of none") {
  Scanned scanned;
  CHECK(scanned.count().scans == 0);
  CHECK(!scanned.count().first_at);
}

TEST_CASE("scans are counted by serial, with their first time and place") {
  Scanned scanned;
  scanned.scan(30, "Hà Nội");
  scanned.scan(0, "Cần Thơ");
  scanned.scan(60, "Hà Nội");
  scanned.scan(0, "Huế", "0000002");
  const ScanCount count = scanned.count();
  CHECK(count.scans == 3);
  CHECK(count.places == 2);
  CHECK(count.first_at == kNoon);
  CHECK(count.first_place == "Cần Thơ");
  CHECK(!count.too_fast);
  CHECK(scanned.count(2).scans == 1);
}

TEST_CASE("scanning again from the same place within ten minutes counts once") {
  Scanned scanned;
  for (int minute : {0, 1, 9}) scanned.scan(minute, "Huế");
  CHECK(scanned.count().scans == 1);
  scanned.scan(10, "Huế");
  CHECK(scanned.count().scans == 2);
}

TEST_CASE("a stream of scans without a pause still counts every ten minutes") {
  Scanned scanned;
  for (int minute = 0; minute <= 60; minute += 5) scanned.scan(minute, "");
  CHECK(scanned.count().scans == 7);
}

TEST_CASE("two places under ten minutes apart are too fast, for ever") {
  Scanned scanned;
  scanned.scan(0, "Huế");
  scanned.scan(10, "Hà Nội");
  CHECK(!scanned.count().too_fast);
  scanned.scan(19, "Huế");
  CHECK(scanned.count().too_fast);
  scanned.scan(500, "Huế");
  CHECK(scanned.count().too_fast);
}

TEST_CASE("a scan that counts once still shows where the pack was") {
  Scanned scanned;
  scanned.scan(0, "Huế");
  scanned.scan(9, "Huế");
  scanned.scan(12, "Hà Nội");
  CHECK(scanned.count().too_fast);
}

TEST_CASE("an unknown place is no place and never too fast") {
  Scanned scanned;
  scanned.scan(0, "Huế");
  scanned.scan(1, "");
  const ScanCount count = scanned.count();
  CHECK(count.scans == 2);
  CHECK(count.places == 1);
  CHECK(!count.too_fast);
}

TEST_CASE("many people may scan a lot's own code at once") {
  Scanned scanned;
  scanned.scan(0, "Huế", "");
  scanned.scan(1, "Hà Nội", "");
  const ScanCount count =
      scanned.scratch.registry.facts(claim_of(scanned.lot), kNoon).scans.value();
  CHECK(count.scans == 2);
  CHECK(count.places == 2);
  CHECK(!count.too_fast);
}

TEST_CASE("scans that arrive out of order count alike") {
  Scanned scanned;
  scanned.scan(40, "Huế");
  scanned.scan(35, "Hà Nội");
  CHECK(scanned.count().too_fast);
  CHECK(scanned.count().first_place == "Hà Nội");
}

TEST_CASE("a scan of a lot that is not there is refused") {
  Scanned scanned;
  CHECK_THROWS_AS(scanned.scratch.registry.add_scan(4711, "", "", kNoon), SystemFailure);
}
