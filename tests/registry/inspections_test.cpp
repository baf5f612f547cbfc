#include "temgoc/registry/inspections.h"

#include <doctest/doctest.h>

#include "raw_sqlite.h"
#include "scratch_registry.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kNow = instant("2026-11-24T16:30:00.000Z");  // 23:30 in Vietnam

Inspector lan() {
  return {.name = "Nguyễn Thị Lan", .added_at = kNow, .expires_at = kNow + std::chrono::days(90)};
}

RandomSource counting() {
  return [next = std::uint8_t{0}](std::span<std::uint8_t> bytes) mutable {
    for (std::uint8_t& byte : bytes) byte = next++;
  };
}

InspectionVisit visit_of(const Inspector& inspector, const std::string& id) {
  InspectionVisit visit{.inspector_id = inspector.id,
                        .visit_id = id,
                        .receipt = {},
                        .received_at = kNow,
                        .body = R"({"place":"chợ Bến Thành"})"};
  visit.receipt = visit_receipt(visit);
  return visit;
}

}  // namespace

TEST_CASE("HMAC-SHA256 is that of RFC 4231") {
  const Bytes key(20, 0x0b);
  CHECK(to_hex(hmac_sha256(key, as_bytes("Hi There"))) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  const Bytes long_key(131, 0xaa);
  CHECK(to_hex(hmac_sha256(long_key,
                           as_bytes("Test Using Larger Than Block-Size Key - Hash Key First"))) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("an enrolment is found by its code, and the code is on no record" * looks_at_file()) {
  ScratchRegistry scratch;
  auto inspections = Inspections::open(scratch.path);
  REQUIRE(inspections);
  CHECK_FALSE(inspections->of_code("ABCD1234EFGH5678"));
  const Inspector added = inspections->add(lan(), "ABCD1234EFGH5678", counting());
  CHECK(inspections->of_code("ABCD1234EFGH5678") == added);
  CHECK_FALSE(inspections->of_code("ABCD1234EFGH5679"));
  CHECK(inspections->inspectors() == std::vector{added});
  RawSqlite raw(scratch.path);
  CHECK(raw.rows("SELECT count(*) FROM inspector WHERE instr(code_hash, 'ABCD') > 0") ==
        std::vector<std::string>{"0"});
  auto reader = Inspections::open_read_only(scratch.path);
  REQUIRE(reader);
  CHECK(reader->of_code("ABCD1234EFGH5678") == added);
}

TEST_CASE("an enrolment is revoked once, and an unknown one is named") {
  ScratchRegistry scratch;
  auto inspections = Inspections::open(scratch.path);
  const Inspector added = inspections->add(lan(), "A", counting());
  const Instant later = kNow + std::chrono::hours(1);
  const auto revoked = inspections->revoke(added.id, later);
  REQUIRE(revoked);
  CHECK(revoked->revoked_at == later);
  CHECK(inspections->revoke(added.id, later + std::chrono::hours(1))->revoked_at == later);
  CHECK(inspections->of_code("A")->revoked_at == later);
  CHECK(inspections->revoke(99, later).error().code == "inspector_unknown");
}

TEST_CASE("a visit sent again is the same visit, and its receipt is bound to its content") {
  ScratchRegistry scratch;
  auto inspections = Inspections::open(scratch.path);
  const Inspector added = inspections->add(lan(), "A", counting());
  const InspectionVisit first = visit_of(added, "v1");
  CHECK(first.receipt.starts_with("KT-261124-"));
  CHECK(first.receipt.size() == 18);
  CHECK(inspections->add_visit(first));
  CHECK_FALSE(inspections->add_visit(first));
  InspectionVisit other = first;
  other.body = R"({"place":"chợ Đồng Xuân"})";
  CHECK(visit_receipt(other) != first.receipt);
  CHECK(inspections->add_visit(visit_of(added, "v2")));
  const auto all = inspections->visits({.limit = 10});
  REQUIRE(all.size() == 2);
  CHECK(all.front().visit_id == "v2");
  CHECK(all.back().inspector_name == "Nguyễn Thị Lan");
  CHECK(inspections->visits({.limit = 1}).size() == 1);
  CHECK(inspections->visit(added.id, "v1")->receipt == first.receipt);
  CHECK(inspections->visit(first.receipt)->body == first.body);
  CHECK_FALSE(inspections->visit("KT-000000-00000000"));
}
