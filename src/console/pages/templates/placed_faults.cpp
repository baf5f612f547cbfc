// Finds the control of each fault, and lists the faults for the page.
#include "console/pages/templates/placed_faults.h"

#include <algorithm>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

View fault_item(const Visit& visit, const PlacedFault& fault, bool as_text) {
  View item;
  item.set("message", message(visit.language(), fault.error));
  put(item, "hint", hint(visit.language(), fault.error));
  if (as_text) return item;
  if (!fault.place.control.empty())
    item.set("href", "#" + control_id(fault.place.control));
  else if (!fault.place.part.empty())
    item.set("href", "#" + fault.place.part);
  return item;
}

}  // namespace

std::string control_id(std::string control) {
  std::ranges::replace(control, '.', '-');
  return "c-" + control;
}

std::vector<PlacedFault> placed_faults(const Visit& visit, const TemplateForm& form,
                                       const TemplateLook& look, const Json& value) {
  std::vector<PlacedFault> all;
  for (const auto& [control, error] : form.faults) {
    ControlPlace place{.control = control};
    const auto parts = split(control, '.');
    if (parts.size() > 1 && parts[0] == "b") place.part = "box-" + std::string(parts[1]);
    if (parts.size() > 1 && parts[0] == "s") place.part = "style-" + std::string(parts[1]);
    all.push_back({error, std::move(place)});
  }
  for (const Error& fault : look.faults) {
    PlacedFault placed{fault,
                       place_of_fault(visit, fault, value, look.label ? &*look.label : nullptr)};
    if (!placed.place.words.empty() && fault.field.starts_with('/'))
      placed.error.field = placed.place.words;
    all.push_back(std::move(placed));
  }
  return all;
}

void put_faults(const Visit& visit, View& view, const std::vector<PlacedFault>& faults,
                bool as_text) {
  constexpr std::size_t kMostFaults = 50;
  View list = list_view();
  for (std::size_t i = 0; i < std::min(faults.size(), kMostFaults); ++i)
    list.push_back(fault_item(visit, faults[i], as_text));
  put_list(view, "check_faults", std::move(list));
}

}  // namespace temgoc
