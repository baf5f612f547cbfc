// What a scan or a typed text is, before anything is believed of it. Knows no key, no registry, no
// network.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "temgoc/seal/seal.h"

namespace temgoc {

struct SealedScan {
  std::string host;  // lower case
  SealedClaim sealed;
};
// A GS1 Digital Link without a seal (host lower case): tools drop the seal. With a serial it may be
// a listed code.
struct LinkScan {
  std::string host;
  Gtin gtin;
  LotCode lot;
  std::optional<Serial> serial;
};
// A link of a product's item that names no lot (host lower case), as the codes of a roll have it:
// which lot it belongs to is on record alone, once a lot has claimed it.
struct RollScan {
  std::string host;
  Gtin gtin;
  Serial serial;
};
// Sealed in a format (0 to 15) or suite (0 to 15) that this version does not know; no other byte of
// it was judged.
struct NewerScan {
  std::string host;
  unsigned version = 0;
  unsigned suite = 0;
};
struct UnreadableScan {
  std::string
      why;  // why it is `malformed`: the table in docs/seal_format.md; words `malformed.<why>`
  // Of a product's own link or barcode, which says nothing of a lot: the product that it names.
  std::optional<Gtin> product = {};
  std::string host = {};  // of such a link, lower case
};

using Scanned = std::variant<UnreadableScan, NewerScan, ShortCode, LinkScan, SealedScan, RollScan>;

// Total: every text of any bytes is one of the above; more than kMaxScanBytes is unreadable. A text
// without `/` and `:` is read as a typed code. docs/seal_format.md, "Reading".
Scanned read_scan(std::string_view text);

}  // namespace temgoc
