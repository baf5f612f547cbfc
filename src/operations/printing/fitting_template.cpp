// Finds the smallest shipped template for one item.
#include "operations/printing/fitting_template.h"

#include <algorithm>
#include <tuple>

namespace temgoc {
namespace {

template <class Each>
bool holds(const std::vector<Each>& all, const Each& one) {
  return std::ranges::find(all, one) != all.end();
}

bool is_sheet(const Stock& stock) { return stock.rows > 1; }

// Whether it says at least what the other one says, for the same purpose.
bool says_as_much(const LabelTemplate& label, const LabelTemplate& other) {
  return label.on_packs == other.on_packs && label.e_label == other.e_label &&
         label.code != CodeKind::product_link && holds(label.languages, other.language) &&
         std::ranges::all_of(other.compulsory_fields, [&](const std::string& field) {
           return holds(label.compulsory_fields, field);
         });
}

}  // namespace

bool has_room_for(const LabelTemplate& label, const LabelItem& item) {
  return check_values(label, {item}).empty() &&
         check_template(label, label.stock.dpi, item.uri).empty();
}

double label_area_mm2(const Stock& stock) { return stock.label_width_mm * stock.label_height_mm; }

std::optional<std::string> fitting_template(const LabelTemplate& label, CodeKind kind,
                                            const LabelItem& item) {
  std::optional<LabelTemplate> smallest;
  const auto rank = [&label, kind](const LabelTemplate& each) {
    return std::tuple(!holds(each.codes, kind), is_sheet(each.stock) != is_sheet(label.stock),
                      label_area_mm2(each.stock));
  };
  for (const std::string& id : shipped_templates()) {
    auto parsed = parse_template(shipped_template(id).value(), id);
    if (!parsed || id == label.id || !says_as_much(*parsed, label)) continue;
    auto shown = in_language(std::move(*parsed), label.language);
    if (!shown || !has_room_for(*shown, item)) continue;
    if (!smallest || rank(*shown) < rank(*smallest)) smallest = *shown;
  }
  if (!smallest) return std::nullopt;
  return smallest->id;
}

}  // namespace temgoc
