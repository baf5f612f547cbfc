#include "temgoc/log/receipt.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "log/support.h"
#include "support/test_keys.h"

using namespace temgoc;
using temgoc::test::TestKey;

namespace {

const TestKey& log_key() {
  static const TestKey key = TestKey::numbered(1);
  return key;
}

std::string signed_note(const TreeHead& head, std::string_view origin = kOrigin) {
  const std::string text = checkpoint_text(origin, head);
  return SignedNote{text, {note_signature(origin, log_key().public_key, log_key().sign(text))}}
      .serialised();
}

// A receipt for entry `index` of the first `size` test entries.
Receipt receipt_for(std::uint64_t index, std::uint64_t size) {
  const auto entries = test_entries(0, size);
  const auto hashes = hashes_of(entries);
  return {.entry = entries[index],
          .index = index,
          .proof = inclusion_proof(hashes, index),
          .checkpoint_note = signed_note(tree_head(hashes))};
}

std::string refusal(const Receipt& receipt, std::string_view realm = kOrigin) {
  const auto checked =
      check_receipt(receipt, realm, VerifyKey::admit(log_key().public_key).value());
  return checked ? "" : checked.error().code;
}

}  // namespace

TEST_CASE("a receipt reads back as it was written, and is good") {
  CHECK(rc::check([] {
    const auto size = *rc::gen::inRange<std::uint64_t>(1, 600);
    const auto index = *rc::gen::inRange<std::uint64_t>(0, size);
    const Receipt receipt = receipt_for(index, size);
    const Receipt read = Receipt::parse(receipt.text()).value();
    RC_ASSERT(read.text() == receipt.text());
    RC_ASSERT(read.entry == receipt.entry);
    RC_ASSERT(refusal(read) == "");
  }));
}

TEST_CASE("a receipt of a test realm's log is good under its realm") {
  Receipt receipt = receipt_for(3, 10);
  const auto head = parse_checkpoint_text(receipt.checkpoint_note).value().head;
  receipt.checkpoint_note = signed_note(head, std::string(kOrigin) + "/test");
  CHECK(refusal(receipt) == "");
}

TEST_CASE("a checkpoint of a log whose name only begins or ends alike is another log's") {
  const Receipt good = receipt_for(3, 10);
  const TreeHead head = parse_checkpoint_text(good.checkpoint_note).value().head;
  for (const std::string origin :
       {"coop.example.vn/log2", "coop.example.vn/log/tests", "coop.example.vn/log/test/test",
        "coop.example.vn/lo", "evilcoop.example.vn/log", "coop.example.vn", "/test",
        "other.example.vn/test"}) {
    CAPTURE(origin);
    Receipt other = good;
    other.checkpoint_note = signed_note(head, origin);
    CHECK(refusal(other) == "receipt_other_log");
  }
}

TEST_CASE("a checkpoint whose signed text goes on behind an empty line is no receipt's") {
  const Receipt good = receipt_for(3, 10);
  const SignedNote note = SignedNote::parse(good.checkpoint_note).value();
  for (const char* hidden : {"\nmore\n", "\n", "x\n\nmore\n"}) {
    CAPTURE(hidden);
    const std::string text = note.text + hidden;
    Receipt other = good;
    other.checkpoint_note =
        SignedNote{text, {note_signature(kOrigin, log_key().public_key, log_key().sign(text))}}
            .serialised();
    CHECK(Receipt::parse(other.text()).error().code == "receipt_unreadable");
    CHECK(refusal(other) == "receipt_unreadable");
  }
}

TEST_CASE("whatever was altered in a receipt, it is refused by name") {
  const Receipt good = receipt_for(300, 500);
  Receipt other = good;
  other.entry += " ";
  CHECK(refusal(other) == "receipt_not_included");
  other = good;
  other.index = 301;
  CHECK(refusal(other) == "receipt_not_included");
  other.index = 500;
  CHECK(refusal(other) == "receipt_not_included");
  other = good;
  other.proof[4][31] ^= 1;
  CHECK(refusal(other) == "receipt_not_included");
  other = good;
  other.proof.pop_back();
  CHECK(refusal(other) == "receipt_not_included");
  other = good;
  TreeHead head = parse_checkpoint_text(good.checkpoint_note).value().head;
  head.size = 1000;
  other.checkpoint_note = signed_note(head);
  CHECK(refusal(other) == "receipt_not_included");
  other = good;
  other.checkpoint_note.replace(other.checkpoint_note.find("\n500\n"), 5, "\n501\n");
  CHECK(refusal(other) == "receipt_unsigned");
  other = good;
  other.checkpoint_note = note_for(kOrigin, parse_checkpoint_text(good.checkpoint_note)->head);
  CHECK(refusal(other) == "receipt_unsigned");
  CHECK(refusal(good, "other.example.vn") == "receipt_other_log");
}

TEST_CASE("what is no receipt is refused with its line, and never crashes the reader") {
  const std::string text = receipt_for(7, 40).text();
  const auto line_of = [](std::string_view altered) {
    const auto read = Receipt::parse(altered);
    return read ? 0 : read.error().position->row;
  };
  CHECK(line_of("") == 1);
  CHECK(line_of("c2sp.org/tlog-proof@v2" + text.substr(22)) == 1);
  CHECK(line_of("c2sp.org/tlog-proof@v1\nindex 7\n") == 2);
  std::string altered = text;
  CHECK(line_of(altered.replace(altered.find("index 7"), 7, "index 07")) == 3);
  altered = text;
  CHECK(line_of(altered.insert(altered.find("index 7\n") + 8, "AAAA\n")) == 4);
  for (std::size_t length = 0; length < text.size(); ++length) {
    CAPTURE(length);
    CHECK(Receipt::parse(text.substr(0, length)).error().code == "receipt_unreadable");
  }
}

TEST_CASE("any one altered character of a receipt makes it unreadable or wrong") {
  const std::string text = receipt_for(7, 40).text();
  CHECK(rc::check([&text] {
    std::string altered = text;
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    altered[at] = *rc::gen::distinctFrom(rc::gen::character<char>(), text[at]);
    const auto read = Receipt::parse(altered);
    const bool refused = !read || refusal(*read) != "";
    RC_ASSERT(refused);
  }));
}
