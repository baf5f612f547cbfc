// What a workplace's own values make of a template.
#include <algorithm>

#include "placement.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

// What refuses a label in a job refuses a product's value here.
Error of_value(Error error, const LabelItem& item) {
  if (error.code == "glyph_missing") error.code = "value_letter_missing";
  if (error.code == "text_does_not_fit") error.code = "value_does_not_fit";
  if (error.code == "name_not_largest") error.code = "value_name_not_largest";
  const auto name = item.fields.find("product_name");
  error.args["product"] = name == item.fields.end() ? "" : shortened(name->second);
  return error;
}

}  // namespace

std::vector<Error> check_values(const LabelTemplate& label, const std::vector<LabelItem>& items) {
  const auto faces = label_faces();
  if (!faces) return {faces.error()};
  std::vector<Error> found;
  std::vector<std::optional<double>> name_sizes;
  for (const LabelItem& item : items) {
    const auto name_pt = name_size_pt(label, item, *faces);
    name_sizes.push_back(name_pt ? *name_pt : std::optional<double>());
  }
  for (std::size_t i = 0; i < label.boxes.size(); ++i)
    for (std::size_t at = 0; at < items.size(); ++at) {
      PlacedLabel placed;
      auto done = place_box(label, i, items[at], *faces, name_sizes[at], placed);
      if (!done) found.push_back(of_value(done.error(), items[at]));
    }
  return found;
}

std::vector<std::string> lacking_fields(const LabelTemplate& label, const LabelItem& item) {
  std::vector<std::string> lacking;
  for (const std::string& field : label.compulsory_fields)
    if (!is_known_in_any_language(item, field)) lacking.push_back(field);
  return lacking;
}

Result<LabelItem> widest_values(const std::vector<LabelItem>& items) {
  const auto faces = label_faces();
  if (!faces) return faces.error();
  LabelItem widest;
  const auto width = [&](const std::string& text) {
    return faces->regular.width(code_points(text));
  };
  for (const LabelItem& item : items) {
    widest.stars = std::max(widest.stars, item.stars);
    for (const auto& [name, value] : item.fields)
      if (std::string& most = widest.fields[name]; most.empty() || width(value) > width(most))
        most = value;
  }
  return widest;
}

}  // namespace temgoc
