#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "support/test_keys.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const std::string kText = "a text\nof two lines\n";

std::string note() { return signed_note(kText, {{"a.example", rfc8032_key(1)}}); }

Error refusal(const std::string& text) { return SignedNote::parse(text).error(); }

}  // namespace

TEST_CASE("a note has up to a hundred signatures, and its name and key must both be asked for") {
  SignedNote full = SignedNote::parse(note()).value();
  while (full.signatures.size() < 100) full.signatures.push_back(full.signatures.front());
  CHECK(SignedNote::parse(full.serialised()).has_value());
  full.signatures.push_back(full.signatures.front());
  CHECK(refusal(full.serialised()).code == "note_unreadable");
  // A good signature under another's name is not that name's.
  SignedNote renamed = SignedNote::parse(note()).value();
  renamed.signatures.front().name = "b.example";
  CHECK_FALSE(
      note_signed_by(renamed, "a.example", VerifyKey::admit(rfc8032_key(1).public_key).value()));
}

TEST_CASE("a note is read as it was written") {
  const SignedNote parsed = SignedNote::parse(note()).value();
  CHECK(parsed.text == kText);
  REQUIRE(parsed.signatures.size() == 1);
  CHECK(parsed.signatures[0].name == "a.example");
  CHECK(parsed.signatures[0].key_id == key_id("a.example", rfc8032_key(1).public_key));
  CHECK(parsed.serialised() == note());
}

TEST_CASE("the note of the Go checksum database is read, with its key id and signature") {
  // golang.org/x/mod/sumdb/note, the package's published example.
  const std::string example =
      "If you think cryptography is the answer to your problem,\n"
      "then you don't know what your problem is.\n"
      "\n"
      "— PeterNeumann "
      "x08go/ZJkuBS9UG/"
      "SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  const SignedNote parsed = SignedNote::parse(example).value();
  PublicKeyBytes key{};
  // The verifier key "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW": type
  // byte, then key.
  const Bytes raw = from_base64("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").value();
  std::copy(raw.begin() + 1, raw.end(), key.begin());
  CHECK(to_hex(key_id("PeterNeumann", key)) == "c74f20a3");
  CHECK(note_signed_by(parsed, "PeterNeumann", VerifyKey::admit(key).value()));
}

TEST_CASE("a signature counts for its name, key and text alone") {
  const VerifyKey key = VerifyKey::admit(rfc8032_key(1).public_key).value();
  const VerifyKey other = VerifyKey::admit(rfc8032_key(2).public_key).value();
  SignedNote parsed = SignedNote::parse(note()).value();
  CHECK(note_signed_by(parsed, "a.example", key));
  CHECK_FALSE(note_signed_by(parsed, "b.example", key));
  CHECK_FALSE(note_signed_by(parsed, "a.example", other));
  parsed.text += "more\n";
  CHECK_FALSE(note_signed_by(parsed, "a.example", key));
}

TEST_CASE("a text with empty lines of its own is split at the last one") {
  const std::string text = "one\n\ntwo\n";
  CHECK(SignedNote::parse(signed_note(text, {{"a", rfc8032_key(1)}})).value().text == text);
}

TEST_CASE("an unreadable note is refused and its bad line named") {
  CHECK(refusal("").code == "note_unreadable");
  CHECK(refusal(kText).position == Position{1});
  CHECK(refusal(kText + "\n").position == Position{4});
  CHECK(refusal(kText + "\n— a.example\n").position == Position{4});
  CHECK(refusal(kText + "\n- a.example AAAAAAA=\n").position == Position{4});
  CHECK(refusal(kText + "\n— a+b AAAAAAA=\n").position == Position{4});
  CHECK(refusal(kText + "\n— a.example AAAAAA==\n").position == Position{4});
  CHECK(refusal(kText + "\n—  AAAAAAA=\n").position == Position{4});
  CHECK(refusal(note() + "— b.example !\n").position == Position{5});
  const std::string good = note();
  CHECK(refusal(good.substr(0, good.size() - 1)).code == "note_unreadable");
  CHECK(refusal("tab\there\n\n— a AAAAAAA=\n").code == "note_unreadable");
  CHECK(refusal("bad \xff utf-8\n\n— a AAAAAAA=\n").code == "note_unreadable");
}

TEST_CASE("of one name and key four lines are tried, so that a note costs what its signers cost") {
  const VerifyKey key = VerifyKey::admit(rfc8032_key(1).public_key).value();
  const SignedNote good = SignedNote::parse(note()).value();
  SignedNote bad = good;
  bad.signatures[0].signature[3] ^= 1;
  for (const std::size_t before : {0u, 3u, 4u, 99u}) {
    SignedNote many{good.text, {}};
    many.signatures.assign(before, bad.signatures[0]);
    many.signatures.push_back(good.signatures[0]);
    CHECK(note_signed_by(many, "a.example", key) == (before < 4));
  }
  // Lines of others do not count.
  SignedNote others{good.text, {}};
  others.signatures.assign(50, {"b.example", good.signatures[0].key_id, Bytes(64, 1)});
  others.signatures.push_back(good.signatures[0]);
  CHECK(note_signed_by(others, "a.example", key));
}

TEST_CASE("a hundred signature lines are read and one more is refused") {
  std::string many = kText + "\n";
  for (int i = 0; i < 100; ++i) many += "— a.example AAAAAAA=\n";
  CHECK(SignedNote::parse(many).value().signatures.size() == 100);
  CHECK(refusal(many + "— a.example AAAAAAA=\n").position == Position{104});
}

TEST_CASE("any bytes are read or refused, and what is read is written again") {
  CHECK(rc::check([](const std::string& tail) {
    const std::string text = note() + tail;
    const auto parsed = SignedNote::parse(text);
    const bool refused_or_same = !parsed || parsed->serialised() == text;
    RC_ASSERT(refused_or_same);
  }));
}

TEST_CASE("a good signature under another key's id, or another name, is nobody's") {
  const TestKey& key = rfc8032_key(1);
  const VerifyKey verify = VerifyKey::admit(key.public_key).value();
  const std::string text = "one line\n";
  SignedNote note{text, {note_signature("a.example", key.public_key, key.sign(text))}};
  CHECK(note_signed_by(note, "a.example", verify));
  CHECK_FALSE(note_signed_by(note, "a.example.vn", verify));
  SignedNote renamed = note;
  renamed.signatures[0].name = "b.example";
  CHECK_FALSE(note_signed_by(renamed, "a.example", verify));
  CHECK_FALSE(note_signed_by(renamed, "b.example", verify));
  note.signatures[0].key_id[3] ^= 1;
  CHECK_FALSE(note_signed_by(note, "a.example", verify));
}
