// What takes a lot or its labels back.
#pragma once

#include "temgoc/workplace/workplace.h"

namespace temgoc {

// A recall of one lot, one product or one cooperative, from today on. `reason_missing`.
Result<void> recall_lot(Workplace& workplace, const Lot& lot, const Recall& recall);
// Takes back a lot that was issued by mistake, before any label of it was printed. `reason_missing`
// and those of Registry::cancel_lot. Fills in `at`.
Result<void> cancel_lot(Workplace& workplace, const Lot& lot, LotCancellation cancelled);
// Cancels sealed serials first..last of a lot, or one listed serial. `reason_missing`,
// `serial_not_issued`.
Result<void> void_labels(Workplace& workplace, const Lot& lot, Void voided);

}  // namespace temgoc
