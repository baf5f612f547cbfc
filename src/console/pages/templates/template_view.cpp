// Draws a template, checks it, and fills the page's controls and lists.
#include "console/pages/templates/template_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "console/frame.h"
#include "console/pages/choices.h"
#include "console/pages/lot_views.h"
#include "console/pages/templates/template_places.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/text.h"
#include "temgoc/label/code_size.h"
#include "temgoc/label/template_text.h"
#include "temgoc/printing/lot_stocks.h"
#include "temgoc/printing/preview_label.h"
#include "temgoc/printing/template_check.h"
#include "temgoc/printing/template_versions.h"

namespace temgoc {
namespace {

using Look = TemplateKey::Look;

constexpr double kPicturePixels = 1'100;
constexpr unsigned kLotsToChoose = 20;

// --- Looking -------------------------------------------------------------------------------------

unsigned picture_dpi(const Stock& stock) {
  const double side = std::max(stock.label_width_mm, stock.label_height_mm);
  return static_cast<unsigned>(std::clamp(kPicturePixels * 25.4 / side, 12.0, 300.0));
}

Result<TrialItems> items_to_draw(const Visit& visit, const LabelTemplate& label,
                                 const LookWish& wish, TrialItems trial) {
  if (!wish.lot.empty() && label.code != CodeKind::product_link)
    if (const auto lot = lot_in_sight(visit, wish.lot))
      return trial_item(visit.registry(), visit.site().today(), label, *lot);
  return longest_item(label, std::move(trial));
}

void draw(const Visit& visit, const LabelTemplate& label, const LookWish& wish, TrialItems trial,
          TemplateLook& look) {
  LabelTemplate shown = label;
  if (const auto language = label_language(wish.language))
    if (auto other = in_language(label, *language)) shown = *std::move(other);
  auto items = items_to_draw(visit, shown, wish, std::move(trial));
  if (!items) {
    look.undrawn = items.error();
    return;
  }
  look.is_sample = items->sample;
  auto png = label_picture(shown, *items, picture_dpi(label.stock));
  if (png)
    look.png = *std::move(png);
  else
    look.undrawn = png.error();
}

// --- The drawing ---------------------------------------------------------------------------------

std::string mm_text(double mm) { return fmt::format("{:.4g}", mm); }

double number_in(const Json& object, const char* key, double otherwise) {
  return object.is_object() && object.contains(key) && object.at(key).is_number()
             ? object.at(key).get<double>()
             : otherwise;
}

std::string kind_of(const Json& box) {
  return box.is_object() && box.contains("kind") && box.at("kind").is_string()
             ? box.at("kind").get<std::string>()
             : "text";
}

View drawn_box(const Visit& visit, const Json& box, std::size_t nth, bool is_bad) {
  View item;
  item.set("nth", std::to_string(nth));
  item.set("number", std::to_string(nth + 1));
  item.set("kind", kind_of(box));
  item.set("title", box_title(visit, box, nth));
  for (const auto& [name, key] :
       {std::pair{"x", "x_mm"}, {"y", "y_mm"}, {"w", "width_mm"}, {"h", "height_mm"}})
    item.set(name, mm_text(std::clamp(number_in(box, key, 0), 0.0, 4000.0)));
  item.set("bad", View(is_bad));
  return item;
}

View drawing_of(const Visit& visit, const Json& value, const TemplateLook& look,
                const std::set<std::string>& bad) {
  View drawing;
  const Json* const stock = part_at(value, TemplatePart::stock, 0);
  const double width =
      stock ? std::clamp(number_in(*stock, "label_width_mm", 60), 1.0, 4000.0) : 60;
  const double height =
      stock ? std::clamp(number_in(*stock, "label_height_mm", 40), 1.0, 4000.0) : 40;
  const double safe = stock ? std::clamp(number_in(*stock, "safe_mm", 0), 0.0, 50.0) : 0;
  drawing.set("width", mm_text(width));
  drawing.set("height", mm_text(height));
  drawing.set("safe", mm_text(safe));
  drawing.set("safe_width", mm_text(std::max(0.0, width - 2 * safe)));
  drawing.set("safe_height", mm_text(std::max(0.0, height - 2 * safe)));
  drawing.set("letter", mm_text(std::max(width, height) / 42));
  put(drawing, "png", to_base64(as_bytes(look.png)));  // the page's own picture: no second request
  View boxes = list_view();
  for (std::size_t i = 0; i < boxes_in(value); ++i)
    boxes.push_back(
        drawn_box(visit, value.at("box").at(i), i, bad.contains("box-" + std::to_string(i))));
  drawing.set("boxes", std::move(boxes));
  return drawing;
}

// --- Faults --------------------------------------------------------------------------------------

struct PlacedFault {
  Error error;
  ControlPlace place;
};

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

void put_faults(const Visit& visit, View& view, const std::vector<PlacedFault>& faults,
                bool as_text) {
  constexpr std::size_t kMostFaults = 50;
  View list = list_view();
  for (std::size_t i = 0; i < std::min(faults.size(), kMostFaults); ++i)
    list.push_back(fault_item(visit, faults[i], as_text));
  put_list(view, "check_faults", std::move(list));
}

void put_code_words(const Visit& visit, View& view, const TemplateLook& look) {
  if (!look.label) return;
  const auto trial = trial_items(visit.site(), *look.label);
  const auto code = code_size(*look.label, look.label->stock.dpi, trial.items.front().uri);
  if (!code) return;
  const auto decimal = [&](double mm, int digits) {
    return number_words(visit, fmt::format("{:.{}f}", mm, digits));
  };
  view.set("code_words",
           visit.word(code->is_easy ? "template.check.code" : "template.check.code.fine",
                      {{"module_mm", decimal(code->module_mm, 2)},
                       {"side_mm", decimal(code->side_mm, 1)},
                       {"distance_cm", std::to_string(std::lround(code->distance_mm / 10))}}));
}

void put_wishes(const Visit& visit, View& view, const TemplateLook& look, const LookWish& wish) {
  View lots = list_view(), languages = list_view();
  put_choice(lots, "", visit.word("console.template.longest"), wish.lot.empty());
  const bool has_lots = !look.label || look.label->code != CodeKind::product_link;
  if (has_lots)
    for (const Lot& lot : visit.registry().lots({.limit = kLotsToChoose}))
      put_choice(lots, lot.short_code.printed(), product_name(lot) + " · " + lot.code.text(),
                 lot.short_code.printed() == wish.lot);
  view.set("look_lots", std::move(lots));
  if (!look.label || look.label->languages.size() < 2) return;
  for (const LabelLanguage each : look.label->languages)
    put_choice(languages, to_text(each), visit.word("console.template.choice." + to_text(each)),
               to_text(each) == wish.language);
  view.set("look_languages", std::move(languages));
}

// --- Controls ------------------------------------------------------------------------------------

class Controls {
 public:
  Controls(const Visit& visit, const TemplateForm& form, const Json& value,
           const std::vector<PlacedFault>& faults)
      : visit_(visit), form_(form), value_(value), faults_(faults) {
    const Json* const languages = value.contains("languages") ? &value.at("languages") : nullptr;
    if (languages && languages->is_array())
      for (const Json& each : *languages)
        if (each.is_string()) languages_.push_back(each.get<std::string>());
  }

  // Those of a part that `wanted` lets through, in the schema's order.
  View of_part(TemplatePart part, std::size_t nth,
               const std::function<bool(const TemplateKey&)>& wanted) const {
    View list = list_view();
    const Json* const object = part_at(value_, part, nth);
    for (const TemplateKey& key : template_keys(part))
      if (wanted(key)) add(list, part, key, control_prefix(part, nth) + key.key, object);
    return list;
  }

  View style_name(std::size_t nth, const std::string& name) const {
    View item = control(control_prefix(TemplatePart::style, nth) + "name",
                        visit_.word("console.template.style_name"), name);
    item.set("is_line", View(true));
    return item;
  }

 private:
  View control(const std::string& name, std::string title, std::string value) const {
    View item;
    item.set("id", control_id(name));
    item.set("name", name);
    item.set("title", std::move(title));
    const auto unread = form_.unread.find(name);
    item.set("value", unread == form_.unread.end() ? std::move(value) : unread->second);
    std::string wrong;
    for (const PlacedFault& fault : faults_)
      if (fault.place.control == name)
        wrong += (wrong.empty() ? "" : "; ") + message(visit_.language(), fault.error);
    put(item, "wrong", std::move(wrong));
    return item;
  }

  void add(View& list, TemplatePart part, const TemplateKey& key, const std::string& name,
           const Json* object) const {
    const Json* const value =
        object && object->is_object() && object->contains(key.key) ? &object->at(key.key) : nullptr;
    const Json here = value ? *value : Json();
    const std::string title = key_title(visit_, part, key.key);
    switch (key.look) {
      case Look::names:
        add_names(list, name, title, here);
        return;
      case Look::choices:
        add_choices(list, key, name, title, here);
        return;
      case Look::fields:
        add_fields(list, name, title, here);
        return;
      case Look::words:
        add_words(list, key, name, title, here);
        return;
      default:
        add_one(list, part, key, name, title, here);
    }
  }

  void add_one(View& list, TemplatePart part, const TemplateKey& key, const std::string& name,
               const std::string& title, const Json& value) const {
    View item = control(name, title, shown_value(visit_.language(), key, value));
    const std::string shown = *item.find("value")->text();
    const std::string hint = "console.template.hint." + key.key;
    if (part != TemplatePart::whole && has_words(visit_.language(), hint))
      item.set("remark", visit_.word(hint));
    const bool is_number = key.look == Look::number || key.look == Look::whole;
    if (is_number) item.set("is_number", View(true));
    if (key.look == Look::choice || key.look == Look::yes_no ||
        (key.key == "style" && part == TemplatePart::box))
      put_options(item, key, shown);
    else if (!is_number)
      item.set("is_line", View(true));
    if (key.key == "file") put_suggestions(item, template_pictures(visit_.house().folder));
    if (key.key == "when") put_suggestions(item, conditions());
    list.push_back(std::move(item));
  }

  static std::vector<std::string> conditions() {
    std::vector<std::string> all{"certification in force"};
    for (const std::string_view field : label_field_names()) all.emplace_back(field);
    return all;
  }

  static void put_suggestions(View& item, const std::vector<std::string>& values) {
    View list = list_view();
    for (const std::string& each : values) {
      View suggestion;
      suggestion.set("value", each);
      list.push_back(std::move(suggestion));
    }
    put_list(item, "suggestions", std::move(list));
  }

  // What is chosen though it is not offered stays to be seen.
  void put_options(View& item, const TemplateKey& key, const std::string& shown) const {
    View options = list_view();
    std::vector<std::string> values = key.choices;
    if (key.look == Look::yes_no) values = {"true", "false"};
    if (key.key == "style") values = style_names(value_);
    const bool is_kind = key.key == "kind";
    if (!is_kind) put_choice(options, "", visit_.word("console.template.unset"), shown.empty());
    if (!shown.empty() && std::ranges::find(values, shown) == values.end()) values.push_back(shown);
    for (const std::string& each : values)
      put_choice(options, each, choice_title(each),
                 each == (is_kind && shown.empty() ? "text" : shown));
    item.set("options", std::move(options));
    item.set("is_choice", View(true));
  }

  std::string choice_title(const std::string& value) const {
    const std::string key = "console.template.choice." + value;
    return has_words(visit_.language(), key) ? visit_.word(key) : value;
  }

  void add_names(View& list, const std::string& name, const std::string& title,
                 const Json& value) const {
    for (const char* language : {"vi", "en"}) {
      const Json text = value.is_object() ? value.value(language, Json()) : Json();
      View item = control(name + "." + language, title + " – " + choice_title(language),
                          text.is_string() ? text.get<std::string>() : "");
      item.set("is_line", View(true));
      list.push_back(std::move(item));
    }
  }

  void add_choices(View& list, const TemplateKey& key, const std::string& name,
                   const std::string& title, const Json& value) const {
    for (std::size_t i = 0; i < key.choices.size(); ++i) {
      const bool is_there = value.is_array() && i < value.size() && value[i].is_string();
      const std::string shown = is_there ? value[i].get<std::string>() : "";
      View item =
          control(name + "." + std::to_string(i), title + " " + std::to_string(i + 1), shown);
      put_options(item, key, shown);
      list.push_back(std::move(item));
    }
  }

  void add_fields(View& list, const std::string& name, const std::string& title,
                  const Json& value) const {
    View item = control(name, title, "shown"), ticks = list_view();
    for (const std::string_view field : label_field_names()) {
      View tick;
      tick.set("name", name + "." + std::string(field));
      tick.set("text", visit_.word("console.template.field." + std::string(field)));
      tick.set("code", std::string(field));
      tick.set("chosen",
               View(value.is_array() && std::ranges::find(value, Json(field)) != value.end()));
      ticks.push_back(std::move(tick));
    }
    item.set("ticks", std::move(ticks));
    item.set("is_fields", View(true));
    list.push_back(std::move(item));
  }

  void add_words(View& list, const TemplateKey& key, const std::string& name,
                 const std::string& title, const Json& value) const {
    const bool by_language = languages_.size() > 1 || value.is_object();
    const auto put_text = [&](const std::string& control_name, const std::string& words,
                              const std::string& text) {
      View item = control(control_name, words, text);
      item.set("is_text", View(true));
      item.set("rows", std::to_string(
                           std::clamp<std::ptrdiff_t>(std::ranges::count(text, '\n') + 1, 1, 8)));
      list.push_back(std::move(item));
    };
    put_text(name, by_language ? visit_.word("console.template.text_of_all") : title,
             shown_value(visit_.language(), key, value));
    if (!by_language) return;
    for (const char* language : {"vi", "en", "vi-en"}) {
      const bool is_there = value.is_object() && value.contains(language);
      if (!is_there && std::ranges::find(languages_, language) == languages_.end()) continue;
      const Json text = is_there ? value.at(language) : Json();
      put_text(name + "." + language, title + " – " + choice_title(language),
               text.is_string() ? text.get<std::string>() : "");
    }
  }

  const Visit& visit_;
  const TemplateForm& form_;
  const Json& value_;
  const std::vector<PlacedFault>& faults_;
  std::vector<std::string> languages_;
};

bool is_place(std::string_view key) {
  return key == "x_mm" || key == "y_mm" || key == "width_mm" || key == "height_mm";
}

View box_view(const Visit& visit, const Json& box, std::size_t nth, std::size_t count,
              const Controls& controls) {
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

void put_styles(View& view, const Json& value, const Controls& controls,
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

// --- Differences ---------------------------------------------------------------------------------

void compare(const Json& before, const Json& after, std::vector<std::string>& path,
             std::vector<std::vector<std::string>>& differing) {
  if (is_same(before, after)) return;
  const bool tables = before.is_object() && after.is_object();
  const bool lists =
      before.is_array() && after.is_array() && path == std::vector<std::string>{"box"};
  if (!tables && !lists) return differing.push_back(path);
  const auto deeper = [&](const std::string& key, const Json& one, const Json& other) {
    path.push_back(key);
    compare(one, other, path, differing);
    path.pop_back();
  };
  if (lists) {
    for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i)
      deeper(std::to_string(i), i < before.size() ? before[i] : Json(),
             i < after.size() ? after[i] : Json());
    return;
  }
  for (const auto& [key, one] : before.items()) deeper(key, one, after.value(key, Json()));
  for (const auto& [key, other] : after.items())
    if (!before.contains(key)) deeper(key, Json(), other);
}

std::string value_text(const Visit& visit, const Json& root, const std::vector<std::string>& path) {
  const Json* here = &root;
  for (const std::string& key : path) {
    if (here->is_object() && here->contains(key))
      here = &here->at(key);
    else if (here->is_array() && is_digits(key) && key.size() < 5 && std::stoul(key) < here->size())
      here = &here->at(std::stoul(key));
    else
      return visit.word("history.nothing");
  }
  std::string text = here->is_string() ? here->get<std::string>() : dump(*here);
  if (here->is_number() && visit.language() == Language::vi) std::ranges::replace(text, '.', ',');
  return shortened(fmt::format("{}", fmt::join(split(trimmed(text), '\n'), " / ")), 60);
}

}  // namespace

TemplateLook look_at_template(const Visit& visit, const std::string& toml, const std::string& id,
                              const LookWish& wish) {
  TemplateLook look;
  auto label = read_draft(visit.house().folder, toml, id.empty() ? "new" : id);
  if (!label) {
    look.faults = {label.error()};
    return look;
  }
  look.label = *std::move(label);
  TrialItems trial = trial_items(visit.site(), *look.label);
  if (auto faults = template_faults(*look.label, look.label->stock.dpi, trial))
    look.faults = *std::move(faults);
  else
    look.faults = {faults.error()};
  draw(visit, *look.label, wish, std::move(trial), look);
  return look;
}

void put_look(const Visit& visit, View& view, const TemplateForm& form, const TemplateLook& look,
              const LookWish& wish) {
  const auto read = parse_toml(form.toml);
  const Json value = read ? *read : Json::object();
  const auto faults = placed_faults(visit, form, look, value);
  std::set<std::string> bad;
  for (const PlacedFault& fault : faults) bad.insert(fault.place.part);
  view.set("drawing", drawing_of(visit, value, look, bad));
  put_faults(visit, view, faults, form.as_text);
  if (faults.empty()) view.set("is_good", View(true));
  if (!look.png.empty()) view.set("is_drawn", View(true));
  if (look.undrawn) view.set("undrawn", message(visit.language(), *look.undrawn));
  if (look.is_sample) view.set("is_sample", View(true));
  put_code_words(visit, view, look);
  put_wishes(visit, view, look, wish);
}

void put_controls(const Visit& visit, View& view, const TemplateForm& form,
                  const TemplateLook& look) {
  const Json value = parse_toml(form.toml).value();
  const auto faults = placed_faults(visit, form, look, value);
  const std::set<std::string> open = open_parts(form, faults);
  const Controls controls(visit, form, value, faults);
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

View template_differences(const Visit& visit, const std::string& before, const std::string& after,
                          std::size_t most) {
  View list = list_view();
  const auto one = parse_toml(before), other = parse_toml(after);
  if (!one || !other) return list;
  std::vector<std::vector<std::string>> differing;
  std::vector<std::string> path;
  compare(*one, *other, path, differing);
  for (std::size_t i = 0; i < std::min(differing.size(), most); ++i) {
    const ControlPlace place = place_of_path(visit, differing[i], *other);
    View row;
    row.set("field",
            place.words.empty() ? fmt::format("{}", fmt::join(differing[i], ".")) : place.words);
    row.set("from", value_text(visit, *one, differing[i]));
    row.set("to", value_text(visit, *other, differing[i]));
    list.push_back(std::move(row));
  }
  return list;
}

}  // namespace temgoc
