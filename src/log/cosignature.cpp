// Parses witness keys and requests, judges a request by the last head seen, checks cosignatures.
#include "temgoc/log/cosignature.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "proof_lines.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kTimeBytes = 8;
constexpr std::size_t kCosignatureBytes = kTimeBytes + sizeof(Signature);

Error request_unreadable(std::size_t line) {
  return {.code = "cosign_request_unreadable", .position = Position{.row = line, .in_text = true}};
}

Error counted(const char* code, const char* name, std::uint64_t value, const char* other,
              std::uint64_t other_value) {
  return {.code = code,
          .args = {{name, std::to_string(value)}, {other, std::to_string(other_value)}}};
}

Error key_unreadable(std::string_view text) {
  return {.code = "verifier_key_unreadable", .value = shortened(text)};
}

Result<void> check_progress(const CosignRequest& request, const TreeHead& head,
                            const TreeHead& seen) {
  if (head.size < seen.size)
    return counted("witness_rolled_back", "seen", seen.size, "size", head.size);
  if (head.size == seen.size) {
    if (head.root == seen.root) return {};
    return Error{.code = "witness_forked", .args = {{"size", std::to_string(head.size)}}};
  }
  if (request.old_size != seen.size) {
    return counted("witness_proof_start", "seen", seen.size, "old", request.old_size);
  }
  // Nothing can be proved of the empty tree, and nothing need be: every tree begins with it.
  const bool consistent =
      seen.size == 0 ? request.proof.empty() : check_consistency(seen, head, request.proof);
  if (consistent) return {};
  return counted("witness_not_consistent", "seen", seen.size, "size", head.size);
}

}  // namespace

KeyId VerifierKey::id() const {
  std::string text = name + "\n";
  text.push_back(static_cast<char>(type));
  text.append(as_text(key));
  const Digest digest = sha256(as_bytes(text));
  KeyId id{};
  std::copy_n(digest.begin(), id.size(), id.begin());
  return id;
}

std::string VerifierKey::text() const {
  Bytes material{static_cast<std::uint8_t>(type)};
  material.insert(material.end(), key.begin(), key.end());
  return name + "+" + to_hex(id()) + "+" + to_base64(material);
}

Result<VerifierKey> VerifierKey::parse(std::string_view text, Type expected) {
  // base64 may hold a '+', a name may not.
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos || first == 0) return key_unreadable(text);
  const auto material = from_base64(text.substr(second + 1));
  if (!material || material->size() != 1 + sizeof(PublicKeyBytes)) return key_unreadable(text);
  if (material->front() != static_cast<std::uint8_t>(expected)) {
    return Error{.code = "verifier_key_type",
                 .value = shortened(text),
                 .args = {{"expected", expected == Type::log ? "log" : "witness"}}};
  }
  VerifierKey key{.name = std::string(text.substr(0, first)), .type = expected};
  std::copy(material->begin() + 1, material->end(), key.key.begin());
  if (key.text() != text || !is_utf8(key.name)) return key_unreadable(text);
  if (const auto admitted = VerifyKey::admit(key.key); !admitted) return admitted.error();
  return key;
}

std::string CosignRequest::text() const {
  return "old " + std::to_string(old_size) + "\n" + proof_lines(proof) + "\n" + checkpoint_note;
}

Result<CosignRequest> CosignRequest::parse(std::string_view text) {
  const auto first = take_line(text);
  const auto old_size = first ? number_after(*first, "old") : std::nullopt;
  if (!old_size) return request_unreadable(1);
  auto proof = take_proof(text);
  if (!proof) return request_unreadable(2);
  if (!SignedNote::parse(text) || !parse_checkpoint_text(text))
    return request_unreadable(3 + proof->size());
  return CosignRequest{
      .old_size = *old_size, .proof = *std::move(proof), .checkpoint_note = std::string(text)};
}

Result<Checkpoint> check_cosign_request(const CosignRequest& request, const VerifierKey& log,
                                        const std::optional<TreeHead>& seen) {
  const auto checkpoint = parse_checkpoint_text(request.checkpoint_note);
  const auto note = SignedNote::parse(request.checkpoint_note);
  if (!checkpoint || !note) return request_unreadable(3 + request.proof.size());
  if (checkpoint->origin != log.name) {
    return Error{.code = "witness_other_log",
                 .args = {{"found", checkpoint->origin}, {"expected", log.name}}};
  }
  const auto key = VerifyKey::admit(log.key);
  if (!key) return key.error();
  if (!note_signed_by(*note, log.name, *key))
    return Error{.code = "witness_unsigned", .value = log.name};
  const TreeHead start = seen.value_or(tree_head({}));
  if (auto progress = check_progress(request, checkpoint->head, start); !progress)
    return progress.error();
  return *checkpoint;
}

std::string cosigned_message(std::string_view checkpoint_text, std::uint64_t seconds) {
  return "cosignature/v1\ntime " + std::to_string(seconds) + "\n" + std::string(checkpoint_text);
}

SignedNote::SignatureLine cosignature_line(const VerifierKey& witness, std::uint64_t seconds,
                                           const Signature& signature) {
  Bytes timed(kTimeBytes);
  write_be(timed, 0, kTimeBytes, seconds);
  timed.insert(timed.end(), signature.begin(), signature.end());
  return {witness.name, witness.id(), std::move(timed)};
}

std::vector<std::uint64_t> all_cosigned_at(const SignedNote& note, const VerifierKey& witness) {
  std::vector<std::uint64_t> all;
  const auto key = VerifyKey::admit(witness.key);
  if (!key) return all;
  for (const SignedNote::SignatureLine& line : note.signatures) {
    if (line.name != witness.name || line.key_id != witness.id() ||
        line.signature.size() != kCosignatureBytes) {
      continue;
    }
    const std::uint64_t seconds = read_be(line.signature, 0, kTimeBytes);
    if (seconds > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) continue;
    Signature signature{};
    std::copy(line.signature.begin() + kTimeBytes, line.signature.end(), signature.begin());
    if (key->verify(cosigned_message(note.text, seconds), signature)) all.push_back(seconds);
  }
  return all;
}

std::optional<std::uint64_t> cosigned_at(const SignedNote& note, const VerifierKey& witness) {
  const auto all = all_cosigned_at(note, witness);
  return all.empty() ? std::nullopt : std::optional(all.front());
}

bool is_plausible_cosigning(std::uint64_t seconds, Instant now) {
  const auto second_of = [](Instant instant) {
    return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
  };
  const Instant first = std::chrono::time_point_cast<std::chrono::milliseconds>(kFirstPackDay);
  const Instant last = now + kWitnessClockTolerance;
  return std::cmp_greater_equal(seconds, second_of(first)) &&
         std::cmp_less_equal(seconds, second_of(last));
}

Result<std::vector<SignedNote::SignatureLine>> parse_signature_lines(std::string_view text) {
  // The lines are those of a note; a note's text stands in for the one that they sign.
  const auto note = SignedNote::parse("-\n\n" + std::string(text));
  if (!note) return Error{.code = "cosignature_unreadable"};
  return note->signatures;
}

}  // namespace temgoc
