// One record as a person changes it: its values as an import would read them, and a guard against
// two people who change it at once.
#pragma once

#include <string>
#include <string_view>

#include "temgoc/import/import.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// What stands on record, column by column of import_columns, as an import reads it back. Empty:
// there is no such record.
RecordTexts record_texts(const Registry& registry, ImportKind kind, std::string_view id, Day today,
                         Language language);
// Names what stands now: another after every change. Empty: there is no such record.
std::string record_version(const Registry& registry, ImportKind kind, std::string_view id);
// Whose record it is; empty: there is none.
std::string cooperative_of_record(const Registry& registry, ImportKind kind, std::string_view id);

struct RecordChange {
  ImportKind kind = ImportKind::products;
  std::string id = {};  // empty: a new one, which the texts name or the program does
  RecordTexts texts = {};
  std::string version = {};           // that the person saw; of a new one empty
  std::string only_cooperative = {};  // whose records the person may write; empty: all
};
// Stores it, with its act in the journal, and publishes it in the log. What is wrong with the
// values is in the report, and then nothing is stored. `record_changed_meanwhile` where somebody
// else stored another version since, `record_unknown`, those of import_record and settle_logs.
Result<ImportReport> save_record(Workplace& workplace, const RecordChange& change);

}  // namespace temgoc
