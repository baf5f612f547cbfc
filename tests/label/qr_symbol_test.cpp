#include "label/qr_symbol.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "label/sample_items.h"

using namespace temgoc;

TEST_CASE("a lot seal is version 7, a seal with serial 8, a link 4, for a host of ten characters") {
  const auto lot = encode_qr(samples::lot_uri(1));
  const auto item = encode_qr(samples::item_uri(1));
  const auto link = encode_qr(samples::link_uri(1));
  REQUIRE((lot && item && link));
  CHECK(lot->version == 7);
  CHECK(lot->modules == 45);
  CHECK(item->version == 8);
  CHECK(item->modules == 49);
  CHECK(link->version == 4);
  CHECK(link->modules == 33);
}

TEST_CASE("rows are whole bytes with dark modules as zero bits") {
  const auto symbol = encode_qr(samples::link_uri(1));
  REQUIRE(symbol);
  const std::size_t stride = (symbol->modules + 7) / 8;
  REQUIRE(symbol->rows.size() == symbol->modules * stride);
  // The finder pattern's first rows: seven dark; dark, five light, dark.
  CHECK((symbol->rows[0] & 0xFF) == 0b0000'0001);
  CHECK((symbol->rows[stride] & 0xFF) == 0b0111'1101);
}

TEST_CASE("the finder patterns' corners are dark, what pads a row is light") {
  for (const std::string& uri : {samples::link_uri(1), samples::lot_uri(1), samples::item_uri(1)}) {
    const auto symbol = encode_qr(uri);
    REQUIRE(symbol);
    const std::size_t last = symbol->modules - 1, stride = symbol->modules / 8 + 1;
    const auto dark = [&](std::size_t x, std::size_t y) {
      return (symbol->rows[y * stride + x / 8] >> (7 - x % 8) & 1) == 0;
    };
    CHECK((dark(0, 0) && dark(last, 0) && dark(0, last)));
    CHECK((dark(last - 6, 6) && dark(6, last - 6)));
    for (std::size_t y = 0; y <= last; ++y)
      for (std::size_t x = last + 1; x < 8 * stride; ++x) CHECK_FALSE(dark(x, y));
  }
}

TEST_CASE("a module is the smallest whole number of dots of at least 0.375 mm") {
  CHECK(module_dots(203) == 3);
  CHECK(module_dots(300) == 5);
  CHECK(module_dots(600) == 9);
  CHECK(module_dots(1016) == 15);
  rc::check("neither too small nor a dot too large", [] {
    const unsigned dpi = *rc::gen::inRange(100u, 1201u);
    RC_ASSERT(module_mm(dpi) >= kSmallestModuleMm - 1e-9);
    RC_ASSERT((module_dots(dpi) - 1) * kMmPerInch / dpi < kSmallestModuleMm);
  });
}

TEST_CASE("a text that no symbol holds is refused") {
  CHECK(encode_qr("https://temgoc.vn/" + std::string(3000, 'a')).error().code == "code_too_large");
}
