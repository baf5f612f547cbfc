// Lays a box over its style, reads its keys, and reports texts and conditions that do not parse.
#include "read_box.h"

#include <algorithm>

#include "field_text.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

// The schema has passed before these are called: a key that is there has its type.
template <class T>
void read(const Json& object, const char* key, T& value) {
  if (object.contains(key)) value = object.at(key).get<T>();
}

template <class Enum>
void read_one_of(const Json& object, const char* key, Enum& value,
                 std::initializer_list<std::pair<const char*, Enum>> names) {
  if (!object.contains(key)) return;
  for (const auto& [name, named] : names)
    if (object.at(key) == name) value = named;
}

// "#1B5E20"
Ink read_ink(const std::string& text) {
  const Bytes parts = from_hex(ascii_lower(text.substr(1))).value();
  return {parts[0] / 255.0, parts[1] / 255.0, parts[2] / 255.0};
}

void read_place(const Json& json, Box& box) {
  read(json, "x_mm", box.x_mm);
  read(json, "y_mm", box.y_mm);
  read(json, "width_mm", box.width_mm);
  read(json, "height_mm", box.height_mm);
  read_one_of(json, "align", box.align,
              {{"left", Align::left}, {"centre", Align::centre}, {"right", Align::right}});
  read_one_of(json, "vertical", box.vertical,
              {{"top", VerticalAlign::top},
               {"middle", VerticalAlign::middle},
               {"bottom", VerticalAlign::bottom}});
}

void read_text(const Json& json, Box& box) {
  if (!json.contains("text")) return;
  const Json& text = json.at("text");
  if (text.is_string()) {
    box.text = text.get<std::string>();
    return;
  }
  for (const auto& [language, variant] : text.items())
    box.texts[*label_language(language)] = variant.get<std::string>();
}

void read_look(const Json& json, Box& box) {
  read(json, "size_pt", box.size_pt);
  box.min_size_pt = box.size_pt;
  read(json, "min_size_pt", box.min_size_pt);
  read(json, "max_lines", box.max_lines);
  read(json, "bold", box.bold);
  read(json, "compulsory", box.compulsory);
  if (json.contains("ink")) box.ink = read_ink(json.at("ink").get<std::string>());
  read(json, "module_mm", box.module_mm);
  read(json, "line_mm", box.line_mm);
  read(json, "fill", box.fill);
  read(json, "corner_mm", box.corner_mm);
  read_one_of(json, "motif", box.motif,
              {{"waves", Motif::waves},
               {"scales", Motif::scales},
               {"diamonds", Motif::diamonds},
               {"rice", Motif::rice}});
  read(json, "repeat_mm", box.repeat_mm);
}

std::optional<Error> wrong_text(const std::string& text, const std::string& pointer) {
  std::string bad;
  if (auto error = unseen_sign(text, pointer)) return error;
  if (!parse_paragraphs(text, bad))
    return Error{.code = "template_field_unknown", .field = pointer, .value = shortened(bad)};
  return {};
}

std::optional<Error> wrong_texts(const Box& box, const std::vector<LabelLanguage>& languages,
                                 const std::string& pointer) {
  if (box.texts.empty()) {
    if (box.kind == BoxKind::text && box.text.empty())
      return schema_error(pointer, "text_missing", "text");
    return wrong_text(box.text, pointer + "/text");
  }
  for (const LabelLanguage language : languages)
    if (!box.texts.contains(language))
      return schema_error(pointer + "/text", "language_missing", to_text(language));
  for (const auto& [language, text] : box.texts) {
    const std::string place = pointer + "/text/" + to_text(language);
    if (std::find(languages.begin(), languages.end(), language) == languages.end())
      return schema_error(place, "language_unused", to_text(language));
    if (auto error = wrong_text(text, place)) return error;
  }
  return {};
}

}  // namespace

Error schema_error(std::string field, std::string reason, std::string detail) {
  return Error{.code = "template_schema",
               .field = std::move(field),
               .args = {{"reason", std::move(reason)}, {"detail", std::move(detail)}}};
}

std::optional<Error> unseen_sign(const std::string& text, const std::string& pointer) {
  if (!is_utf8(text) || to_nfc(text) != text) return schema_error(pointer, "not_composed", "NFC");
  for (const std::string_view line : split(text, '\n'))
    if (const auto clean = clean_text(line, pointer, line.size());
        !clean && clean.error().code == "text_control_character")
      return schema_error(pointer, "unseen_sign", clean.error().args.at("code_point"));
  return {};
}

Result<Box> read_box(const Json& json, const Json& styles, const std::string& pointer) {
  Json whole = Json::object();
  if (json.contains("style")) {
    const auto style = json.at("style").get<std::string>();
    if (!styles.contains(style))
      return schema_error(pointer + "/style", "style_unknown", shortened(style));
    whole = styles.at(style);
  }
  whole.update(json);
  Box box;
  read_one_of(whole, "kind", box.kind,
              {{"text", BoxKind::text},
               {"code", BoxKind::code},
               {"image", BoxKind::image},
               {"stars", BoxKind::stars},
               {"line", BoxKind::line},
               {"rectangle", BoxKind::rectangle},
               {"pattern", BoxKind::pattern}});
  read(whole, "name", box.name);
  read(whole, "when", box.when);
  read(whole, "file", box.file);
  read_place(whole, box);
  read_text(whole, box);
  read_look(whole, box);
  return box;
}

const std::string& text_in(const Box& box, LabelLanguage language) {
  return box.texts.empty() ? box.text : box.texts.at(language);
}

std::optional<Error> fault_of(const Box& box, const std::vector<LabelLanguage>& languages,
                              const std::string& pointer) {
  std::string bad;
  if (auto error = unseen_sign(box.name, pointer + "/name")) return error;
  if (auto error = wrong_texts(box, languages, pointer)) return error;
  if (!parse_conditions(box.when, bad))
    return Error{
        .code = "template_field_unknown", .field = pointer + "/when", .value = shortened(bad)};
  if (box.kind == BoxKind::image && box.file.empty())
    return schema_error(pointer, "file_missing", "file");
  if (box.min_size_pt > box.size_pt)
    return schema_error(pointer + "/min_size_pt", "size_order", "min_size_pt > size_pt");
  return {};
}

}  // namespace temgoc
