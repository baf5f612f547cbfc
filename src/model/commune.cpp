// Reads communes from addresses, so that two spellings of one are one.
#include "temgoc/model/commune.h"

#include "temgoc/base/text.h"
#include "temgoc/model/province.h"

namespace temgoc {
namespace {

constexpr std::string_view kTypes[] = {"xã", "phường", "đặc khu", "thị trấn"};

std::string single_spaced(std::string_view text) {
  std::string line;
  for (const std::string_view word : split(text, ' '))
    if (!word.empty()) line += (line.empty() ? "" : " ") + std::string(word);
  return line;
}

// "Xã Bình Khánh" is "xã Bình Khánh". The name itself keeps its letters: "Tân An" and "Tân Ân" are
// two communes.
std::string commune_name(std::string_view written) {
  std::string name = single_spaced(to_nfc(trimmed(written)));
  for (const std::string_view type : kTypes) {
    const std::size_t letters = length_in_characters(type);
    const std::u32string points = code_points(name);
    if (points.size() <= letters + 1 || points[letters] != U' ') continue;
    if (folded(to_utf8(points.substr(0, letters))) == folded(type))
      return std::string(type) + to_utf8(points.substr(letters));
  }
  return name;
}

std::string province_name(std::string_view written) {
  const auto known = Province::named(written);
  return known ? std::string(known->name()) : single_spaced(to_nfc(trimmed(written)));
}

}  // namespace

std::string Commune::text() const { return province.empty() ? name : name + ", " + province; }

std::optional<Commune> Commune::parse(std::string_view text) {
  if (!is_utf8(text)) return std::nullopt;
  const std::size_t comma = text.rfind(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto province = Province::named(trimmed(text.substr(comma + 1)));
  Commune commune{.name = commune_name(text.substr(0, comma))};
  if (!province || commune.name.empty()) return std::nullopt;
  commune.province = std::string(province->name());
  return commune;
}

std::optional<CommuneOfSeat> commune_on(const std::vector<Address>& addresses, Day day) {
  for (const Address& address : addresses) {
    const bool of_another_time = day >= kDistrictsEnded && !address.district.empty();
    if (!address.valid_on(day) || of_another_time || address.commune.empty()) continue;
    return CommuneOfSeat{
        .commune = {commune_name(address.commune), province_name(address.province)},
        .confirmed = address.confidence.empty() || address.confidence == "confirmed"};
  }
  return std::nullopt;
}

}  // namespace temgoc
