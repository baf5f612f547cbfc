#include "label/qr_symbol.h"

#include <doctest/doctest.h>
#include <qrencode.h>
#include <rapidcheck.h>

#include <memory>
#include <random>

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

// As the library alone encodes a text of bytes, which `encode_qr` has no segments for.
std::string rows_of_the_library(const std::string& bytes) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeData(static_cast<int>(bytes.size()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), 0, QR_ECLEVEL_M),
      QRcode_free);
  REQUIRE(code != nullptr);
  std::string rows;
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; x += 8) {
      unsigned light = 0;
      for (int i = x; i < x + 8; ++i)
        light = light << 1 | (i >= code->width || (code->data[y * code->width + i] & 1) == 0);
      rows += static_cast<char>(light);
    }
  }
  return rows;
}

TEST_CASE("the mask is the one that libqrencode would have chosen") {
  CHECK(rc::check("for any text", [] {
    // A lower-case letter first: then the whole is one segment of bytes.
    const auto size = *rc::gen::inRange<std::size_t>(0, 330);
    const auto text = "z" + *rc::gen::container<std::string>(size, rc::gen::inRange('!', '~'));
    const auto symbol = encode_qr(text);
    RC_ASSERT(symbol.has_value());
    RC_TAG(symbol->version);
    RC_ASSERT(symbol->rows == rows_of_the_library(text));
  }));
  // Nearly alike texts give all eight masks, and bars of every width.
  std::mt19937 generator(1);
  for (int i = 0; i < 5'000; ++i) {
    std::string text = "z";
    const std::size_t size = generator() % 250;
    while (text.size() < size) text += static_cast<char>('!' + generator() % (i % 3 == 0 ? 2 : 90));
    const auto symbol = encode_qr(text);
    REQUIRE(symbol);
    REQUIRE(symbol->rows == rows_of_the_library(text));
  }
}

TEST_CASE("a module is the smallest whole number of dots of at least 0.375 mm") {
  CHECK(module_dots(203) == 3);
  CHECK(module_dots(300) == 5);
  CHECK(module_dots(600) == 9);
  CHECK(module_dots(1016) == 15);
  CHECK(rc::check("neither too small nor a dot too large", [] {
    const unsigned dpi = *rc::gen::inRange(100u, 1201u);
    RC_ASSERT(module_mm(dpi) >= kSmallestModuleMm - 1e-9);
    RC_ASSERT((module_dots(dpi) - 1) * kMmPerInch / dpi < kSmallestModuleMm);
  }));
}

TEST_CASE("a text that no symbol holds is refused") {
  CHECK(encode_qr("https://temgoc.vn/" + std::string(3000, 'a')).error().code ==
        "code_text_too_long");
}
