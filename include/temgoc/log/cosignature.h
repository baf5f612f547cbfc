// A witness's second opinion on a checkpoint: C2SP tlog-witness requests, cosignature/v1, verifier
// keys. Makes the bytes to sign; never signs. Normative text: docs/log_format.md section 8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/log/log.h"
#include "temgoc/seal/signature.h"

namespace temgoc {

// A C2SP verifier key: "name+<key id>+base64(type, key)".
struct VerifierKey {
  enum class Type : std::uint8_t { log = 0x01, witness = 0x04 };
  std::string name;
  Type type = Type::log;
  PublicKeyBytes key{};
  bool operator==(const VerifierKey&) const = default;

  KeyId id() const;
  std::string text() const;
  // `verifier_key_unreadable`; `verifier_key_type` (args expected) where it is of the other type;
  // key_small_order, key_not_canonical.
  static Result<VerifierKey> parse(std::string_view text, Type expected);
};

// What a witness is asked: the body of `add-checkpoint`.
struct CosignRequest {
  std::uint64_t old_size = 0;
  std::vector<Digest> proof;
  std::string checkpoint_note;

  std::string text() const;
  static Result<CosignRequest> parse(std::string_view text);  // `cosign_request_unreadable`
};

// The checkpoint to cosign, where nothing speaks against it. `seen`: the last that this witness
// cosigned of the log. `witness_other_log` (args found, expected), `witness_unsigned`,
// `witness_rolled_back` (args seen, size), `witness_forked` (args size), `witness_proof_start`
// (args seen, old), `witness_not_consistent` (args seen, size).
Result<Checkpoint> check_cosign_request(const CosignRequest& request, const VerifierKey& log,
                                        const std::optional<TreeHead>& seen);

// What a witness signs at that POSIX second, and the line that carries it.
std::string cosigned_message(std::string_view checkpoint_text, std::uint64_t seconds);
SignedNote::SignatureLine cosignature_line(const VerifierKey& witness, std::uint64_t seconds,
                                           const Signature& signature);
// The seconds at which the witness cosigned the note, in the order of the lines; none where it
// bears no good cosignature of it.
std::vector<std::uint64_t> all_cosigned_at(const SignedNote& note, const VerifierKey& witness);
// The first of them.
std::optional<std::uint64_t> cosigned_at(const SignedNote& note, const VerifierKey& witness);
// Returns true if a witness can have cosigned at that second: from 2020-01-01 on, the first day of
// temgoc's calendar, and at most kWitnessClockTolerance after `now`.
inline constexpr std::chrono::hours kWitnessClockTolerance{24};
bool is_plausible_cosigning(std::uint64_t seconds, Instant now);
// Signature lines as a witness answers them. `cosignature_unreadable`.
Result<std::vector<SignedNote::SignatureLine>> parse_signature_lines(std::string_view text);

}  // namespace temgoc
