// Gives a new box a free place, and changes the parts of a template as the buttons of the form say.
#include "console/pages/templates/template_parts.h"

#include <algorithm>

#include "console/pages/templates/template_value.h"
#include "console/pages/templates/typed_changes.h"
#include "temgoc/base/text.h"
#include "temgoc/label/template_text.h"

namespace temgoc {
namespace {

struct Place {
  double x = 0, y = 0, width = 0, height = 0;
};

Place place_of(const Json& box) {
  return {number_in(box, "x_mm", 0), number_in(box, "y_mm", 0), number_in(box, "width_mm", 0),
          number_in(box, "height_mm", 0)};
}

bool touch(const Place& a, const Place& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

Place usual_size(const std::string& kind, double width, double height) {
  const double side = std::min({width, height, 22.0});
  if (kind == "code") return {0, 0, side, side};
  if (kind == "image") return {0, 0, std::min(width, 16.0), std::min(height, 10.0)};
  if (kind == "stars") return {0, 0, std::min(width, 15.0), std::min(height, 3.0)};
  if (kind == "line") return {0, 0, width, std::min(height, 0.3)};
  if (kind == "rectangle") return {0, 0, std::min(width, 20.0), std::min(height, 10.0)};
  return {0, 0, std::min(width, 24.0), std::min(height, 4.0)};
}

double tenths(double mm) { return static_cast<double>(static_cast<long>(mm * 10 + 0.5)) / 10; }

// Where nothing else stands, from the top left corner; the corner where there is no such place.
Place free_place(const Json& value, const std::string& kind) {
  const Json& stock = member(value, "stock");
  const double safe = std::clamp(number_in(stock, "safe_mm", 1), 0.0, 50.0);
  const double width = std::clamp(number_in(stock, "label_width_mm", 60), 5.0, 2000.0) - 2 * safe;
  const double height = std::clamp(number_in(stock, "label_height_mm", 40), 5.0, 2000.0) - 2 * safe;
  Place place = usual_size(kind, std::max(width, 1.0), std::max(height, 1.0));
  place = {safe, safe, tenths(place.width - 0.05),
           kind == "line" ? place.height : tenths(place.height)};
  const double step = std::max(1.0, std::max(width, height) / 100);
  const Json& boxes = member(value, "box");
  for (double y = safe; y + place.height <= safe + height + 1e-6; y += step)
    for (double x = safe; x + place.width <= safe + width + 1e-6; x += step) {
      const Place here{tenths(x), tenths(y), place.width, place.height};
      if (std::ranges::none_of(boxes, [&](const Json& box) { return touch(here, place_of(box)); }))
        return here;
    }
  return place;
}

Json new_box(const Json& value, const std::string& kind) {
  Json box = Json::object();
  if (kind != "text") box["kind"] = kind;
  if (kind == "text") box["text"] = "{product_name}";
  if (kind == "image") {
    box["file"] = "logo.png";
    box["optional"] = true;
  }
  if (kind == "pattern") box["motif"] = "waves";
  const Place place = free_place(value, kind);
  box["x_mm"] = place.x;
  box["y_mm"] = place.y;
  box["width_mm"] = place.width;
  box["height_mm"] = place.height;
  return box;
}

Json copied_box(Json box) {
  for (const char* key : {"x_mm", "y_mm"}) box[key] = number_in(box, key, 0) + 1;
  return box;
}

void show_box(TemplateForm& form, std::size_t nth) {
  form.goes_to = "box-" + std::to_string(nth);
  form.open = {form.goes_to};
}

void add_style(const Visit& visit, const Json& value, TemplateForm& form) {
  const std::string name = visit.typed("style_name");
  const auto styles = style_names(value);
  if (!is_free_style(name, styles, "style_name", form)) return;
  take_text(form, with_changes(form.toml, {{{"style", name, "size_pt"}, Json(7)}}));
  form.goes_to = "style-" + std::to_string(styles.size());
  form.open.insert(form.goes_to);
}

void drop_style(const Json& value, std::size_t nth, TemplateForm& form) {
  const auto styles = style_names(value);
  if (nth >= styles.size()) return;
  std::vector<TextChange> changes{{{"style", styles[nth]}, std::nullopt}};
  for (std::size_t i = 0; i < boxes_in(value); ++i)
    if (member(value.at("box").at(i), "style") == styles[nth])
      changes.push_back({{"box", std::to_string(i), "style"}, std::nullopt});
  take_text(form, with_changes(form.toml, changes));
  form.goes_to = "styles";
}

bool change_box(const std::string& what, std::size_t nth, const Json& value, TemplateForm& form) {
  const std::size_t count = boxes_in(value);
  if (nth >= count) return what == "drop" || what == "copy" || what == "up" || what == "down";
  if (what == "drop") {
    take_text(form, without_box(form.toml, nth));
    form.goes_to = "boxes";
    form.open.clear();
  } else if (what == "copy") {
    take_text(form, with_box(form.toml, copied_box(value.at("box").at(nth)), count));
    show_box(form, count);
  } else if (what == "up" || what == "down") {
    const std::size_t first = what == "down" ? nth : nth - 1;
    const bool moves = what == "down" ? nth + 1 < count : nth > 0;
    if (moves) take_text(form, with_boxes_swapped(form.toml, first));
    show_box(form, !moves ? nth : what == "down" ? nth + 1 : nth - 1);
  } else {
    return false;
  }
  return true;
}

}  // namespace

bool change_parts(const Visit& visit, const std::string& act, TemplateForm& form) {
  const auto value = parse_toml(form.toml);
  if (!value || form.as_text) return false;
  if (act == "add") {
    const auto& kinds = template_keys(TemplatePart::box).front().choices;
    const std::string kind = visit.typed("add_kind");
    const std::size_t count = boxes_in(*value);
    const bool known = std::ranges::find(kinds, kind) != kinds.end();
    take_text(form, with_box(form.toml, new_box(*value, known ? kind : "text"), count));
    show_box(form, count);
    return true;
  }
  if (act == "style") {
    add_style(visit, *value, form);
    return true;
  }
  const std::size_t dash = act.find('-');
  const std::string number = dash == std::string::npos ? "" : act.substr(dash + 1);
  if (!is_digits(number) || number.size() > 4) return false;
  const std::size_t nth = std::stoul(number);
  const std::string what = act.substr(0, dash);
  if (what != "unstyle") return change_box(what, nth, *value, form);
  drop_style(*value, nth, form);
  return true;
}

std::string blank_template(double width_mm, double height_mm) {
  Json value{{"code", "lot_seal"},
             {"codes", {"lot_seal"}},
             {"name", {{"vi", "Mẫu mới"}, {"en", "New template"}}},
             {"stock",
              {{"page_width_mm", width_mm},
               {"page_height_mm", height_mm},
               {"label_width_mm", width_mm},
               {"label_height_mm", height_mm},
               {"safe_mm", 1},
               {"dpi", 203}}}};
  const double side = std::min({27.0, width_mm - 2, height_mm - 2});
  value["box"] = Json::array({{{"kind", "code"},
                               {"x_mm", tenths(width_mm - 1 - side)},
                               {"y_mm", 1},
                               {"width_mm", tenths(side)},
                               {"height_mm", tenths(side)}}});
  return template_toml(value);
}

}  // namespace temgoc
