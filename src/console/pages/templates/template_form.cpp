// Lays what was typed into a template's text.
#include "console/pages/templates/template_form.h"

#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/label/label.h"
#include "temgoc/label/template_text.h"

namespace temgoc {
namespace {

using Look = TemplateKey::Look;
using Typed = std::map<std::string, std::string>;

// A form's text fields come with CR LF.
std::string with_plain_lines(std::string text) {
  std::erase(text, '\r');
  return text;
}

std::string without_last_breaks(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

const Json& member(const Json& object, const std::string& key) {
  static const Json none;
  return object.is_object() && object.contains(key) ? object.at(key) : none;
}

KeyPath path_of(TemplatePart part, std::size_t nth, const std::vector<std::string>& styles) {
  switch (part) {
    case TemplatePart::whole:
      return {};
    case TemplatePart::stock:
      return {"stock"};
    case TemplatePart::style:
      return {"style", styles.at(nth)};
    case TemplatePart::box:
      return {"box", std::to_string(nth)};
  }
  return {};
}

// Compares what was typed with what stands, key by key.
class TypedChanges {
 public:
  TypedChanges(Language language, const Typed& typed, TemplateForm& form)
      : language_(language), typed_(typed), form_(form) {}

  void take(TemplatePart part, const Json& standing, const std::string& prefix, KeyPath path) {
    for (const TemplateKey& key : template_keys(part)) {
      const Json& value = member(standing, key.key);
      KeyPath here = path;
      here.push_back(key.key);
      switch (key.look) {
        case Look::names:
          take_names(prefix + key.key, value, here);
          break;
        case Look::choices:
          take_choices(key, prefix + key.key, value, here);
          break;
        case Look::fields:
          take_fields(prefix + key.key, value, here);
          break;
        case Look::words:
          take_words(key, prefix + key.key, value, here);
          break;
        default:
          take_one(key, prefix + key.key, value, here);
      }
    }
  }
  const std::vector<TextChange>& changes() const { return changes_; }

 private:
  const std::string* sent(const std::string& control) const {
    const auto found = typed_.find(control);
    return found == typed_.end() ? nullptr : &found->second;
  }
  void set(const KeyPath& path, std::optional<Json> value) {
    changes_.push_back({path, std::move(value)});
  }

  void take_one(const TemplateKey& key, const std::string& control, const Json& standing,
                const KeyPath& path) {
    const std::string* const typed = sent(control);
    if (!typed) return;
    const std::string text = trimmed(*typed);
    if (text == trimmed(shown_value(language_, key, standing))) return;
    if (key.key == "kind" && standing.is_null() && text == "text") return;  // what is left out
    if (text.empty()) return set(path, std::nullopt);
    auto value = typed_value(key, text);
    if (value) return set(path, *value);
    form_.unread[control] = text;
    form_.faults.emplace_back(control, value.error());
  }

  void take_names(const std::string& control, const Json& standing, const KeyPath& path) {
    for (const char* language : {"vi", "en"}) {
      const std::string* const typed = sent(control + "." + language);
      const Json& value = member(standing, language);
      const std::string text = typed ? trimmed(*typed) : std::string();
      if (!typed || (value.is_string() && value == text)) continue;
      KeyPath here = path;
      here.emplace_back(language);
      set(here, text);
    }
  }

  void take_choices(const TemplateKey& key, const std::string& control, const Json& standing,
                    const KeyPath& path) {
    if (!sent(control + ".0")) return;
    Json list = Json::array();
    for (std::size_t i = 0; i < key.choices.size(); ++i) {
      const std::string* const typed = sent(control + "." + std::to_string(i));
      if (typed && !typed->empty() && std::ranges::find(list, Json(*typed)) == list.end())
        list.push_back(*typed);
    }
    take_list(std::move(list), standing, path);
  }

  // Those that stand keep their order.
  void take_fields(const std::string& control, const Json& standing, const KeyPath& path) {
    if (!sent(control)) return;
    Json list = Json::array();
    const auto ticked = [&](const std::string& field) { return sent(control + "." + field); };
    if (standing.is_array())
      for (const Json& each : standing)
        if (each.is_string() && ticked(each.get<std::string>())) list.push_back(each);
    for (const std::string_view field : label_field_names())
      if (ticked(std::string(field)) && std::ranges::find(list, Json(field)) == list.end())
        list.push_back(field);
    take_list(std::move(list), standing, path);
  }

  void take_list(Json list, const Json& standing, const KeyPath& path) {
    if (list.empty() && standing.is_null()) return;
    if (list == standing) return;
    set(path, list.empty() ? std::nullopt : std::optional(std::move(list)));
  }

  // One text for all languages wins over one for each.
  void take_words(const TemplateKey& key, const std::string& control, const Json& standing,
                  const KeyPath& path) {
    const auto text_of = [&](const std::string& name) {
      const std::string* const typed = sent(name);
      return typed ? without_last_breaks(with_plain_lines(*typed)) : std::string();
    };
    if (!sent(control)) return;
    const std::string all = text_of(control);
    const std::string old = without_last_breaks(shown_value(language_, key, standing));
    Json each = Json::object();
    bool same = all == old, any = false;
    for (const char* language : {"vi", "en", "vi-en"}) {
      if (!sent(control + "." + language)) continue;
      const std::string text = text_of(control + "." + language);
      const Json& value = member(standing, language);
      const std::string was =
          value.is_string() ? without_last_breaks(value.get<std::string>()) : std::string();
      same = same && text == was;
      any = any || !text.empty();
      each[language] = text;
    }
    if (same) return;
    if (!standing.is_null()) set(path, std::nullopt);
    if (!all.empty()) return set(path, all);
    if (!any) return;
    for (const auto& [language, text] : each.items()) {
      KeyPath here = path;
      here.push_back(language);
      set(here, text);
    }
  }

  Language language_;
  const Typed& typed_;
  TemplateForm& form_;
  std::vector<TextChange> changes_;
};

void take(TemplateForm& form, ChangedText changed) {
  form.toml = std::move(changed.toml);
  form.is_rewritten = form.is_rewritten || changed.rewritten;
}

bool is_style_name(const std::string& name) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !name.empty() && name.size() <= 32 && is_letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

// A name for a style that may be given; else the fault stands at the control.
bool is_free_style(const std::string& name, const std::vector<std::string>& styles,
                   const std::string& control, TemplateForm& form) {
  if (is_style_name(name) && std::ranges::find(styles, name) == styles.end()) return true;
  form.unread[control] = name;
  form.faults.emplace_back(
      control, Error{is_style_name(name) ? "template_style_exists" : "template_style_name", "style",
                     shortened(name)});
  return false;
}

void rename_styles(const Typed& typed, TemplateForm& form) {
  const auto styles = style_names(parse_toml(form.toml).value());
  for (std::size_t i = 0; i < styles.size(); ++i) {
    const std::string control = control_prefix(TemplatePart::style, i) + "name";
    const auto sent = typed.find(control);
    if (sent == typed.end() || trimmed(sent->second) == styles[i]) continue;
    const std::string name = trimmed(sent->second);
    if (is_free_style(name, styles, control, form))
      take(form, with_style_renamed(form.toml, styles[i], name));
  }
}

void lay_in(Language language, const Typed& typed, TemplateForm& form) {
  const auto value = parse_toml(form.toml);
  if (!value || is_too_long_for_form(*value)) {
    form.as_text = true;
    return;
  }
  const auto styles = style_names(*value);
  TypedChanges changes(language, typed, form);
  const auto part = [&](TemplatePart which, std::size_t nth) {
    const Json* const standing = part_at(*value, which, nth);
    changes.take(which, standing ? *standing : Json(), control_prefix(which, nth),
                 path_of(which, nth, styles));
  };
  part(TemplatePart::whole, 0);
  part(TemplatePart::stock, 0);
  for (std::size_t i = 0; i < styles.size(); ++i) part(TemplatePart::style, i);
  for (std::size_t i = 0; i < boxes_in(*value); ++i) part(TemplatePart::box, i);
  if (!changes.changes().empty()) take(form, with_changes(form.toml, changes.changes()));
  rename_styles(typed, form);
}

// --- Parts ---------------------------------------------------------------------------------------

double number_in(const Json& object, const char* key, double otherwise) {
  const Json& value = member(object, key);
  return value.is_number() ? value.get<double>() : otherwise;
}

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
  take(form, with_changes(form.toml, {{{"style", name, "size_pt"}, Json(7)}}));
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
  take(form, with_changes(form.toml, changes));
  form.goes_to = "styles";
}

bool change_box(const std::string& what, std::size_t nth, const Json& value, TemplateForm& form) {
  const std::size_t count = boxes_in(value);
  if (nth >= count) return what == "drop" || what == "copy" || what == "up" || what == "down";
  if (what == "drop") {
    take(form, without_box(form.toml, nth));
    form.goes_to = "boxes";
    form.open.clear();
  } else if (what == "copy") {
    take(form, with_box(form.toml, copied_box(value.at("box").at(nth)), count));
    show_box(form, count);
  } else if (what == "up" || what == "down") {
    const std::size_t first = what == "down" ? nth : nth - 1;
    const bool moves = what == "down" ? nth + 1 < count : nth > 0;
    if (moves) take(form, with_boxes_swapped(form.toml, first));
    show_box(form, !moves ? nth : what == "down" ? nth + 1 : nth - 1);
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::string control_prefix(TemplatePart part, std::size_t nth) {
  switch (part) {
    case TemplatePart::whole:
      return "r.";
    case TemplatePart::stock:
      return "k.";
    case TemplatePart::style:
      return "s." + std::to_string(nth) + ".";
    case TemplatePart::box:
      return "b." + std::to_string(nth) + ".";
  }
  return {};
}

std::vector<std::string> style_names(const Json& value) {
  std::vector<std::string> names;
  const Json& styles = member(value, "style");
  if (styles.is_object())
    for (const auto& [name, style] : styles.items()) names.push_back(name);
  return names;
}

std::size_t boxes_in(const Json& value) {
  const Json& boxes = member(value, "box");
  return boxes.is_array() ? boxes.size() : 0;
}

const Json* part_at(const Json& value, TemplatePart part, std::size_t nth) {
  if (part == TemplatePart::whole) return &value;
  if (part == TemplatePart::stock) return value.contains("stock") ? &value.at("stock") : nullptr;
  if (part == TemplatePart::box) return nth < boxes_in(value) ? &value.at("box").at(nth) : nullptr;
  const auto names = style_names(value);
  return nth < names.size() ? &value.at("style").at(names[nth]) : nullptr;
}

bool is_too_long_for_form(const Json& value) {
  constexpr std::size_t kMostControls = 1'900, kAround = 120, kOfBox = 19, kOfStyle = 13;
  return boxes_in(value) * kOfBox + style_names(value).size() * kOfStyle + kAround > kMostControls;
}

TemplateForm sent_form(const Visit& visit, const std::string& id) {
  TemplateForm form{.id = id, .version = visit.typed("version")};
  Typed typed;
  for (auto& [name, text] : visit.typed_fields()) typed.try_emplace(name, text);
  for (const std::string_view part : split(visit.typed("open"), ','))
    if (!part.empty() && part.size() < 16 && form.open.size() < 200) form.open.emplace(part);
  if (const auto text = typed.find("toml"); text != typed.end()) {
    form.as_text = true;
    form.toml = with_plain_lines(text->second);
    return form;
  }
  form.toml = with_plain_lines(typed["base"]);
  lay_in(visit.language(), typed, form);
  return form;
}

bool change_parts(const Visit& visit, const std::string& act, TemplateForm& form) {
  const auto value = parse_toml(form.toml);
  if (!value || form.as_text) return false;
  if (act == "add") {
    const auto& kinds = template_keys(TemplatePart::box).front().choices;
    const std::string kind = visit.typed("add_kind");
    const std::size_t count = boxes_in(*value);
    const bool known = std::ranges::find(kinds, kind) != kinds.end();
    take(form, with_box(form.toml, new_box(*value, known ? kind : "text"), count));
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
