// data/two_codes.pdf: a page of 200 × 100 points with two codes side by side, and a page without
// any.
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "temgoc/readback/readback.h"

using namespace temgoc;

namespace {

const std::filesystem::path kPdf = TEMGOC_SOURCE_DIR "/tests/readback/data/two_codes.pdf";
const std::string kLeft = "https://temgoc.vn/01/02912345678904/10/A",
                  kRight = "https://temgoc.vn/01/02912345678904/10/B";
constexpr double kHalf = 35.3, kHeight = 35.2;  // mm

}  // namespace

TEST_CASE("an area is read for its own codes alone") {
  const auto reader = PageReader::open(kPdf);
  REQUIRE(reader.has_value());
  CHECK(reader->pages() == 2);
  for (const unsigned dpi : {150u, 203u, 300u}) {
    CHECK(reader->read_codes(1, dpi, {0, 0, kHalf, kHeight}) == std::vector{kLeft});
    CHECK(reader->read_codes(1, dpi, {kHalf, 0, kHalf, kHeight}) == std::vector{kRight});
  }
}

TEST_CASE("a whole page gives all its codes, a page without gives none") {
  const auto reader = PageReader::open(kPdf);
  REQUIRE(reader.has_value());
  auto found = reader->read_codes(1, 203);
  std::sort(found.begin(), found.end());
  CHECK(found == std::vector{kLeft, kRight});
  CHECK(reader->read_codes(2, 203).empty());
  CHECK(reader->read_codes(1, 203).size() == 2);
}

TEST_CASE("an area or a page that is not there holds nothing") {
  const auto reader = PageReader::open(kPdf);
  REQUIRE(reader.has_value());
  CHECK(reader->read_codes(3, 203).empty());
  CHECK(reader->read_codes(1, 203, {500, 500, 10, 10}).empty());
  CHECK(reader->read_codes(1, 203, {60, 25, 400, 400}).empty());
}

TEST_CASE("a file that is no PDF, or none at all, is refused") {
  const auto path = std::filesystem::temp_directory_path() /
                    ("temgoc-readback-" + std::to_string(::getpid()) + ".pdf");
  std::ofstream(path) << "not a PDF\n";
  CHECK(PageReader::open(path).error().code == "pdf_unreadable");
  std::filesystem::remove(path);
  CHECK(PageReader::open(path).error().code == "pdf_unreadable");
}
