// Names a lot by its code, the product name recorded at its issue, and the GTIN.
#include "cli/lot_words.h"

#include <fmt/format.h>

#include "temgoc/base/json.h"

namespace temgoc {

std::string product_words(const Lot& lot) {
  const auto record = parse_json(lot.record);
  const Json* product = record && record->contains("product") ? &record->at("product") : nullptr;
  if (!product || !product->contains("name")) return lot.gtin.printed();
  return fmt::format("{} ({})", product->at("name").get<std::string>(), lot.gtin.printed());
}

std::string lot_words(const Lot& lot) {
  return fmt::format("{} – {}", lot.code.text(), product_words(lot));
}

}  // namespace temgoc
