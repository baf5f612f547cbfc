// Nothing is cut off in silence: a corrected printer may be asked to print beyond its paper.
#pragma once

#include "operations/printing/print_task.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// Draws the job's first label into every cell that the job uses, as the printer's correction moves
// it, and looks where its ink lies. `ink_outside_page` (value: by how many mm, args edge and
// over_mm) where some would be beyond the page, or beside the print head.
Result<void> check_ink(Workplace& workplace, const PrintTask& task);

}  // namespace temgoc
