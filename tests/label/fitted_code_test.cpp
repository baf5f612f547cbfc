// Which symbol a code box gets, and how large it comes out.
#include "label/fitted_code.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "label/printing.h"
#include "temgoc/label/code_size.h"

using namespace temgoc;

namespace {

BoxSides square(double side_mm) { return {1, 1, side_mm, side_mm}; }

FittedCode fitted(const std::string& uri, double side_mm, unsigned dpi = 203) {
  return fitted_code(uri, square(side_mm), dpi, kSmallestModuleMm).value();
}

std::string with_host(std::string_view host, std::string uri) {
  return uri.replace(uri.find(samples::kHost), samples::kHost.size(), host);
}

}  // namespace

TEST_CASE("level L is taken where its modules get a dot more, never where level M's are easy") {
  const std::string uri = samples::item_uri(1);
  const FittedCode small = fitted(uri, 25);
  CHECK(small.level == QrLevel::low);
  CHECK(small.symbol.version == 6);
  CHECK(small.place->module == 4);
  const FittedCode large = fitted(uri, 28.9);
  CHECK(large.level == QrLevel::medium);
  CHECK(large.symbol.version == 8);
  CHECK(large.place->module == 4);
  // Five dots would be had, but four are enough.
  CHECK(fitted(uri, 31).level == QrLevel::medium);
  const FittedCode none = fitted(uri, 18);
  CHECK_FALSE(none.place);
  CHECK(none.level == QrLevel::low);
}

TEST_CASE("no level that was not taken would have had larger modules, unless these are easy") {
  CHECK(rc::check("in any box", [] {
    const std::string uri = *rc::gen::element(samples::lot_uri(1), samples::item_uri(2),
                                              samples::link_uri(3), samples::product_link());
    const unsigned dpi = *rc::gen::element(203u, 300u, 600u);
    const double side = *rc::gen::inRange(1200, 5000) / 100.0;
    const FittedCode taken = fitted(uri, side, dpi);
    if (taken.place && taken.place->module * kMmPerInch / dpi >= kEasyModuleMm) return;
    for (const QrLevel level : {QrLevel::low, QrLevel::medium}) {
      const auto place = code_place(square(side), encode_qr(uri, level)->modules, dpi, 0.375);
      RC_ASSERT(!place || (taken.place && place->module <= taken.place->module));
    }
  }));
}

TEST_CASE("a link's GTIN is a number of its own: of a host of eleven letters a version less") {
  const std::string link = samples::link_uri(1);
  CHECK(encode_qr(with_host("temgoc.vn12", link), QrLevel::low)->version == 3);
  CHECK(encode_qr(with_host("temgoc.vn123", link), QrLevel::low)->version == 4);
  CHECK(encode_qr(samples::product_link(), QrLevel::low)->version == 2);
}

TEST_CASE("every shipped template gives a code that is easily read, of any host up to its limit") {
  // The sheet of 65 has room for half-millimetre modules with a host of eleven letters at most.
  for (const auto& [id, kind] : printing::shipped_kinds()) {
    CAPTURE(id);
    const LabelTemplate label = printing::shipped(id);
    const std::size_t most = id == "a4-65-link" ? 11 : id == "roll-50x30-seal" ? 15 : 20;
    const std::string host = std::string(most - 3, 'a') + ".vn";
    const auto code =
        code_size(label, label.stock.dpi, with_host(host, samples::item(kind, 1).uri));
    REQUIRE(code.has_value());
    CHECK_MESSAGE(code->is_easy, code->module_mm);
    CHECK(code->distance_mm > 100);
  }
}

// Of 100 shots as a hand takes them zxing read 97 of modules of 0.42 mm, and all of 0.47 mm
// (bench/README.md, codes).
TEST_CASE(
    "the smallest sheet has modules of 0.46 mm and more, with hosts of thirteen letters too") {
  const LabelTemplate label = printing::shipped("a4-65-link");
  const auto code =
      code_size(label, label.stock.dpi, with_host("tg.example.vn", samples::link_uri(1)));
  REQUIRE(code.has_value());
  CHECK(code->module_mm > 0.46);
}

TEST_CASE("the reading distance grows with the module") {
  CHECK(reading_distance_mm(0.5) == doctest::Approx(110.9).epsilon(0.001));
  CHECK(reading_distance_mm(1) == doctest::Approx(2 * reading_distance_mm(0.5)));
  CHECK(fewest_modules(samples::item_uri(1)) == 41u);
  CHECK(easy_side_mm(41) == doctest::Approx(24.5));
  CHECK_FALSE(fewest_modules(std::string(3000, 'a')).has_value());
}
