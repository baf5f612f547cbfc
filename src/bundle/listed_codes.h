// The codes of tiny labels that were printed in one month, as truncated hashes.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "temgoc/bundle/bundle.h"

namespace temgoc {

using ListedHash = std::array<std::uint8_t, 10>;
// `lot` none: of a roll, and no lot has claimed it; `voided`: it was taken out of use before one
// did.
ListedHash listed_hash(std::string_view realm, const Gtin& gtin, const std::optional<LotCode>& lot,
                       const Serial& serial, bool voided = false);

class ListedCodes {
 public:
  static Bytes section(std::vector<ListedHash> hashes);
  static std::optional<ListedCodes> read(ByteView section);

  bool contains(const ListedHash& hash) const;
  std::uint64_t size() const { return starts_.back(); }

 private:
  std::size_t prefix_ = 0;             // bytes by which they are sorted into buckets: 0 to 2
  std::vector<std::uint32_t> starts_;  // where each bucket begins, and the end
  Bytes rest_;                         // the other bytes of each hash, sorted in its bucket
};

}  // namespace temgoc
