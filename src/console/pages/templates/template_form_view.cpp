// Fills the form of a template, part by part, each with its controls.
#include "console/pages/templates/template_form_view.h"

#include <set>

#include "console/pages/choices.h"
#include "console/pages/templates/placed_faults.h"
#include "console/pages/templates/template_controls.h"
#include "console/pages/templates/template_value.h"
#include "temgoc/label/label.h"
#include "temgoc/label/template_text.h"

namespace temgoc {
namespace {

bool is_place(std::string_view key) {
  return key == "x_mm" || key == "y_mm" || key == "width_mm" || key == "height_mm";
}

View box_view(const Visit& visit, const Json& box, std::size_t nth, std::size_t count,
              const TemplateControls& controls) {
  const std::string kind = kind_of(box);
  const auto is_shown = [&](const TemplateKey& key) {
    return !is_place(key.key) &&
           (is_for_kind(key.key, kind) || (box.is_object() && box.contains(key.key)));
  };
  View item;
  item.set("nth", std::to_string(nth));
  item.set("title", box_title(visit, box, nth));
  item.set("kind", kind);
  item.set("place", controls.of_part(TemplatePart::box, nth,
                                     [](const TemplateKey& key) { return is_place(key.key); }));
  item.set("controls", controls.of_part(TemplatePart::box, nth, is_shown));
  item.set("is_first", View(nth == 0));
  item.set("is_last", View(nth + 1 == count));
  item.set("is_text_box", View(kind == "text"));
  return item;
}

// Parts with a fault, and those that were open.
std::set<std::string> open_parts(const TemplateForm& form, const std::vector<PlacedFault>& faults) {
  std::set<std::string> open = form.open;
  for (const PlacedFault& fault : faults)
    if (!fault.place.part.empty()) open.insert(fault.place.part);
  return open;
}

void put_styles(View& view, const Json& value, const TemplateControls& controls,
                const std::set<std::string>& open) {
  View styles = list_view();
  const auto names = style_names(value);
  for (std::size_t i = 0; i < names.size(); ++i) {
    View item;
    item.set("nth", std::to_string(i));
    item.set("name", names[i]);
    item.set("is_open", View(open.contains("style-" + std::to_string(i))));
    View list = list_view();
    list.push_back(controls.style_name(i, names[i]));
    item.set("name_control", std::move(list));
    item.set("controls",
             controls.of_part(TemplatePart::style, i, [](const TemplateKey&) { return true; }));
    styles.push_back(std::move(item));
  }
  put_list(view, "styles", std::move(styles));
}

void put_kinds(const Visit& visit, View& view) {
  View kinds = list_view();
  for (const std::string& kind : template_keys(TemplatePart::box).front().choices)
    put_choice(kinds, kind, visit.word("console.template.choice." + kind), kind == "text");
  view.set("kinds", std::move(kinds));
  View fields = list_view();
  for (const std::string_view field : label_field_names()) {
    View item;
    item.set("code", "{" + std::string(field) + "}");
    item.set("text", visit.word("console.template.field." + std::string(field)));
    fields.push_back(std::move(item));
  }
  view.set("fields", std::move(fields));
}

}  // namespace

void put_controls(const Visit& visit, View& view, const TemplateForm& form,
                  const TemplateLook& look) {
  const Json value = parse_toml(form.toml).value();
  const auto faults = placed_faults(visit, form, look, value);
  const std::set<std::string> open = open_parts(form, faults);
  const TemplateControls controls(visit, form, value, faults);
  const auto every = [](const TemplateKey&) { return true; };
  view.set("whole", controls.of_part(TemplatePart::whole, 0, every));
  view.set("stock", controls.of_part(TemplatePart::stock, 0, every));
  view.set("stock_open", View(open.contains("stock") || form.is_new));
  view.set("whole_open", View(open.contains("whole") || form.is_new));
  put_styles(view, value, controls, open);
  View boxes = list_view();
  const std::size_t count = boxes_in(value);
  for (std::size_t i = 0; i < count; ++i) {
    View item = box_view(visit, value.at("box").at(i), i, count, controls);
    item.set("is_open", View(open.contains("box-" + std::to_string(i))));
    boxes.push_back(std::move(item));
  }
  put_list(view, "boxes", std::move(boxes));
  put_kinds(visit, view);
  const auto style = form.unread.find("style_name");
  put(view, "style_typed", style == form.unread.end() ? "" : style->second);
  for (const auto& [control, error] : form.faults)
    if (control == "style_name") view.set("style_wrong", message(visit.language(), error));
}

}  // namespace temgoc
