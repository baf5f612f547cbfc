// The first two steps of an import: the file or the pasted cells, and how they were understood.
#include <algorithm>
#include <array>

#include "console/pages/import_draft.h"
#include "console/pages/import_steps.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/print_form.h"
#include "console/pages/record_fields.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::array kKinds = {ImportKind::lots, ImportKind::products, ImportKind::certifications,
                               ImportKind::places, ImportKind::cooperatives};
constexpr std::size_t kSampleRows = 3, kMostSheetName = 40;

View kind_view(const Visit& visit, ImportKind kind, const std::string& chosen) {
  View item;
  item.set("value", to_text(kind));
  item.set("text", visit.word("console.records." + to_text(kind)));
  item.set("what", visit.word("console.import." + to_text(kind)));
  item.set("chosen", View(to_text(kind) == chosen));
  return item;
}

HttpResponse start_page(Visit& visit, const std::optional<Error>& error) {
  const std::string asked = visit.asked("kind"), sent = visit.typed("kind");
  const std::string chosen = !sent.empty() ? sent : !asked.empty() ? asked : "products";
  View kinds = list_view(), view;
  for (const ImportKind kind : kKinds)
    if (may_import(visit, kind) && (kind != ImportKind::cooperatives || visit.scope().empty()))
      kinds.push_back(kind_view(visit, kind, chosen));
  put_list(view, "kinds", std::move(kinds));
  put(view, "pasted", visit.typed("pasted"));
  put_kept_drafts(visit, view);
  if (error) put_error(visit, view, *error);
  return console_page(visit,
                      {.template_name = "import",
                       .title = visit.word("console.nav.import"),
                       .section = "import",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

bool is_taken(const std::vector<std::string>& columns, const std::string& name) {
  return !name.empty() && std::ranges::find(columns, name) != columns.end();
}

View column_options(const Visit& visit, const ImportDraft& draft, const std::string& chosen) {
  View options = list_view();
  for (const ImportColumn& column : import_columns(draft.kind)) {
    View option;
    option.set("value", column.name);
    option.set("text",
               column_words(visit, draft.kind, column.name) + (column.required ? " *" : ""));
    option.set("chosen", View(column.name == chosen));
    options.push_back(std::move(option));
  }
  return options;
}

std::string sample_of(const Table& table, std::size_t column) {
  std::string text;
  std::size_t shown = 0;
  for (const Row& row : table.rows) {
    if (column >= row.cells.size() || trimmed(row.cells[column].text).empty()) continue;
    text += (text.empty() ? "" : " · ") + shortened(trimmed(row.cells[column].text), 40);
    if (++shown == kSampleRows) break;
  }
  return text;
}

void put_columns(const Visit& visit, View& view, const ImportDraft& draft) {
  View list = list_view();
  for (std::size_t i = 0; i < draft.table.header.size(); ++i) {
    View row;
    row.set("number", std::to_string(i));
    const std::string header = trimmed(draft.table.header[i]);
    row.set("header", header.empty() ? visit.word("console.import.unnamed") : header);
    put(row, "sample", sample_of(draft.table, i));
    row.set("unmatched", View(draft.columns[i].empty()));
    put_list(row, "options", column_options(visit, draft, draft.columns[i]));
    list.push_back(std::move(row));
  }
  put_list(view, "columns", std::move(list));
}

View option_of(const std::string& value, const std::string& text, bool chosen) {
  View option;
  option.set("value", value);
  option.set("text", text);
  option.set("chosen", View(chosen));
  return option;
}

// A workbook says its letters' numbers itself; what a font made of them it does not say.
std::vector<std::string_view> encodings_of(const Table& table) {
  if (table.format == "xlsx") return {"utf-8", "tcvn3", "vni"};
  return {"utf-8", "utf-16le", "utf-16be", "windows-1258", "tcvn3", "vni"};
}

void put_encodings(const Visit& visit, View& view, const ImportDraft& draft) {
  const std::string now = draft.table.encoding.empty() ? "utf-8" : draft.table.encoding;
  View list = list_view();
  for (const std::string_view each : encodings_of(draft.table)) {
    const bool plain = draft.table.format == "xlsx" && each == "utf-8";
    const std::string name = plain ? "unicode" : std::string(each);
    list.push_back(
        option_of(std::string(each), visit.word("console.import.encoding." + name), each == now));
  }
  put_list(view, "encodings", std::move(list));
  view.set("converted", View(now == "windows-1258" || now == "tcvn3" || now == "vni"));
}

// Sheet, header row, separator, encoding: each beside what changes it.
void put_reading(Visit& visit, View& view, const ImportDraft& draft) {
  const Table& table = draft.table;
  view.set("file", draft.file);
  view.set("kind", visit.word("console.records." + to_text(draft.kind)));
  view.set("rows", number_words(visit, table.rows.size()));
  view.set("header_row", std::to_string(table.header_row));
  put_encodings(visit, view, draft);
  View sheets = list_view(), separators = list_view();
  for (const std::string& each : table.sheets)
    sheets.push_back(option_of(each, shortened(each, kMostSheetName), each == table.sheet));
  if (table.separator != 0)
    for (auto [sign, name] : {std::pair{',', "comma"}, {';', "semicolon"}, {'\t', "tab"}})
      separators.push_back(option_of(name, visit.word(std::string("console.import.") + name),
                                     table.separator == sign));
  put_list(view, "sheets", std::move(sheets));
  put_list(view, "separators", std::move(separators));
  put_errors(visit, view, "notes", table.notes);
}

HttpResponse columns_page(Visit& visit, const ImportDraft& draft,
                          const std::optional<Error>& error) {
  View view;
  view.set("action", draft_href(draft, "columns"));
  put_reading(visit, view, draft);
  put_columns(visit, view, draft);
  if (error) put_error(visit, view, *error);
  return console_page(visit,
                      {.template_name = "import_columns",
                       .title = visit.word("console.import.columns"),
                       .section = "import",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

void take_reading(const Visit& visit, ImportDraft& draft) {
  const std::string row = visit.typed("header_row"), separator = visit.typed("separator");
  if (is_digits(row) && row.size() < 7) draft.reading.header_row = std::stoul(row);
  if (separator == "comma") draft.reading.separator = ',';
  if (separator == "semicolon") draft.reading.separator = ';';
  if (separator == "tab") draft.reading.separator = '\t';
  const auto known = encodings_of(draft.table);
  if (const std::string encoding = visit.typed("encoding");
      std::ranges::find(known, encoding) != known.end())
    draft.reading.encoding = encoding;
  if (const std::string sheet = visit.typed("sheet"); !sheet.empty() && sheet != draft.table.sheet)
    draft.reading = {0, draft.reading.separator, sheet, draft.reading.encoding};
}

// Two of the file's columns cannot be one of the record's, and some a record needs.
Result<void> check_columns(const Visit& visit, const ImportDraft& draft) {
  std::string missing;
  for (const ImportColumn& column : import_columns(draft.kind)) {
    const auto times = std::ranges::count(draft.columns, column.name);
    if (times > 1)
      return Error{"column_chosen_twice", {}, column_words(visit, draft.kind, column.name)};
    if (times == 0 && column.required)
      missing += (missing.empty() ? "" : ", ") + column_words(visit, draft.kind, column.name);
  }
  if (!missing.empty()) return Error{"column_not_chosen", {}, missing};
  return {};
}

void take_columns(const Visit& visit, ImportDraft& draft) {
  const auto& known = import_columns(draft.kind);
  for (std::size_t i = 0; i < draft.columns.size(); ++i) {
    const std::string chosen = visit.typed("column-" + std::to_string(i));
    const bool is_known = std::ranges::any_of(
        known, [&](const ImportColumn& column) { return column.name == chosen; });
    draft.columns[i] = is_known ? chosen : std::string();
  }
}

void keep_choices(const Visit& visit, const ImportDraft& draft) {
  for (std::size_t i = 0; i < draft.columns.size(); ++i) {
    const std::string header = folded(to_nfc(draft.table.header[i]));
    if (!header.empty())
      visit.accounts().keep_column_choice(visit.scope(), to_text(draft.kind), header,
                                          draft.columns[i]);
  }
}

}  // namespace

namespace {

// An old encoding that was told from the bytes or the words is taken for granted and shown beside
// what changes it: nobody who keeps such a table knows its encoding's name.
Result<Table> table_of(ImportDraft& draft) {
  const KnownHeader known = [&](std::string_view header) {
    return !import_column_of(draft.kind, header).empty();
  };
  auto table = read_table(as_bytes(draft.content), draft.file, known, draft.reading);
  if (!draft.reading.encoding.empty()) return table;
  if (!table && table.error().code != "table_encoding_named") return table;
  const std::string old =
      table ? old_font_of(*table) : ascii_lower(table.error().args.at("encoding"));
  if (old.empty()) return table;
  draft.reading.encoding = old;
  return read_table(as_bytes(draft.content), draft.file, known, draft.reading);
}

}  // namespace

std::shared_ptr<ImportDraft> draft_in_sight(const Visit& visit) {
  auto draft = visit.house().imports.find(visit.place(0), visit.user().id);
  if (!draft)
    if (auto kept = kept_draft(visit, visit.place(0))) draft = visit.house().imports.put(kept);
  return draft && may_import(visit, draft->kind) ? draft : nullptr;
}

std::string draft_href(const ImportDraft& draft, std::string_view step) {
  return "/import/" + draft.name + "/" + std::string(step);
}

Result<void> read_draft(const Visit& visit, ImportDraft& draft) {
  auto table = table_of(draft);
  if (!table) return table.error();
  draft.table = *std::move(table);
  draft.columns.clear();
  draft.matched = false;
  draft.mended.clear();
  draft.gone.clear();
  const auto said = visit.accounts().column_choices(visit.scope(), to_text(draft.kind));
  for (const std::string& header : draft.table.header) {
    const auto choice = said.find(folded(to_nfc(header)));
    std::string name = choice == said.end() ? import_column_of(draft.kind, header) : choice->second;
    draft.columns.push_back(is_taken(draft.columns, name) ? std::string() : std::move(name));
  }
  return {};
}

HttpResponse import_page(Visit& visit) { return start_page(visit, {}); }

HttpResponse import_sent(Visit& visit) {
  const auto kind = import_kind(visit.typed("kind"));
  if (!kind) return start_page(visit, Error{"field_missing", "kind"});
  if (!may_import(visit, *kind)) return no_right_page(visit);
  auto draft = std::make_shared<ImportDraft>();
  draft->name = once(visit);
  draft->owner = visit.user().id;
  draft->kind = *kind;
  const auto file = visit.sent_file("file");
  draft->file = file ? file->file_name : visit.word("console.import.pasted");
  draft->content = file ? std::string(file->content) : visit.typed("pasted");
  if (draft->content.empty()) return start_page(visit, Error{"import_nothing_sent", "file"});
  if (auto read = read_draft(visit, *draft); !read) return start_page(visit, read.error());
  keep_new_draft(visit, *draft);
  visit.house().imports.put(draft);
  return redirect(draft_href(*draft, "columns"));
}

HttpResponse import_dropped(Visit& visit) {
  if (const auto draft = draft_in_sight(visit)) {
    visit.accounts().forget_draft(draft->name, visit.user().id);
    visit.house().imports.drop(draft->name);
  }
  return redirect("/import");
}

HttpResponse blank_workbook_file(Visit& visit) {
  const auto kind = import_kind(visit.place(0));
  if (!kind) return not_found_page(visit);
  const Bytes workbook = blank_import(*kind, &visit.registry(), visit.language(), visit.scope());
  return document_answer(std::string(as_text(workbook)), "temgoc-" + to_text(*kind) + ".xlsx");
}

HttpResponse import_columns_page(Visit& visit) {
  const auto draft = draft_in_sight(visit);
  if (!draft) return not_found_page(visit);
  const std::lock_guard lock(draft->busy);
  return columns_page(visit, *draft, {});
}

HttpResponse import_columns_sent(Visit& visit) {
  const auto draft = draft_in_sight(visit);
  if (!draft) return not_found_page(visit);
  const std::lock_guard lock(draft->busy);
  if (!visit.typed("read_again").empty()) {
    const TableReading before = draft->reading;
    take_reading(visit, *draft);
    if (auto read = read_draft(visit, *draft); !read) {
      draft->reading = before;
      return columns_page(visit, *draft, read.error());
    }
    keep_draft(visit, *draft);
    return redirect(draft_href(*draft, "columns"));
  }
  take_columns(visit, *draft);
  draft->matched = false;
  keep_draft(visit, *draft);
  if (auto right = check_columns(visit, *draft); !right)
    return columns_page(visit, *draft, right.error());
  keep_choices(visit, *draft);
  draft->matched = true;
  keep_draft(visit, *draft);
  return redirect(draft_href(*draft, "rows"));
}

}  // namespace temgoc
