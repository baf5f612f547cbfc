// Stocks that a lot's labels may go on, for whoever chooses one from pictures. Reads alone.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "temgoc/printing/preview_label.h"
#include "temgoc/printing/trial_items.h"
#include "temgoc/registry/registry.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

struct LotStock {
  LabelTemplate label;
  // It holds this lot's facts in its first language, and a printer on record prints it finely and
  // widely enough; with no printer on record, the one that the stock is for.
  bool fits = false;
};
// The workplace's templates for goods, by id. One that does not read is left out.
std::vector<LotStock> lot_stocks(const Registry& registry, const std::filesystem::path& folder,
                                 Day today, const Lot& lot);

// trial_item of trial_items.h, for a caller that has no Workplace.
TrialItems trial_item(const Registry& registry, Day today, const LabelTemplate& label,
                      const Lot& lot);

// A PNG of the lot's label at `dpi`, drawn as print_labels draws it. The code in it is as large as
// a printed one and proves nothing. Those of preview_label.
Result<std::string> lot_label_picture(const Registry& registry, Day today,
                                      const LabelTemplate& label, const Lot& lot, unsigned dpi);

// The picture of an invented item's label, for a person who has no lot yet.
Result<std::string> sample_label_picture(const LabelTemplate& label, unsigned dpi);

}  // namespace temgoc
