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
  CHECK(registry.first_print_job(lot.id) == first);
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
  CHECK(!scratch.registry.first_print_job(lot.id));
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
  // The first that was recorded counts, wherever its range begins and ends.
  const Lot other = issued(registry);
  printed(registry, other, CodeKind::item_seal, 10);
  REQUIRE(registry.add_void(other.id, {.first = 5, .last = 9, .reason = "trước", .at = kAt}));
  REQUIRE(registry.add_void(other.id, {.first = 4, .last = 6, .reason = "sau", .at = kAt}));
  CHECK(registry.facts(claim_of(other, Serial::sealed(5)), kAt).voided->reason == "trước");
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

TEST_CASE("facts of a serial tell the log entry of the print job that issued it") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  const PrintJob first = printed(registry, lot, CodeKind::item_seal, 10);
  const PrintJob links = printed(registry, lot, CodeKind::item_link, 2);
  const PrintJob second = printed(registry, lot, CodeKind::item_seal, 5);
  REQUIRE(registry.add_reprint(reprint_of(first, 2, 3)));
  REQUIRE(registry.add_void(lot.id, {.first = 11, .last = 11, .reason = "rách", .at = kAt}));
  const auto sealed_at = [&](std::uint32_t number) {
    return registry.facts(claim_of(lot, Serial::sealed(number)), kAt).print_leaf_index;
  };
  CHECK(sealed_at(1) == first.leaf_index);
  CHECK(sealed_at(3) == first.leaf_index);
  CHECK(sealed_at(10) == first.leaf_index);
  CHECK(sealed_at(11) == second.leaf_index);  // voided, and all the same issued there
  CHECK(sealed_at(15) == second.leaf_index);
  CHECK_FALSE(sealed_at(16));
  const auto listed =
      registry.facts(lot.realm, lot.gtin, lot.code, registry.listed_serials(links.id).front(), kAt);
  CHECK(listed.print_leaf_index == links.leaf_index);
  CHECK_FALSE(registry.facts(claim_of(lot), kAt).print_leaf_index);
}

TEST_CASE("a sealed serial keeps its state when a tool dropped the seal") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  printed(scratch.registry, lot, CodeKind::item_seal, 3);
  CHECK(link_state(scratch.registry, lot, Serial::sealed(3)) == SerialState::issued);
  CHECK(link_state(scratch.registry, lot, Serial::sealed(4)) == SerialState::not_issued);
}

TEST_CASE("a template's text is kept once for its hash") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  printed(scratch.registry, lot, CodeKind::lot_seal, 1);
  printed(scratch.registry, lot, CodeKind::lot_seal, 1);
  CHECK(scratch.registry.template_text(std::string(64, 'a')) == "a template");
  CHECK(!scratch.registry.template_text(std::string(64, 'b')));
}

TEST_CASE("a job comes back as it was recorded, and is printing until all its files are there") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  PrintRequest request = asked(lot, CodeKind::item_seal, 100);
  request.setup = {.dpi = 203,
                   .language = "en",
                   .start_cell = 7,
                   .cells = 24,
                   .copies = 2,
                   .pages_in_part = 3,
                   .content = "{}",
                   .file = "labels/x.pdf"};
  request.who = "Lan";
  request.over_quantity_reason = "in dự phòng";
  const PrintJob job = print(registry, request).value();
  CHECK(registry.print_job(job.id) == job);
  CHECK(job.setup == request.setup);
  const auto state = [&] { return state_of(registry.print_record(job.id).value()); };
  for (unsigned number = 1; number <= 3; ++number) {
    CHECK(state() == PrintState::printing);
    REQUIRE(registry.add_printed_part(job.id, part(number, 'c')));
  }
  CHECK(state() == PrintState::printed);
  CHECK(registry.print_record(job.id)->parts.size() == parts_of(job).size());
}

TEST_CASE("a part drawn again with the same bytes is one fact, with other bytes it is refused") {
  ScratchRegistry scratch;
  const PrintJob job = printed(scratch.registry, issued(scratch.registry), CodeKind::lot_seal, 1);
  REQUIRE(scratch.registry.add_printed_part(job.id, part(1, 'c')));
  REQUIRE(scratch.registry.add_printed_part(job.id, part(1, 'c')));
  CHECK(scratch.registry.print_record(job.id)->parts.size() == 1);
  const auto other = scratch.registry.add_printed_part(job.id, part(1, 'd'));
  REQUIRE(!other);
  CHECK(other.error().code == "part_differs");
}

TEST_CASE("a reprint repeats serials, logs nothing and takes none from the sequence") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  const PrintJob first = printed(registry, lot, CodeKind::item_seal, 20);
  const auto log_size = registry.log_size(kRealm);
  const PrintJob again = registry.add_reprint(reprint_of(first, 12, 3)).value();
  CHECK(again.id == first.id + 1);
  CHECK(again.first_serial == 12);
  CHECK(again.last_serial == 14);
  CHECK(registry.log_size(kRealm) == log_size);
  CHECK(printed(registry, lot, CodeKind::item_seal, 1).first_serial == 21);
  CHECK(registry.print_record(first.id)->reprints == std::vector<std::int64_t>{again.id});
  REQUIRE(registry.add_printed_part(again.id, part(1, 'c')));
  CHECK(state_of(registry.print_record(again.id).value()) == PrintState::reprinted);
}

TEST_CASE("a reprint of labels that its first job does not have is loud") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  const PrintJob first = printed(registry, lot, CodeKind::item_seal, 20);
  const PrintJob again = registry.add_reprint(reprint_of(first, 20, 1)).value();
  const PrintJob other = printed(registry, issued(registry), CodeKind::item_seal, 20);
  PrintJob elsewhere = reprint_of(first, 1, 1), links = elsewhere;
  elsewhere.lot_id = other.lot_id;
  links.kind = CodeKind::item_link;
  for (const PrintJob& bad : {reprint_of(first, 20, 2), reprint_of(first, 21, 1),
                              reprint_of(first, 1, 21), reprint_of(first, 0, 1),
                              reprint_of(first, 1, 0), reprint_of(again, 1, 1), elsewhere, links})
    CHECK_THROWS_AS((void)registry.add_reprint(bad), std::logic_error);
  CHECK(registry.print_jobs(lot.id).size() == 2);
}

TEST_CASE("a reprint of links lists those that it repeats") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const PrintJob first = printed(registry, issued(registry), CodeKind::item_link, 5);
  const PrintJob again = registry.add_reprint(reprint_of(first, 2, 3)).value();
  const auto all = registry.listed_serials(first.id);
  CHECK(registry.listed_serials(again.id) == std::vector<Serial>(all.begin() + 1, all.begin() + 4));
}

TEST_CASE("labels that were voided are not printed again, their neighbours are") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  for (const CodeKind kind : {CodeKind::lot_seal, CodeKind::item_seal, CodeKind::item_link}) {
    CAPTURE(to_text(kind));
    const PrintJob first = printed(registry, lot, kind, 20);
    registry.add_print_outcome(first.id,
                               {PrintOutcome::Kind::voided, 5, 6, "mất cuộn", "Lan", kAt});
    CHECK(registry.print_record(first.id)->voided_labels == 2);
    CHECK(registry.add_reprint(reprint_of(first, 6, 4)).error().code == "label_voided");
    CHECK(registry.add_reprint(reprint_of(first, 1, 5)).error().code == "label_voided");
    CHECK(registry.add_reprint(reprint_of(first, 7, 14)));
  }
}

TEST_CASE("voiding labels of a job voids their serials alone") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  printed(registry, lot, CodeKind::item_seal, 10);
  const PrintJob job = printed(registry, lot, CodeKind::item_seal, 10);
  registry.add_print_outcome(job.id, {PrintOutcome::Kind::voided, 3, 4, "tem rách", "Lan", kAt});
  CHECK(state(registry, lot, Serial::sealed(12)) == SerialState::issued);
  CHECK(state(registry, lot, Serial::sealed(13)) == SerialState::voided);
  CHECK(state(registry, lot, Serial::sealed(14)) == SerialState::voided);
  CHECK(state(registry, lot, Serial::sealed(15)) == SerialState::issued);
  CHECK(registry.facts(claim_of(lot, Serial::sealed(13)), kAt).voided->who == "Lan");

  const PrintJob links = printed(registry, lot, CodeKind::item_link, 3);
  registry.add_print_outcome(links.id, {PrintOutcome::Kind::voided, 2, 2, "tem rách", "Lan", kAt});
  const auto serials = registry.listed_serials(links.id);
  CHECK(link_state(registry, lot, serials[0]) == SerialState::listed);
  CHECK(link_state(registry, lot, serials[1]) == SerialState::voided);
}

TEST_CASE("overlapping voids count once, and a job all of whose labels are void is voided") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  printed(registry, lot, CodeKind::item_seal, 10);
  const PrintJob job = printed(registry, lot, CodeKind::item_seal, 10);
  REQUIRE(registry.add_void(lot.id, {.first = 5, .last = 14, .reason = "a", .at = kAt}));
  REQUIRE(registry.add_void(lot.id, {.first = 12, .last = 13, .reason = "b", .at = kAt}));
  REQUIRE(registry.add_void(lot.id, {.first = 14, .last = 15, .reason = "c", .at = kAt}));
  CHECK(registry.print_record(job.id)->voided_labels == 5);
  CHECK(state_of(registry.print_record(job.id).value()) == PrintState::printing);
  REQUIRE(registry.add_void(lot.id, {.first = 16, .last = 20, .reason = "d", .at = kAt}));
  CHECK(state_of(registry.print_record(job.id).value()) == PrintState::voided);
}

TEST_CASE("what staff said last counts") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const PrintJob job = printed(registry, issued(registry), CodeKind::lot_seal, 200);
  REQUIRE(registry.add_printed_part(job.id, part(1, 'c')));
  const auto record = [&] { return registry.print_record(job.id).value(); };
  CHECK(!came_out(record()));
  registry.add_print_outcome(job.id, {PrintOutcome::Kind::came_out, 1, 180, "", "Lan", kAt});
  CHECK(came_out(record()) == 180);
  CHECK(state_of(record()) == PrintState::partly_printed);
  registry.add_print_outcome(job.id, {PrintOutcome::Kind::spoiled, 12, 14, "", "Lan", kAt});
  CHECK(came_out(record()) == 197);
  registry.add_print_outcome(job.id, {PrintOutcome::Kind::came_out, 0, 0, "", "Lan", kAt});
  CHECK(came_out(record()) == 0);
  registry.add_print_outcome(job.id, {PrintOutcome::Kind::came_out, 1, 200, "", "Lan", kAt});
  CHECK(state_of(record()) == PrintState::printed);
  CHECK(record().outcomes.size() == 4);
  CHECK_THROWS_AS(
      registry.add_print_outcome(job.id, {PrintOutcome::Kind::spoiled, 200, 201, "", "", kAt}),
      std::logic_error);
}

TEST_CASE("jobs are listed newest first, of one lot or of all") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot one = issued(registry), other = issued(registry);
  for (const Lot* lot : {&one, &other, &one}) printed(registry, *lot, CodeKind::lot_seal, 1);
  const auto ids = [&](const PrintFilter& filter) {
    std::vector<std::int64_t> found;
    for (const PrintRecord& record : registry.print_records(filter)) found.push_back(record.job.id);
    return found;
  };
  CHECK(ids({}) == std::vector<std::int64_t>{3, 2, 1});
  CHECK(ids({.lot_id = one.id}) == std::vector<std::int64_t>{3, 1});
  CHECK(ids({.limit = 1}) == std::vector<std::int64_t>{3});
}

TEST_CASE("a page of jobs goes on before the last one of the page before it") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot one = issued(registry), other = issued(registry);
  for (const Lot* lot : {&one, &other, &one, &other, &one})
    printed(registry, *lot, CodeKind::lot_seal, 1);
  const auto ids = [&](const PrintFilter& filter) {
    std::vector<std::int64_t> found;
    for (const PrintRecord& record : registry.print_records(filter)) found.push_back(record.job.id);
    return found;
  };
  CHECK(ids({.limit = 2, .before_id = 4}) == std::vector<std::int64_t>{3, 2});
  CHECK(ids({.lot_id = one.id, .limit = 2, .before_id = 5}) == std::vector<std::int64_t>{3, 1});
  CHECK(ids({.cooperative_id = one.cooperative_id, .limit = 2, .before_id = 3}) ==
        std::vector<std::int64_t>{2, 1});
  CHECK(ids({.cooperative_id = "C00", .before_id = 3}).empty());
  CHECK(ids({.before_id = 1}).empty());
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
