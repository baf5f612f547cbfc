#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

#include "scratch_registry.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kAt = instant("2026-11-25T00:00:00.000Z");

PrintRequest asked(const Lot& lot, CodeKind kind, std::uint32_t labels) {
  return {
      .lot_id = lot.id, .template_id = "t", .template_sha256 = "", .kind = kind, .labels = labels};
}

Result<PrintJob> print(Registry& registry, const PrintRequest& request,
                       const std::vector<Serial>& listed = {}) {
  return registry.add_print_job(request, kAt, listed, entry_of_job);
}

SerialState state(const Registry& registry, const Lot& lot, const Serial& serial) {
  return registry.facts(claim_of(lot, serial), kAt).serial;
}

SerialState link_state(const Registry& registry, const Lot& lot, const Serial& serial) {
  return registry.facts(lot.realm, lot.gtin, lot.code, serial, kAt).serial;
}

}  // namespace

TEST_CASE("print jobs of one lot get ranges one after another and a leaf each") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  const PrintJob first = printed(registry, lot, CodeKind::item_seal, 100);
  const PrintJob whole = printed(registry, lot, CodeKind::lot_seal, 5000);
  const PrintJob second = printed(registry, lot, CodeKind::item_seal, 1);
  CHECK(first.first_serial == 1);
  CHECK(first.last_serial == 100);
  CHECK(whole.first_serial == 0);
  CHECK(whole.last_serial == 0);
  CHECK(second.first_serial == 101);
  CHECK(second.last_serial == 101);
  CHECK(second.leaf_index == 3);
  CHECK(registry.print_jobs(lot.id) == std::vector<PrintJob>{first, whole, second});
  CHECK(registry.log_entries(kRealm, 1, 9) ==
        std::vector<std::string>{"print 1-100", "print 0-0", "print 101-101"});
}

TEST_CASE("each lot counts its serials for itself") {
  ScratchRegistry scratch;
  const Lot one = issued(scratch.registry);
  const Lot other = issued(scratch.registry);
  printed(scratch.registry, one, CodeKind::item_seal, 10);
  CHECK(printed(scratch.registry, other, CodeKind::item_seal, 10).first_serial == 1);
  CHECK(state(scratch.registry, other, Serial::sealed(10)) == SerialState::issued);
  CHECK(state(scratch.registry, other, Serial::sealed(11)) == SerialState::not_issued);
}

TEST_CASE("listed serials are stored with their job in label order") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  const std::vector<Serial> serials{serial("ZZZ"), serial("AAA"), serial("MMM")};
  const auto job = print(registry, asked(lot, CodeKind::item_link, 3), serials);
  REQUIRE(job);
  CHECK(registry.listed_serials(job->id) == serials);
  CHECK(registry.listed_serials(job->id + 1).empty());
}

TEST_CASE("a listed serial that the lot has already is refused with the whole job") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  REQUIRE(print(registry, asked(lot, CodeKind::item_link, 1), {serial("AAA")}));
  const auto again =
      print(registry, asked(lot, CodeKind::item_link, 2), {serial("BBB"), serial("AAA")});
  REQUIRE(!again);
  CHECK(again.error().code == "serial_taken");
  CHECK(again.error().value == "AAA");
  CHECK(registry.print_jobs(lot.id).size() == 1);
  CHECK(registry.log_size(kRealm) == 2);
  CHECK(link_state(registry, lot, serial("BBB")) == SerialState::not_issued);
  CHECK(print(registry, asked(issued(registry), CodeKind::item_link, 1), {serial("AAA")}));
}

TEST_CASE("serials end at seven digits") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  REQUIRE(print(registry, asked(lot, CodeKind::item_seal, 9'999'990)));
  const auto over = print(registry, asked(lot, CodeKind::item_seal, 10));
  REQUIRE(!over);
  CHECK(over.error().code == "serials_exhausted");
  CHECK(over.error().args.at("left") == "9");
  CHECK(print(registry, asked(lot, CodeKind::item_seal, 9))->last_serial == 9'999'999);
  CHECK(!print(registry, asked(lot, CodeKind::item_seal, 1)));
}

TEST_CASE("a print job of an unknown lot is refused") {
  ScratchRegistry scratch;
  PrintRequest request = asked(issued(scratch.registry), CodeKind::lot_seal, 1);
  request.lot_id = 4711;
  const auto job = print(scratch.registry, request);
  REQUIRE(!job);
  CHECK(job.error().code == "unknown_reference");
  CHECK(job.error().value == "4711");
}

TEST_CASE("a print job outside its contract is loud") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  const std::vector<Serial> one{serial("AAA")};
  CHECK_THROWS_AS((void)print(scratch.registry, asked(lot, CodeKind::lot_seal, 0)),
                  std::logic_error);
  CHECK_THROWS_AS((void)print(scratch.registry, asked(lot, CodeKind::item_seal, 10'000'000)),
                  std::logic_error);
  CHECK_THROWS_AS((void)print(scratch.registry, asked(lot, CodeKind::item_link, 2), one),
                  std::logic_error);
  CHECK_THROWS_AS((void)print(scratch.registry, asked(lot, CodeKind::lot_seal, 1), one),
                  std::logic_error);
}

TEST_CASE("an entry that throws leaves no job and no listed serial") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  const std::vector<Serial> one{serial("AAA")};
  CHECK_THROWS((void)scratch.registry.add_print_job(
      asked(lot, CodeKind::item_link, 1), kAt, one,
      [](const PrintJob&) -> std::string { throw std::runtime_error("stop"); }));
  CHECK(scratch.registry.print_jobs(lot.id).empty());
  CHECK(link_state(scratch.registry, lot, one[0]) == SerialState::not_issued);
}

TEST_CASE("only what was printed can be voided") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  printed(registry, lot, CodeKind::item_seal, 10);
  const auto refused = [&](const Void& voided) {
    const Result<void> done = registry.add_void(lot.id, voided);
    return done ? "" : done.error().code;
  };
  CHECK(refused({.first = 0, .last = 3}) == "serial_not_issued");
  CHECK(refused({.first = 5, .last = 4}) == "serial_not_issued");
  CHECK(refused({.first = 10, .last = 11}) == "serial_not_issued");
  CHECK(refused({.listed_serial = "AAA"}) == "serial_not_issued");
  CHECK(refused({.first = 1, .last = 10}) == "");
  CHECK(registry.add_void(4711, {.first = 1, .last = 1}).error().value == "1-1");
}

TEST_CASE("a voided serial is voided with its reason, its neighbours stay issued") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  printed(registry, lot, CodeKind::item_seal, 10);
  REQUIRE(registry.add_void(lot.id, {.first = 4, .last = 6, .reason = "tem rách", .at = kAt}));
  REQUIRE(registry.add_void(lot.id, {.first = 5, .last = 9, .reason = "sau", .at = kAt}));
  CHECK(state(registry, lot, Serial::sealed(3)) == SerialState::issued);
  CHECK(state(registry, lot, Serial::sealed(10)) == SerialState::issued);
  const LotFacts facts = registry.facts(claim_of(lot, Serial::sealed(5)), kAt);
  CHECK(facts.serial == SerialState::voided);
  REQUIRE(facts.voided);
  CHECK(facts.voided->reason == "tem rách");
  CHECK(facts.voided->first == 4);
  CHECK(facts.voided->at == kAt);
  CHECK(registry.facts(claim_of(lot, Serial::sealed(9)), kAt).voided->reason == "sau");
}

TEST_CASE("a listed serial is listed on a link and proves nothing on a seal") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  const std::vector<Serial> serials{serial("AAA"), serial("BBB")};
  REQUIRE(print(registry, asked(lot, CodeKind::item_link, 2), serials));
  CHECK(link_state(registry, lot, serials[0]) == SerialState::listed);
  CHECK(state(registry, lot, serials[0]) == SerialState::not_issued);
  CHECK(link_state(registry, lot, serial("CCC")) == SerialState::not_issued);
  REQUIRE(registry.add_void(lot.id, {.listed_serial = "AAA", .reason = "mất cuộn", .at = kAt}));
  CHECK(link_state(registry, lot, serials[0]) == SerialState::voided);
  CHECK(link_state(registry, lot, serials[1]) == SerialState::listed);
}

TEST_CASE("a sealed serial keeps its state when a tool dropped the seal") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  printed(scratch.registry, lot, CodeKind::item_seal, 3);
  CHECK(link_state(scratch.registry, lot, Serial::sealed(3)) == SerialState::issued);
  CHECK(link_state(scratch.registry, lot, Serial::sealed(4)) == SerialState::not_issued);
}

TEST_CASE("whatever is printed and voided, each serial is in the state that it should be") {
  ScratchRegistry scratch;
  const bool held = rc::check("states of serials", [&] {
    const Lot lot = issued(scratch.registry);
    std::uint32_t last = 0;
    std::set<std::uint32_t> voided;
    for (int action = *rc::gen::inRange(0, 12); action > 0; --action) {
      const auto from = *rc::gen::inRange<std::uint32_t>(0, 30);
      const auto many = *rc::gen::inRange<std::uint32_t>(1, 8);
      if (*rc::gen::arbitrary<bool>()) {
        last = printed(scratch.registry, lot, CodeKind::item_seal, many).last_serial;
        continue;
      }
      const bool may = from >= 1 && from + many - 1 <= last;
      const Void range{.first = from, .last = from + many - 1, .reason = "thử"};
      RC_ASSERT(scratch.registry.add_void(lot.id, range).has_value() == may);
      for (std::uint32_t n = from; may && n < from + many; ++n) voided.insert(n);
    }
    for (std::uint32_t n = 1; n <= last + 2; ++n) {
      const SerialState due = n > last             ? SerialState::not_issued
                              : voided.contains(n) ? SerialState::voided
                                                   : SerialState::issued;
      RC_ASSERT(state(scratch.registry, lot, Serial::sealed(n)) == due);
    }
  });
  CHECK(held);
}
