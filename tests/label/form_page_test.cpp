// An administrative form: everything on it, page numbers, and tables that go over pages.
#include <doctest/doctest.h>
#include <poppler-document.h>
#include <poppler-page.h>

#include <unistd.h>

#include <filesystem>
#include <memory>

#include "temgoc/label/form_page.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

struct Paper {
  fs::path path =
      fs::temp_directory_path() / ("temgoc-form-" + std::to_string(::getpid()) + ".pdf");
  ~Paper() { fs::remove(path); }
  std::unique_ptr<poppler::document> drawn(const std::vector<FormBlock>& blocks) const {
    REQUIRE(print_form(blocks, "Mẫu thử", Language::vi, Instant{}, path).has_value());
    std::unique_ptr<poppler::document> document(poppler::document::load_from_file(path.string()));
    REQUIRE(document != nullptr);
    return document;
  }
};

std::string text_of(const poppler::document& document, int page) {
  const std::unique_ptr<poppler::page> shown(document.create_page(page));
  const auto bytes = shown->text().to_utf8();
  return {bytes.begin(), bytes.end()};
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

FormBlock table_of(std::size_t rows) {
  FormTable table{.widths = {1, 4, 3},
                  .centred = {true, false, false},
                  .header = {"TT", "Tiêu chí", "Minh chứng"},
                  .rows = {}};
  for (std::size_t i = 1; i <= rows; ++i)
    table.rows.push_back(
        {{std::to_string(i), "Tiêu chí thứ " + std::to_string(i), "một\nhai\nba"}, i == 1});
  return {FormLook::table, {}, {}, std::move(table)};
}

}  // namespace

TEST_CASE("a form says all of its blocks on A4, and dots stand where nothing is filled in") {
  const Paper paper;
  const auto document = paper.drawn({{FormLook::nation, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
                                     {FormLook::motto, "Độc lập - Tự do - Hạnh phúc"},
                                     {FormLook::title, "PHIẾU ĐỀ NGHỊ"},
                                     {FormLook::heading, "1. Chủ thể"},
                                     {FormLook::field, "Tên", "Hợp tác xã Cần Giờ"},
                                     {FormLook::field, "Điện thoại"},
                                     {FormLook::signature, "ĐẠI DIỆN", "(Ký)"}});
  REQUIRE(document->pages() == 1);
  const std::unique_ptr<poppler::page> page(document->create_page(0));
  CHECK(page->page_rect().width() == doctest::Approx(595.28).epsilon(0.001));
  CHECK(page->page_rect().height() == doctest::Approx(841.89).epsilon(0.001));
  const std::string text = text_of(*document, 0);
  for (const char* each : {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                           "PHIẾU ĐỀ NGHỊ", "Hợp tác xã Cần Giờ", "ĐẠI DIỆN", "Trang 1/1"})
    CHECK_MESSAGE(has(text, each), each);
  CHECK(has(text, ".........."));
}

TEST_CASE("a long table says its header on every page, loses no row and cuts none") {
  const Paper paper;
  const auto document = paper.drawn({table_of(60)});
  REQUIRE(document->pages() > 2);
  std::size_t rows = 0;
  for (int page = 0; page < document->pages(); ++page) {
    const std::string text = text_of(*document, page);
    CHECK(has(text, "Minh chứng"));
    CHECK(has(text, "Trang " + std::to_string(page + 1) + "/" + std::to_string(document->pages())));
    std::size_t names = 0, ends = 0;
    for (std::size_t at = text.find("Tiêu chí thứ"); at != std::string::npos;
         at = text.find("Tiêu chí thứ", at + 1))
      ++names;
    for (std::size_t at = text.find("ba"); at != std::string::npos; at = text.find("ba", at + 1))
      ++ends;
    CHECK(names == ends);  // the last line of each row is on the page of its first
    rows += names;
  }
  CHECK(rows == 60);
}

TEST_CASE("what follows a page block begins a new page, and a strange letter is a mark") {
  const Paper paper;
  const auto document =
      paper.drawn({{FormLook::body, "合 tác"}, {FormLook::page}, {FormLook::body, "Mẫu số 02"}});
  REQUIRE(document->pages() == 2);
  CHECK(has(text_of(*document, 0), "? tác"));
  CHECK(has(text_of(*document, 1), "Mẫu số 02"));
}
