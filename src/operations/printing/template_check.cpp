// Tries a template in each of its languages, and finds the longest item that it holds.
#include "temgoc/printing/template_check.h"

#include <algorithm>

namespace temgoc {
namespace {

std::size_t letters_of(const LabelItem& item) {
  std::size_t letters = 0;
  for (const auto& [field, value] : item.fields) letters += value.size();
  return letters;
}

LabelItem longest_that_fits(const LabelTemplate& label, LabelItem widest,
                            const std::vector<LabelItem>& items) {
  if (check_values(label, {widest}).empty()) return widest;
  const LabelItem* longest = nullptr;
  for (const LabelItem& item : items)
    if (check_values(label, {item}).empty() &&
        (!longest || letters_of(item) > letters_of(*longest)))
      longest = &item;
  return longest ? *longest : std::move(widest);
}

}  // namespace

Result<std::vector<Error>> template_faults(const LabelTemplate& label, unsigned dpi,
                                           const TrialItems& trial) {
  std::vector<Error> faults;
  const auto add = [&](const std::vector<Error>& found) {
    for (const Error& fault : found)
      if (std::ranges::find(faults, fault) == faults.end()) faults.push_back(fault);
  };
  for (const LabelLanguage language : label.languages) {
    auto shown = in_language(label, language);
    if (!shown) return shown.error();
    add(check_template(*shown, dpi, trial.items.front().uri));
    add(check_values(*shown, trial.items));
    add(check_translations(*shown, trial.items));
  }
  return faults;
}

Result<TrialItems> longest_item(const LabelTemplate& label, TrialItems trial) {
  auto widest = widest_values(trial.items);
  if (!widest) return widest.error();
  widest->uri = trial.items.front().uri;
  trial.items = {longest_that_fits(label, std::move(*widest), trial.items)};
  return trial;
}

}  // namespace temgoc
