// A print job as JSON: one form for the command line and the API.
#pragma once

#include "temgoc/base/json.h"
#include "temgoc/model/lot.h"
#include "temgoc/model/print_ledger.h"

namespace temgoc {

// The job as it was recorded before its first label was drawn. Every member is always there; what
// the job has none of is null.
Json job_json(const Lot& lot, const PrintJob& job);
// The same with the job's files and what became of them. `running`: a process is printing it now.
Json record_json(const Lot& lot, const PrintRecord& record, bool running);

}  // namespace temgoc
