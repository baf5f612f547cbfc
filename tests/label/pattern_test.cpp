// What stands in place of a picture that a cooperative has not given.
#include <doctest/doctest.h>

#include <cmath>

#include "label/printing.h"
#include "temgoc/readback/readback.h"

using namespace temgoc;
using namespace temgoc::printing;

namespace {

constexpr unsigned kDpi = 203;
constexpr double kLeft = 35, kTop = 30.5, kWidth = 20, kHeight = 6;

std::string template_of(const std::string& box) {
  return "code = \"lot_seal\"\ncodes = [\"lot_seal\"]\n[name]\nvi = \"a\"\nen = \"a\"\n[stock]\n"
         "page_width_mm = 60\npage_height_mm = 40\nlabel_width_mm = 60\nlabel_height_mm = 40\n"
         "dpi = 203\n[[box]]\nkind = \"code\"\nx_mm = 1\ny_mm = 1\nwidth_mm = 28\nheight_mm = 28\n"
         "[[box]]\nx_mm = 35\ny_mm = 30.5\nwidth_mm = 20\nheight_mm = 6\n" +
         box;
}

// Black dots in the pattern's box, and elsewhere right of the code.
struct Dots {
  std::size_t inside = 0, outside = 0;
};

Dots drawn(const LabelTemplate& label) {
  const Folder folder;
  SampleJob(label, CodeKind::lot_seal, 1).print(folder / "label.pdf");
  const auto reader = PageReader::open(folder / "label.pdf");
  REQUIRE(reader.has_value());
  const Bitmap page = reader->bitmap(1, kDpi).value();
  const auto dot = [](double mm) { return static_cast<unsigned>(std::lround(mm * kDpi / 25.4)); };
  Dots ink;
  for (unsigned y = 0; y < page.height; ++y)
    for (unsigned x = dot(30); x < page.width; ++x) {
      if (!page.black(x, y)) continue;
      const bool inside = x + 1 >= dot(kLeft) && x <= dot(kLeft + kWidth) && y + 1 >= dot(kTop) &&
                          y <= dot(kTop + kHeight);
      ++(inside ? ink.inside : ink.outside);
    }
  return ink;
}

}  // namespace

TEST_CASE("each motif fills its box with lines and leaves everything else empty") {
  const double dots = kWidth * kHeight * kDpi * kDpi / 25.4 / 25.4;
  for (const std::string motif : {"waves", "scales", "diamonds", "rice"}) {
    CAPTURE(motif);
    const auto label = parse_template(
        template_of("kind = \"pattern\"\nmotif = \"" + motif + "\"\nrepeat_mm = 3\n"), "mine");
    REQUIRE(label.has_value());
    const Dots ink = drawn(*label);
    CHECK(ink.outside == 0);
    CHECK(ink.inside > 0.1 * dots);
    CHECK(ink.inside < 0.7 * dots);
  }
}

TEST_CASE("no grain of rice is cut at the end of its stem") {
  const auto label =
      parse_template(template_of("kind = \"pattern\"\nmotif = \"rice\"\nline_mm = 0.4\n"), "mine");
  REQUIRE(label.has_value());
  const Folder folder;
  SampleJob(*label, CodeKind::lot_seal, 1).print(folder / "label.pdf");
  const Bitmap page = PageReader::open(folder / "label.pdf")->bitmap(1, kDpi).value();
  const auto dot = [](double mm) { return static_cast<unsigned>(std::lround(mm * kDpi / 25.4)); };
  // Only the stem, some three dots high, reaches the right edge.
  std::size_t high = 0;
  for (unsigned y = dot(kTop); y < dot(kTop + kHeight); ++y)
    high += page.black(dot(kLeft + kWidth) - 2, y);
  CHECK(high > 0);
  CHECK(high < 8);
}

TEST_CASE("a pattern stands where an optional picture's file is missing, and only there") {
  const std::string box =
      "kind = \"image\"\nfile = \"logo.png\"\noptional = true\nmotif = \"rice\"\n";
  const auto bare = parse_template(template_of(box), "mine");
  REQUIRE(bare.has_value());
  CHECK(bare->boxes.back().kind == BoxKind::pattern);
  CHECK(drawn(*bare).inside > 0);
  const auto damaged = parse_template(template_of(box), "mine", [](const std::string&) {
    return Result<std::string>("no picture");
  });
  CHECK(damaged.error().code == "image_unreadable");
  const auto plain = parse_template(
      template_of("kind = \"image\"\nfile = \"logo.png\"\noptional = true\n"), "mine");
  REQUIRE(plain.has_value());
  CHECK(drawn(*plain).inside == 0);
}

TEST_CASE("text may not lie on a pattern") {
  const auto label = parse_template(
      template_of("kind = \"pattern\"\nmotif = \"waves\"\n[[box]]\ntext = \"{lot}\"\nx_mm = 36\n"
                  "y_mm = 31\nwidth_mm = 15\nheight_mm = 4\n"),
      "mine");
  REQUIRE(label.has_value());
  const auto found = check_template(*label, kDpi, samples::lot_uri(1));
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "boxes_overlap");
}
