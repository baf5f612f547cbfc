#include "temgoc/log/cosignature.h"

#include <doctest/doctest.h>

#include "log/support.h"
#include "support/test_keys.h"

using namespace temgoc;
using temgoc::test::TestKey;

namespace {

const TestKey& log_key() {
  static const TestKey key = TestKey::numbered(1);
  return key;
}
const TestKey& witness_key() {
  static const TestKey key = TestKey::numbered(2);
  return key;
}

VerifierKey log_identity() {
  return {std::string(kOrigin), VerifierKey::Type::log, log_key().public_key};
}
VerifierKey witness_identity() {
  return {"witness.example/w1", VerifierKey::Type::witness, witness_key().public_key};
}

TreeHead head_of(std::uint64_t size) { return tree_head(hashes_of(test_entries(0, size))); }

CosignRequest request(std::uint64_t old_size, std::uint64_t size) {
  const auto hashes = hashes_of(test_entries(0, size));
  const std::string text = checkpoint_text(kOrigin, tree_head(hashes));
  return {
      .old_size = old_size,
      .proof = old_size == 0 || old_size == size ? std::vector<Digest>{}
                                                 : consistency_proof(hashes, old_size),
      .checkpoint_note =
          SignedNote{text, {note_signature(kOrigin, log_key().public_key, log_key().sign(text))}}
              .serialised()};
}

std::string refusal(const CosignRequest& asked, const std::optional<TreeHead>& seen) {
  const auto checked = check_cosign_request(asked, log_identity(), seen);
  return checked ? "" : checked.error().code;
}

}  // namespace

TEST_CASE("a request reads back, and a tree that continues the one seen is not refused") {
  const CosignRequest asked = request(100, 300);
  CHECK(CosignRequest::parse(asked.text()).value().text() == asked.text());
  CHECK(refusal(asked, head_of(100)) == "");
  CHECK(refusal(request(0, 300), std::nullopt) == "");
  CHECK(refusal(request(300, 300), head_of(300)) == "");
}

TEST_CASE("a witness refuses a fork, a roll-back, an unsigned checkpoint and a bad proof by name") {
  CHECK(refusal(request(100, 100), head_of(300)) == "witness_rolled_back");
  CHECK(refusal(request(299, 299), head_of(300)) == "witness_rolled_back");  // by one entry
  CosignRequest shrunk = request(299, 299);
  shrunk.old_size = 300;
  CHECK(refusal(shrunk, head_of(300)) == "witness_rolled_back");
  TreeHead other = head_of(300);
  other.root[0] ^= 1;
  CHECK(refusal(request(300, 300), other) == "witness_forked");
  other = head_of(100);
  other.root[0] ^= 1;
  CHECK(refusal(request(100, 300), other) == "witness_not_consistent");
  CosignRequest bad = request(100, 300);
  bad.proof[1][5] ^= 1;
  CHECK(refusal(bad, head_of(100)) == "witness_not_consistent");
  bad.proof.clear();
  CHECK(refusal(bad, head_of(100)) == "witness_not_consistent");
  CHECK(refusal(request(99, 300), head_of(100)) == "witness_proof_start");
  CHECK(refusal(request(0, 300), head_of(100)) == "witness_proof_start");
  bad = request(0, 300);
  bad.proof = {Digest{}};
  CHECK(refusal(bad, std::nullopt) == "witness_not_consistent");
  bad = request(100, 300);
  bad.checkpoint_note = note_for(kOrigin, head_of(300));
  CHECK(refusal(bad, head_of(100)) == "witness_unsigned");
  VerifierKey elsewhere = log_identity();
  elsewhere.name = "other.example.vn";
  CHECK(check_cosign_request(request(0, 5), elsewhere, {}).error().code == "witness_other_log");
}

TEST_CASE("a checkpoint of a log whose name only begins or ends alike is another log's") {
  const TreeHead head = head_of(5);
  for (const std::string origin :
       {"coop.example.vn/log2", "coop.example.vn/log/test", "coop.example.vn/lo",
        "evilcoop.example.vn/log", "coop.example.vn"}) {
    CAPTURE(origin);
    // Under the name of the log that is watched, too: the name of the signature is no origin.
    const std::string text = checkpoint_text(origin, head);
    const Signature signature = log_key().sign(text);
    CosignRequest other = request(0, 5);
    other.checkpoint_note = SignedNote{text,
                                       {note_signature(origin, log_key().public_key, signature),
                                        note_signature(kOrigin, log_key().public_key, signature)}}
                                .serialised();
    CHECK(refusal(other, std::nullopt) == "witness_other_log");
  }
}

TEST_CASE("a cosignature has the form of C2SP cosignature/v1") {
  const std::string text = checkpoint_text(kOrigin, head_of(3));
  CHECK(cosigned_message(text, 1679315147) == "cosignature/v1\ntime 1679315147\n" + text);
  const auto line = cosignature_line(witness_identity(), 1679315147,
                                     witness_key().sign(cosigned_message(text, 1679315147)));
  CHECK(line.signature.size() == 72);
  CHECK(to_hex(ByteView(line.signature).first(8)) == "00000000641850cb");
  std::string id = "witness.example/w1\n\x04";
  id.append(as_text(witness_key().public_key));
  CHECK(to_hex(line.key_id) == to_hex(ByteView(sha256(as_bytes(id))).first(4)));
  const SignedNote note{text, {line}};
  CHECK(cosigned_at(note, witness_identity()) == 1679315147);
}

TEST_CASE("another second, key, name, checkpoint or a plain signature is no cosignature") {
  const std::string text = checkpoint_text(kOrigin, head_of(3));
  const auto line =
      cosignature_line(witness_identity(), 1000, witness_key().sign(cosigned_message(text, 1000)));
  auto other = line;
  other.signature[7] ^= 1;
  CHECK_FALSE(cosigned_at({text, {other}}, witness_identity()));
  other = line;
  other.name = "witness.example/w2";
  CHECK_FALSE(cosigned_at({text, {other}}, witness_identity()));
  VerifierKey stranger = witness_identity();
  stranger.key = log_key().public_key;
  CHECK_FALSE(cosigned_at({text, {line}}, stranger));
  CHECK_FALSE(cosigned_at({checkpoint_text(kOrigin, head_of(4)), {line}}, witness_identity()));
  CHECK_FALSE(cosigned_at(
      {text,
       {note_signature("witness.example/w1", witness_key().public_key, witness_key().sign(text))}},
      witness_identity()));
}

TEST_CASE(
    "a witness cosigns from the first day of the calendar to a day ahead, and at no other time") {
  const Instant now = parse_instant("2026-12-01T03:00:00.500Z").value();
  const auto at = [](const char* iso) {
    return static_cast<std::uint64_t>(parse_instant(iso).value().time_since_epoch() /
                                      std::chrono::seconds(1));
  };
  CHECK(is_plausible_cosigning(at("2026-12-01T03:00:00.000Z"), now));
  CHECK(is_plausible_cosigning(at("2020-01-01T00:00:00.000Z"), now));
  CHECK_FALSE(is_plausible_cosigning(at("2019-12-31T23:59:59.000Z"), now));
  CHECK(is_plausible_cosigning(at("2026-12-02T03:00:00.000Z"), now));
  CHECK_FALSE(is_plausible_cosigning(at("2026-12-02T03:00:01.000Z"), now));
  CHECK_FALSE(is_plausible_cosigning(at("2100-01-01T00:00:00.000Z"), now));
  CHECK_FALSE(is_plausible_cosigning(0, now));
  CHECK_FALSE(is_plausible_cosigning(~std::uint64_t{0}, now));
}

TEST_CASE("verifier keys read back, and others are refused by name") {
  const std::string text = witness_identity().text();
  CHECK(VerifierKey::parse(text, VerifierKey::Type::witness).value() == witness_identity());
  CHECK(VerifierKey::parse(text, VerifierKey::Type::log).error().code == "verifier_key_type");
  for (std::string bad : {std::string(), text.substr(0, 20), text + "A", "x" + text,
                          std::string("name+00000000+AAAA")}) {
    CAPTURE(bad);
    CHECK(VerifierKey::parse(bad, VerifierKey::Type::witness).error().code ==
          "verifier_key_unreadable");
  }
  // The verifier key of the Go checksum database, as published.
  const auto sumdb =
      VerifierKey::parse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
                         VerifierKey::Type::log);
  REQUIRE(sumdb);
  CHECK(sumdb->name == "sum.golang.org");
  CHECK(to_hex(sumdb->id()) == "033de0ae");
}

TEST_CASE("truncated requests and answers are unreadable") {
  const std::string text = request(100, 300).text();
  for (std::size_t length = 0; length < text.size(); ++length)
    CHECK(CosignRequest::parse(text.substr(0, length)).error().code == "cosign_request_unreadable");
  const auto line =
      cosignature_line(witness_identity(), 1000, witness_key().sign(cosigned_message(text, 1000)));
  const std::string note = SignedNote{"checkpoint\n", {line}}.serialised();
  const auto lines = parse_signature_lines(note.substr(note.find("\n\n") + 2));
  REQUIRE(lines);
  REQUIRE(lines->size() == 1);
  CHECK(lines->front().signature == line.signature);
  CHECK(parse_signature_lines("").error().code == "cosignature_unreadable");
  CHECK(parse_signature_lines("hello\n").error().code == "cosignature_unreadable");
}
