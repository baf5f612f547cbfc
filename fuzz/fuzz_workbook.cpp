// Any texts as the parts of a workbook, parted by lines "----": a first line of what a person said
// of the table, then the sheet, its shared strings, its styles, the list of sheets and where they
// lie. Without the archive around them, whose checksums keep most alterations from being read.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "require.h"
#include "temgoc/base/text.h"
#include "temgoc/tables/tables.h"
#include "temgoc/tables/zip_file.h"

namespace {

using namespace temgoc;

constexpr std::string_view kMark = "\n----\n";
constexpr std::string_view kWorkbook =
    R"(<workbook><sheets><sheet name="A" id="r1"/><sheet name="B" id="r4"/></sheets></workbook>)";
constexpr std::string_view kPlaces =
    R"(<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/>)"
    R"(<Relationship Id="r2" Type="x/styles" Target="styles.xml"/>)"
    R"(<Relationship Id="r3" Type="x/sharedStrings" Target="ss.xml"/>)"
    R"(<Relationship Id="r4" Type="x/worksheet" Target="/xl/s.xml"/></Relationships>)";

std::string take_part(std::string_view& rest, std::string_view otherwise) {
  const std::size_t end = rest.find(kMark);
  const std::string_view part = rest.substr(0, end);
  rest = end == rest.npos ? std::string_view() : rest.substr(end + kMark.size());
  return std::string(part.empty() ? otherwise : part);
}

TableReading reading_of(std::string_view told) {
  TableReading reading;
  if (told.starts_with("tcvn3")) reading.encoding = "tcvn3";
  if (told.starts_with("vni")) reading.encoding = "vni";
  if (told.ends_with('2')) reading.header_row = 2;
  if (told.ends_with('B')) reading.sheet = "B";
  return reading;
}

void must_keep_promises(const Table& table) {
  REQUIRE(table.format == "xlsx" && !table.header.empty() && !table.rows.empty());
  std::size_t before = table.header_row;
  for (const Row& row : table.rows) {
    REQUIRE(row.number > before && row.cells.size() >= table.header.size());
    before = row.number;
    for (const Cell& cell : row.cells)
      REQUIRE(cell.text.size() <= kMaxCellBytes && is_utf8(cell.text));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const TableReading reading = reading_of(take_part(rest, ""));
  std::vector<std::pair<std::string, std::string>> parts{{"[Content_Types].xml", "<Types/>"}};
  parts.emplace_back("xl/s.xml", take_part(rest, "<worksheet/>"));
  parts.emplace_back("xl/ss.xml", take_part(rest, "<sst/>"));
  parts.emplace_back("xl/styles.xml", take_part(rest, "<styleSheet/>"));
  parts.emplace_back("xl/workbook.xml", take_part(rest, kWorkbook));
  parts.emplace_back("xl/_rels/workbook.xml.rels", take_part(rest, kPlaces));
  const Bytes file = zip_file(parts, Instant{});
  const KnownHeader known = [](std::string_view name) { return name == "id" || name == "ten"; };
  for (const KnownHeader& each : {KnownHeader(), known}) {
    const auto table = read_table(file, "fuzz.xlsx", each, reading);
    if (table)
      must_keep_promises(*table);
    else
      REQUIRE(!table.error().code.empty());
  }
  return 0;
}
