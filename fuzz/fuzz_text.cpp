// Any bytes as a small text that somebody typed, or that an editor wrote in an encoding of its own:
// read or refused, and what is shown of it harms no terminal and no page.
#include <string>
#include <string_view>

#include "require.h"
#include "temgoc/base/json.h"
#include "temgoc/base/legacy_text.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/base/text_file.h"
#include "temgoc/base/utf16.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace temgoc;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string plain = plain_text(bytes);
  REQUIRE(plain.size() <= 2 * bytes.size());
  for (const Utf16 order : {Utf16::little, Utf16::big})
    if (const auto text = from_utf16(bytes, order)) REQUIRE(is_utf8(*text));
  if (is_utf8(bytes))
    for (const LegacyFont font : {LegacyFont::tcvn3, LegacyFont::vni})
      REQUIRE(is_utf8(from_legacy_font(bytes, font)));
  const std::string shown = shortened(std::string(bytes), 40);
  REQUIRE(is_utf8(shown));
  for (const char c : shown) REQUIRE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
  if (const auto clean = clean_text(std::string(bytes), "x", 100)) {
    REQUIRE(is_utf8(*clean));
    const auto again = clean_text(*clean, "x", 100);
    REQUIRE(again && *again == *clean);
  }
  REQUIRE(percent_decoded(percent_encoded(bytes)) == std::string(bytes));
  if (const auto json = parse_json(bytes)) {
    const auto again = parse_json(json->dump());
    REQUIRE(again && *again == *json);
  }
  return 0;
}
