// Finds a province by its name, an old name or a code, and the least distance between two.
#include "temgoc/model/province.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostBytes = 120;  // no spelling of a province is longer, NFD and all

constexpr std::string_view kEnDash = "–";

// About the middle of each.
struct Middle {
  std::string_view name;
  double latitude;
  double longitude;
};
constexpr std::array<Middle, 34> kProvinces{{
    {"An Giang", 10.2, 105.2},   {"Bắc Ninh", 21.3, 106.3},        {"Cà Mau", 9.2, 105.3},
    {"Cần Thơ", 9.8, 105.8},     {"Cao Bằng", 22.7, 106.1},        {"Đà Nẵng", 15.8, 108.1},
    {"Đắk Lắk", 12.9, 108.6},    {"Điện Biên", 21.7, 103.0},       {"Đồng Nai", 11.4, 106.9},
    {"Đồng Tháp", 10.5, 105.9},  {"Gia Lai", 13.9, 108.5},         {"Hà Nội", 21.0, 105.8},
    {"Hà Tĩnh", 18.3, 105.8},    {"Hải Phòng", 20.9, 106.5},       {"Huế", 16.4, 107.5},
    {"Hưng Yên", 20.6, 106.2},   {"Khánh Hòa", 12.0, 109.0},       {"Lai Châu", 22.3, 103.2},
    {"Lâm Đồng", 11.6, 108.0},   {"Lạng Sơn", 21.9, 106.7},        {"Lào Cai", 22.0, 104.4},
    {"Nghệ An", 19.2, 105.0},    {"Ninh Bình", 20.3, 106.0},       {"Phú Thọ", 21.1, 105.3},
    {"Quảng Ngãi", 14.8, 108.4}, {"Quảng Ninh", 21.2, 107.2},      {"Quảng Trị", 17.2, 106.7},
    {"Sơn La", 21.2, 104.0},     {"Tây Ninh", 11.0, 106.2},        {"Thái Nguyên", 21.9, 105.8},
    {"Thanh Hóa", 20.0, 105.4},  {"TP. Hồ Chí Minh", 10.9, 106.8}, {"Tuyên Quang", 22.4, 105.1},
    {"Vĩnh Long", 10.0, 106.2},
}};

// How a place is written, folded and without what follows or goes before every province, and the
// province of today that it lies in. The codes are those of ISO 3166-2:VN.
struct Spelling {
  std::string_view key;
  std::string_view code;
  std::string_view now;
};
constexpr auto kSpellings = std::to_array<Spelling>({
    {"laichau", "01", "Lai Châu"},
    {"laocai", "02", "Lào Cai"},
    {"hagiang", "03", "Tuyên Quang"},
    {"caobang", "04", "Cao Bằng"},
    {"sonla", "05", "Sơn La"},
    {"yenbai", "06", "Lào Cai"},
    {"tuyenquang", "07", "Tuyên Quang"},
    {"langson", "09", "Lạng Sơn"},
    {"quangninh", "13", "Quảng Ninh"},
    {"hoabinh", "14", "Phú Thọ"},
    {"ninhbinh", "18", "Ninh Bình"},
    {"thaibinh", "20", "Hưng Yên"},
    {"thanhhoa", "21", "Thanh Hóa"},
    {"nghean", "22", "Nghệ An"},
    {"hatinh", "23", "Hà Tĩnh"},
    {"quangbinh", "24", "Quảng Trị"},
    {"quangtri", "25", "Quảng Trị"},
    {"thuathienhue", "26", "Huế"},
    {"quangnam", "27", "Đà Nẵng"},
    {"kontum", "28", "Quảng Ngãi"},
    {"quangngai", "29", "Quảng Ngãi"},
    {"gialai", "30", "Gia Lai"},
    {"binhdinh", "31", "Gia Lai"},
    {"phuyen", "32", "Đắk Lắk"},
    {"daklak", "33", "Đắk Lắk"},
    {"khanhhoa", "34", "Khánh Hòa"},
    {"lamdong", "35", "Lâm Đồng"},
    {"ninhthuan", "36", "Khánh Hòa"},
    {"tayninh", "37", "Tây Ninh"},
    {"dongnai", "39", "Đồng Nai"},
    {"binhthuan", "40", "Lâm Đồng"},
    {"longan", "41", "Tây Ninh"},
    {"bariavungtau", "43", "TP. Hồ Chí Minh"},
    {"angiang", "44", "An Giang"},
    {"dongthap", "45", "Đồng Tháp"},
    {"tiengiang", "46", "Đồng Tháp"},
    {"kiengiang", "47", "An Giang"},
    {"vinhlong", "49", "Vĩnh Long"},
    {"bentre", "50", "Vĩnh Long"},
    {"travinh", "51", "Vĩnh Long"},
    {"soctrang", "52", "Cần Thơ"},
    {"backan", "53", "Thái Nguyên"},
    {"bacgiang", "54", "Bắc Ninh"},
    {"baclieu", "55", "Cà Mau"},
    {"bacninh", "56", "Bắc Ninh"},
    {"binhduong", "57", "TP. Hồ Chí Minh"},
    {"binhphuoc", "58", "Đồng Nai"},
    {"camau", "59", "Cà Mau"},
    {"haiduong", "61", "Hải Phòng"},
    {"hanam", "63", "Ninh Bình"},
    {"hungyen", "66", "Hưng Yên"},
    {"namdinh", "67", "Ninh Bình"},
    {"phutho", "68", "Phú Thọ"},
    {"thainguyen", "69", "Thái Nguyên"},
    {"vinhphuc", "70", "Phú Thọ"},
    {"dienbien", "71", "Điện Biên"},
    {"daknong", "72", "Lâm Đồng"},
    {"haugiang", "73", "Cần Thơ"},
    {"cantho", "ct", "Cần Thơ"},
    {"danang", "dn", "Đà Nẵng"},
    {"hanoi", "hn", "Hà Nội"},
    {"haiphong", "hp", "Hải Phòng"},
    {"hochiminh", "sg", "TP. Hồ Chí Minh"},
    // Other spellings in use.
    {"hue", "", "Huế"},
    {"hcm", "", "TP. Hồ Chí Minh"},
    {"hcmc", "", "TP. Hồ Chí Minh"},
    {"saigon", "", "TP. Hồ Chí Minh"},
    {"daclac", "", "Đắk Lắk"},
    {"dacnong", "", "Lâm Đồng"},
    {"baccan", "", "Thái Nguyên"},
    {"brvt", "", "TP. Hồ Chí Minh"},
});

// "TP. Hồ Chí Minh" -> "tphochiminh".
std::string letters_of(std::string_view text) {
  if (text.size() > kMostBytes || !is_utf8(text)) return {};
  std::string letters = folded(text);
  std::erase(letters, '_');
  for (std::size_t at = 0; (at = letters.find(kEnDash)) != std::string::npos;)
    letters.erase(at, kEnDash.size());
  return letters;
}

std::string_view without(std::string_view text, std::string_view first, std::string_view last) {
  if (text.starts_with(first)) text.remove_prefix(first.size());
  if (text.ends_with(last)) text.remove_suffix(last.size());
  return text;
}

const Spelling* spelling(std::string_view letters) {
  const auto found = std::ranges::find(kSpellings, letters, &Spelling::key);
  return found == kSpellings.end() ? nullptr : &*found;
}

const Spelling* spelling_of_code(std::string_view letters) {
  if (letters.size() != 4 || !letters.starts_with("vn")) return nullptr;
  const auto found = std::ranges::find(kSpellings, letters.substr(2), &Spelling::code);
  return found == kSpellings.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Province> Province::named(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kAround{
      {{"", ""}, {"tinh", ""}, {"thanhpho", ""}, {"tp", ""}, {"", "city"}, {"", "province"}}};
  const std::string letters = letters_of(text);
  const Spelling* found = spelling_of_code(letters);
  for (const auto& [first, last] : kAround) {
    if (found == nullptr) found = spelling(without(letters, first, last));
  }
  if (found == nullptr) return std::nullopt;
  const auto province = std::ranges::find(kProvinces, found->now, &Middle::name);
  return Province(static_cast<std::size_t>(province - kProvinces.begin()));
}

std::string_view Province::name() const { return kProvinces[index_].name; }

double Province::km_at_least_to(const Province& other) const {
  constexpr double kRadians = std::numbers::pi / 180;
  constexpr double kEarthRadiusKm = 6371;
  constexpr double kAcrossBothKm = 200;  // from the middles to their borders
  const Middle& here = kProvinces[index_];
  const Middle& there = kProvinces[other.index_];
  const double north = (there.latitude - here.latitude) * kRadians;
  const double east = (there.longitude - here.longitude) * kRadians *
                      std::cos((here.latitude + there.latitude) / 2 * kRadians);
  return std::max(0.0, kEarthRadiusKm * std::hypot(north, east) - kAcrossBothKm);
}

}  // namespace temgoc
