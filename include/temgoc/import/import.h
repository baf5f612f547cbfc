// Records from a spreadsheet into the registry: a dry run first, then all of it or nothing.
// docs/import.md.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "temgoc/base/words.h"
#include "temgoc/registry/registry.h"
#include "temgoc/tables/tables.h"

namespace temgoc {

class Workplace;

// The first four are records, which import_table stores; lots are issued (lots/import_lots.h).
enum class ImportKind { cooperatives, places, products, certifications, lots };
inline constexpr std::array kRecordKinds = {ImportKind::cooperatives, ImportKind::places,
                                            ImportKind::products, ImportKind::certifications};
std::string to_text(ImportKind kind);
std::optional<ImportKind> import_kind(std::string_view text);

// A column that an import of that kind reads. A header is matched without marks, case and
// punctuation, so that "Mã HTX", "ma htx" and "MÃ_HTX" are one.
struct ImportColumn {
  std::string name;                  // coop_id; `status_as_of` stands for status_as_of_<yyyy_mm_dd>
  bool required = false;             // the column must be there; its cells may not be empty
                                     // (coop_id: where the registry has not exactly one)
  std::vector<std::string> aliases;  // Vietnamese, as people write them
};
const std::vector<ImportColumn>& import_columns(ImportKind kind);

// The name of the column that a header is taken for; empty: of none.
std::string import_column_of(ImportKind kind, std::string_view header);

// A workbook to fill in and import: the columns that most people need, one example row (which an
// import leaves out), drop-down lists and a sheet that explains each column. `registry` may be
// null; else the lists offer its cooperatives, products and places, or those of `only_cooperative`
// alone.
Bytes blank_import(ImportKind kind, const Registry* registry, Language language,
                   std::string_view only_cooperative = {});

struct ImportOptions {
  bool dry_run = false;  // everything, references included, then rolled back
  bool update = false;   // a record that stands there otherwise gets a new version
  // A row of another cooperative is refused, and one that names none is this one's; empty: any.
  std::string only_cooperative = {};
};

struct ImportReport {
  ImportKind kind = ImportKind::cooperatives;
  Table table;            // as read; for error_workbook
  std::size_t added = 0;  // rows: what storing did, or would have done; of lots: issued
  std::size_t updated = 0;
  std::size_t unchanged = 0;
  std::vector<std::string> ids = {};  // of the records, in the order of their rows
  std::string cooperative_id = {};    // whose records they are; empty: of several, or of none
  // All of them, by row. `field` is the header as the file has it, `position` row and column as
  // Excel counts them.
  std::vector<Error> errors;
  std::vector<Error> warnings;
  bool written = false;  // committed: no error and no dry run

  // The file says only what the registry knows already.
  bool changes_nothing() const { return errors.empty() && added == 0 && updated == 0; }
};

// The table of a file, read with an eye to the headers that an import of `kind` knows. Those of
// read_table.
Result<Table> read_import_table(ImportKind kind, ByteView content, std::string_view name);

// Reads, checks and stores the records of a table as one change: its act is in the journal, and the
// log tells of it when this returns. A dry run does neither. The caller must not pass
// ImportKind::lots. Those of Workplace::record and settle_logs. Whatever is wrong with cells is in
// the report, and then nothing is written; with the table as a whole, it is the error: what
// read_table refuses, `column_missing` (args columns, read), `header_duplicate` (two headers that
// mean one column). A row may leave its own id out: it then has the id of the record of that name
// (of a certificate: of the same numbers), else the next free one. Cooperative and product may be
// given by name.
//   a cell    `field_missing`, `cell_formula` (#REF! or a formula without result), `row_too_long`,
//             `identifier_excel_damaged`, `gtin_excel_damaged`, `leading_zero_lost` (a telephone),
//             `number_unreadable`, `number_ambiguous` ("1.234"), `number_not_whole`,
//             `number_out_of_range` (args low, high), `yes_no_unreadable`, `place_kind_unknown`,
//             `issuer_level_unknown`, `status_unknown`, `date_precision_differs` (args read),
//             `gtin_prefix_invalid`, and what clean_text, parse_day, VagueDate, Gtin, OcopGroup,
//             OcopSet, parse_record_id and check_rules refuse
//             `address_incomplete` (a street alone), `shelf_life_is_date`, `shelf_life_in_months`,
//             `net_content_without_unit`, `reference_ambiguous` (args kind, ids)
//   a record  `name_repeated` (args row; two rows of one name without ids), `id_repeated` and
//   `gtin_repeated` (args row: where it stood first),
//             `unknown_reference` (args kind), `product_of_other_cooperative` (args cooperative),
//             `gtin_taken` (args product), `record_differs` (args fields: what differs; without
//             `update`), and what Registry::store refuses
//             `cooperative_not_yours` (with `only_cooperative`)
//   warnings  the table's notes, `column_unknown`, `column_unknown_near` (args nearest),
//             `column_unnamed`, `example_left_out`, `cooperative_assumed` (args name, rows),
//             `ids_given` (args count, first, last), `address_of_districts`,
//             `status_contradicts` (args computed, day), the doubts of a product and of a
//             certificate, `green_claim_unproven` (a text of a product that no certificate in force
//             bears out), `green_claim_incomplete` (a green or organic certificate without issuer,
//             issue date or end, which therefore is not shown)
// An empty GTIN is allocated from the cooperative's block. What a column that the file lacks says
// of a record stays as it is; an empty cell empties it. `file` is what the act calls the table.
Result<ImportReport> import_table(Workplace& workplace, ImportKind kind, ByteView content,
                                  std::string_view file, const ImportOptions& options);
Result<ImportReport> import_table(Workplace& workplace, ImportKind kind, Table table,
                                  std::string_view file, const ImportOptions& options);

// A record as a person types it: the name of an import's column, and what its cell would hold.
using RecordTexts = std::vector<std::pair<std::string, std::string>>;
// One record by the same rules, with the same errors; their `field` is the column's name.
Result<ImportReport> import_record(Workplace& workplace, ImportKind kind, const RecordTexts& texts,
                                   const ImportOptions& options);
// Judges a first record as import_record does, where there is no workplace yet. It keeps nothing.
Result<ImportReport> try_record(ImportKind kind, const RecordTexts& texts, Instant now);
// What kind of record that is to Registry::history and in the words of acts: cooperative, place …
std::string record_noun(ImportKind kind);

// Errors that differ in nothing but the row where they stand.
struct RepeatedError {
  Error first;
  std::vector<std::size_t> rows;
};
// In the order in which they first stand.
std::vector<RepeatedError> gathered(const std::vector<Error>& errors);

// The errors as sentences with their remedies, for error_workbook.
std::vector<RowMessage> row_messages(const ImportReport& report, Language language);

}  // namespace temgoc
