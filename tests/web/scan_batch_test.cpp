#include "web/scan_batch.h"

#include <doctest/doctest.h>

using namespace temgoc;

namespace {

RecordedScan scan(Phone phone, std::int64_t lot = 1, const char* place = "Cà Mau") {
  return {.lot_id = lot, .serial = "0000001", .place = Province::named(place), .phone = phone};
}

}  // namespace

TEST_CASE("of one phone's looks again a commit writes one, of each code and place") {
  ScanBatch batch;
  for (int i = 0; i < 3; ++i) batch.add(scan(Phone::again));
  batch.add(scan(Phone::again, 2));
  batch.add(scan(Phone::again, 1, "An Giang"));
  batch.add(scan(Phone::again, 1, "nowhere"));
  CHECK(batch.scans().size() == 4);
}

TEST_CASE("every scan that may count is written") {
  ScanBatch batch;
  for (int i = 0; i < 2; ++i) {
    batch.add(scan(Phone::fresh));
    batch.add(scan(Phone::not_known));
  }
  CHECK(batch.scans().size() == 4);
}

TEST_CASE("alarms of another product, lot, kind or day are others, though the rest is the same") {
  const ScanAlarm first{.kind = ScanAlarm::Kind::lot_not_issued,
                        .day = Day{std::chrono::days(20'000)},
                        .gtin = "08930000000019",
                        .lot = "A"};
  std::vector<ScanAlarm> others(4, first);
  others[0].gtin = "08930000000026";
  others[1].lot = "B";
  others[2].kind = ScanAlarm::Kind::serial_not_issued;
  others[3].day += std::chrono::days(1);
  ScanBatch batch;
  batch.add(first);
  for (const ScanAlarm& other : others) batch.add(other);
  REQUIRE(batch.alarms().size() == 5);
  for (const ScanAlarm& each : batch.alarms()) CHECK(each.asked == 1);
}

TEST_CASE("alarms of one lot and kind are one, with the first serial and how often in all") {
  using Kind = ScanAlarm::Kind;
  ScanBatch batch;
  const ScanAlarm first{
      .kind = Kind::serial_not_issued, .gtin = "08930000000019", .lot = "A", .serial = "1"};
  ScanAlarm second = first;
  second.serial = "2";
  second.asked = 3;
  ScanAlarm other_lot = first;
  other_lot.lot = "B";
  for (const ScanAlarm& alarm : {first, second, other_lot, ScanAlarm{}, ScanAlarm{}})
    batch.add(alarm);
  REQUIRE(batch.alarms().size() == 3);
  CHECK(batch.alarms()[0].serial == "1");
  CHECK(batch.alarms()[0].asked == 4);
  CHECK(batch.alarms()[1].asked == 1);
  CHECK(batch.alarms()[2].kind == Kind::forged);
  CHECK(batch.alarms()[2].asked == 2);
}
