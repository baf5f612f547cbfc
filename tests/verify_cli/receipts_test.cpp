// What receipts prove of a label: the lot's its issue, the print job's a serial of that lot in that
// log, and neither more than that.
#include "verify_cli/receipts.h"

#include <doctest/doctest.h>

#include "support/test_realm.h"
#include "temgoc/log/log_leaf.h"
#include "verify_cli/scratch.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const TestRealm kTestRealm;
const Instant kNow = instant("2026-12-01T03:00:00.000Z");
const std::string kTestLog = std::string(kRealm) + std::string(kTestRealmSuffix);

std::string lot_entry(const Claim& claim, const std::string& realm = kRealm) {
  Lot lot{.realm = realm,
          .gtin = claim.gtin,
          .code = claim.lot,
          .short_code = ShortCode::random([](auto bytes) { std::ranges::fill(bytes, 9); }),
          .record = "{}"};
  std::ranges::copy(encode(claim.header), lot.seal.begin());
  return lot_leaf(lot);
}

std::string print_entry(std::uint64_t lot_index, std::uint32_t first, std::uint32_t last,
                        CodeKind kind = CodeKind::item_seal) {
  const bool items = kind == CodeKind::item_seal;
  return print_leaf(lot_index,
                    PrintJob{.template_id = "roll",
                             .kind = kind,
                             .first_serial = items ? first : 0,
                             .last_serial = items ? last : 0,
                             .labels = last - first + 1},
                    {});
}

// A log of these entries, and a receipt of each as a file.
class Log {
 public:
  Log(std::vector<std::string> entries, std::string origin = kRealm)
      : entries_(std::move(entries)), origin_(std::move(origin)) {}

  std::string receipt(std::uint64_t index) const {
    std::vector<Digest> hashes;
    for (const std::string& entry : entries_) hashes.push_back(leaf_hash(as_bytes(entry)));
    const std::string text = checkpoint_text(origin_, tree_head(hashes));
    const Receipt receipt{.entry = entries_[index],
                          .index = index,
                          .proof = inclusion_proof(hashes, index),
                          .checkpoint_note = signed_note(text, {{origin_, kTestRealm.log}})};
    return scratch_.write("receipt-" + std::to_string(index), receipt.text());
  }

 private:
  Scratch scratch_;
  std::vector<std::string> entries_;
  std::string origin_;
};

Receipts opened(const std::vector<std::string>& paths) {
  return Receipts::open(paths, kTestRealm.trust(), {}, kNow).value();
}

Scanned scanned(const Claim& claim) { return read_scan(kTestRealm.label(claim)); }

Claim item(std::uint32_t serial) {
  Claim claim = kTestRealm.claim();
  claim.serial = Serial::sealed(serial);
  return claim;
}

using At = std::optional<std::uint64_t>;

At print_place(const Receipts& receipts, const Claim& claim) {
  const auto position = receipts.position_of(scanned(claim));
  REQUIRE(position);
  return position->print_leaf_index;
}

}  // namespace

TEST_CASE("a lot's receipt proves the lot and none of its serials") {
  const Log log({"other", lot_entry(kTestRealm.claim()), print_entry(1, 1, 12)});
  const Receipts receipts = opened({log.receipt(1)});
  const auto of_lot = receipts.position_of(scanned(kTestRealm.claim()));
  REQUIRE(of_lot);
  CHECK(of_lot->leaf_index == 1);
  CHECK_FALSE(of_lot->print_leaf_index);
  for (const std::uint32_t serial : {1u, 12u, 9'999u})
    CHECK_FALSE(print_place(receipts, item(serial)));
}

TEST_CASE("a lot's receipt is of that very claim") {
  const Log log({lot_entry(kTestRealm.claim())});
  const Receipts receipts = opened({log.receipt(0)});
  std::vector<Claim> others(5, kTestRealm.claim());
  others[0].header.issue_number = 2;
  others[1].header.packed_on += std::chrono::days(1);
  others[2].gtin = gtin("0299000000002");
  others[3].lot = LotCode::parse("261124-02").value();
  others[4].header.key_id = key_id(kRealm, kTestRealm.other.public_key);
  for (const Claim& other : others) CHECK_FALSE(receipts.position_of(scanned(other)));
  CHECK_FALSE(receipts.position_of(
      read_scan("https://ocop.example/01/02990000000019/10/261124-01/21/0000001")));
}

TEST_CASE("a serial is proved inside the range of its print job, both ends included") {
  const Log log({lot_entry(kTestRealm.claim()), "other", print_entry(0, 3, 12)});
  const Receipts receipts = opened({log.receipt(2), log.receipt(0)});
  CHECK(print_place(receipts, item(3)) == At(2));
  CHECK(print_place(receipts, item(12)) == At(2));
  for (const std::uint32_t serial : {1u, 2u, 13u, 9'999u})
    CHECK_FALSE(print_place(receipts, item(serial)));
  CHECK_FALSE(opened({log.receipt(2)}).position_of(scanned(item(3))));
  CHECK_FALSE(print_place(receipts, kTestRealm.claim()));
  Claim listed = kTestRealm.claim();
  listed.serial = Serial::parse("7ZK4M0Q8XW2RT").value();
  CHECK_FALSE(print_place(receipts, listed));
}

TEST_CASE("a print job of another lot proves nothing of this one's serials") {
  Claim second = kTestRealm.claim();
  second.header.issue_number = 2;
  second.lot = LotCode::parse("261124-02").value();
  const Log log({lot_entry(kTestRealm.claim()), lot_entry(second), print_entry(1, 1, 50)});
  const Receipts receipts = opened({log.receipt(0), log.receipt(1), log.receipt(2)});
  CHECK_FALSE(print_place(receipts, item(7)));
  second.serial = Serial::sealed(7);
  CHECK(print_place(receipts, second) == At(2));
}

TEST_CASE("a print job of another log proves nothing, whatever number it names") {
  const Log log({lot_entry(kTestRealm.claim())});
  const Log test_log({lot_entry(kTestRealm.claim(), kTestLog), print_entry(0, 1, 50)}, kTestLog);
  CHECK_FALSE(print_place(opened({log.receipt(0), test_log.receipt(1)}), item(7)));
  // Nor does an entry that says it is of this realm in the log of the other.
  const Log foreign({lot_entry(kTestRealm.claim())}, kTestLog);
  CHECK_FALSE(opened({foreign.receipt(0)}).position_of(scanned(kTestRealm.claim())));
}

TEST_CASE("labels without sealed serials, and an entry before its lot's, prove no serial") {
  const Log log({print_entry(1, 1, 50), lot_entry(kTestRealm.claim()),
                 print_entry(1, 1, 50, CodeKind::lot_seal),
                 print_entry(1, 1, 50, CodeKind::item_link)});
  CHECK_FALSE(print_place(opened({log.receipt(0), log.receipt(1), log.receipt(2), log.receipt(3)}),
                          item(7)));
}

// A job without sealed serials says 0 to 0, and a serial that is none of temgoc's counts as 0.
TEST_CASE("a job without serials proves none, not even one that is no number") {
  for (const CodeKind kind : {CodeKind::lot_seal, CodeKind::item_link}) {
    const Log log({lot_entry(kTestRealm.claim()), print_entry(0, 1, 12, kind)});
    const Receipts receipts = opened({log.receipt(0), log.receipt(1)});
    for (const char* text : {"0000000", "ABC", "17", "0123456789ABC"}) {
      Claim claim = kTestRealm.claim();
      claim.serial = Serial::parse(text).value();
      CAPTURE(text);
      CHECK_FALSE(print_place(receipts, claim));
    }
  }
}

TEST_CASE("of several entries the earliest that proves the serial counts") {
  const Log log({lot_entry(kTestRealm.claim()), print_entry(0, 1, 50),
                 lot_entry(kTestRealm.claim()), print_entry(0, 1, 50)});
  CHECK(print_place(opened({log.receipt(0), log.receipt(3), log.receipt(1)}), item(7)) == At(1));
  CHECK(print_place(opened({log.receipt(0), log.receipt(1), log.receipt(3)}), item(7)) == At(1));
  // The one of two entries of the lot that a print job belongs to is taken.
  const auto position =
      opened({log.receipt(2), log.receipt(0), log.receipt(1)}).position_of(scanned(item(7)));
  REQUIRE(position);
  CHECK(position->leaf_index == 0);
  CHECK(position->print_leaf_index == At(1));
}

TEST_CASE("receipts are refused without a trust list, of another log key or log, and unwitnessed") {
  const Log log({lot_entry(kTestRealm.claim())});
  const std::string path = log.receipt(0);
  const auto refusal = [&](const Trust& trust, const Witnesses& witnesses = {}) {
    return Receipts::open({path}, trust, witnesses, kNow).error().code;
  };
  CHECK(refusal(Trust::none()) == "receipt_needs_trust");
  TrustList list = kTestRealm.list();
  list.log_key = kTestRealm.stranger.public_key;
  CHECK(refusal(Trust::open(kTestRealm.note(list), kTestRealm.roots()).value()) ==
        "receipt_unsigned");
  const VerifierKey witness{"witness.example/w1", VerifierKey::Type::witness,
                            kTestRealm.other.public_key};
  const Scratch scratch;
  const auto asked = Witnesses::open({scratch.write("witnesses", witness.text() + "\n")}).value();
  CHECK(refusal(kTestRealm.trust(), asked) == "receipt_not_witnessed");
}
