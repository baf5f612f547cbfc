// A lot's seal as it was issued, and the address that carries it.
#include "temgoc/seal/lot_seal.h"

#include <algorithm>
#include <span>

namespace temgoc {

SealedClaim lot_seal(const Lot& lot) {
  const auto header = decode_header(std::span(lot.seal).first<kSealHeaderBytes>());
  SealedClaim sealed{{header.value(), lot.gtin, lot.code, std::nullopt}, {}};
  std::copy(lot.seal.begin() + kSealHeaderBytes, lot.seal.end(), sealed.signature.begin());
  return sealed;
}

std::string lot_url(const Lot& lot) {
  const SealedClaim sealed = lot_seal(lot);
  const bool lost = std::ranges::all_of(sealed.signature, [](auto byte) { return byte == 0; });
  return lost ? std::string() : sealed_uri(lot.host, sealed);
}

}  // namespace temgoc
