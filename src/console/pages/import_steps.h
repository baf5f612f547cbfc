// What the pages of an import share.
#pragma once

#include <memory>
#include <string>

#include "console/frame.h"
#include "console/import_desk.h"

namespace temgoc {

// The draft in the address, where it is this person's. Null: there is none.
std::shared_ptr<ImportDraft> draft_in_sight(const Visit& visit);
std::string draft_href(const ImportDraft& draft, std::string_view step);
// Reads the content again as `draft.reading` says, and matches its columns: by what this
// cooperative's people said before, else by their names. Those of read_table.
Result<void> read_draft(const Visit& visit, ImportDraft& draft);

}  // namespace temgoc
