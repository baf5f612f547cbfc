// A print job as JSON: one form for the command line and the API.
#pragma once

#include "temgoc/base/json.h"
#include "temgoc/model/lot.h"
#include "temgoc/model/print_ledger.h"

namespace temgoc {

// As recorded before its first label. Every member is a key, always present; what there is none of
// is null.
Json job_json(const Lot& lot, const PrintJob& job);
// With its files and what became of it. `running`: a process is printing it now.
Json record_json(const Lot& lot, const PrintRecord& record, bool running);

}  // namespace temgoc
