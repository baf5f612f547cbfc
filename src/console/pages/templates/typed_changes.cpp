// Compares what was typed with what stands, key by key, and changes the text where they differ.
#include "console/pages/templates/typed_changes.h"

#include <algorithm>

#include "console/pages/templates/template_value.h"
#include "temgoc/base/text.h"
#include "temgoc/label/label.h"

namespace temgoc {
namespace {

using Look = TemplateKey::Look;

std::string without_last_breaks(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
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
  TypedChanges(Language language, const TypedControls& typed, TemplateForm& form)
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
  const TypedControls& typed_;
  TemplateForm& form_;
  std::vector<TextChange> changes_;
};

bool is_style_name(const std::string& name) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return !name.empty() && name.size() <= 32 && is_letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) {
           return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

void rename_styles(const TypedControls& typed, TemplateForm& form) {
  const auto styles = style_names(parse_toml(form.toml).value());
  for (std::size_t i = 0; i < styles.size(); ++i) {
    const std::string control = control_prefix(TemplatePart::style, i) + "name";
    const auto sent = typed.find(control);
    if (sent == typed.end() || trimmed(sent->second) == styles[i]) continue;
    const std::string name = trimmed(sent->second);
    if (is_free_style(name, styles, control, form))
      take_text(form, with_style_renamed(form.toml, styles[i], name));
  }
}

}  // namespace

std::string with_plain_lines(std::string text) {
  std::erase(text, '\r');
  return text;
}

void take_text(TemplateForm& form, ChangedText changed) {
  form.toml = std::move(changed.toml);
  form.is_rewritten = form.is_rewritten || changed.rewritten;
}

bool is_free_style(const std::string& name, const std::vector<std::string>& styles,
                   const std::string& control, TemplateForm& form) {
  if (is_style_name(name) && std::ranges::find(styles, name) == styles.end()) return true;
  form.unread[control] = name;
  form.faults.emplace_back(
      control, Error{is_style_name(name) ? "template_style_exists" : "template_style_name", "style",
                     shortened(name)});
  return false;
}

void lay_in(Language language, const TypedControls& typed, TemplateForm& form) {
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
  if (!changes.changes().empty()) take_text(form, with_changes(form.toml, changes.changes()));
  rename_styles(typed, form);
}

}  // namespace temgoc
