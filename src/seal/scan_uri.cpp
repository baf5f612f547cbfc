// Builds the links of sealed labels, of listed labels, of rolls and of posters.
#include "temgoc/seal/seal.h"

namespace temgoc {

namespace {

std::string link(std::string_view host, std::string_view stem, const Gtin& gtin, const LotCode& lot,
                 const Serial* serial) {
  std::string uri = "https://";
  uri.append(host).append(stem);
  uri.append("/01/").append(gtin.digits()).append("/10/").append(lot.text());
  if (serial != nullptr) uri.append("/21/").append(serial->text());
  return uri;
}

}  // namespace

std::string sealed_uri(std::string_view host, const SealedClaim& sealed) {
  const Claim& claim = sealed.claim;
  const std::string stem = "/" + seal_digits(seal_bytes(sealed));
  return link(host, stem, claim.gtin, claim.lot, claim.serial ? &*claim.serial : nullptr);
}

std::string listed_uri(std::string_view host, const Gtin& gtin, const LotCode& lot,
                       const Serial& serial) {
  return link(host, "", gtin, lot, &serial);
}

std::string roll_uri(std::string_view host, const Gtin& gtin, const Serial& serial) {
  return product_uri(host, gtin) + "/21/" + serial.text();
}

std::string product_uri(std::string_view host, const Gtin& gtin) {
  return "https://" + std::string(host) + "/01/" + gtin.digits();
}

}  // namespace temgoc
