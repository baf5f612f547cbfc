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

// What became of the labels of a run that failed.
enum class JobLeft {
  released,    // a file of them has its name
  voided,      // all of them
  kept,        // they may be on goods already, so they stay as they are
  not_voided,  // they should be void, and the registry did not take it
};
// The error that the run ends with. A fault of one label is told as it is, for it says the most;
// but that labels stand which should be void goes before it.
Error failed_print(std::int64_t job, JobLeft left, const Error& cause);

// The files that are not on record yet, and those that are but are no longer there as they were.
// Where it fails after some file was released, the job stands to be resumed; else all its labels
// are void. The errors of print_lot_labels once recorded. REQUIRES that the caller holds the job.
Result<PrintReport> run_print(Workplace& workplace, const PrintTask& task,
                              const ProgressSink& progress);

// Where the next job on a sheet of this stock may begin.
void remember_sheet(Workplace& workplace, const PrintTask& task);

}  // namespace temgoc
