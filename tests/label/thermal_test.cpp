#include "temgoc/label/thermal.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace temgoc;

namespace {

constexpr Roll kRoll{60, 40, 2};

Bitmap picture(unsigned width, unsigned height, const std::string& noise) {
  Bitmap made{width, height, std::string((width + 7) / 8 * height, '\0')};
  for (std::size_t i = 0; i < made.rows.size() && !noise.empty(); ++i)
    made.rows[i] = noise[i % noise.size()];
  return made;
}

Bitmap any_picture() {
  // A multiple of 8: what stands in a row's padding is nothing that a printer shows.
  const auto width = *rc::gen::inRange(1u, 60u) * 8, height = *rc::gen::inRange(1u, 40u);
  const auto byte = rc::gen::weightedOneOf<char>(
      {{3, rc::gen::just('\0')}, {2, rc::gen::just('\xff')}, {1, rc::gen::arbitrary<char>()}});
  Bitmap made{width, height, {}};
  made.rows = *rc::gen::container<std::string>(made.row_bytes() * height, byte);
  return made;
}

}  // namespace

TEST_CASE("any picture comes back from a thermal file dot by dot") {
  for (const auto language : {PrinterLanguage::zpl, PrinterLanguage::tspl}) {
    CHECK(rc::check([language] {
      const Bitmap first = any_picture(), second = any_picture();
      const auto read = thermal_pictures(language, thermal_label(language, first, kRoll, 1) +
                                                       thermal_label(language, second, kRoll, 3));
      RC_ASSERT(bool(read));
      RC_ASSERT(*read == (std::vector{first, second}));
    }));
  }
}

TEST_CASE("a picture holds no command of a printer, whatever its dots are") {
  CHECK(rc::check([] {
    const std::string zpl = thermal_label(PrinterLanguage::zpl, any_picture(), kRoll, 1);
    const std::size_t begins = zpl.find("^GFA,"), ends = zpl.find("^FS", begins);
    RC_ASSERT(begins != zpl.npos && ends != zpl.npos);
    const std::string drawn = zpl.substr(begins + 5, ends - begins - 5);
    RC_ASSERT(drawn.find_first_not_of(
                  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYghijklmnopqrstuvwxyz,:!") == drawn.npos);
    // In TSPL the picture's bytes are counted, so that none of them is read as a command.
    const Bitmap any = any_picture();
    const std::string tspl = thermal_label(PrinterLanguage::tspl, any, kRoll, 1);
    const std::string head =
        "BITMAP 0,0," + std::to_string(any.row_bytes()) + "," + std::to_string(any.height) + ",0,";
    const std::size_t at = tspl.find(head);
    RC_ASSERT(at != tspl.npos);
    RC_ASSERT(tspl.substr(at + head.size() + any.rows.size()) == "\r\nPRINT 1,1\r\n");
  }));
}

TEST_CASE("a ZPL label sets its size, counts repeated digits and repeats rows") {
  Bitmap made = picture(16, 3, std::string("\0", 1));
  made.rows = std::string("\x0f\xff\x0f\xff\x00\x00", 6);
  CHECK(thermal_label(PrinterLanguage::zpl, made, kRoll, 2) ==
        "^XA^LT0^LS0^PON^PMN^LRN^PW16^LL3^LH0,0^FO0,0^GFA,6,6,2,0!:,^FS^PQ2^XZ\n");
  const Roll set{60, 40, 2, {.speed = 4, .darkness = 7}};
  CHECK(thermal_label(PrinterLanguage::zpl, made, set, 1)
            .starts_with("~SD07^XA^LT0^LS0^PON^PMN^LRN^PR4^PW16"));
}

TEST_CASE("a count in ZPL has a letter for the twenties and one for the rest") {
  // 47 digits: 'h' is 40, 'M' is 7.
  Bitmap made = picture(8 * 25, 1, "\x11");
  made.rows.back() = '\x23';
  made.rows[23] = '\x11';
  CHECK(thermal_label(PrinterLanguage::zpl, made, kRoll, 1).find(",hN123^FS") != std::string::npos);
}

TEST_CASE("a TSPL label has its millimetres, and a set bit is white") {
  const std::string label =
      thermal_label(PrinterLanguage::tspl, picture(8, 1, "\xf0"), {35, 22.5, 0}, 4);
  CHECK(label ==
        "SIZE 35 mm,22.5 mm\r\nGAP 0 mm,0 mm\r\nDIRECTION 1,0\r\nREFERENCE 0,0\r\nSHIFT 0\r\n"
        "CLS\r\nBITMAP 0,0,1,1,0,\x0f\r\nPRINT 1,4\r\n");
  const Roll set{35, 22.5, 0, {.speed = 3, .darkness = 10}};
  CHECK(thermal_label(PrinterLanguage::tspl, picture(8, 1, "\xf0"), set, 1)
            .find("SHIFT 0\r\nSPEED 3\r\nDENSITY 10\r\nCLS\r\n") != std::string::npos);
}

TEST_CASE("a damaged thermal file is refused with the place") {
  const std::string zpl = thermal_label(PrinterLanguage::zpl, picture(64, 8, "\x5a\x0f"), kRoll, 1);
  const std::string tspl =
      thermal_label(PrinterLanguage::tspl, picture(64, 8, "\x5a\x0f"), kRoll, 1);
  for (std::size_t cut = 1; cut < zpl.size(); ++cut)
    CHECK_FALSE(thermal_pictures(PrinterLanguage::zpl, zpl.substr(0, cut)));
  for (std::size_t cut = 1; cut < tspl.size(); ++cut)
    CHECK_FALSE(thermal_pictures(PrinterLanguage::tspl, tspl.substr(0, cut)));
  const auto refused = thermal_pictures(PrinterLanguage::zpl, "^XA^PW64^GFA,64,64,0,");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "thermal_unreadable");
  CHECK_FALSE(thermal_pictures(PrinterLanguage::tspl, "BITMAP 0,0,4000,32000,0,"));
  const auto column = [](unsigned height) {
    return thermal_pictures(PrinterLanguage::tspl, "BITMAP 0,0,1," + std::to_string(height) +
                                                       ",0," + std::string(height, '\xff') +
                                                       "\r\nPRINT 1,1\r\n");
  };
  CHECK(column(32'000));
  CHECK_FALSE(column(32'001));
}
