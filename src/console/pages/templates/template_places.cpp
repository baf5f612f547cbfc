// Finds the control that a fault belongs to.
#include "console/pages/templates/template_places.h"

#include <algorithm>

#include "console/pages/templates/template_value.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostTitle = 40;

std::string text_of(const Json& object, const char* key) {
  return object.is_object() && object.contains(key) && object.at(key).is_string()
             ? object.at(key).get<std::string>()
             : std::string();
}

// The first line of what it says, in whichever language comes first.
std::string first_words(const Json& box) {
  std::string text = text_of(box, "text");
  if (box.is_object() && box.contains("text") && box.at("text").is_object())
    for (const auto& [language, each] : box.at("text").items())
      if (text.empty() && each.is_string()) text = each.get<std::string>();
  return trimmed(split(text, '\n').front());
}

// As messages of the check name a box.
std::string title_in_checks(const Box& box, std::string_view text) {
  if (!box.name.empty()) return box.name;
  return shortened(trimmed(split(text, '\n').front()), kMostTitle);
}

std::optional<std::size_t> box_named(const LabelTemplate& label, const std::string& title) {
  for (std::size_t i = 0; i < label.boxes.size(); ++i) {
    const Box& box = label.boxes[i];
    if (title_in_checks(box, box.text) == title) return i;
    for (const auto& [language, text] : box.texts)
      if (title_in_checks(box, text) == title) return i;
  }
  return std::nullopt;
}

// Where a fault of a whole box, or of the stock, is mended.
std::string key_of_fault(const Error& fault) {
  const auto detail = fault.args.find("detail"), reason = fault.args.find("reason");
  const std::string why = reason == fault.args.end() ? "" : reason->second;
  if (fault.code == "template_schema" && (why == "key_missing" || why == "text_missing" ||
                                          why == "file_missing" || why == "key_unknown"))
    return detail == fault.args.end() ? "" : detail->second;
  if (fault.code.starts_with("letters_")) return "min_size_pt";
  if (fault.code.starts_with("image_")) return "file";
  if (fault.code == "code_too_large") return "width_mm";
  if (fault.code == "fixed_letter_missing") return "text";
  if (fault.code == "labels_overlap") return "pitch_x_mm";
  if (fault.code == "labels_outside_page") return "page_width_mm";
  if (fault.code == "label_too_large") return "label_width_mm";
  return "x_mm";
}

bool has_key(TemplatePart part, std::string_view key) {
  return std::ranges::find(template_keys(part), key, &TemplateKey::key) !=
         template_keys(part).end();
}

std::size_t index_in(const std::string& text) {
  return is_digits(text) && text.size() < 5 ? std::stoul(text) : 9'999;
}

}  // namespace

std::string key_title(const Visit& visit, TemplatePart part, std::string_view key) {
  const bool own_words =
      (part == TemplatePart::box && key == "name") || (part == TemplatePart::stock && key == "id");
  return visit.word("console.template.key." +
                    std::string(!own_words      ? ""
                                : key == "name" ? "box_"
                                                : "stock_") +
                    std::string(key));
}

std::string box_title(const Visit& visit, const Json& box, std::size_t nth) {
  const std::string kind = text_of(box, "kind").empty() ? "text" : text_of(box, "kind");
  std::string title = std::to_string(nth + 1) + " · ";
  const std::string key = "console.template.choice." + kind;
  title += has_words(visit.language(), key) ? visit.word(key) : shortened(kind, kMostTitle);
  std::string said = text_of(box, "name");
  if (said.empty()) said = first_words(box);
  if (said.empty()) said = text_of(box, "file");
  if (!said.empty()) title += " – " + shortened(said, kMostTitle);
  return title;
}

ControlPlace place_of_path(const Visit& visit, const std::vector<std::string>& path,
                           const Json& value) {
  if (path.empty()) return {};
  const std::string& first = path.front();
  const auto rest = [&](std::size_t from) {
    std::string keys;
    for (std::size_t i = from; i < path.size(); ++i) keys += (keys.empty() ? "" : ".") + path[i];
    return keys;
  };
  const auto place = [&](TemplatePart part, std::size_t nth, std::size_t at, std::string where) {
    ControlPlace found{.part = std::move(where)};
    if (path.size() <= at || !has_key(part, path[at])) return found;
    found.control = control_prefix(part, nth) + rest(at);
    found.words = key_title(visit, part, path[at]);
    return found;
  };
  if (first == "stock") return place(TemplatePart::stock, 0, 1, "stock");
  if (first == "box" && path.size() > 1) {
    const std::size_t nth = index_in(path[1]);
    const Json* const box = part_at(value, TemplatePart::box, nth);
    if (!box) return {};
    ControlPlace found = place(TemplatePart::box, nth, 2, "box-" + std::to_string(nth));
    const std::string title = box_title(visit, *box, nth);
    found.words = visit.word("console.template.box", {{"box", title}}) +
                  (found.words.empty() ? "" : ", " + found.words);
    return found;
  }
  if (first == "style" && path.size() > 1) {
    const auto names = style_names(value);
    const auto nth = static_cast<std::size_t>(std::ranges::find(names, path[1]) - names.begin());
    if (nth == names.size()) return {};
    ControlPlace found = place(TemplatePart::style, nth, 2, "style-" + std::to_string(nth));
    found.words =
        visit.word("console.template.style", {{"style", shortened(path[1], kMostTitle)}}) +
        (found.words.empty() ? "" : ", " + found.words);
    return found;
  }
  return place(TemplatePart::whole, 0, 0, "whole");
}

ControlPlace place_of_fault(const Visit& visit, const Error& fault, const Json& value,
                            const LabelTemplate* label) {
  std::vector<std::string> path;
  if (fault.code.starts_with("value_") && label) {
    const auto title = fault.args.find("box");
    const auto box = title == fault.args.end() ? std::nullopt : box_named(*label, title->second);
    if (!box) return {};
    path = {"box", std::to_string(*box), "text"};
  } else if (fault.field.starts_with('/')) {
    for (const std::string_view step : split(std::string_view(fault.field).substr(1), '/'))
      if (!step.empty()) path.emplace_back(step);
    const bool whole_box = path.size() == 2 && (path[0] == "box" || path[0] == "style");
    const bool whole_part = path.empty() || (path.size() == 1 && path[0] == "stock");
    const std::string key = whole_box || whole_part ? key_of_fault(fault) : "";
    if (!key.empty()) path.push_back(key);
    // "/name/vi" lacks its last step where the language is missing.
  }
  return place_of_path(visit, path, value);
}

}  // namespace temgoc
