// Draws a recorded job's files, reads them back, gives them their names.
#pragma once

#include "operations/printing/print_task.h"
#include "temgoc/base/number_lock.h"
#include "temgoc/model/recorded_act.h"
#include "temgoc/printing/printing.h"

namespace temgoc {

// One label to nowhere, read back: what cannot be drawn or read must cost no serials.
Result<void> try_one(Workplace& workplace, const PrintTask& task);

// Holds a job while it is being printed; none where another process does.
std::optional<NumberLock> hold(const Workplace& workplace, std::int64_t job);

// What a recorded job is told as.
RecordedAct act_of(const PrintTask& task);

// The files that are not on record yet, and those that are but are no longer there as they were.
// Where it fails after some file was released, the job stands to be resumed; else all its labels
// are void. The errors of print_lot_labels once recorded. REQUIRES that the caller holds the job.
Result<PrintReport> run_print(Workplace& workplace, const PrintTask& task,
                              const ProgressSink& progress);

// Where the next job on a sheet of this stock may begin.
void remember_sheet(Workplace& workplace, const PrintTask& task);

}  // namespace temgoc
