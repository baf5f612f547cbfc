#include "temgoc/manual/man_page.h"

#include <doctest/doctest.h>

#include "manual/sample_program.h"

using namespace temgoc;

namespace {

bool has(const ManPage& page, std::string_view text) {
  return page.text.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a program has a page of its own and one for each noun") {
  const auto pages = man_pages(sample_program(), Language::en);
  REQUIRE(pages.size() == 3);
  CHECK(pages[0].file == "tool.1");
  CHECK(pages[1].file == "tool-box.1");
  CHECK(pages[2].file == "tool-start.1");
}

TEST_CASE("a noun's page says every option, argument and choice of its commands") {
  const auto pages = man_pages(sample_program(), Language::en);
  for (const char* said : {"\\fB\\-\\-out\\fR \\fIFILE\\fR", "wide|narrow", "\\fIname\\fR",
                           "which box", "how often"}) {
    CAPTURE(said);
    CHECK(has(pages[1], said));
  }
  CHECK(has(pages[1], "\\fB\\-\\-out\\fR \\fIFILE\\fR [\\fB\\-\\-mode\\fR wide|narrow]"));
  CHECK_FALSE(has(pages[2], "\\-\\-out"));
}

TEST_CASE("what roff would take for an order is said as text") {
  const auto pages = man_pages(sample_program(), Language::en);
  CHECK(has(pages[1], "\n\\&.shut \\e it\n"));
  CHECK(has(pages[0], "tool box open \\(aqa\\-b\\(aq"));
}

TEST_CASE("headings are in the reader's language") {
  CHECK(has(man_pages(sample_program(), Language::en)[0], ".SH \"EXIT STATUS\""));
  CHECK(has(man_pages(sample_program(), Language::vi)[0], ".SH \"MÃ KẾT THÚC\""));
}
