// Where ink lies on a page: part-used sheets, cut marks, order, corrections and the test page. A
// page is drawn at 254 dots an inch, ten to a millimetre.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "label/printing.h"
#include "temgoc/label/test_page.h"

using namespace temgoc;
using namespace temgoc::printing;

namespace {

constexpr double kDotsPerMm = 10;

struct Grey {
  int width = 0, height = 0;
  std::string dots;
  int darkest(double x_mm, double y_mm, double width_mm, double height_mm) const {
    int darkest = 255;
    const auto at = [](double mm) { return static_cast<int>(mm * kDotsPerMm); };
    for (int y = std::max(0, at(y_mm)); y < std::min(height, at(y_mm + height_mm)); ++y)
      for (int x = std::max(0, at(x_mm)); x < std::min(width, at(x_mm + width_mm)); ++x)
        darkest = std::min<int>(
            darkest, static_cast<unsigned char>(dots[static_cast<std::size_t>(y * width + x)]));
    return darkest;
  }
  bool inked(double x_mm, double y_mm, double width_mm, double height_mm) const {
    return darkest(x_mm, y_mm, width_mm, height_mm) < 200;
  }
  // The first column and row with ink, in mm.
  PagePoint corner() const {
    PagePoint found{1e9, 1e9};
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x)
        if (static_cast<unsigned char>(dots[static_cast<std::size_t>(y * width + x)]) < 128) {
          found.x_mm = std::min(found.x_mm, x / kDotsPerMm);
          found.y_mm = std::min(found.y_mm, y / kDotsPerMm);
        }
    return found;
  }
};

Grey drawn(const std::filesystem::path& pdf, const Folder& folder) {
  const auto picture = folder / "page";
  REQUIRE(
      run("pdftoppm -r 254 -gray -singlefile " + pdf.string() + " " + picture.string()).status ==
      0);
  std::ifstream file(picture.string() + ".pgm", std::ios::binary);
  std::string kind;
  int most = 0;
  Grey grey;
  file >> kind >> grey.width >> grey.height >> most;
  file.get();
  grey.dots.assign(std::istreambuf_iterator<char>(file), {});
  REQUIRE(grey.dots.size() == static_cast<std::size_t>(grey.width * grey.height));
  return grey;
}

bool cell_inked(const Grey& page, const Stock& stock, unsigned cell,
                CellOrder order = CellOrder::across) {
  const PagePoint at = label_corner(stock, cell, order);
  return page.inked(at.x_mm - 0.2, at.y_mm - 0.2, stock.label_width_mm + 0.4,
                    stock.label_height_mm + 0.4);
}

// 24 up on A4, 70 x 37 mm, gaps of 1 mm so that what lies on an edge belongs to one cell.
LabelTemplate sheet_of_24() {
  LabelTemplate label = shipped("roll-60x40-seal");
  label.stock = {.id = "a4-24",
                 .page_width_mm = 210,
                 .page_height_mm = 330,
                 .label_width_mm = 60,
                 .label_height_mm = 40,
                 .columns = 3,
                 .rows = 8,
                 .left_mm = 10,
                 .top_mm = 2,
                 .pitch_x_mm = 62,
                 .pitch_y_mm = 41};
  return label;
}

}  // namespace

TEST_CASE("start at 7 on a sheet of 24 leaves six cells blank and unmarked") {
  const Folder folder;
  SampleJob sample(sheet_of_24(), CodeKind::item_seal, 5);
  sample.job.start_cell = 7;
  sample.job.cut_marks = true;
  sample.print(folder / "sheet.pdf");
  const Grey page = drawn(folder / "sheet.pdf", folder);
  for (unsigned cell = 0; cell < 24; ++cell) {
    CAPTURE(cell);
    CHECK(cell_inked(page, sample.label.stock, cell) == (cell >= 6 && cell < 11));
  }
}

TEST_CASE("cut marks stand on the corners of the label") {
  const Folder folder;
  SampleJob plain(sheet_of_24(), CodeKind::item_seal, 1),
      marked(sheet_of_24(), CodeKind::item_seal, 1);
  marked.job.cut_marks = true;
  plain.print(folder / "plain.pdf");
  marked.print(folder / "marked.pdf");
  const Grey without = drawn(folder / "plain.pdf", folder),
             with = drawn(folder / "marked.pdf", folder);
  for (const double x : {10.0, 70.0}) {
    for (const double y : {2.0, 42.0}) {
      CHECK(with.inked(x - 0.3, y - 0.3, 0.6, 0.6));
      CHECK_FALSE(without.inked(x - 0.3, y - 0.3, 0.6, 0.6));
    }
  }
}

TEST_CASE("cells follow one another across or down") {
  const Folder folder;
  for (const auto order : {CellOrder::across, CellOrder::down}) {
    SampleJob sample(sheet_of_24(), CodeKind::item_seal, 4);
    sample.job.order = order;
    sample.print(folder / "sheet.pdf");
    const Grey page = drawn(folder / "sheet.pdf", folder);
    for (unsigned cell = 0; cell < 24; ++cell) {
      CAPTURE(cell);
      CHECK(cell_inked(page, sample.label.stock, cell, order) == (cell < 4));
    }
  }
  const Stock stock = sheet_of_24().stock;
  CHECK(label_corner(stock, 1, CellOrder::across).x_mm == doctest::Approx(72));
  CHECK(label_corner(stock, 1, CellOrder::down).y_mm == doctest::Approx(43));
  CHECK(label_corner(stock, 9, CellOrder::down).x_mm == doctest::Approx(72));
}

TEST_CASE("a corrected page moves by the offset that was entered, to a tenth of a millimetre") {
  const Folder folder;
  const auto corner_under = [&](const Correction& correction) {
    SampleJob sample(sheet_of_24(), CodeKind::item_seal, 24);
    sample.job.correction = correction;
    sample.print(folder / "sheet.pdf");
    return drawn(folder / "sheet.pdf", folder).corner();
  };
  const PagePoint before = corner_under({});
  for (const PagePoint& move : {PagePoint{1.5, -0.7}, {-2, 3.2}}) {
    const PagePoint after = corner_under({move.x_mm, move.y_mm, 1, 1});
    CHECK(after.x_mm - before.x_mm == doctest::Approx(move.x_mm).epsilon(0.1 / 2));
    CHECK(after.y_mm - before.y_mm == doctest::Approx(move.y_mm).epsilon(0.1 / 2));
  }
}

TEST_CASE(
    "a test page has its scales on the corners that are read, and moves with the correction") {
  const Folder folder;
  const Stock stock = sheet_of_24().stock;
  const TestCorners corners = test_corners(stock);
  CHECK(corners.first.x_mm == doctest::Approx(10));
  CHECK(corners.last.x_mm == doctest::Approx(10 + 2 * 62 + 60));
  CHECK(corners.last.y_mm == doctest::Approx(2 + 7 * 41 + 40));
  const Correction moved =
      correction_from({{1.2, 0.8}, {1.2, 0.8}}, corners.first, corners.last).value();
  for (const Correction& correction : {Correction{}, moved}) {
    REQUIRE(print_test_page(stock, correction, {"Trang thử", "In ở kích thước thực"}, "thử",
                            Language::vi, Instant{}, folder / "test.pdf"));
    const Grey page = drawn(folder / "test.pdf", folder);
    for (const PagePoint& corner : {corners.first, corners.last}) {
      const PagePoint at = correction.of(corner);
      CHECK(page.inked(at.x_mm - 4, at.y_mm - 0.1, 8, 0.2));
      CHECK(page.inked(at.x_mm - 0.1, at.y_mm - 1.8, 0.2, 3.6));
    }
  }
}

TEST_CASE("on a roll the scales of a test page lie whole on the label, moved or not") {
  const Folder folder;
  const Stock stock = shipped("roll-60x40-seal").stock;
  for (const double move : {-2.0, 0.0, 2.0}) {
    CAPTURE(move);
    REQUIRE(print_test_page(stock, {move, move, 1, 1}, {"Trang thử"}, "thử", Language::vi,
                            Instant{}, folder / "test.pdf"));
    const Grey page = drawn(folder / "test.pdf", folder);
    // Lines 3 and 5 of the first label's corner, 2 mm long and 5 mm inside; of the last one's too.
    for (const double line : {3.0, 5.0}) {
      CHECK(page.inked(line + move - 0.1, 5.4 + move, 0.2, 1.2));
      CHECK(page.inked(5.4 + move, line + move - 0.1, 1.2, 0.2));
      CHECK(page.inked(60 - line + move - 0.1, 40 - 6.6 + move, 0.2, 1.2));
    }
  }
}

TEST_CASE("no outline runs through the words of a test page") {
  const Folder folder;
  const Stock stock = sheet_of_24().stock;
  REQUIRE(print_test_page(stock, {}, {"Trang thử"}, "thử", Language::vi, Instant{},
                          folder / "test.pdf"));
  const Grey page = drawn(folder / "test.pdf", folder);
  // The left edge of the third column, above the middle: on other rows it is there.
  const double edge = stock.left_mm + 2 * stock.pitch_x_mm, middle = stock.page_height_mm / 2;
  CHECK(page.inked(edge - 0.3, middle - 40, 0.6, 5));
  CHECK_FALSE(page.inked(edge - 0.3, middle - 10, 0.6, 3));
}
