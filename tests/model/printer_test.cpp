#include "temgoc/model/printer.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>

using namespace temgoc;

namespace {

constexpr PagePoint kFirst{10, 12}, kLast{200, 285};

// A printer that shifts and stretches what it is given, in mm.
struct Miss {
  double right, down, stretch_x, stretch_y;
  PagePoint prints(const PagePoint& at) const {
    return {at.x_mm * stretch_x + right, at.y_mm * stretch_y + down};
  }
};

TestReadings read_off(const Miss& miss, const Correction& drawn_under) {
  const auto reading = [&](const PagePoint& edge) {
    const PagePoint ink = miss.prints(drawn_under.of(edge));
    return PagePoint{edge.x_mm - ink.x_mm, edge.y_mm - ink.y_mm};
  };
  return {reading(kFirst), reading(kLast)};
}

bool near(double a, double b) { return std::abs(a - b) < 1e-6; }

double between(int least, int most) { return *rc::gen::inRange(least, most) / 1000.0; }

}  // namespace

TEST_CASE("a shift alone is an offset") {
  const auto correction = correction_from({{1.5, -2}, {1.5, -2}}, kFirst, kLast);
  REQUIRE(correction);
  CHECK(near(correction->offset_x_mm, 1.5));
  CHECK(near(correction->offset_y_mm, -2));
  CHECK(near(correction->scale_x, 1));
  CHECK(near(correction->scale_y, 1));
}

TEST_CASE("after one round whatever a printer shifts and stretches lands where it belongs") {
  CHECK(rc::check([] {
    const Miss miss{between(-5000, 5000), between(-5000, 5000), 1 + between(-30, 30),
                    1 + between(-30, 30)};
    const auto correction = correction_from(read_off(miss, {}), kFirst, kLast);
    RC_ASSERT(bool(correction));
    const PagePoint at{between(0, 210'000), between(0, 297'000)};
    const PagePoint ink = miss.prints(correction->of(at));
    RC_ASSERT(near(ink.x_mm, at.x_mm));
    RC_ASSERT(near(ink.y_mm, at.y_mm));
  }));
}

TEST_CASE("a second round adds to the first") {
  const Miss miss{2, -1, 1.01, 0.99};
  const Correction first{1, 1, 0.995, 1.005};  // a badly read first round
  const auto residual = correction_from(read_off(miss, first), kFirst, kLast);
  REQUIRE(residual);
  const Correction both = first.after(*residual);
  const PagePoint at{33, 140}, ink = miss.prints(both.of(at));
  CHECK(near(ink.x_mm, at.x_mm));
  CHECK(near(ink.y_mm, at.y_mm));
}

TEST_CASE("a reading that no printer makes is refused by its name") {
  for (const double bad : {25.0, -25.0, std::nan(""), HUGE_VAL}) {
    const auto refused = correction_from({{0, 0}, {bad, 0}}, kFirst, kLast);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "reading_too_large");
    CHECK(refused.error().field == "last-right");
  }
  // 19 mm over 100 mm: the page was printed to fit.
  CHECK_FALSE(correction_from({{0, 0}, {19, 0}}, {0, 0}, {100, 100}));
}

TEST_CASE("a printer has an id, a name and dots") {
  CHECK(check_rules(Printer{"xp-350", "Xprinter 350", PrinterLanguage::tspl, 203}));
  CHECK(check_rules(Printer{"", "x", PrinterLanguage::pdf, 300}).error().code == "field_missing");
  const auto broken = check_rules(Printer{"a", "x\ny", PrinterLanguage::pdf, 300});
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == "text_control_character");
  CHECK(broken.error().field == "name");
  CHECK(check_rules(Printer{"a", "b", PrinterLanguage::pdf, 50}).error().code == "dpi_invalid");
}

TEST_CASE("printer languages and cell orders have names") {
  for (const auto language : {PrinterLanguage::pdf, PrinterLanguage::zpl, PrinterLanguage::tspl})
    CHECK(printer_language(to_text(language)) == language);
  for (const auto order : {CellOrder::across, CellOrder::down})
    CHECK(cell_order(to_text(order)) == order);
  CHECK_FALSE(printer_language("PCL"));
  CHECK_FALSE(cell_order(""));
}
