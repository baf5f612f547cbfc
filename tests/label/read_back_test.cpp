// Both readers read every label of every shipped template, at both printers' dots.
#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <sstream>

#include "label/printing.h"
#include "temgoc/base/bytes.h"
#include "temgoc/readback/readback.h"

using namespace temgoc;
using namespace temgoc::printing;

namespace {

PageArea label_area(const Stock& stock, unsigned cell) {
  return {stock.left_mm + (cell % stock.columns) * stock.pitch_x_mm,
          stock.top_mm + (cell / stock.columns) * stock.pitch_y_mm, stock.label_width_mm,
          stock.label_height_mm};
}

std::vector<std::string> read_by_zxing(const LabelTemplate& label, const PrintedLabels& printed,
                                       unsigned dpi, const std::filesystem::path& pdf) {
  const auto reader = PageReader::open(pdf);
  REQUIRE(reader.has_value());
  REQUIRE(reader->pages() == printed.pages);
  std::vector<PageArea> cells;
  for (unsigned cell = 0; cell < label.stock.cells(); ++cell)
    cells.push_back(label_area(label.stock, cell));
  std::vector<std::string> texts;
  for (unsigned page = 1; page <= printed.pages; ++page) {
    for (const auto& codes : reader->read_codes(page, dpi, cells)) {
      if (texts.size() == printed.labels) break;
      texts.push_back(codes.size() == 1 ? codes[0] : std::to_string(codes.size()) + " codes");
    }
  }
  return texts;
}

// A grey page as pdftoppm writes it.
struct Grey {
  std::size_t width = 0, height = 0;
  std::string pixels;
  static Grey read(const std::filesystem::path& pgm) {
    std::ifstream file(pgm, std::ios::binary);
    std::string kind;
    std::size_t most = 0;
    Grey grey;
    file >> kind >> grey.width >> grey.height >> most;
    REQUIRE(kind == "P5");
    file.get();
    grey.pixels.assign(std::istreambuf_iterator<char>(file), {});
    REQUIRE(grey.pixels.size() == grey.width * grey.height);
    return grey;
  }
  void write_part(const std::filesystem::path& pgm, const PageArea& area, unsigned dpi) const {
    const auto dots = [&](double mm) {
      return static_cast<std::size_t>(std::lround(mm * dpi / 25.4));
    };
    const std::size_t left = dots(area.x_mm), top = dots(area.y_mm);
    const std::size_t right = std::min(width, dots(area.x_mm + area.width_mm));
    const std::size_t bottom = std::min(height, dots(area.y_mm + area.height_mm));
    std::ofstream file(pgm, std::ios::binary);
    file << "P5\n" << right - left << ' ' << bottom - top << "\n255\n";
    for (std::size_t y = top; y < bottom; ++y)
      file.write(&pixels[y * width + left], static_cast<long>(right - left));
  }
};

std::vector<std::string> read_by_zbar(const LabelTemplate& label, const PrintedLabels& printed,
                                      unsigned dpi, const Folder& folder) {
  const std::string pdf = (folder / "labels.pdf").string(), stem = (folder / "page").string();
  REQUIRE(run("pdftoppm -gray -r " + std::to_string(dpi) + " " + pdf + " " + stem).status == 0);
  std::vector<std::filesystem::path> pages;
  for (const auto& entry : std::filesystem::directory_iterator(folder / ""))
    if (entry.path().extension() == ".pgm") pages.push_back(entry.path());
  std::sort(pages.begin(), pages.end());
  REQUIRE(pages.size() == printed.pages);
  std::string parts;
  Grey page;
  for (std::uint32_t i = 0; i < printed.labels; ++i) {
    const unsigned cell = i % label.stock.cells();
    if (cell == 0) page = Grey::read(pages[i / label.stock.cells()]);
    const std::string part = (folder / ("label" + std::to_string(i) + ".pgm")).string();
    page.write_part(part, label_area(label.stock, cell), dpi);
    parts += " " + part;
  }
  std::istringstream lines(
      run("zbarimg --nodbus -q --raw -Sdisable -Sqrcode.enable" + parts + " 2>/dev/null").output);
  std::vector<std::string> texts;
  for (std::string line; std::getline(lines, line);) texts.push_back(line);
  return texts;
}

}  // namespace

namespace {

// A sheet and two labels more; a few of a roll; a poster alone.
std::uint32_t enough(const Stock& stock) {
  if (stock.cells() > 1) return stock.cells() + 2;
  return stock.page_width_mm > 200 ? 1 : 3;
}

void check_reading(const LabelTemplate& label, CodeKind kind, unsigned dpi, bool marked) {
  CAPTURE(label.id);
  CAPTURE(to_text(label.language));
  CAPTURE(to_text(kind));
  CAPTURE(dpi);
  CAPTURE(marked);
  const Folder folder;
  const std::uint32_t count = enough(label.stock);
  SampleJob sample(label, kind, count);
  sample.job.dpi = dpi;
  sample.job.test = sample.job.sample = marked;
  const PrintedLabels printed = sample.print(folder / "labels.pdf");
  std::vector<std::string> wanted;
  for (std::uint32_t i = 1; i <= count; ++i) wanted.push_back(samples::item(kind, i).uri);
  CHECK(read_by_zxing(label, printed, dpi, folder / "labels.pdf") == wanted);
  if (has_tool("zbarimg") && has_tool("pdftoppm"))
    CHECK(read_by_zbar(label, printed, dpi, folder) == wanted);
  else
    MESSAGE("zbarimg or pdftoppm is not installed: read by zxing alone");
}

}  // namespace

TEST_CASE(
    "every label of every shipped template is read to the letter by both readers at 203 and 300 "
    "dots, in every language, plain and marked") {
  for (const auto& [id, kind] : shipped_kinds()) {
    const LabelTemplate label = shipped(id);
    for (const LabelLanguage language : label.languages)
      for (const unsigned dpi : {203u, 300u}) {
        const LabelTemplate shown = in_language(label, language).value();
        check_reading(shown, kind, dpi, true);
        if (kind == label.code && language == label.language)
          check_reading(shown, kind, dpi, false);
      }
  }
}

TEST_CASE("a picture of a label shows the label and no more, and its code is read from it") {
  const Folder folder;
  const LabelTemplate label = shipped("a4-21-seal");
  SampleJob(label, CodeKind::lot_seal, 1).print(folder / "labels.pdf");
  const auto reader = PageReader::open(folder / "labels.pdf");
  REQUIRE(reader.has_value());
  REQUIRE(reader->save_png(1, 300, label_area(label.stock, 0), folder / "label.png"));
  const std::string png = content(folder / "label.png");
  REQUIRE(png.size() > 24);
  CHECK(read_be(as_bytes(png), 16, 4) == 750);  // 63.5 mm at 300 dots an inch
  CHECK(read_be(as_bytes(png), 20, 4) == 450);
  if (has_tool("zbarimg"))
    CHECK(run("zbarimg --nodbus -q --raw " + (folder / "label.png").string() + " 2>/dev/null")
              .output == samples::lot_uri(1) + "\n");
  const auto none = reader->save_png(2, 300, {}, folder / "none.png");
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().code == "page_missing");
}
