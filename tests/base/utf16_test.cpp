#include "temgoc/base/utf16.h"

#include <doctest/doctest.h>

using namespace temgoc;
using namespace std::string_view_literals;

TEST_CASE("both orders of bytes and a pair of surrogates become UTF-8") {
  CHECK(from_utf16("T\0\xEF\x1E"sv, Utf16::little) == "Tữ");
  CHECK(from_utf16("\0T\x1E\xEF"sv, Utf16::big) == "Tữ");
  CHECK(from_utf16("\xD8\x3C\xDF\x3E"sv, Utf16::big) == "🌾");
  CHECK(from_utf16("", Utf16::little) == "");
}

TEST_CASE("half a unit and half a pair are no text") {
  CHECK_FALSE(from_utf16("T\0x"sv, Utf16::little));
  CHECK_FALSE(from_utf16("\xD8\x3C"sv, Utf16::big));
  CHECK_FALSE(from_utf16("\xD8\x3C\0T"sv, Utf16::big));
  CHECK_FALSE(from_utf16("\xDF\x3E\xD8\x3C"sv, Utf16::big));
}
