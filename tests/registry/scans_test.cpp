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
    scratch.registry.add_scan({lot.id, serial, Province::named(place), minutes_on(minutes)});
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
  scanned.scan(300, "Hà Nội");
  scanned.scan(0, "Cần Thơ");
  scanned.scan(360, "Hà Nội");
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

TEST_CASE("two provinces too far apart for the time between are too fast, for ever") {
  Scanned scanned;
  scanned.scan(0, "Huế");
  scanned.scan(60, "Hà Nội");
  CHECK(!scanned.count().too_fast);
  scanned.scan(90, "Huế");
  CHECK(scanned.count().too_fast);
  scanned.scan(500, "Huế");
  CHECK(scanned.count().too_fast);
}

TEST_CASE("a scan that counts once still shows where the pack was") {
  Scanned scanned;
  scanned.scan(0, "Huế");
  scanned.scan(9, "Huế");
  scanned.scan(45, "Hà Nội");
  CHECK(scanned.count().too_fast);
}

TEST_CASE("neighbours are never too fast: who stands at a border is in either") {
  Scanned scanned;
  scanned.scan(0, "Hà Nội");
  scanned.scan(0, "Bắc Ninh");
  scanned.scan(0, "Phú Thọ");
  CHECK(scanned.count().places == 3);
  CHECK(!scanned.count().too_fast);
}

TEST_CASE("one province in two spellings, or by its older name, is one place") {
  Scanned scanned;
  scanned.scan(0, "TP. Hồ Chí Minh");
  scanned.scan(20, "ho chi minh city");
  scanned.scan(40, "Bình Dương");
  CHECK(scanned.count().scans == 3);
  CHECK(scanned.count().places == 1);
  CHECK(!scanned.count().too_fast);
}

TEST_CASE("a clock that was years ahead for one scan does not silence the ones after it") {
  Scanned scanned;
  constexpr int kYear = 365 * 24 * 60;
  scanned.scan(3 * kYear, "Huế");
  scanned.scan(0, "Huế");
  scanned.scan(5, "Huế");
  scanned.scan(20, "Huế");
  CHECK(scanned.count().scans == 3);
  CHECK(scanned.count().first_at == kNoon);
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
  CHECK_THROWS_AS(scanned.scratch.registry.add_scan({.lot_id = 4711, .at = kNoon}), SystemFailure);
}

TEST_CASE("a phone that is known counts for itself, however many share its place") {
  Scanned scanned;
  const auto scan = [&](int minute, Phone phone) {
    scanned.scratch.registry.add_scan(
        {scanned.lot.id, "0000001", Province::named("Huế"), minutes_on(minute), phone});
  };
  for (int minute = 0; minute < 5; ++minute) scan(minute, Phone::fresh);
  CHECK(scanned.count().scans == 5);
  for (int minute = 5; minute < 40; ++minute) scan(minute, Phone::again);
  CHECK(scanned.count().scans == 5);
}

TEST_CASE("how fast is too fast is the workplace's to say, and may be switched off") {
  Scanned scanned;
  const auto scan = [&](int minute, const char* place, unsigned fastest_km_per_hour) {
    scanned.scratch.registry.add_scan(
        {scanned.lot.id, "0000001", Province::named(place), minutes_on(minute)},
        fastest_km_per_hour);
  };
  scan(0, "Huế", 500);
  scan(0, "Hà Nội", 0);
  scan(60, "Cần Thơ", 2000);
  CHECK(!scanned.count().too_fast);
  scan(120, "Hà Nội", 500);
  CHECK(scanned.count().too_fast);
}

TEST_CASE("scans are listed by Vietnamese day, code and place, counted ones alone") {
  Scanned scanned;
  Registry& registry = scanned.scratch.registry;
  scanned.scan(0, "Huế");
  scanned.scan(5, "Huế");
  scanned.scan(20, "Huế");
  scanned.scan(12 * 60, "Huế");  // 17:00 UTC: the next day in Vietnam
  scanned.scan(0, "", "");
  const Day day = vietnam_day(kNoon);
  const auto all = registry.scan_days({});
  REQUIRE(all.size() == 3);
  CHECK(all[0].serial.empty());
  CHECK(all[1].serial == "0000001");
  CHECK(all[1].scans == 2);
  CHECK(all[1].first_at == kNoon);
  CHECK(all[1].last_at == minutes_on(20));
  CHECK(all[2].day == day + std::chrono::days(1));
  CHECK(registry.scan_days({.from = day + std::chrono::days(1)}).size() == 1);
  CHECK(registry.scan_days({.lot_id = scanned.lot.id, .until = day}).size() == 2);
  CHECK(registry.scan_days({.lot_id = 4711}).empty());
  CHECK(registry.scan_days({.cooperative_id = "C00"}).empty());
  CHECK(registry.scan_days({.limit = 1}).size() == 1);
}

TEST_CASE("old days are thinned to the counts of their codes, a part at a time") {
  Scanned scanned;
  Registry& registry = scanned.scratch.registry;
  for (int day = 0; day < 5; ++day) scanned.scan(day * 24 * 60, "Huế");
  const Day last = vietnam_day(kNoon) + std::chrono::days(4);
  registry.add_scan_alarm({.day = vietnam_day(kNoon)});
  CHECK(registry.thin_scans(last, 3) == 4);
  CHECK(registry.thin_scans(last, 3) == 1);
  CHECK(registry.thin_scans(last, 3) == 0);
  CHECK(registry.scan_days({}).size() == 1);
  CHECK(registry.scan_alarms({}).empty());
  CHECK(scanned.count().scans == 5);
  CHECK(scanned.count().first_at == kNoon);
}

TEST_CASE("items scanned more than one pack would be are found, by count, places and speed") {
  Scanned scanned;
  Registry& registry = scanned.scratch.registry;
  for (int hour = 0; hour < 4; ++hour) scanned.scan(hour * 60, "Huế", "0000001");
  scanned.scan(60, "Huế", "0000002");
  scanned.scan(300, "Hà Nội", "0000002");
  scanned.scan(600, "Cần Thơ", "0000002");
  scanned.scan(0, "Huế", "0000003");
  scanned.scan(1, "Hà Nội", "0000003");
  scanned.scan(0, "Huế", "0000004");
  for (int hour = 0; hour < 9; ++hour) scanned.scan(hour * 60, "Huế", "");
  const auto found = registry.items_over({.scans = 3, .places = 2}, "", 10);
  REQUIRE(found.size() == 3);
  CHECK(found[0].serial == "0000001");
  CHECK(found[0].count.scans == 4);
  CHECK(found[1].count.places == 3);
  CHECK(found[2].count.too_fast);
  CHECK(registry.items_over({.scans = 3, .places = 2}, "C00", 10).empty());
  CHECK(registry.items_over({.scans = 3, .places = 2}, "", 1).size() == 1);
}

TEST_CASE("a lot scanned more often than its labels were printed is found") {
  Scanned scanned;
  Registry& registry = scanned.scratch.registry;
  printed(registry, scanned.lot, CodeKind::lot_seal, 2);
  for (int hour = 0; hour < 2; ++hour) scanned.scan(hour * 60, "Huế", "");
  CHECK(registry.lots_over_printed("", 10).empty());
  scanned.scan(120, "", "");
  const auto found = registry.lots_over_printed("", 10);
  REQUIRE(found.size() == 1);
  CHECK(found[0].scans == 3);
  CHECK(found[0].labels == 2);
  CHECK(found[0].lot.id == scanned.lot.id);
}

TEST_CASE("labels that nobody may have are counted by day, kind and lot, in bounded room") {
  Scanned scanned;
  Registry& registry = scanned.scratch.registry;
  const Day day = vietnam_day(kNoon);
  for (int i = 0; i < 3; ++i) registry.add_scan_alarm({.day = day});
  const auto seal_of = [&](const std::string& lot) {
    registry.add_scan_alarm({.kind = ScanAlarm::Kind::lot_not_issued,
                             .day = day,
                             .gtin = "02990001000018",
                             .lot = lot,
                             .serial = "0000007"});
  };
  seal_of("A");
  seal_of("A");
  const auto few = registry.scan_alarms(day);
  REQUIRE(few.size() == 2);
  CHECK(few[0].asked == 3);
  CHECK(few[1].lot == "A");
  CHECK(few[1].serial == "0000007");
  CHECK(few[1].asked == 2);
  CHECK(registry.transaction([&]() -> Result<void> {
    for (int i = 0; i < 1500; ++i) seal_of("B" + std::to_string(i));
    return {};
  }));
  CHECK(registry.scan_alarms(day).size() == 1001);
  CHECK(registry.scan_alarms(day + std::chrono::days(1)).empty());
}

TEST_CASE("reports are counted by lot from a day on; of no lot they are everyone's") {
  Scanned scanned;
  Registry& registry = scanned.scratch.registry;
  unsigned number = 0;
  const auto report = [&](std::optional<std::int64_t> lot_id, const char* message, int minutes) {
    REQUIRE(registry.add_report({.number = ++number,
                                 .label = "x",
                                 .verdict = "valid",
                                 .lot_id = lot_id,
                                 .message = message,
                                 .at = minutes_on(minutes)}));
  };
  report(scanned.lot.id, "mùi lạ", 0);
  report(scanned.lot.id, "tem mờ", 5);
  report(std::nullopt, "tem giả", 0);
  report(scanned.lot.id, "hôm trước", -24 * 60);
  const Day day = vietnam_day(kNoon);
  const auto all = registry.lots_reported("", day, 10);
  REQUIRE(all.size() == 2);
  CHECK(all[0].lot->id == scanned.lot.id);
  CHECK(all[0].reports == 2);
  CHECK(all[0].last_at == minutes_on(5));
  CHECK(!all[1].lot);
  CHECK(registry.lots_reported("C90", day, 10).size() == 2);
  const auto others = registry.lots_reported("C00", day, 10);
  REQUIRE(others.size() == 1);
  CHECK(!others[0].lot);
  CHECK(registry.lots_reported("", day, 1).size() == 1);
  CHECK(registry.lots_reported("", day + std::chrono::days(1), 10).empty());
}

TEST_CASE("scans stored together count as the same scans one after the other") {
  ScratchRegistry alone, together;
  const Lot lots[] = {issued(alone.registry), issued(alone.registry)};
  issued(together.registry);
  issued(together.registry);
  const RandomSource random = seeded_random(7);
  const auto below = [&](unsigned most) {
    std::uint8_t byte = 0;
    random({&byte, 1});
    return byte % most;
  };
  std::vector<RecordedScan> scans;
  const char* places[] = {"", "Hà Nội", "Cần Thơ", "Huế"};
  for (int n = 0; n < 600; ++n) {
    const unsigned serial = below(130);  // more codes than are asked for at once
    scans.push_back({lots[below(2)].id, serial == 0 ? "" : Serial::sealed(serial).text(),
                     Province::named(places[below(4)]), minutes_on(static_cast<int>(below(200))),
                     static_cast<Phone>(below(3))});
  }
  std::size_t counted = 0;
  for (const RecordedScan& each : scans) counted += alone.registry.add_scan(each);
  CHECK(together.registry.add_scans(std::span(scans).first(400)) +
            together.registry.add_scans(std::span(scans).subspan(400)) ==
        counted);
  CHECK(counted > 100);
  CHECK(counted < 600);
  const auto days_of = [](const Registry& registry) {
    std::vector<std::string> days;
    for (const ScansOfDay& each : registry.scan_days({}))
      days.push_back(each.lot.text() + each.serial + each.place + std::to_string(each.scans) +
                     to_iso(each.first_at) + to_iso(each.last_at));
    return days;
  };
  CHECK(days_of(alone.registry) == days_of(together.registry));
  for (const Lot& lot : lots)
    for (std::uint32_t serial = 1; serial < 130; ++serial) {
      const auto of = [&](const Registry& registry) {
        return registry.facts(claim_of(lot, Serial::sealed(serial)), kNoon).scans.value();
      };
      CHECK(of(alone.registry).scans == of(together.registry).scans);
      CHECK(of(alone.registry).too_fast == of(together.registry).too_fast);
      CHECK(of(alone.registry).first_at == of(together.registry).first_at);
    }
}
