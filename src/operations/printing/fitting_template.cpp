#include "operations/printing/fitting_template.h"

#include <algorithm>

namespace temgoc {
namespace {

template <class Each>
bool holds(const std::vector<Each>& all, const Each& one) {
  return std::ranges::find(all, one) != all.end();
}

// Whether it says at least what the other one says, for the same purpose.
bool says_as_much(const LabelTemplate& label, const LabelTemplate& other, CodeKind kind) {
  return label.on_packs == other.on_packs && holds(label.codes, kind) &&
         holds(label.languages, other.language) &&
         std::ranges::all_of(other.compulsory_fields, [&](const std::string& field) {
           return holds(label.compulsory_fields, field);
         });
}

double area_mm2(const Stock& stock) { return stock.label_width_mm * stock.label_height_mm; }

}  // namespace

std::optional<std::string> fitting_template(const LabelTemplate& label, CodeKind kind,
                                            const LabelItem& item) {
  std::optional<LabelTemplate> smallest;
  for (const std::string& id : shipped_templates()) {
    auto parsed = parse_template(shipped_template(id).value(), id);
    if (!parsed || id == label.id || !says_as_much(*parsed, label, kind)) continue;
    auto shown = in_language(std::move(*parsed), label.language);
    if (!shown || !check_values(*shown, {item}).empty()) continue;
    if (!check_template(*shown, shown->stock.dpi, item.uri).empty()) continue;
    if (!smallest || area_mm2(shown->stock) < area_mm2(smallest->stock)) smallest = *shown;
  }
  if (!smallest) return std::nullopt;
  return smallest->id;
}

}  // namespace temgoc
