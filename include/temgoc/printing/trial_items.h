// What a template is tried with before anything real is printed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/label/label.h"
#include "temgoc/model/lot.h"
#include "temgoc/workplace/site.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// What a template of this workplace has to hold: an item for each product that it is for (a service
// where it prints `product_link`), with the product's own values, the widest lot fields and the
// longest address in the code, whose seal is none. Without a workplace or a product: one invented
// item, and `sample` is set.
struct TrialItems {
  std::vector<LabelItem> items;
  bool sample = false;
  bool test = false;  // of a test lot
};
// `code` none: a lot's code as it is suggested. Else that one, and a serial wherever the template
// offers one.
TrialItems trial_items(Workplace* workplace, const LabelTemplate& label,
                       const std::optional<LotCode>& code = {});
// The same for a caller that only reads.
TrialItems trial_items(const Site& site, const LabelTemplate& label,
                       const std::optional<LotCode>& code = {});
// The code of so many letters, 1 to 20, that a template is tried with.
inline constexpr std::size_t kLongestLotCode = 20;
LotCode trial_lot_code(std::size_t letters = kLongestLotCode);
// Templates, of those that the workplace has, on which this lot's code is too long for its box or
// its symbol.
std::vector<std::string> templates_too_small(Workplace& workplace, const Lot& lot);
// The same for one real lot.
TrialItems trial_item(Workplace& workplace, const LabelTemplate& label, const Lot& lot);
// What refuses a job of these items because their records lack a language of the label:
// `allergens_untranslated`, `fact_untranslated` (value = the product's name, args item, column).
std::vector<Error> check_translations(const LabelTemplate& label,
                                      const std::vector<LabelItem>& items);

}  // namespace temgoc
