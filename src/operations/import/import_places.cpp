// Reads the row of a place, and addresses from before and after the districts ended in 2025.
#include <algorithm>
#include <array>

#include "operations/import/import_records.h"
#include "operations/import/written_address.h"
#include "temgoc/base/text.h"

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

// What people call places, without marks. A word that may mean two kinds ("cơ sở sản xuất", "nhà sơ
// chế, đóng gói") is left out: whoever wrote it is asked.
struct KindWord {
  std::string_view word;
  PlaceKind kind;
};
constexpr auto kKindWords = std::to_array<KindWord>({
    {"vung_trong", PlaceKind::growing_area},
    {"vung_nuoi", PlaceKind::growing_area},
    {"vung_nguyen_lieu", PlaceKind::growing_area},
    {"vung_nuoi_trong", PlaceKind::growing_area},
    {"trang_trai", PlaceKind::growing_area},
    {"co_so_dong_goi", PlaceKind::packing_house},
    {"nha_dong_goi", PlaceKind::packing_house},
    {"xuong_dong_goi", PlaceKind::packing_house},
    {"co_so_che_bien", PlaceKind::processing_site},
    {"xuong_che_bien", PlaceKind::processing_site},
    {"nha_che_bien", PlaceKind::processing_site},
    {"nha_may_che_bien", PlaceKind::processing_site},
    {"co_so_so_che", PlaceKind::processing_site},
    {"nha_so_che", PlaceKind::processing_site},
    {"xuong_so_che", PlaceKind::processing_site},
});

PlaceKind read_kind(ImportRow& row) {
  const std::string written = row.required_text("kind");
  if (written.empty()) return PlaceKind::growing_area;
  const std::string word = folded(written);
  if (const auto kind = place_kind(word)) return *kind;
  for (const KindWord& each : kKindWords) {
    if (each.word == word) return each.kind;
  }
  row.fail("kind", {"place_kind_unknown"});
  return PlaceKind::growing_area;
}

// Returns true if the row names a commune, district or province in columns of their own.
bool has_address_parts(const ImportRow& row) {
  constexpr std::array<std::string_view, 5> kParts{
      "commune_before_2025_07_01", "district_before_2025_07_01", "province_before_2025_07_01",
      "commune_current", "province_current"};
  return std::any_of(kParts.begin(), kParts.end(),
                     [&row](std::string_view part) { return !row.peek(part).empty(); });
}

void set_parts(Address& address, const Address& written) {
  address.street = written.street;
  address.commune = written.commune;
  address.district = written.district;
  address.province = written.province;
}

// Takes a whole address from one cell: one with a district is that until 30/06/2025. A street alone
// may join parts that are on record; where there are none it would be lost, so it is refused.
void take_written(ImportRow& row, const std::string& text, Address& before, Address& now) {
  const auto written = parse_written_address(text);
  if (!written) {
    if (!is_told(before) && !is_told(now)) row.fail("street_address", {"address_incomplete"});
    return;
  }
  set_parts(written->district.empty() ? now : before, *written);
  if (written->district.empty()) return;
  if (!is_told(now)) row.warn("street_address", {"address_of_districts"});
}

}  // namespace

std::vector<Address> read_addresses(ImportRow& row, const std::vector<Address>& standing) {
  std::string street;
  row.set(street, "street_address", 200);
  // A whole address on one line is no street.
  const bool is_whole = !has_address_parts(row) && parse_written_address(street).has_value();
  const std::string* told_street = row.has("street_address") && !is_whole ? &street : nullptr;
  Address before = address_before(row, standing, told_street);
  Address now = address_now(row, standing, told_street);
  if (!street.empty() && !has_address_parts(row)) take_written(row, street, before, now);
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
