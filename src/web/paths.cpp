// Builds the address of each page from the lot, product, record or code that it shows.
#include "web/paths.h"

#include "temgoc/base/percent.h"
#include "temgoc/http/http.h"

namespace temgoc {

std::string lot_path(const Gtin& gtin, const LotCode& lot, const std::optional<Serial>& serial) {
  std::string path = "/lot/" + gtin.digits() + "/" + lot.text();
  if (serial) path += "/serial/" + serial->text();
  return path;
}

std::string lot_events_path(const Gtin& gtin, const LotCode& lot) {
  return lot_path(gtin, lot) + "/events";
}

std::string lot_passport_path(const Gtin& gtin, const LotCode& lot) {
  return std::string(kPassportFolder) + gtin.digits() + "/" + lot.text();
}

std::string lot_proof_path(const Gtin& gtin, const LotCode& lot) {
  return lot_path(gtin, lot) + "/proof";
}

std::string lot_safety_path(const Gtin& gtin, const LotCode& lot) {
  return lot_path(gtin, lot) + "/safety";
}

std::string lot_label_path(const Gtin& gtin, const LotCode& lot) {
  return lot_path(gtin, lot) + "/label";
}

std::string product_path(const Gtin& gtin) { return "/product/" + gtin.digits(); }

std::string product_picture_path(const Gtin& gtin) { return "/picture/" + gtin.digits(); }

std::string evidence_path(std::string_view file) { return "/evidence/" + std::string(file); }

std::string cooperative_path(std::string_view id) { return "/cooperative/" + percent_encoded(id); }

std::string place_path(std::string_view id) { return "/place/" + percent_encoded(id); }

std::string certification_path(std::string_view id) {
  return "/certification/" + percent_encoded(id);
}

std::string code_path(const ShortCode& code) { return "/code/" + code.printed(); }

}  // namespace temgoc
