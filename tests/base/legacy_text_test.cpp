// Text of old Vietnamese fonts in Unicode.
#include <doctest/doctest.h>

#include "temgoc/base/legacy_text.h"

#include "temgoc/base/text.h"

using namespace temgoc;

namespace {

std::string tcvn3(std::string_view text) { return from_legacy_font(text, LegacyFont::tcvn3); }
std::string vni(std::string_view text) { return from_legacy_font(text, LegacyFont::vni); }

}  // namespace

TEST_CASE("text of a TCVN3 font is read") {
  CHECK(tcvn3("Hîp t¸c x· N«ng nghiÖp") == "Hợp tác xã Nông nghiệp");
  CHECK(tcvn3("n\u00ADíc m¾m, b¸nh ®a") == "nước mắm, bánh đa");
  CHECK(tcvn3("§Æc s¶n ¢u L¹c") == "Đặc sản Âu Lạc");
  CHECK(tcvn3("500 g, 12/2026") == "500 g, 12/2026");
}

TEST_CASE("marked capitals of TCVN3 are capitals where all other letters are") {
  CHECK(tcvn3("HîP T¸C X·") == "HỢP TÁC XÃ");
  CHECK(tcvn3("Hµ Néi") == "Hà Nội");
  CHECK(tcvn3("Hµ") == "Hà");
}

TEST_CASE("text of a VNI font is read, its capitals too") {
  CHECK(vni("Hôïp taùc xaõ Noâng nghieäp") == "Hợp tác xã Nông nghiệp");
  CHECK(vni("nöôùc maém, baùnh ña") == "nước mắm, bánh đa");
  CHECK(vni("HÔÏP TAÙC XAÕ ÑAÏI ÖÙNG") == "HỢP TÁC XÃ ĐẠI ỨNG");
  CHECK(vni("thò xaõ, kyõ, chí, nghæ, vó") == "thị xã, kỹ, chí, nghỉ, vĩ");
}

TEST_CASE("text with letters that no such font has is Unicode, and stays") {
  for (const char* each : {"Hợp tác xã", "đường", "cá dứa một nắng"}) {
    CHECK(tcvn3(each) == each);
    CHECK(vni(each) == each);
  }
}

TEST_CASE("what is read is no longer taken for an old font's text") {
  CHECK(legacy_encoding("Hîp t¸c x· N«ng nghiÖp") == "TCVN3");
  CHECK_FALSE(legacy_encoding(tcvn3("Hîp t¸c x· N«ng nghiÖp")).has_value());
  CHECK(legacy_encoding("Hôïp taùc xaõ Noâng nghieäp") == "VNI");
  CHECK_FALSE(legacy_encoding(vni("Hôïp taùc xaõ Noâng nghieäp")).has_value());
}
