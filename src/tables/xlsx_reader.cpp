// Finds sheets, strings and styles in a package, and chooses the sheet to read.
#include "xlsx_reader.h"

#include <algorithm>
#include <map>

#include "sheet_reader.h"
#include "temgoc/base/text.h"
#include "xlsx_xml.h"

namespace temgoc {
namespace {

// A relationship target is relative to the folder of its part, or absolute with a leading slash.
std::string resolved(std::string_view folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::string base(folder);
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    const std::size_t slash = base.find_last_of('/', base.empty() ? 0 : base.size() - 2);
    base.resize(slash == std::string::npos ? 0 : slash + 1);
  }
  return base + std::string(target);
}

struct Relationship {
  std::string type;  // the last word of its address: worksheet, styles …
  std::string path;
};
using Relationships = std::map<std::string, Relationship, std::less<>>;

Result<Relationships> read_relationships(ZipPackage& package, std::string_view part_path) {
  const std::size_t slash = part_path.find_last_of('/');
  const std::size_t split_at = slash == std::string_view::npos ? 0 : slash + 1;
  const std::string folder(part_path.substr(0, split_at));
  auto part =
      parse_part(package, folder + "_rels/" + std::string(part_path.substr(split_at)) + ".rels");
  if (!part) return part.error();
  Relationships found;
  for (const Xml& node : part->root.children()) {
    const std::string_view type = attribute(node, "Type");
    found[std::string(attribute(node, "Id"))] = {
        std::string(type.substr(type.find_last_of('/') + 1)),
        resolved(folder, attribute(node, "Target"))};
  }
  return found;
}

std::string path_of_type(const Relationships& relationships, std::string_view type) {
  for (const auto& [id, each] : relationships) {
    if (each.type == type) return each.path;
  }
  return {};
}

struct SheetPart {
  std::string name;
  std::string path;
};

std::vector<SheetPart> visible_sheets(const Xml& workbook, const Relationships& relationships) {
  std::vector<SheetPart> sheets;
  for (const Xml& sheet : child(workbook, "sheets").children()) {
    const std::string_view state = attribute(sheet, "state");
    if (state == "hidden" || state == "veryHidden") continue;
    const auto found = relationships.find(attribute(sheet, "id"));
    if (found != relationships.end() && found->second.type == "worksheet")
      sheets.push_back({std::string(attribute(sheet, "name")), found->second.path});
  }
  return sheets;
}

std::vector<NumberFormat> style_formats(const Xml& styles) {
  std::map<std::string, NumberFormat, std::less<>> custom;
  for (const Xml& node : child(styles, "numFmts").children()) {
    custom[std::string(attribute(node, "numFmtId"))] = custom_format(attribute(node, "formatCode"));
  }
  std::vector<NumberFormat> formats;
  for (const Xml& node : child(styles, "cellXfs").children()) {
    const std::string_view id = attribute(node, "numFmtId");
    const auto found = custom.find(id);
    formats.push_back(found != custom.end() ? found->second
                                            : built_in_format(static_cast<unsigned>(index_of(id))));
  }
  return formats;
}

// A workbook opened, its sheets not yet read.
struct OpenedWorkbook {
  Workbook shared;
  std::vector<SheetPart> sheets;  // the visible ones, at least one
};

Result<OpenedWorkbook> open_workbook(ZipPackage& package, const std::string& path) {
  auto part = parse_part(package, path);
  if (!part) return part.error();
  auto relationships = read_relationships(package, path);
  if (!relationships) return relationships.error();
  OpenedWorkbook workbook;
  workbook.shared.from_1904 = is_true(attribute(child(part->root, "workbookPr"), "date1904"));
  workbook.sheets = visible_sheets(part->root, *relationships);
  if (workbook.sheets.empty()) return xlsx_damaged(path);
  if (const auto strings = path_of_type(*relationships, "sharedStrings"); !strings.empty()) {
    auto table = parse_part(package, strings);
    if (!table) return table.error();
    for (const Xml& item : table->root.children())
      workbook.shared.strings.push_back(string_item(item));
  }
  if (const auto styles = path_of_type(*relationships, "styles"); !styles.empty()) {
    auto sheet = parse_part(package, styles);
    if (!sheet) return sheet.error();
    workbook.shared.formats = style_formats(sheet->root);
  }
  return workbook;
}

// The sheets that hold a table as wanted. A sheet that cannot be read is none.
std::vector<SheetPart> sheets_with_header(ZipPackage& package, const OpenedWorkbook& workbook,
                                          const KnownHeader& known) {
  std::vector<SheetPart> found;
  if (!known || workbook.sheets.size() < 2) return found;
  for (const SheetPart& each : workbook.sheets) {
    auto sheet = parse_part(package, each.path);
    if (sheet && SheetReader(workbook.shared, sheet->root, each.path, known).has_known_header())
      found.push_back(each);
  }
  return found;
}

std::vector<std::string> names_of(const std::vector<SheetPart>& sheets) {
  std::vector<std::string> names;
  for (const SheetPart& each : sheets) names.push_back(each.name);
  return names;
}

Result<Table> read_package(ZipPackage& package, const KnownHeader& known,
                           const TableReading& reading) {
  std::string path = "xl/workbook.xml";
  if (!package.has(path)) {
    auto roots = read_relationships(package, "");
    if (!roots) return roots.error();
    path = path_of_type(*roots, "officeDocument");
  }
  auto workbook = open_workbook(package, path);
  if (!workbook) return workbook.error();
  workbook->shared.font = font_named(reading.encoding);
  const auto told = std::ranges::find(workbook->sheets, reading.sheet, &SheetPart::name);
  const bool is_told = !reading.sheet.empty() && told != workbook->sheets.end();
  const auto tables =
      is_told ? std::vector<SheetPart>() : sheets_with_header(package, *workbook, known);
  const SheetPart& chosen = is_told          ? *told
                            : tables.empty() ? workbook->sheets.front()
                                             : tables.front();
  auto sheet = parse_part(package, chosen.path);
  if (!sheet) return sheet.error();
  auto table =
      SheetReader(workbook->shared, sheet->root, chosen.path, known, reading.header_row).read();
  if (!table) return table;
  if (workbook->shared.font) table->encoding = reading.encoding;
  table->sheet = chosen.name;
  table->sheets = names_of(workbook->sheets);
  for (std::size_t i = 1; i < tables.size(); ++i) {
    table->notes.push_back({"sheet_unread",
                            {},
                            shortened(tables[i].name),
                            Position{table->header_row, 0},
                            {{"read", shortened(chosen.name)}}});
  }
  return table;
}

// Other kinds of package that people take for a workbook.
std::string_view other_package(ZipPackage& package) {
  if (package.has("xl/workbook.bin")) return "Excel Binary (.xlsb)";
  if (package.has("word/document.xml")) return "Word (.docx)";
  if (package.has("Index/Document.iwa")) return "Apple Numbers";
  const auto type =
      package.has("mimetype") ? package.read("mimetype") : Result<std::string>(std::string());
  const bool is_open_document = type && type->find("opendocument") != std::string::npos;
  return is_open_document ? "OpenDocument (.ods)" : std::string_view();
}

}  // namespace

Result<Table> read_xlsx(ByteView content, std::string_view name, const KnownHeader& known,
                        const TableReading& reading) {
  auto package = ZipPackage::open(content);
  if (!package) return package.error();
  if (const auto format = other_package(*package); !format.empty())
    return Error{"table_other_format", {}, shortened(name), {}, {{"format", std::string(format)}}};
  if (!package->has("[Content_Types].xml"))
    return Error{"table_unreadable", {}, shortened(name), {}, {}};
  auto table = read_package(*package, known, reading);
  if (table) table->format = "xlsx";
  return table;
}

}  // namespace temgoc
