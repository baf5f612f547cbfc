// What the pages of an import share.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "console/frame.h"
#include "console/import_desk.h"

namespace temgoc {

// The draft in the address, where it is this person's. Null: there is none.
std::shared_ptr<ImportDraft> draft_in_sight(const Visit& visit);
std::string draft_href(const ImportDraft& draft, std::string_view step);
// Reads the content again as `draft.reading` says, and matches its columns: by what this
// cooperative's people said before, else by their names. Those of read_table.
Result<void> read_draft(const Visit& visit, ImportDraft& draft);

// Whether this person may bring tables of that kind: lots are signed, so they need more.
bool may_import(const Visit& visit, ImportKind kind);

// What the import would do with the draft's rows, whose headers are columns' names. Nothing is
// stored. Its messages call a column what the pages call it.
struct ImportTrial {
  ImportReport report;
  std::vector<LotOfRow> lots = {};        // of lots: what is there, or would be
  std::vector<Cooperative> signers = {};  // of lots: whose keys the new ones need
};
Result<ImportTrial> try_draft(const Visit& visit, Workplace& workplace, const ImportDraft& draft);
std::set<std::size_t> bad_rows(const ImportReport& report);

// Stores all rows, or those without a fault; what is stored leaves the draft. `import_rows_left`;
// of lots `key_locked` (value: the cooperative) where a key is not open to this session; those of
// the import.
Result<void> store_draft(const Visit& visit, ImportDraft& draft, bool good_alone);

}  // namespace temgoc
