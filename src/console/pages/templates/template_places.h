// Places in a template: of a fault, of a control, as people call them.
#pragma once

#include <string>

#include "console/pages/templates/template_form.h"
#include "console/visit.h"
#include "temgoc/label/label.h"

namespace temgoc {

// "4 · Chữ – NSX: {packed_on}"
std::string box_title(const Visit& visit, const Json& box, std::size_t nth);
std::string key_title(const Visit& visit, TemplatePart part, std::string_view key);

struct ControlPlace {
  std::string control = {};  // "b.3.x_mm"; empty: no control of the form
  std::string part = {};     // "box-3", "style-0", "stock" …: what must stand open
  std::string words = {};    // "ô 4, rộng (mm)"
};
// Where a fault of the reader or the check is mended. `label` null: it does not read.
ControlPlace place_of_fault(const Visit& visit, const Error& fault, const Json& value,
                            const LabelTemplate* label);
// The same of a key's path.
ControlPlace place_of_path(const Visit& visit, const std::vector<std::string>& path,
                           const Json& value);

}  // namespace temgoc
