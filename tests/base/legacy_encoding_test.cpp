#include <doctest/doctest.h>

#include <string>

#include "temgoc/text.h"

using namespace temgoc;

TEST_CASE("text typed with a TCVN3 font is named") {
  for (const auto* text :
       {"Hîp t¸c x·", "§¾c L¾k", "N­íc m¾m", "B­ëi da xanh", "T«m kh«", "Cµ phª", "C¸ døa mét n¾ng",
        "Rau muèng", "Cam sµnh", "D­a l­íi", "NÊm mèi ®en", "B¹ch tuéc s«ng", "X· B×nh Kh¸nh",
        "HuyÖn CÇn Giê", "Thµnh phè Hå ChÝ Minh", "MËt ong rõng", "G¹o th¬m", "B¶o qu¶n -18°C",
        "Hµu t­¬i", "S÷a t­¬i 500 ml", "HTX n«ng nghiÖp T©n Mü", "H¹n sö dông: 24/11/2026",
        "c«ng ty TNHH ChÌ Th¸i Nguyªn", "§ång Th¸p", "hîp t¸c x· b­ëi"}) {
    CAPTURE(text);
    CHECK(legacy_encoding(text) == "TCVN3");
  }
}

TEST_CASE("text typed with a VNI font is named") {
  for (const auto* text :
       {"Hôïp taùc xaõ", "Ñaék Laék", "Nöôùc maém", "Böôûi da xanh", "Toâm khoâ", "Caø pheâ",
        "Caù döùa moät naéng", "Rau muoáng", "Cam saønh", "Döa löôùi", "Naám moái ñen",
        "Baïch tuoäc soâng", "Xaõ Bình Khaùnh", "Huyeän Caàn Giôø", "Thaønh phoá Hoà Chí Minh",
        "Maät ong röøng", "HÔÏP TAÙC XAÕ", "Baûo quaûn -18°C", "Haøu töôi", "Söõa töôi 500 ml",
        "ÑAÉK LAÉK", "Haïn söû duïng: 24/11/2026", "Ñoàng Thaùp", "Gaïo thôm Soùc Traêng"}) {
    CAPTURE(text);
    CHECK(legacy_encoding(text) == "VNI");
  }
}

TEST_CASE("Vietnamese in Unicode is left alone, also where Latin-1 has all its letters") {
  for (const auto* text :
       {"Hợp tác xã", "Đắk Lắk", "Sông Bé", "thông báo", "hàng hóa", "Bình Khánh", "khoá", "hoà",
        "quê nhà", "Thanh Hóa", "Quý khách", "Cá khô", "Tôm khô", "Cà phê", "bánh mì", "chè xanh",
        "xã Bình Khánh, TP.HCM", "gà ta", "Gò Công", "Hòa Bình", "Cà Mau", "Tân An", "yêu quý",
        "Công ty TNHH Sông Gianh", "rau má", "mía", "Mô hình VAC", "cá lóc", "Hàng tươi",
        "thúy", "thuê", "Long Thành", "không dùng quá 3 ngày", "ướp lạnh", "Dê núi"}) {
    CAPTURE(text);
    CHECK_FALSE(legacy_encoding(text));
    CHECK_FALSE(legacy_encoding(to_nfc(text)));
  }
}

TEST_CASE("names of the demo data are left alone") {
  for (const auto* text :
       {"Hợp tác xã Cần Giờ Tương Lai", "HTX Cần Giờ Tương Lai", "Hợp tác xã rau thủy canh Tuấn Ngọc",
        "Hợp tác xã Nông nghiệp sản xuất thương mại và dịch vụ Phước An", "HTX Bò sữa Đông Thạnh",
        "HTX bưởi da xanh Hắc Dịch", "Hợp tác xã dưa lưới Long Tân", "HTX Năm Hạng",
        "Hợp tác xã Cây ăn quả Tân Mỹ", "HTX Kim Long", "HTX ổi Thanh Kiên",
        "Hợp tác xã Dịch vụ - nông nghiệp Thạnh Hội", "HTX Nấm Ngon Việt", "HTX An Nhứt",
        "Hợp tác xã Bưởi da xanh Sông Xoài", "Hợp tác xã Mẫu Rừng Ngập Mặn (HƯ CẤU)",
        "Cá đù một nắng", "Khô cá lưỡi trâu", "Khô cá chim một nắng", "Hàu tươi", "Cá dứa tươi",
        "Bạch tuộc sông", "Khô cá dứa một nắng", "Tôm khô", "Xà lách thủy canh", "Cải thủy canh",
        "Rau muống thủy canh", "Rau muống", "Cải ngọt", "Rau ngót", "Cải ngồng", "Cải thìa", "Sữa tươi",
        "Sữa chua", "Bưởi da xanh Hắc Dịch", "Dưa lưới Long Tân", "Cam sành", "Bưởi da xanh Tân Mỹ",
        "Bưởi đường lá cam", "Ổi tươi Thanh Kiên", "Nấm mối đen tươi", "Lúa giống xác nhận An Nhứt",
        "Mắm mẫu 5 sao (HƯ CẤU)", "Rượu mẫu (HƯ CẤU)", "Giỏ đan mẫu (HƯ CẤU)", "phường Tân Thành",
        "Bảo quản lạnh 0-4°C", "tỉnh Bà Rịa - Vũng Tàu", "1 trái, khoảng 1,5 kg", "Nơi khô mát",
        "Fresh Pangasius (cá dứa)"}) {
    CAPTURE(text);
    CHECK_FALSE(legacy_encoding(text));
  }
}

TEST_CASE("other languages and lone symbols are left alone") {
  for (const auto* text :
       {"500 g ± 5 %", "©", "½ kg", "m²", "© 2026 Temgoc", "©Temgoc", "25 µm", "25µm", "10 µg", "30 m³",
        "1½ cup", "¼ l", "Zalo®", "Bio®", "§ 12", "§5", "°C", "18°C", "£5", "¥500", "€ 5", "Nº 5", "1ª",
        "«oui»", "« Le thé »", "«mot»", "10 × 20 cm", "± 5", "A·B", "Dried shrimp", "jalapeño", "naïve",
        "café", "Café Sông Bé", "Crème brûlée", "Thé vert", "né à Paris", "Riz Thaï", "laïc",
        "Noël en forêt", "Où est le goût dû", "Français", "Haï", "maïs doux", "pâté de foie", "Île",
        "les élèves étaient fatigués", "bœuf", "l'été là-bas", "Côte d'Ivoire", "rôti", "août",
        "für schöne Mädchen", "Größe", "Öl", "Müsli", "Bär", "Käse aus Köln", "über", "süß", "Grüße",
        "Mönch", "Tür", "Übung", "nö", "piña", "São Paulo", "smørrebrød", "", "   ", "abc", "\u00A0"}) {
    CAPTURE(text);
    CHECK_FALSE(legacy_encoding(text));
  }
}
