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

TEST_CASE("counting bits finds the side that the library finds, of every version and both levels") {
  for (const QrLevel level : {QrLevel::low, QrLevel::medium}) {
    std::size_t checked = 0;
    for (std::size_t size = 187; size < 7'200; size += size < 700 ? 1 : 3) {
      const std::string seal = "https://a/" + std::string(187, '7') + std::string(size - 187, 'A');
      const auto counted = qr_modules(seal, level);
      const auto before = qr_modules(seal.substr(0, seal.size() - 1), level);
      if (counted == before && size % 97 != 0) continue;  // only where a version ends, and a few
      const auto encoded = encode_qr(seal, level);
      REQUIRE(counted.has_value() == encoded.has_value());
      if (encoded) REQUIRE(*counted == encoded->modules);
      ++checked;
    }
    CHECK(checked > 30);
  }
  CHECK(rc::check("of any link and any text", [] {
    const std::string text = *rc::gen::element(
        samples::lot_uri(1), samples::item_uri(2), samples::link_uri(3), samples::product_link(),
        "https://" + std::string(*rc::gen::inRange<std::size_t>(1, 250), 'h') + "/01/" +
            std::string(14, '1'),
        std::string(*rc::gen::inRange<std::size_t>(1, 2'400), *rc::gen::element('A', 'a', '0')));
    for (const QrLevel level : {QrLevel::low, QrLevel::medium}) {
      const auto encoded = encode_qr(text, level);
      const auto counted = qr_modules(text, level);
      RC_ASSERT(counted.has_value() == encoded.has_value());
      RC_ASSERT(!encoded || *counted == encoded->modules);
    }
  }));
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

TEST_CASE(
    "a code lies on whole dots, as large as its box lets it be, four whole modules from each "
    "edge") {
  CHECK(rc::check("wherever the box lies", [] {
    const unsigned dpi = *rc::gen::element(203u, 300u, 600u), modules = *rc::gen::element(33u, 49u);
    const auto hundredths = [](int from, int to) { return *rc::gen::inRange(from, to) / 100.0; };
    const BoxSides box{hundredths(0, 5000), hundredths(0, 5000), hundredths(1200, 8000),
                       hundredths(1200, 8000)};
    const auto place = code_place(box, modules, dpi, kSmallestModuleMm);
    const double dots = dpi / kMmPerInch, tiny = 1e-6;
    const double least = (modules + 2 * kQuietModules) * module_mm(dpi);
    if (!place) {
      // Too small, or so near to it that whole dots make the difference.
      RC_ASSERT(std::min(box.width_mm, box.height_mm) < least + 2 / dots);
      return;
    }
    const double quiet = kQuietModules * place->module, side = modules * place->module;
    RC_ASSERT(place->left - quiet >= box.x_mm * dots - tiny);
    RC_ASSERT(place->top - quiet >= box.y_mm * dots - tiny);
    RC_ASSERT(place->left + side + quiet <= (box.x_mm + box.width_mm) * dots + tiny);
    RC_ASSERT(place->top + side + quiet <= (box.y_mm + box.height_mm) * dots + tiny);
    RC_ASSERT(place->module >= module_dots(dpi));
    // No larger one would do.
    RC_ASSERT((modules + 2 * kQuietModules) * (place->module + 1.0) >
              std::min(box.width_mm, box.height_mm) * dots - 2);
  }));
  // A box of just the code's size, its edges between two dots, would cut into the quiet zone.
  CHECK_FALSE(code_place({0.9, 0.8, 17.4, 17.4}, 33, 300, kSmallestModuleMm));
  CHECK(code_place({0.9, 0.8, 17.5, 17.5}, 33, 300, kSmallestModuleMm)->module == 5);
  CHECK(code_place({0.9, 0.8, 17.5, 17.5}, 33, 600, kSmallestModuleMm)->module == 10);
}

TEST_CASE("a text that no symbol holds is refused") {
  CHECK(encode_qr("https://temgoc.vn/" + std::string(3000, 'a')).error().code ==
        "code_text_too_long");
}
