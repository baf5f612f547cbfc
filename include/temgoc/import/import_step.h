// The import of a table as a step of a larger change: into the registry alone, without an act in
// the journal and without the log. An operation that records and settles calls it; no face does.
#pragma once

#include "temgoc/import/import.h"
#include "temgoc/model/recorded_act.h"

namespace temgoc {

// As those of import.h, in a transaction of their own, which joins the caller's. `now` dates the
// new versions.
Result<ImportReport> import_table(Registry& registry, ImportKind kind, ByteView content,
                                  std::string_view name, Instant now, ImportOptions options);
Result<ImportReport> import_table(Registry& registry, ImportKind kind, Table table, Instant now,
                                  ImportOptions options);
Result<ImportReport> import_record(Registry& registry, ImportKind kind, const RecordTexts& texts,
                                   Instant now, ImportOptions options);

// The act that the journal has of one record: none where nothing was stored.
RecordedAct record_act(const ImportReport& report);

}  // namespace temgoc
