// Nothing is cut off in silence: a corrected printer may be asked to print beyond its paper.
#pragma once

#include "temgoc/label/label.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// Draws `item`, with its marks where the head reaches the whole page, into every cell that a job of
// so many labels uses, as the printer's correction moves it, and looks where its ink lies, however
// light it is. Cut marks may be cut. `ink_outside_page` (value: by how many mm, args edge and
// over_mm) where some would be beyond the page, or beside the print head.
struct InkTrial {
  const LabelTemplate& label;
  const PrintSetup& setup;
  std::uint64_t drawn = 0;  // labels of the job, copies counted
  LabelItem item = {};
  bool test = false, sample = false;  // the marks that each label carries
};
Result<void> check_ink(Workplace& workplace, const InkTrial& trial);

}  // namespace temgoc
