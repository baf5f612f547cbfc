// Which column of a table is which.
#pragma once

#include <map>
#include <optional>
#include <string_view>

#include "temgoc/import/import.h"

namespace temgoc {

// Columns that an export of certifications adds for people, whose names an import passes over: they
// follow from the others. Words `export.certification.<name>`.
inline constexpr std::string_view kExportedForPeople[] = {"product", "ends_on"};

class ColumnMap {
 public:
  // `column_missing`, `header_duplicate`. Columns that nobody reads are added to `warnings`.
  // `needs_cooperative`: the rows must say whose they are. Where two columns name the cooperative
  // of a record, or the product of a certificate ("Mã HTX", "Tên HTX"), the second is beside() the
  // first.
  static Result<ColumnMap> match(ImportKind kind, const Table& table, bool needs_cooperative,
                                 std::vector<Error>& warnings);

  // From 0; none where the table has no such column.
  std::optional<std::size_t> index(std::string_view name) const;
  // The day in the header status_as_of_<yyyy_mm_dd>; none for a plain status column or no column.
  std::optional<Day> status_day() const { return status_day_; }

 private:
  Result<void> take(const std::string& name, std::size_t index, const Table& table);
  bool is_second_naming(ImportKind kind, const std::string& name, std::size_t index,
                        const Table& table) const;

  std::map<std::string, std::size_t, std::less<>> columns_;
  std::optional<Day> status_day_;
};

// What ColumnMap calls the second column that says the same reference in other words.
std::string beside(std::string_view reference);

// Takes the example row of a blank workbook out of `table`, since whoever filled it in may have
// left it there. Returns an `example_left_out` for each.
std::vector<Error> leave_out_examples(Table& table, const ColumnMap& columns, ImportKind kind);

// Returns true if a header is the name of a column that an import of `kind` reads.
bool is_import_column(ImportKind kind, std::string_view header);

// What messages call a column: as people write it, then as the documents do. REQUIRES a column of
// `kind`.
std::string shown_column(ImportKind kind, std::string_view name);

}  // namespace temgoc
