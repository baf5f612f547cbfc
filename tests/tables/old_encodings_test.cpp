// Tables in the encodings of old Vietnamese fonts, read as a person says.
#include <doctest/doctest.h>

#include "temgoc/base/text.h"
#include "temgoc/tables/tables.h"
#include "workbook_parts.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

// What a file of that font holds: a byte for each character.
std::string latin1(std::string_view utf8) {
  std::string bytes;
  for (const char32_t c : code_points(utf8)) bytes += static_cast<char>(c);
  return bytes;
}

Result<Table> told(const std::string& content, const std::string& encoding) {
  const KnownHeader known = [](std::string_view header) {
    return header == "Tên sản phẩm" || header == "Khối lượng tịnh";
  };
  return read_table(as_bytes(content), "hang.csv", known, {.encoding = encoding});
}

// A title, the header, a row.
const std::string kTcvn3 =
    latin1("Danh s¸ch\nTªn s¶n phÈm;Khèi l\u00ADîng tÞnh\nN\u00ADíc m¾m;500 ml\n");
const std::string kVni =
    latin1("Danh saùch\nTeân saûn phaåm;Khoái löôïng tònh\nNöôùc maém;500 ml\n");
// Windows-1258: a letter, then the mark of its tone.
const std::string k1258 =
    "Danh s\xE1"
    "ch\nT\xEAn s\x61\xD2n ph\xE2\xD2m;Kh\xF4\xECi l\xFD\xF5\xF2ng ti\xF2nh\n"
    "N\xFD\xF5\xEC"
    "c m\xE3\xECm;500 ml\n";

}  // namespace

TEST_CASE("a CSV of an old encoding is refused by name, and read where its encoding is told") {
  for (const auto& [content, encoding] :
       {std::pair{kTcvn3, "tcvn3"}, {kVni, "vni"}, {k1258, "windows-1258"}}) {
    CAPTURE(encoding);
    const auto found = told(content, {});
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error().code == "table_encoding_named");
    CHECK(ascii_lower(found.error().args.at("encoding")) == encoding);
    const auto table = told(content, encoding);
    REQUIRE(table.has_value());
    CHECK(table->encoding == encoding);
    CHECK(table->header_row == 2);  // found by its converted names
    CHECK(table->header == std::vector<std::string>{"Tên sản phẩm", "Khối lượng tịnh"});
    CHECK(table->rows.at(0).cells.at(0).text == "Nước mắm");
    CHECK(table->separator == ';');
  }
}

TEST_CASE("a font's text that a program has saved as UTF-8 is told by its words") {
  const std::string utf8 = "Tªn s¶n phÈm;Khèi l\u00ADîng tÞnh\nN\u00ADíc m¾m;500 ml\n";
  const auto found = told(utf8, {});
  REQUIRE(found.has_value());
  CHECK(old_font_of(*found) == "tcvn3");
  const auto table = told(utf8, "tcvn3");
  REQUIRE(table.has_value());
  CHECK(table->rows.at(0).cells.at(0).text == "Nước mắm");
  CHECK(old_font_of(*table).empty());
}

TEST_CASE("an encoding that is told and is not the file's is refused, or shows in the letters") {
  CHECK(told(kTcvn3, "utf-8").error().code == "table_encoding_named");
  CHECK(told("a", "utf-16le").error().code == "table_encoding");
  CHECK(told(kTcvn3, "no such").error().code == "table_encoding_named");
  CHECK(told("id;x\nMã;1\n", "utf-8").value().rows.at(0).cells.at(0).text == "Mã");
  CHECK(told("id;x\nMã;1\n", "windows-1258").value().rows.at(0).cells.at(0).text != "Mã");
}

TEST_CASE("UTF-16 is read as told, with its mark and without") {
  const std::string little(
      "i\0d\0;\0x\0\n\0"
      "1\0;\0"
      "2\0\n\0",
      18);
  const auto table = told(little, "utf-16le");
  REQUIRE(table.has_value());
  CHECK(table->encoding == "utf-16le");
  CHECK(told("\xFF\xFE" + little, "utf-16le").value().header.at(0) == "id");
}

TEST_CASE("a workbook typed with a font of TCVN3 is read as told") {
  const auto cell = [](const std::string& text) {
    return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
  };
  const Bytes workbook =
      workbook_of("<row>" + cell("Tªn s¶n phÈm") + cell("Khèi l\u00ADîng tÞnh") + "</row><row>" +
                  cell("N\u00ADíc m¾m") + cell("500 ml") + "</row>");
  const auto found = read_table(workbook, "hang.xlsx");
  REQUIRE(found.has_value());
  CHECK(found->encoding.empty());
  CHECK(old_font_of(*found) == "tcvn3");
  const auto table = read_table(workbook, "hang.xlsx", {}, {.encoding = "tcvn3"});
  REQUIRE(table.has_value());
  CHECK(table->encoding == "tcvn3");
  CHECK(table->header.at(1) == "Khối lượng tịnh");
  CHECK(table->rows.at(0).cells.at(0).text == "Nước mắm");
}
