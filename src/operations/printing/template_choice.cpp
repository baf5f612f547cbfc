// Tries the templates on a product, the smallest first.
#include "temgoc/printing/template_choice.h"

#include <algorithm>
#include <utility>

#include "operations/printing/fitting_template.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/trial_items.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

struct Candidate {
  LabelTemplate label;
  double area_mm2 = 0;
  bool is_sheet = false;
  bool is_unsealed = false;
  // The smallest first; of two as large the one whose code proves something.
  auto rank() const { return std::pair(area_mm2, is_unsealed); }
};

// The law lets small packs have smaller letters; how large this one is, no record says.
bool is_for_small_packs(const Stock& stock) {
  constexpr double kSmallFaceCm2 = 80;
  return stock.face_cm2 > 0 && stock.face_cm2 < kSmallFaceCm2;
}

// For packs of any size, in Vietnamese, by rank.
std::vector<Candidate> candidates(const Workplace& workplace) {
  std::vector<Candidate> found;
  for (const std::string& id : template_ids(workplace.folder())) {
    auto label = find_template(workplace.folder(), id);
    if (!label || !label->on_packs || label->language != LabelLanguage::vi) continue;
    if (label->e_label) continue;  // a person decides that
    const Stock stock = label->stock;
    if (is_for_small_packs(stock)) continue;
    const bool is_unsealed =
        std::ranges::find(label->codes, CodeKind::item_link) != label->codes.end();
    found.push_back({std::move(*label), label_area_mm2(stock), stock.rows > 1, is_unsealed});
  }
  std::ranges::stable_sort(found, {}, &Candidate::rank);
  return found;
}

bool holds(const LabelTemplate& label, const LabelItem& item) {
  return facts_left_out(label, item).empty() && has_room_for(label, item);
}

void take(const Candidate& candidate, const LabelItem& item, TemplateChoice& choice) {
  std::optional<std::string>& smallest = candidate.is_sheet ? choice.sheet : choice.roll;
  if (!smallest && holds(candidate.label, item)) smallest = candidate.label.id;
}

TemplateChoice named(const LabelItem& item) {
  return {item.fields.at("gtin"), item.fields.at("product_name"), {}, {}};
}

}  // namespace

std::vector<TemplateChoice> template_choices(Workplace& workplace) {
  std::vector<TemplateChoice> choices;
  if (workplace.registry().products("").empty()) return choices;
  for (const Candidate& candidate : candidates(workplace)) {
    const TrialItems trial = trial_items(&workplace, candidate.label);
    for (std::size_t i = 0; i < trial.items.size(); ++i) {
      if (choices.size() == i) choices.push_back(named(trial.items[i]));
      take(candidate, trial.items[i], choices[i]);
    }
  }
  return choices;
}

TemplateChoice template_choice(Workplace& workplace, const Lot& lot) {
  std::optional<TemplateChoice> choice;
  for (const Candidate& candidate : candidates(workplace)) {
    const LabelItem item = trial_item(workplace, candidate.label, lot).items.front();
    if (!choice) choice = named(item);
    take(candidate, item, *choice);
  }
  return choice.value_or(TemplateChoice{});
}

}  // namespace temgoc
