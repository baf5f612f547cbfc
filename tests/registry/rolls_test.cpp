// Codes that were printed before their lot was known, and the lots that claim them.
#include <doctest/doctest.h>

#include "raw_sqlite.h"
#include "scratch_registry.h"
#include "temgoc/registry/roll_book.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const Instant kNow = instant("2026-12-01T05:00:00.000Z");

Roll roll_of(std::uint32_t labels) {
  return {.realm = kRealm,
          .cooperative_id = "C90",
          .product_id = "P90",
          .gtin = product().gtin,
          .host = "tg.example.vn",
          .template_id = "t",
          .template_sha256 = std::string(64, 'a'),
          .labels = labels,
          .who = "Lan",
          .at = kNow};
}

std::vector<Serial> codes(std::uint32_t count, std::uint64_t seed = 1) {
  const RandomSource random = seeded_random(seed);
  std::vector<Serial> made;
  while (made.size() < count) made.push_back(Serial::listed(random));
  return made;
}

Roll printed_ahead(Registry& registry, std::uint32_t labels, std::uint64_t seed = 1) {
  auto roll = RollBook(registry).add_roll(
      roll_of(labels), "text", codes(labels, seed),
      [](const Roll& made) { return "roll " + std::to_string(made.id); });
  REQUIRE(roll);
  return *roll;
}

std::string give(Registry& registry, const Roll& roll, std::uint32_t first, std::uint32_t last,
                 std::optional<std::int64_t> lot) {
  const auto range = RollBook(registry).add_range(
      {.roll_id = roll.id,
       .first = first,
       .last = last,
       .lot_id = lot,
       .reason = lot ? "" : "rách",
       .who = "Lan",
       .at = kNow},
      [](const RollRange& made) { return "range " + std::to_string(made.id); });
  return range ? "" : range.error().code;
}

}  // namespace

TEST_CASE("a roll is stored with its codes, its log entry and what it takes to draw it again") {
  ScratchRegistry scratch;
  const Roll roll = printed_ahead(scratch.registry, 3);
  CHECK(roll.id == 1);
  CHECK(scratch.registry.log_entries(kRealm, roll.leaf_index, 1) ==
        std::vector<std::string>{"roll 1"});
  const RollBook book = RollBook::of(scratch.registry);
  CHECK(book.codes(1) == codes(3));
  CHECK(book.find(codes(3)[1])->label == 2);
  CHECK(book.code({1, 3}) == codes(3)[2]);
  CHECK_FALSE(book.code({1, 4}));
  CHECK(book.roll(1)->who == "Lan");
  CHECK(book.roll(1)->setup == roll.setup);
  CHECK_FALSE(book.roll(2));
  CHECK(printed_ahead(scratch.registry, 2, 2).id == 2);
  CHECK(book.rolls({}).size() == 2);
  CHECK(book.rolls({})[0].roll.id == 2);
  CHECK(book.rolls({.cooperative_id = "C91"}).empty());
  CHECK(book.rolls({.before_id = 2}).size() == 1);
  // The same code twice is nobody's: the second roll leaves no trace.
  const auto again =
      RollBook(scratch.registry).add_roll(roll_of(2), "text", codes(2), [](const Roll&) {
        return "no";
      });
  CHECK(again.error().code == "serial_taken");
  CHECK(book.rolls({}).size() == 2);
}

TEST_CASE("no label of a roll is given twice, to whomever") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot one = issued(registry), two = issued(registry);
  const Roll roll = printed_ahead(registry, 10);
  CHECK(give(registry, roll, 2, 4, one.id) == "");
  CHECK(give(registry, roll, 4, 6, two.id) == "roll_labels_given");
  CHECK(give(registry, roll, 1, 10, two.id) == "roll_labels_given");
  CHECK(give(registry, roll, 3, 3, std::nullopt) == "roll_labels_given");
  CHECK(give(registry, roll, 5, 5, std::nullopt) == "");
  CHECK(give(registry, roll, 6, 6, two.id) == "");
  const auto record = RollBook::of(registry).roll_on_record(roll.id);
  CHECK(record->claimed == 4);
  CHECK(record->voided == 1);
  CHECK(record->unclaimed() == 5);
  CHECK(RollBook::of(registry).ranges(roll.id).size() == 3);
  CHECK(RollBook::of(registry).ranges_of_lot(two.id).size() == 1);
  CHECK(RollBook::of(registry).labels_of_lot(one.id) == 3);
  CHECK(RollBook::of(registry).rolls({.only_unclaimed = true}).size() == 1);
  CHECK(registry.logged_rows().rolls == 1);
  CHECK(registry.logged_rows().roll_ranges == 3);
}

TEST_CASE("a code answers for the lot that claimed it, and for none before") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  const Roll roll = printed_ahead(registry, 3);
  const auto facts = [&](std::size_t nth) {
    return registry.facts(kRealm, product().gtin, codes(3)[nth], kNow);
  };
  REQUIRE(facts(0).unclaimed);
  CHECK(facts(0).unclaimed->cooperative_id == "C90");
  CHECK_FALSE(facts(0).lot);
  REQUIRE(give(registry, roll, 1, 1, lot.id) == "");
  REQUIRE(give(registry, roll, 3, 3, std::nullopt) == "");
  CHECK(facts(0).lot->id == lot.id);
  CHECK(facts(0).serial == SerialState::listed);
  CHECK(facts(0).print_leaf_index == RollBook::of(registry).ranges(roll.id).front().leaf_index);
  CHECK(registry.facts(kRealm, lot.gtin, lot.code, codes(3)[0], kNow).serial ==
        SerialState::listed);
  CHECK(registry.facts(kRealm, lot.gtin, lot.code, codes(3)[1], kNow).serial ==
        SerialState::not_issued);
  CHECK(facts(1).unclaimed);
  CHECK(facts(1).serial == SerialState::none_asked);
  CHECK(facts(2).serial == SerialState::voided);
  CHECK(facts(2).voided->reason == "rách");
  CHECK_FALSE(registry.facts(kTestRealm, product().gtin, codes(3)[1], kNow).unclaimed);
  CHECK_FALSE(registry.facts(kRealm, gtin("893850597402"), codes(3)[1], kNow).unclaimed);
  CHECK_FALSE(registry.facts(kRealm, product().gtin, codes(1, 9)[0], kNow).beyond_source);
  // A label of a lot is voided with it.
  REQUIRE(registry.add_void(lot.id, {.listed_serial = codes(3)[0].text(), .reason = "hỏng"}));
  CHECK(facts(0).serial == SerialState::voided);
  CHECK(RollBook::of(registry).labels_of_lot(lot.id) == 0);
  CHECK(registry.add_void(lot.id, {.listed_serial = codes(3)[1].text(), .reason = "hỏng"})
            .error()
            .code == "serial_not_issued");
}

TEST_CASE("a lot with labels of a roll is not cancelled, and a cancelled one gets none") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry), mistaken = issued(registry);
  const Roll roll = printed_ahead(registry, 3);
  CHECK(registry.lots_without_labels("", 9).size() == 2);
  REQUIRE(give(registry, roll, 1, 1, lot.id) == "");
  CHECK(registry.lots_without_labels("", 9).size() == 1);
  CHECK(registry.cancel_lot(lot.id, {.reason = "nhầm", .at = kNow}).error().code ==
        "lot_has_labels");
  REQUIRE(registry.cancel_lot(mistaken.id, {.reason = "nhầm", .at = kNow}));
  CHECK(give(registry, roll, 2, 2, mistaken.id) == "lot_is_cancelled");
}

TEST_CASE("what a roll carries stays: its product's number and cooperative, and its host") {
  ScratchRegistry scratch;
  printed_ahead(scratch.registry, 1);
  Product changed = product();
  changed.gtin = gtin("893850597402");
  CHECK(scratch.registry.store(changed, kNow, true).error().code == "product_on_labels");
  CHECK(scratch.registry.hosts_on_labels() == std::vector<std::string>{"tg.example.vn"});
  CHECK(scratch.registry.gtins_on_labels("C90") == std::vector<Gtin>{product().gtin});
}

TEST_CASE("rolls, their codes and what became of them are final" * looks_at_file()) {
  ScratchRegistry scratch;
  const Roll roll = printed_ahead(scratch.registry, 3);
  REQUIRE(give(scratch.registry, roll, 1, 1, issued(scratch.registry).id) == "");
  RawSqlite raw(scratch.path);
  for (const std::string table : {"roll", "roll_code", "roll_range"}) {
    INFO(table);
    CHECK(raw.error_of("DELETE FROM " + table).find("is final") != std::string::npos);
  }
  CHECK(raw.error_of("UPDATE roll_range SET last = 2").find("is final") != std::string::npos);
  CHECK(raw.error_of("INSERT INTO roll_range SELECT 9, roll_id, 1, 2, lot_id, reason, who, at, "
                     "realm_id, leaf_index FROM roll_range")
            .find("given once") != std::string::npos);
}

TEST_CASE("an offline copy has each code once: of its lot, of nobody, or out of use") {
  ScratchRegistry scratch;
  Registry& registry = scratch.registry;
  const Lot lot = issued(registry);
  const Roll roll = printed_ahead(registry, 3);
  REQUIRE(give(registry, roll, 1, 1, lot.id) == "");
  REQUIRE(give(registry, roll, 3, 3, std::nullopt) == "");
  std::vector<ListedSerial> listed;
  registry.each_listed_serial([&](const ListedSerial& each) { listed.push_back(each); });
  REQUIRE(listed.size() == 3);
  CHECK(listed[0].lot == lot.code);
  CHECK_FALSE(listed[1].lot);
  CHECK_FALSE(listed[1].voided);
  CHECK(listed[2].voided);
  registry.each_lot([&](const Lot&, const LabelsPrinted& labels) {
    REQUIRE(labels.listed);
    CHECK(labels.listed->first_leaf_index ==
          RollBook::of(registry).ranges(roll.id).front().leaf_index);
    CHECK(labels.listed->last_leaf_index == labels.listed->first_leaf_index);
  });
}
