// Made-up labels with the lengths that real ones have. All data is sample data.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include "temgoc/label/label.h"

namespace temgoc::samples {

inline std::string digits(std::uint64_t seed, std::size_t count) {
  std::string text;
  for (std::uint64_t state = seed * 2654435761u + 12345; text.size() < count;) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    text += static_cast<char>('0' + (state >> 60) % 10);
  }
  return text;
}

inline std::string serial(std::uint32_t number) {
  char text[16];
  std::snprintf(text, sizeof text, "%07u", number);
  return text;
}

inline const std::string kHost = "temgoc.vn1";  // as long as a ten-character host

inline std::string lot_uri(std::uint64_t seed) {
  return "https://" + kHost + "/" + digits(seed, 187) + "/01/02912345678904/10/261124-01";
}
inline std::string item_uri(std::uint32_t number) {
  return lot_uri(number) + "/21/" + serial(number);
}
inline std::string link_uri(std::uint32_t number) {
  const std::string end = digits(number, 5);
  return "https://" + kHost + "/01/02912345678904/10/261124-01/21/7KQ2M9XB" + end;
}

inline std::string product_link() { return "https://" + kHost + "/01/02912345678904"; }

inline LabelItem item(CodeKind kind, std::uint32_t number) {
  LabelItem made;
  made.fields = {
      {"product_name", "Khô cá dứa một nắng Cần Giờ"},
      {"product_name_en", "Sun-dried pangasius"},
      {"cooperative_name", "Hợp tác xã Nông nghiệp – Thủy sản – Dịch vụ Rừng Đước"},
      {"cooperative_short_name", "HTX Rừng Đước"},
      {"address", "Số 12 đường Rừng Sác, ấp Bình Phước, xã Bình Khánh, Thành phố Hồ Chí Minh"},
      {"phone", "028 3889 0123"},
      {"packed_on", "24/11/2026"},
      {"expires_on", "23/05/2027"},
      {"lot", "261124-01"},
      {"short_code", "7KQ2-M9XB-4"},
      {"net_content", "500 g"},
      {"storage", "Bảo quản nơi khô ráo, thoáng mát, tránh ánh nắng trực tiếp"},
      {"ingredients", "Cá dứa (98 %), muối"},
      {"host", kHost},
      {"certificate_line", "OCOP 4 sao – QĐ 1234/QĐ-UBND"},
      {"quantity", "1.200 hộp"}};
  made.fields.insert({{"product_full_name", "Khô cá dứa một nắng Cần Giờ"},
                      {"gtin", "2912345678904"},
                      {"origin", "Việt Nam"},
                      {"ingredients_en", "Pangasius (98 %), salt"},
                      {"allergens", "Có chứa cá"},
                      {"allergens_en", "Contains fish"},
                      {"storage_conditions", "nơi khô ráo, thoáng mát, tránh ánh nắng trực tiếp"},
                      {"storage_en", "Keep dry and cool, away from sunlight"},
                      {"usage", "Rã đông, chiên hoặc nướng chín trước khi ăn"},
                      {"usage_en", "Thaw, then fry or grill before eating"},
                      {"warnings", "Không dùng khi bao bì rách, phồng hoặc có mùi lạ"},
                      {"warnings_en", "Do not eat if the pack is torn, swollen or smells off"},
                      {"certificate_line_en", "OCOP, 4 stars, no. 1234/QĐ-UBND"}});
  made.stars = 4;
  if (kind == CodeKind::product_link) made.uri = product_link(), made.fields["expires_on"] = "";
  if (kind == CodeKind::lot_seal) made.uri = lot_uri(1);
  if (kind == CodeKind::item_seal)
    made.uri = item_uri(number), made.fields["serial"] = serial(number);
  if (kind == CodeKind::item_link)
    made.uri = link_uri(number), made.fields["serial"] = "7KQ2M9XB" + digits(number, 5);
  return made;
}

}  // namespace temgoc::samples
