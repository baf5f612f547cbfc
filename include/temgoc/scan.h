// What a scan or a typed text is, before anything is believed of it. Knows no key, no registry, no network.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "temgoc/seal.h"

namespace temgoc {

struct SealedScan {
  std::string host;                                        // lower case
  SealedClaim sealed;
};
// A GS1 Digital Link without a seal. With a serial it may be a listed code.
struct LinkScan {
  std::string host;
  Gtin gtin;
  LotCode lot;
  std::optional<Serial> serial;
};
// Sealed in a format or suite that this version does not know.
struct NewerScan {
  std::string host;
  unsigned version = 0;
  unsigned suite = 0;
};
struct UnreadableScan {
  std::string why;                                         // a reason below `malformed`, for people: words `malformed.<why>`
};

using Scanned = std::variant<UnreadableScan, NewerScan, ShortCode, LinkScan, SealedScan>;

// Total: every text is one of the above. docs/seal_format.md, "Reading".
Scanned read_scan(std::string_view text);

}  // namespace temgoc
