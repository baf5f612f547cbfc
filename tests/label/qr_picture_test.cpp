#include "temgoc/label/qr_picture.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "label/qr_symbol.h"

using namespace temgoc;

namespace {
const std::string kLink =
    "https://tg.example.vn/kiem-tra/#ghi-danh=ABCD1234EFGH5678." + std::string(64, 'a');
}

TEST_CASE("a code for a terminal has the quiet zone and a line for two rows of modules") {
  const auto text = qr_for_terminal(kLink);
  const auto symbol = encode_qr(kLink);
  REQUIRE((text && symbol));
  const auto lines = std::ranges::count(*text, '\n');
  CHECK(lines == static_cast<long>(symbol->modules + 2 * kQuietModules + 1) / 2);
  CHECK(text->find("█") != std::string::npos);
}

TEST_CASE("an SVG draws each dark module once") {
  const auto picture = qr_as_svg(kLink);
  const auto symbol = encode_qr(kLink);
  REQUIRE((picture && symbol));
  std::size_t dark = 0;
  const std::size_t stride = (symbol->modules + 7) / 8;
  for (unsigned row = 0; row < symbol->modules; ++row)
    for (unsigned column = 0; column < symbol->modules; ++column)
      dark +=
          (static_cast<unsigned char>(symbol->rows[row * stride + column / 8]) >> (7 - column % 8) &
           1) == 0;
  std::size_t drawn = 0;
  for (std::size_t at = picture->find("h1v1h-1z"); at != std::string::npos;
       at = picture->find("h1v1h-1z", at + 1))
    ++drawn;
  CHECK(drawn == dark);
  CHECK(qr_as_svg("https://x/" + std::string(4000, 'a')).error().code == "code_text_too_long");
}
