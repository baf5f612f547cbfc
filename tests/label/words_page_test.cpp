// A paper of words: everything on it, on as many pages as it takes.
#include <doctest/doctest.h>
#include <poppler-document.h>
#include <poppler-page.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "temgoc/label/words_page.h"

using namespace temgoc;
namespace fs = std::filesystem;

namespace {

struct Paper {
  fs::path path =
      fs::temp_directory_path() / ("temgoc-words-" + std::to_string(::getpid()) + ".pdf");
  ~Paper() { fs::remove(path); }
  std::unique_ptr<poppler::document> drawn(const std::vector<WordsParagraph>& paragraphs) const {
    REQUIRE(print_words(paragraphs, "Tờ thử", Language::vi, Instant{}, path).has_value());
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

}  // namespace

TEST_CASE("a paper of words says all of them, on A4") {
  const Paper paper;
  const auto document = paper.drawn({{WordsLook::title, "Tờ khôi phục"},
                                     {WordsLook::heading, "Làm ngay"},
                                     {WordsLook::step, "Cất vào tủ khóa"},
                                     {WordsLook::secret, "7KQ2-M4XD-90TB"},
                                     {WordsLook::blank, "Người giữ:"}});
  REQUIRE(document->pages() == 1);
  const std::unique_ptr<poppler::page> page(document->create_page(0));
  CHECK(page->page_rect().width() == doctest::Approx(595.28).epsilon(0.001));
  const std::string text = text_of(*document, 0);
  for (const char* each : {"Tờ khôi phục", "Cất vào tủ khóa", "7KQ2-M4XD-90TB", "Người giữ:"})
    CHECK(text.find(each) != std::string::npos);
}

TEST_CASE("a word wider than the page is broken, and a letter that the face lacks is a mark") {
  const Paper paper;
  const auto document = paper.drawn(
      {{WordsLook::body, "/srv/" + std::string(300, 'w')}, {WordsLook::body, "合 tác"}});
  const std::string text = text_of(*document, 0);
  CHECK(std::ranges::count(text, 'w') == 300);
  CHECK(text.find("? tác") != std::string::npos);
}

TEST_CASE("what does not fit on a page goes on the next") {
  const Paper paper;
  const auto document =
      paper.drawn(std::vector<WordsParagraph>(120, {WordsLook::body, "một dòng"}));
  CHECK(document->pages() > 1);
  CHECK(text_of(*document, document->pages() - 1).find("một dòng") != std::string::npos);
}
