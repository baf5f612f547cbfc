// What a workplace holds, as tables for people who work in Excel: lots, products, certifications,
// print jobs. docs/export.md.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/base/words.h"
#include "temgoc/tables/tables.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

enum class ExportKind { lots, products, certifications, jobs };
std::string to_text(ExportKind kind);

struct ExportOrder {
  ExportKind kind = ExportKind::lots;
  std::filesystem::path out = {};  // .xlsx or .csv
  bool replace = false;            // a file that is there
  std::string cooperative_id = {};
  std::optional<Day> from = {};  // of lots the pack day, of jobs the day of printing; both included
  std::optional<Day> until = {};
};

// Headers are in `language`, those of products and certifications as the import reads them (in
// English its own names). Of real and test lots alike, newest first; records by id.
SheetTable export_table(const Workplace& workplace, const ExportOrder& order, Language language);
// Writes it. How many rows. `table_format_unknown`, `cooperative_unknown`, `export_too_large` (args
// limit), `folder_not_found`, `export_exists` (without `replace`). SystemFailure
// `disk_write_failed`: then there is no new file.
Result<std::size_t> write_export(const Workplace& workplace, const ExportOrder& order,
                                 Language language);

}  // namespace temgoc
