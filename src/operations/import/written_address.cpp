// Cuts the line at commas, and takes province, district and commune off its end.
#include "operations/import/written_address.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "temgoc/base/text.h"
#include "temgoc/model/province.h"

namespace temgoc {
namespace {

// Types of units as `folded` writes them, each before a name.
constexpr std::array<std::string_view, 8> kCommunes{"xa_", "phuong_", "thi_tran_", "dac_khu_",
                                                    "x_",  "p_",      "tt_",       "dk_"};
constexpr std::array<std::string_view, 8> kDistricts{"huyen_", "quan_", "thi_xa_", "thanh_pho_",
                                                     "tp_",    "h_",    "q_",      "tx_"};

template <std::size_t kSize>
bool begins_with_one_of(std::string_view part, const std::array<std::string_view, kSize>& types) {
  const std::string name = folded(part);
  return std::any_of(types.begin(), types.end(), [&name](std::string_view type) {
    return name.size() > type.size() && name.starts_with(type);
  });
}

// "P5", "Q.12": a type and a number without a space.
bool is_numbered(std::string_view part, char type) {
  const std::string name = folded(part);
  return name.size() > 1 && name.front() == type && is_digits(std::string_view(name).substr(1));
}

bool is_commune(std::string_view part) {
  return begins_with_one_of(part, kCommunes) || is_numbered(part, 'p');
}
bool is_district(std::string_view part) {
  return begins_with_one_of(part, kDistricts) || is_numbered(part, 'q');
}

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  for (std::string_view piece : split(text, ',')) {
    for (std::string_view part : split(piece, ';')) {
      if (!trimmed(part).empty()) parts.push_back(trimmed(part));
    }
  }
  if (!parts.empty() && parts.back().ends_with('.')) parts.back().pop_back();
  if (!parts.empty() && folded(parts.back()) == "viet_nam") parts.pop_back();
  return parts;
}

}  // namespace

std::optional<Address> parse_written_address(std::string_view text) {
  std::vector<std::string> parts = parts_of(text);
  const auto take_last = [&parts] {
    std::string last = std::move(parts.back());
    parts.pop_back();
    return last;
  };
  Address address;
  if (parts.size() < 2 || !Province::named(parts.back())) return std::nullopt;
  address.province = take_last();
  if (is_district(parts.back())) address.district = take_last();
  if (parts.empty() || !is_commune(parts.back())) return std::nullopt;
  address.commune = take_last();
  for (const std::string& part : parts)
    address.street += (address.street.empty() ? "" : ", ") + part;
  return address;
}

}  // namespace temgoc
