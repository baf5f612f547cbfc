// A receipt: the proof, for anyone and offline, that an entry is in a log (C2SP tlog-proof).
// Normative text: docs/log_format.md section 7.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/log/log.h"
#include "temgoc/seal/signature.h"

namespace temgoc {

struct Receipt {
  std::string entry;
  std::uint64_t index = 0;
  std::vector<Digest> proof;    // at most 63
  std::string checkpoint_note;  // verbatim, cosignatures included

  std::string text() const;
  // `receipt_unreadable` with the line.
  static Result<Receipt> parse(std::string_view text);
};
inline constexpr std::size_t kMaxReceiptBytes = 256 * 1024;

// What a good receipt proves. Views into nothing: it may outlive the receipt.
struct ProvenEntry {
  std::string entry;
  std::uint64_t index = 0;
  Checkpoint checkpoint;
};
// `realm`: the trust list's; a log of its test realm is good too. `receipt_other_log` (args found,
// expected), `receipt_unsigned` (value: the origin), `receipt_not_included` (args index, size).
Result<ProvenEntry> check_receipt(const Receipt& receipt, std::string_view realm,
                                  const VerifyKey& log_key);

}  // namespace temgoc
