// Imports a table row by row in one transaction, and rolls it back where any row has an error.

#include <array>

#include "operations/import/table_import.h"
#include "temgoc/base/text.h"
#include "temgoc/import/import_step.h"

namespace temgoc {

namespace {

constexpr std::string_view kRolledBack = "import_rolled_back";
constexpr std::array<std::string_view, 5> kKindNames{"cooperatives", "places", "products",
                                                     "certifications", "lots"};

}  // namespace

std::string to_text(ImportKind kind) {
  return std::string(kKindNames[static_cast<std::size_t>(kind)]);
}

std::optional<ImportKind> import_kind(std::string_view text) {
  for (std::size_t i = 0; i < kKindNames.size(); ++i) {
    if (kKindNames[i] == text) return static_cast<ImportKind>(i);
  }
  return std::nullopt;
}

std::vector<Error> leave_out_examples(Table& table, const ColumnMap& columns, ImportKind kind) {
  static constexpr std::array<std::string_view, 5> kIdColumns{"coop_id", "place_id", "product_id",
                                                              "cert_id", "lot"};
  const auto column = columns.index(kIdColumns[static_cast<std::size_t>(kind)]);
  std::vector<Error> notes;
  if (!column) return notes;
  std::erase_if(table.rows, [&](const Row& row) {
    const std::string id = trimmed(row.cells[*column].text);
    const bool is_example = is_utf8(id) && (folded(id) == "vi_du" || folded(id) == "example");
    if (is_example) notes.push_back({"example_left_out", {}, {}, Position{row.number, 0}, {}});
    return is_example;
  });
  return notes;
}

Result<Table> read_import_table(ImportKind kind, ByteView content, std::string_view name) {
  const KnownHeader known = [kind](std::string_view header) {
    return is_import_column(kind, header);
  };
  return read_table(content, name, known);
}

Result<ImportReport> import_table(Registry& registry, ImportKind kind, ByteView content,
                                  std::string_view name, Instant now, ImportOptions options) {
  auto table = read_import_table(kind, content, name);
  if (!table) return table.error();
  return import_table(registry, kind, std::move(*table), now, options);
}

Result<ImportReport> import_table(Registry& registry, ImportKind kind, Table table, Instant now,
                                  ImportOptions options) {
  ImportReport report;
  report.kind = kind;
  report.table = std::move(table);
  report.warnings = report.table.notes;
  const bool needs_cooperative = kind != ImportKind::cooperatives &&
                                 options.only_cooperative.empty() &&
                                 registry.cooperatives().size() != 1;
  const auto columns = ColumnMap::match(kind, report.table, needs_cooperative, report.warnings);
  if (!columns) return columns.error();
  for (Error& note : leave_out_examples(report.table, *columns, kind))
    report.warnings.push_back(std::move(note));
  const auto done = registry.transaction([&]() -> Result<void> {
    TableImport(registry, *columns, report, now, options).run();
    if (options.dry_run || !report.errors.empty()) return Error{std::string(kRolledBack)};
    return {};
  });
  if (!done && done.error().code != kRolledBack) return done.error();
  report.written = done.has_value();
  return report;
}

Result<ImportReport> import_record(Registry& registry, ImportKind kind, const RecordTexts& texts,
                                   Instant now, ImportOptions options) {
  Table table;
  table.format = "csv";
  table.rows.push_back({2, {}});
  for (const auto& [column, text] : texts) {
    table.header.push_back(column);
    table.rows.front().cells.push_back({text, false, {}});
  }
  auto report = import_table(registry, kind, std::move(table), now, std::move(options));
  if (!report) return report;
  // A row and a column mean nothing to whoever typed one record.
  for (auto* list : {&report->errors, &report->warnings})
    for (Error& each : *list) each.position.reset();
  return report;
}

std::string record_noun(ImportKind kind) {
  static constexpr std::array<std::string_view, 5> kNouns{"cooperative", "place", "product",
                                                          "certification", "lot"};
  return std::string(kNouns[static_cast<std::size_t>(kind)]);
}

std::vector<RowMessage> row_messages(const ImportReport& report, Language language) {
  std::vector<RowMessage> messages;
  for (const Error& error : report.errors) {
    const std::string remedy = hint(language, error);
    messages.push_back(
        {error.position->row, message(language, error) + (remedy.empty() ? "" : "; " + remedy)});
  }
  return messages;
}

}  // namespace temgoc
