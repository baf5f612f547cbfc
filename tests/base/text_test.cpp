#include "temgoc/base/text.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace temgoc;

TEST_CASE("only strict UTF-8 is UTF-8") {
  CHECK(is_utf8("Cần Giờ"));
  CHECK(is_utf8(""));
  for (const auto* text : {"\xff", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                           "\xe1\xba", "a\x80"}) {
    CHECK_FALSE(is_utf8(text));
  }
}

TEST_CASE("code points write back as the same text") {
  CHECK(to_utf8(code_points("Đắk Lắk 🐟")) == "Đắk Lắk 🐟");
  CHECK(length_in_characters("Đắk Lắk 🐟") == 9);
}

TEST_CASE("NFC joins letters and marks") {
  CHECK(to_nfc("Ca\u0300n Gio\u031b\u0300") == "Càn Giờ");
  CHECK(to_nfc("a\u0323\u0302") == "ậ");
  CHECK(to_nfc("a\u0302\u0323") == "ậ");
}

TEST_CASE("cleaned text is trimmed and composed") {
  CHECK(*clean_text(" \u00A0Ta\u0302n My\u0303\t\uFEFF", "name") == "Tân Mỹ");
  CHECK(*clean_text("", "name") == "");
}

TEST_CASE("text that may not be stored says why") {
  CHECK(clean_text("\xff", "name").error().code == "text_not_utf8");
  CHECK(is_utf8(clean_text("\xff", "name").error().value));
  const auto control = clean_text("a\nb", "name").error();
  CHECK(control.code == "text_control_character");
  CHECK(control.args.at("code_point") == "U+000A");
  for (const auto* text : {"a\x7f"
                           "b",
                           "a\u200Bb", "a\u202Eb", "a\u2028b", "a\u0085b", "a\uFEFFb", "a\uE000"}) {
    CHECK(clean_text(text, "name").error().code == "text_control_character");
  }
  const auto legacy = clean_text("Hîp t¸c x·", "name").error();
  CHECK(legacy.code == "text_legacy_encoding");
  CHECK(legacy.args.at("encoding") == "TCVN3");
  const auto long_text = clean_text("đđđ", "name", 2).error();
  CHECK(long_text.code == "text_too_long");
  CHECK(long_text.args == std::map<std::string, std::string>{{"limit", "2"}, {"length", "3"}});
}

TEST_CASE("cleaning cleaned text changes nothing, and any bytes are refused or cleaned") {
  CHECK(rc::check([](const std::string& raw) {
    const auto once = clean_text(raw, "name");
    if (!once) return;
    RC_ASSERT(*clean_text(*once, "name") == *once);
  }));
}

TEST_CASE("a shortened text is whole characters within the bytes asked for") {
  CHECK(shortened("ngắn") == "ngắn");
  CHECK(shortened("đđđđ", 7) == "đđ…");
  CHECK(shortened("đđđđ", 6) == "đ…");
  CHECK(shortened("a\nb\xff") == "a\uFFFDb\uFFFD");
  CHECK(rc::check([](const std::string& raw) {
    const auto bytes = *rc::gen::inRange<std::size_t>(0, 40);
    const auto text = shortened(raw, bytes);
    RC_ASSERT(text.size() <= bytes);
    RC_ASSERT(is_utf8(text));
  }));
}

TEST_CASE("headers are folded to plain words") {
  CHECK(folded("  Ngày đóng gói (NSX) ") == "ngay_dong_goi_nsx");
  CHECK(folded("ĐƯỜNG") == "duong");
  for (const char* no_text : {"VN-\xd3G", "\xff", "Bo 7\xc3"}) CHECK(folded(no_text) == no_text);
  CHECK(folded("Khối lượng\u00A0/ kg") == "khoi_luong_kg");
  CHECK(folded("—") == "—");
}

TEST_CASE("typed Crockford text is forgiven its look-alikes") {
  CHECK(crockford_forgiven("o0-iL 1z") == "00111Z");
  CHECK_FALSE(crockford_forgiven("U"));
  CHECK_FALSE(crockford_forgiven("a*b"));
  CHECK(crockford_forgiven("") == "");
}

TEST_CASE("splitting keeps empty parts") {
  CHECK(split("a,,b,", ',') == std::vector<std::string_view>{"a", "", "b", ""});
  CHECK(split("", ',') == std::vector<std::string_view>{""});
}

TEST_CASE("only ASCII digits are digits") {
  CHECK(is_digits("0123"));
  CHECK_FALSE(is_digits(""));
  CHECK_FALSE(is_digits("1a"));
  CHECK_FALSE(is_digits("١"));
}
