#include "temgoc/base/line_reader.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <string_view>

using namespace temgoc;

namespace {

std::string lines_of(std::string_view content, std::size_t longest = 10) {
  std::FILE* file = std::tmpfile();
  std::fwrite(content.data(), 1, content.size(), file);
  std::rewind(file);
  LineReader reader(::fileno(file), longest);
  std::string text;
  while (true) {
    const auto lines = reader.next_lines(2);
    REQUIRE(lines.has_value());
    if (lines->empty()) break;
    CHECK(lines->size() <= 2);
    for (const std::string& line : *lines) text += "[" + line + "]";
  }
  std::fclose(file);
  return text;
}

}  // namespace

TEST_CASE("lines end with LF, CR LF or CR, and the last may lack its end") {
  CHECK(lines_of("") == "");
  CHECK(lines_of("a") == "[a]");
  CHECK(lines_of("a\nb\r\nc\rd\n") == "[a][b][c][d]");
  CHECK(lines_of("\n\r\n\ra") == "[][][][a]");
  CHECK(lines_of("0123456789abc\nx") == "[0123456789a][x]");
}

TEST_CASE("a list that an editor saved as UTF-16 is read") {
  using namespace std::string_view_literals;
  CHECK(lines_of("\xFF\xFE"
                 "a\0\r\0\n\0b\0"sv) == "[a][b]");
  CHECK(lines_of("\xFE\xFF\0a\0\n\x1E\xAD"sv) == "[a][\uFFFD]");
  CHECK(lines_of("\xFF") == "[\xFF]");
}
