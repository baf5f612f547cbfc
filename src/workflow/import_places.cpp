#include <algorithm>

#include "import_records.h"
#include "temgoc/text.h"

namespace temgoc {
namespace {

constexpr double kMaxAreaHa = 1'000'000;
constexpr std::size_t kPartLength = 100;

bool ends_with_districts(const Address& address) {
  return address.valid_until == kDistrictsEnded && !address.valid_from;
}
bool begins_after_districts(const Address& address) {
  return address.valid_from == kDistrictsEnded && !address.valid_until;
}

template <class Condition>
Address standing_address(const std::vector<Address>& addresses, Condition matches) {
  const auto found = std::find_if(addresses.begin(), addresses.end(), matches);
  return found == addresses.end() ? Address{} : *found;
}

bool is_told(const Address& address) {
  return !address.commune.empty() || !address.district.empty() || !address.province.empty();
}

Address address_before(ImportRow& row, const std::vector<Address>& standing,
                       const std::string* street) {
  Address address = standing_address(standing, ends_with_districts);
  if (street != nullptr) address.street = *street;
  row.set(address.commune, "commune_before_2025_07_01", kPartLength);
  row.set(address.district, "district_before_2025_07_01", kPartLength);
  row.set(address.province, "province_before_2025_07_01", kPartLength);
  address.valid_until = kDistrictsEnded;
  return address;
}

Address address_now(ImportRow& row, const std::vector<Address>& standing,
                    const std::string* street) {
  Address address = standing_address(standing, begins_after_districts);
  if (street != nullptr) address.street = *street;
  row.set(address.commune, "commune_current", kPartLength);
  row.set(address.confidence, "commune_current_status", kPartLength);
  row.set(address.province, "province_current", kPartLength);
  address.valid_from = kDistrictsEnded;
  return address;
}

PlaceKind read_kind(ImportRow& row) {
  const std::string written = row.required_text("kind");
  if (written.empty()) return PlaceKind::growing_area;
  const std::string word = folded(written);
  if (const auto kind = place_kind(word)) return *kind;
  if (word == "vung_trong" || word == "vung_nuoi") return PlaceKind::growing_area;
  if (word == "co_so_dong_goi" || word == "nha_dong_goi") return PlaceKind::packing_house;
  if (word == "co_so_che_bien" || word == "xuong_che_bien") return PlaceKind::processing_site;
  row.fail("kind", {"place_kind_unknown"});
  return PlaceKind::growing_area;
}

}  // namespace

std::vector<Address> read_addresses(ImportRow& row, const std::vector<Address>& standing) {
  std::string street;
  row.set(street, "street_address", 200);
  const std::string* told_street = row.has("street_address") ? &street : nullptr;
  const Address before = address_before(row, standing, told_street);
  const Address now = address_now(row, standing, told_street);
  std::vector<Address> addresses;
  if (is_told(before)) addresses.push_back(before);
  if (is_told(now)) addresses.push_back(now);
  for (const Address& each : standing) {
    if (!ends_with_districts(each) && !begins_after_districts(each)) addresses.push_back(each);
  }
  return addresses;
}

Place read_place(ImportRow& row, Place standing) {
  Place record = std::move(standing);
  record.id = row.record_id("place_id");
  record.cooperative_id = row.record_id("coop_id");
  record.kind = read_kind(row);
  record.name = row.required_text("name_vi", 200);
  if (row.has("code")) record.code = row.identifier("code");
  row.set(record.market, "market", 100);
  if (row.has("gln")) record.gln = row.gln("gln");
  if (row.has("area_ha")) record.area_ha = row.number("area_ha", 0, kMaxAreaHa);
  record.addresses = read_addresses(row, record.addresses);
  if (row.has("sample")) record.sample = row.yes_no("sample").value_or(false);
  return record;
}

}  // namespace temgoc
