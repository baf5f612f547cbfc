#include "sample_uri.h"

#include "temgoc/seal/seal.h"

namespace temgoc {

std::string item_uri(std::uint32_t number) {
  Claim claim{{1, 0, {1, 2, 3, 4}, 1, Day(std::chrono::year{2026} / 11 / 24), 180},
              Gtin::parse("2990001000018").value(),
              LotCode::parse("261124-01").value(),
              Serial::sealed(number)};
  SealedClaim sealed{claim, {}};
  for (std::size_t i = 0; i < sealed.signature.size(); ++i) {
    sealed.signature[i] = static_cast<std::uint8_t>(number * 2654435761u >> (i % 24));
  }
  return sealed_uri("tg.example.vn", sealed);
}

}  // namespace temgoc
