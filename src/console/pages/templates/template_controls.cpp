// Makes a control for each key: its value, its choices, what is wrong with it.
#include "console/pages/templates/template_controls.h"

#include <algorithm>

#include "console/pages/choices.h"
#include "console/pages/templates/template_value.h"
#include "temgoc/label/template_text.h"
#include "temgoc/printing/template_versions.h"

namespace temgoc {
namespace {

using Look = TemplateKey::Look;

std::vector<std::string> conditions() {
  std::vector<std::string> all{"certification in force"};
  for (const std::string_view field : label_field_names()) all.emplace_back(field);
  return all;
}

void put_suggestions(View& item, const std::vector<std::string>& values) {
  View list = list_view();
  for (const std::string& each : values) {
    View suggestion;
    suggestion.set("value", each);
    list.push_back(std::move(suggestion));
  }
  put_list(item, "suggestions", std::move(list));
}

}  // namespace

TemplateControls::TemplateControls(const Visit& visit, const TemplateForm& form, const Json& value,
                                   const std::vector<PlacedFault>& faults)
    : visit_(visit), form_(form), value_(value), faults_(faults) {
  const Json* const languages = value.contains("languages") ? &value.at("languages") : nullptr;
  if (languages && languages->is_array())
    for (const Json& each : *languages)
      if (each.is_string()) languages_.push_back(each.get<std::string>());
}

View TemplateControls::of_part(TemplatePart part, std::size_t nth,
                               const std::function<bool(const TemplateKey&)>& wanted) const {
  View list = list_view();
  const Json* const object = part_at(value_, part, nth);
  for (const TemplateKey& key : template_keys(part))
    if (wanted(key)) add(list, part, key, control_prefix(part, nth) + key.key, object);
  return list;
}

View TemplateControls::style_name(std::size_t nth, const std::string& name) const {
  View item = control(control_prefix(TemplatePart::style, nth) + "name",
                      visit_.word("console.template.style_name"), name);
  item.set("is_line", View(true));
  return item;
}

View TemplateControls::control(const std::string& name, std::string title,
                               std::string value) const {
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

void TemplateControls::add(View& list, TemplatePart part, const TemplateKey& key,
                           const std::string& name, const Json* object) const {
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

void TemplateControls::add_one(View& list, TemplatePart part, const TemplateKey& key,
                               const std::string& name, const std::string& title,
                               const Json& value) const {
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

// What is chosen though it is not offered stays to be seen.
void TemplateControls::put_options(View& item, const TemplateKey& key,
                                   const std::string& shown) const {
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

std::string TemplateControls::choice_title(const std::string& value) const {
  const std::string key = "console.template.choice." + value;
  return has_words(visit_.language(), key) ? visit_.word(key) : value;
}

void TemplateControls::add_names(View& list, const std::string& name, const std::string& title,
                                 const Json& value) const {
  for (const char* language : {"vi", "en"}) {
    const Json text = value.is_object() ? value.value(language, Json()) : Json();
    View item = control(name + "." + language, title + " – " + choice_title(language),
                        text.is_string() ? text.get<std::string>() : "");
    item.set("is_line", View(true));
    list.push_back(std::move(item));
  }
}

void TemplateControls::add_choices(View& list, const TemplateKey& key, const std::string& name,
                                   const std::string& title, const Json& value) const {
  for (std::size_t i = 0; i < key.choices.size(); ++i) {
    const bool is_there = value.is_array() && i < value.size() && value[i].is_string();
    const std::string shown = is_there ? value[i].get<std::string>() : "";
    View item = control(name + "." + std::to_string(i), title + " " + std::to_string(i + 1), shown);
    put_options(item, key, shown);
    list.push_back(std::move(item));
  }
}

void TemplateControls::add_fields(View& list, const std::string& name, const std::string& title,
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

void TemplateControls::add_words(View& list, const TemplateKey& key, const std::string& name,
                                 const std::string& title, const Json& value) const {
  const bool by_language = languages_.size() > 1 || value.is_object();
  const auto put_text = [&](const std::string& control_name, const std::string& words,
                            const std::string& text) {
    View item = control(control_name, words, text);
    item.set("is_text", View(true));
    item.set("rows",
             std::to_string(std::clamp<std::ptrdiff_t>(std::ranges::count(text, '\n') + 1, 1, 8)));
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

}  // namespace temgoc
