// Where each province stands on the map of tiles.
#include "temgoc/model/province_tile.h"

#include <array>

namespace temgoc {
namespace {

// North is up and west is left, as far as neighbours can stay neighbours.
constexpr std::array<ProvinceTile, 34> kTiles{{
    {"Lai Châu", 0, 0, "Lai", "Châu"},
    {"Lào Cai", 0, 1, "Lào Cai"},
    {"Tuyên Quang", 0, 2, "Tuyên", "Quang"},
    {"Cao Bằng", 0, 3, "Cao", "Bằng"},
    {"Điện Biên", 1, 0, "Điện", "Biên"},
    {"Sơn La", 1, 1, "Sơn La"},
    {"Phú Thọ", 1, 2, "Phú Thọ"},
    {"Thái Nguyên", 1, 3, "Thái", "Nguyên"},
    {"Lạng Sơn", 1, 4, "Lạng", "Sơn"},
    {"Hà Nội", 2, 2, "Hà Nội"},
    {"Bắc Ninh", 2, 3, "Bắc", "Ninh"},
    {"Quảng Ninh", 2, 4, "Quảng", "Ninh"},
    {"Thanh Hóa", 3, 1, "Thanh", "Hóa"},
    {"Ninh Bình", 3, 2, "Ninh", "Bình"},
    {"Hưng Yên", 3, 3, "Hưng", "Yên"},
    {"Hải Phòng", 3, 4, "Hải", "Phòng"},
    {"Nghệ An", 4, 1, "Nghệ", "An"},
    {"Hà Tĩnh", 4, 2, "Hà Tĩnh"},
    {"Quảng Trị", 5, 2, "Quảng", "Trị"},
    {"Huế", 5, 3, "Huế"},
    {"Đà Nẵng", 6, 3, "Đà", "Nẵng"},
    {"Quảng Ngãi", 7, 3, "Quảng", "Ngãi"},
    {"Gia Lai", 8, 3, "Gia Lai"},
    {"Đắk Lắk", 9, 3, "Đắk", "Lắk"},
    {"Tây Ninh", 10, 1, "Tây", "Ninh"},
    {"Đồng Nai", 10, 2, "Đồng", "Nai"},
    {"Lâm Đồng", 10, 3, "Lâm", "Đồng"},
    {"Khánh Hòa", 10, 4, "Khánh", "Hòa"},
    {"An Giang", 11, 0, "An", "Giang"},
    {"Đồng Tháp", 11, 1, "Đồng", "Tháp"},
    {"TP. Hồ Chí Minh", 11, 2, "TP. Hồ", "Chí Minh"},
    {"Cà Mau", 12, 0, "Cà Mau"},
    {"Cần Thơ", 12, 1, "Cần", "Thơ"},
    {"Vĩnh Long", 12, 2, "Vĩnh", "Long"},
}};

// The archipelagos, beside the province or city that each belongs to: no place of scans.
constexpr std::array<ProvinceTile, 2> kIslands{{{"Hoàng Sa", 6, 4, "Hoàng Sa", "(Đà Nẵng)"},
                                                {"Trường Sa", 11, 4, "Trường Sa", "(Khánh Hòa)"}}};

}  // namespace

std::span<const ProvinceTile> all_province_tiles() { return kTiles; }
std::span<const ProvinceTile> island_tiles() { return kIslands; }

}  // namespace temgoc
