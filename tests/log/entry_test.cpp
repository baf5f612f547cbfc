// Every kind of entry: what its maker writes is read as what it says, and any other line is none.
#include "temgoc/log/log_entry.h"

#include <doctest/doctest.h>

#include <functional>

#include "temgoc/base/text.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/model/roll.h"

using namespace temgoc;

namespace {

constexpr const char* kRealm = "coop.example.vn/log";
const Instant kAt = parse_instant("2026-11-24T02:14:00.000Z").value();
const Day kDay = parse_day("2026-11-24", "day").value();

PublicKeyBytes a_key() {
  PublicKeyBytes key{};
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::uint8_t>(i * 7 + 1);
  return key;
}
KeyId an_id() { return key_id(kRealm, a_key()); }
Void a_void() { return {.first = 3, .last = 9, .reason = "rách", .at = kAt, .who = "Lan"}; }
KeyStatusChange a_cut() {
  return {.status = KeyStatus::cut, .cut_at = 41, .reason = "mất máy", .at = kAt};
}

Roll a_roll() {
  return {.realm = kRealm,
          .cooperative_id = "C01",
          .product_id = "P01",
          .gtin = Gtin::parse("02990000000019").value(),
          .host = "coop.example.vn",
          .template_id = "roll",
          .template_sha256 = std::string(64, '0'),
          .labels = 3,
          .who = "Lan",
          .at = kAt};
}
std::vector<Serial> roll_codes() {
  return {Serial::parse("A1").value(), Serial::parse("B2").value(), Serial::parse("C3").value()};
}
RollRange a_range() { return {.first = 2, .last = 3, .reason = "nhàu", .who = "Lan", .at = kAt}; }

// One kind: an entry of it, whether a text is read as one, and which of its lines (from 0, the
// kind) hold what is judged by its form.
struct Sample {
  const char* name;
  std::string entry;
  std::function<bool(std::string_view)> reads;
  std::vector<std::size_t> judged;
};

template <class Read>
std::function<bool(std::string_view)> by(Read read) {
  return [read](std::string_view text) { return read(text).has_value(); };
}

std::vector<Sample> samples() {
  const Recall recall{
      .scope = Recall::Scope::lot, .reason = "chì", .instruction = "", .since = kDay};
  return {
      {"recall", recall_leaf(kRealm, recall, "17", kAt), by(parse_recall_leaf), {2, 3, 4, 5}},
      {"void", void_leaf(kRealm, 17, a_void()), by(parse_void_leaf), {2, 3, 4, 6}},
      {"lot_cancel",
       lot_cancel_leaf(kRealm, 17, {.reason = "nhầm", .at = kAt, .who = "Lan"}),
       by(parse_lot_cancel_leaf),
       {2, 3}},
      {"new_key",
       new_key_leaf(kRealm, a_key(), "C01", KeyStatus::active, kAt),
       by(parse_new_key_leaf),
       {2, 3, 5, 6}},
      {"key", key_leaf(kRealm, an_id(), a_cut()), by(parse_key_leaf), {2, 3, 4, 5, 6}},
      {"record",
       record_leaf(kRealm, "product", "P01", 2, "{}", kAt),
       by(parse_record_leaf),
       {4, 5, 6}},
      {"link", link_leaf(kRealm, 5, "{}", kAt), by(parse_link_leaf), {2, 3, 4, 5}},
      {"link_removed", link_leaf(kRealm, 5, "", kAt), by(parse_link_leaf), {2, 3, 4, 5}},
      {"event", event_leaf(kRealm, 8, "{}", kAt), by(parse_event_leaf), {2, 3, 4}},
      {"event_error",
       event_error_leaf(kRealm, 8, {.reason = "nhầm lô", .at = kAt}),
       by(parse_event_error_leaf),
       {2, 3, 4}},
      {"trust",
       trust_leaf(kRealm, "trust_list", 3, std::string(64, 'a'), kAt),
       by(parse_trust_leaf),
       {2, 3, 4, 5}},
      {"roll", roll_leaf(a_roll(), roll_codes()), by(parse_roll_leaf), {2, 4, 5}},
      {"roll_claimed",
       roll_range_leaf(kRealm, 6, 17, a_range()),
       by(parse_roll_range_leaf),
       {2, 3, 4, 5, 6}},
      {"roll_out_of_use",
       roll_range_leaf(kRealm, 6, std::nullopt, a_range()),
       by(parse_roll_range_leaf),
       {2, 3, 4, 5, 6}},
      {"restore",
       restore_leaf({kRealm, 10, 12, false, 14, kAt, kAt}),
       by(parse_restore_leaf),
       {2, 3, 4, 5, 6, 7}},
  };
}

std::string with_line(const std::string& entry, std::size_t at, const std::string& line) {
  std::string changed;
  std::size_t number = 0;
  for (const std::string_view each :
       split(std::string_view(entry).substr(0, entry.size() - 1), '\n'))
    changed += (number++ == at ? line : std::string(each)) + "\n";
  return changed;
}

}  // namespace

TEST_CASE("an entry is read by the reader of its own kind alone") {
  const auto all = samples();
  for (const Sample& each : all) {
    CAPTURE(each.name);
    CAPTURE(each.entry);
    CHECK(each.reads(each.entry));
    for (const Sample& other : all)
      if (leaf_kind(other.entry) != leaf_kind(each.entry)) CHECK_FALSE(other.reads(each.entry));
  }
}

TEST_CASE("an entry with a line more, a line less, or no end is none") {
  for (const Sample& each : samples()) {
    CAPTURE(each.name);
    CHECK_FALSE(each.reads(each.entry + "\n"));
    CHECK_FALSE(each.reads(each.entry.substr(0, each.entry.size() - 1)));
    CHECK_FALSE(
        each.reads(each.entry.substr(0, each.entry.rfind('\n', each.entry.size() - 2) + 1)));
    CHECK_FALSE(each.reads(""));
  }
}

TEST_CASE("an entry of which one line has not the form that it is written in is none") {
  for (const Sample& each : samples())
    for (const std::size_t line : each.judged) {
      CAPTURE(each.name);
      CAPTURE(line);
      CHECK_FALSE(each.reads(with_line(each.entry, line, "x")));
      CHECK_FALSE(each.reads(with_line(each.entry, line, "00")));
      CHECK_FALSE(each.reads(with_line(each.entry, line, "99999999999999999999999")));
    }
}

TEST_CASE("what an entry says is what its maker was given") {
  const auto recall = parse_recall_leaf(recall_leaf(
      kRealm, {.scope = Recall::Scope::product, .reason = "chì", .instruction = "", .since = kDay},
      "P01", kAt));
  REQUIRE(recall);
  CHECK(recall->scope == Recall::Scope::product);
  CHECK(recall->subject == "P01");
  CHECK(recall->since == kDay);
  const auto voided = parse_void_leaf(void_leaf(kRealm, 17, a_void()));
  REQUIRE(voided);
  CHECK(voided->lot_leaf_index == 17);
  CHECK(voided->first == 3);
  CHECK(voided->last == 9);
  const auto made = parse_new_key_leaf(new_key_leaf(kRealm, a_key(), "", KeyStatus::test, kAt));
  REQUIRE(made);
  CHECK(made->key == a_key());
  CHECK(made->cooperative_id == "");
  CHECK(made->status == KeyStatus::test);
  CHECK(made->at == kAt);
  const auto retired = parse_key_leaf(
      key_leaf(kRealm, an_id(), {.status = KeyStatus::retired, .packed_until = kDay, .at = kAt}));
  REQUIRE(retired);
  CHECK(retired->key == an_id());
  CHECK_FALSE(retired->cut_at);
  CHECK(retired->packed_until == kDay);
  const auto link = parse_link_leaf(link_leaf(kRealm, 5, "", kAt));
  REQUIRE(link);
  CHECK(link->removed);
  CHECK(link->id == 5);
  const auto error = parse_event_error_leaf(
      event_error_leaf(kRealm, 8, {.reason = "nhầm lô", .at = kAt, .replaced_by = 9}));
  REQUIRE(error);
  CHECK(error->event_id == 8);
  CHECK(error->replaced_by == 9);
  const auto trust = parse_trust_leaf(trust_leaf(kRealm, "roots", 3, std::string(64, 'a'), kAt));
  REQUIRE(trust);
  CHECK(trust->roots);
  CHECK(trust->version == 3);
}

TEST_CASE("a range that runs backwards, and a cut key without its cut, are no entries") {
  const std::string voided = void_leaf(kRealm, 17, a_void());
  CHECK_FALSE(parse_void_leaf(with_line(voided, 3, "10")));
  const std::string cut = key_leaf(kRealm, an_id(), a_cut());
  CHECK_FALSE(parse_key_leaf(with_line(cut, 4, "")));
  CHECK_FALSE(parse_key_leaf(with_line(cut, 3, "active")));
  // The id belongs to another key.
  const std::string made = new_key_leaf(kRealm, a_key(), "C01", KeyStatus::active, kAt);
  CHECK_FALSE(parse_new_key_leaf(with_line(made, 2, "00000000")));
}

TEST_CASE("an entry of a roll says its product and labels, and of labels where they went") {
  const std::string entry = roll_leaf(a_roll(), roll_codes());
  const auto roll = parse_roll_leaf(entry);
  REQUIRE(roll);
  CHECK(roll->gtin.digits() == "02990000000019");
  CHECK(roll->host == "coop.example.vn");
  CHECK(roll->labels == 3);
  CHECK_FALSE(parse_roll_leaf(with_line(entry, 3, "")));
  CHECK_FALSE(parse_roll_leaf(with_line(entry, 4, "0")));
  // Its codes, and no others in their place.
  auto others = roll_codes();
  std::swap(others.front(), others.back());
  CHECK(roll_leaf(a_roll(), others) != entry);

  const auto claimed = parse_roll_range_leaf(roll_range_leaf(kRealm, 6, 17, a_range()));
  REQUIRE(claimed);
  CHECK(claimed->roll_leaf_index == 6);
  CHECK(claimed->first == 2);
  CHECK(claimed->last == 3);
  CHECK(claimed->lot_leaf_index == 17);
  const std::string unused = roll_range_leaf(kRealm, 6, std::nullopt, a_range());
  REQUIRE(parse_roll_range_leaf(unused));
  CHECK_FALSE(parse_roll_range_leaf(unused)->lot_leaf_index);
  CHECK_FALSE(parse_roll_range_leaf(with_line(unused, 3, "4")));
  CHECK_FALSE(parse_roll_range_leaf(with_line(unused, 3, "0")));
}
