#include "xlsx_reader.h"

#include <map>
#include <pugixml.hpp>

#include "table_builder.h"
#include "temgoc/text.h"
#include "xlsx_values.h"
#include "zip_package.h"

namespace temgoc {
namespace {

using Xml = pugi::xml_node;

Error damaged(std::string_view part) { return {"xlsx_damaged", {}, shortened(part), {}, {}}; }

// Names are compared without their prefix: some writers say x:row, others row.
std::string_view local_name(const char* name) {
  const std::string_view whole(name);
  return whole.substr(whole.find(':') + 1);
}
bool is(const Xml& node, std::string_view name) { return local_name(node.name()) == name; }

Xml child(const Xml& parent, std::string_view name) {
  return parent.find_child([name](const Xml& node) { return is(node, name); });
}
std::string_view attribute(const Xml& node, std::string_view name) {
  for (const auto& each : node.attributes()) {
    if (local_name(each.name()) == name) return each.value();
  }
  return {};
}
bool is_true(std::string_view text) { return text == "1" || text == "true"; }

std::size_t index_of(std::string_view digits) {
  const auto number = parse_number(digits);
  return is_digits(digits) && number && *number < 1e9 ? static_cast<std::size_t>(*number)
                                                      : SIZE_MAX;
}

// A part parsed, its root at hand. A document type is refused: it could only define entities.
struct Part {
  std::unique_ptr<pugi::xml_document> document;
  Xml root;
};

Result<Part> parse_part(ZipPackage& package, std::string_view path) {
  auto content = package.read(path);
  if (!content) return content.error();
  Part part{std::make_unique<pugi::xml_document>(), {}};
  const unsigned options = pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_doctype;
  if (!part.document->load_buffer(content->data(), content->size(), options)) return damaged(path);
  for (const Xml& node : part.document->children()) {
    if (node.type() == pugi::node_doctype) return damaged(path);
  }
  part.root = part.document->document_element();
  return part;
}

// The text of a string item or inline string: its plain run or its rich runs, without phonetic
// hints.
std::string string_item(const Xml& item) {
  std::string text;
  for (const Xml& node : item.children()) {
    if (is(node, "t")) text += node.text().get();
    if (is(node, "r")) text += child(node, "t").text().get();
  }
  return without_escapes(text);
}

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

struct Workbook {
  bool from_1904 = false;
  std::string sheet_path;
  std::vector<std::string> strings;
  std::vector<NumberFormat> formats;  // by style index
};

std::string first_visible_sheet(const Xml& workbook, const Relationships& relationships) {
  for (const Xml& sheet : child(workbook, "sheets").children()) {
    const std::string_view state = attribute(sheet, "state");
    if (state == "hidden" || state == "veryHidden") continue;
    const auto found = relationships.find(attribute(sheet, "id"));
    if (found != relationships.end() && found->second.type == "worksheet")
      return found->second.path;
  }
  return {};
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

Result<Workbook> read_workbook(ZipPackage& package, const std::string& path) {
  auto part = parse_part(package, path);
  if (!part) return part.error();
  auto relationships = read_relationships(package, path);
  if (!relationships) return relationships.error();
  Workbook workbook;
  workbook.from_1904 = is_true(attribute(child(part->root, "workbookPr"), "date1904"));
  workbook.sheet_path = first_visible_sheet(part->root, *relationships);
  if (workbook.sheet_path.empty()) return damaged(path);
  if (const auto strings = path_of_type(*relationships, "sharedStrings"); !strings.empty()) {
    auto table = parse_part(package, strings);
    if (!table) return table.error();
    for (const Xml& item : table->root.children()) workbook.strings.push_back(string_item(item));
  }
  if (const auto styles = path_of_type(*relationships, "styles"); !styles.empty()) {
    auto sheet = parse_part(package, styles);
    if (!sheet) return sheet.error();
    workbook.formats = style_formats(sheet->root);
  }
  return workbook;
}

std::string month_text(Day day) { return to_dmy(day).substr(3); }
std::string year_text(Day day) { return to_dmy(day).substr(6); }

Cell number_cell(double number, const NumberFormat& format, bool from_1904) {
  Cell cell{number_text(number), true, {}};
  if (format.shape == NumberShape::plain) return cell;
  if (format.shape == NumberShape::padded) {
    const bool pads = is_digits(cell.text) && cell.text.size() < format.width;
    if (pads) cell.text.insert(0, format.width - cell.text.size(), '0');
    return cell;
  }
  const auto day = day_of_serial(number, from_1904);
  if (!day) return cell;
  if (format.shape == NumberShape::month) return {month_text(*day)};
  if (format.shape == NumberShape::year) return {year_text(*day)};
  return {to_dmy(*day), true, day};
}

// Strict workbooks hold dates as ISO text, with or without a time.
Cell iso_date_cell(std::string_view text) {
  const auto day = parse_day(text.substr(0, text.find('T')), "");
  return day ? Cell{to_dmy(*day), true, *day} : Cell{std::string(text)};
}

class SheetReader {
 public:
  SheetReader(const Workbook& workbook, const Xml& sheet) : workbook_(workbook), sheet_(sheet) {}

  Result<Table> read() {
    for (const Xml& row : child(sheet_, "sheetData").children()) {
      if (auto ok = read_row(row); !ok) return ok.error();
    }
    auto table = builder_.finish();
    if (!table) return table;
    if (auto ok = require_unmerged(table->header_row); !ok) return ok.error();
    return table;
  }

 private:
  Result<void> read_row(const Xml& row) {
    const std::string_view stated = attribute(row, "r");
    const std::size_t number = stated.empty() ? row_ + 1 : index_of(stated);
    if (number <= row_ || number == SIZE_MAX) return damaged(workbook_.sheet_path);
    row_ = number;
    std::vector<Cell> cells;
    for (const Xml& node : row.children()) {
      if (!is(node, "c")) continue;
      if (auto ok = place_cell(node, cells); !ok) return ok;
    }
    return builder_.add_row(row_, std::move(cells));
  }

  Result<void> place_cell(const Xml& node, std::vector<Cell>& cells) {
    CellAddress address{row_, cells.size() + 1};
    if (const auto stated = attribute(node, "r"); !stated.empty()) {
      const auto parsed = parse_cell_address(stated);
      if (!parsed || parsed->row != row_ || parsed->column < address.column) {
        return damaged(workbook_.sheet_path);
      }
      address = *parsed;
    }
    auto cell = read_cell(node);
    if (!cell) return cell.error();
    if (cell->text.empty()) return {};
    if (address.column > kMaxTableColumns)
      return table_too_large("columns", kMaxTableColumns, row_);
    if (!is_utf8(cell->text)) return damaged(workbook_.sheet_path);
    cells.resize(address.column - 1);
    cells.push_back(std::move(*cell));
    return {};
  }

  Result<Cell> read_cell(const Xml& node) const {
    const std::string_view type = attribute(node, "t");
    if (type == "inlineStr") return Cell{string_item(child(node, "is"))};
    const Xml value_node = child(node, "v");
    const std::string_view value = value_node.text().get();
    if (value.empty()) return uncalculated(node);
    if (type == "s") return shared_string(value);
    if (type == "str") return Cell{without_escapes(value)};
    if (type == "b") return Cell{is_true(value) ? "TRUE" : "FALSE"};
    if (type == "d") return iso_date_cell(value);
    if (type == "e") return Cell{std::string(value)};
    const auto number = parse_number(value);
    if (!number) return damaged(workbook_.sheet_path);
    return number_cell(*number, format_of(node), workbook_.from_1904);
  }

  // A formula whose result was never stored shows as itself, so that nobody takes it for an empty
  // cell.
  static Cell uncalculated(const Xml& node) {
    const Xml formula = child(node, "f");
    return formula ? Cell{"=" + std::string(formula.text().get())} : Cell{};
  }

  Result<Cell> shared_string(std::string_view value) const {
    const std::size_t index = index_of(value);
    if (index >= workbook_.strings.size()) return damaged(workbook_.sheet_path);
    return Cell{workbook_.strings[index]};
  }

  NumberFormat format_of(const Xml& node) const {
    const std::string_view style = attribute(node, "s");
    const std::size_t index = style.empty() ? 0 : index_of(style);
    return index < workbook_.formats.size() ? workbook_.formats[index] : NumberFormat{};
  }

  // A merged cell has its value in one row only; which rows it was meant for is not ours to guess.
  Result<void> require_unmerged(std::size_t header_row) const {
    for (const Xml& node : child(sheet_, "mergeCells").children()) {
      const std::string_view range = attribute(node, "ref");
      const auto first = parse_cell_address(range.substr(0, range.find(':')));
      if (!first || first->row < header_row || first->row > row_) continue;
      return Error{"cell_merged",
                   {},
                   {},
                   Position{first->row, first->column},
                   {{"range", shortened(range)}}};
    }
    return {};
  }

  const Workbook& workbook_;
  Xml sheet_;
  std::size_t row_ = 0;
  TableBuilder builder_;
};

Result<Table> read_package(ZipPackage& package) {
  std::string path = "xl/workbook.xml";
  if (!package.has(path)) {
    auto roots = read_relationships(package, "");
    if (!roots) return roots.error();
    path = path_of_type(*roots, "officeDocument");
  }
  auto workbook = read_workbook(package, path);
  if (!workbook) return workbook.error();
  auto sheet = parse_part(package, workbook->sheet_path);
  if (!sheet) return sheet.error();
  return SheetReader(*workbook, sheet->root).read();
}

}  // namespace

Result<Table> read_xlsx(ByteView content, std::string_view name) {
  auto package = ZipPackage::open(content);
  if (!package) return package.error();
  const bool is_workbook = package->has("[Content_Types].xml") && !package->has("xl/workbook.bin");
  if (!is_workbook) return Error{"table_unreadable", {}, shortened(name), {}, {}};
  auto table = read_package(*package);
  if (table) table->format = "xlsx";
  return table;
}

}  // namespace temgoc
