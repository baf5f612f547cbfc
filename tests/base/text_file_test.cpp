#include "temgoc/base/text_file.h"

#include <doctest/doctest.h>

#include "temgoc/base/invisible_signs.h"

using namespace temgoc;
using namespace std::string_view_literals;

TEST_CASE("marks and line ends of an editor are no part of a text") {
  CHECK(plain_text("a\nb\n") == "a\nb\n");
  CHECK(plain_text("\xEF\xBB\xBF"
                   "a\r\nb\r\n") == "a\nb\n");
  CHECK(plain_text("\xEF\xBB\xBF\xEF\xBB\xBF"
                   "a") == "a");
  CHECK(plain_text("a\rb\r") == "a\rb\r");
  CHECK(plain_text("") == "");
}

TEST_CASE("UTF-16 with its mark is converted, and what is no text is left alone") {
  CHECK(plain_text("\xFF\xFE"
                   "a\0\xAD\x1E\r\0\n\0"sv) == "aậ\n");
  CHECK(plain_text("\xFE\xFF\0a\x1E\xAD"sv) == "aậ");
  CHECK(plain_text("\xFF\xFE"
                   "a"sv) ==
        "\xFF\xFE"
        "a"sv);
  CHECK(plain_text("\xFF\xFE\x00\xD8"sv) == "\xFF\xFE\x00\xD8"sv);
}

TEST_CASE("signs that nobody sees are taken out of a name") {
  CHECK(without_invisible("\uFEFFproduct\u200B_id\u00AD") == "product_id");
  CHECK(without_invisible("Tên sản phẩm") == "Tên sản phẩm");
  CHECK(without_invisible("") == "");
}
