// Reads a template from TOML with its pictures, and gives out those that the program ships.
#include <algorithm>
#include <array>

#include "embedded/label_templates.h"
#include "field_text.h"
#include "picture.h"
#include "read_box.h"
#include "schema_check.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/json.h"
#include "temgoc/base/text.h"
#include "temgoc/label/label.h"
#include "template_faults.h"

namespace temgoc {
namespace {

constexpr std::string_view kSchemaFile = "schema.json", kSuffix = ".toml";
constexpr std::array<std::string_view, 3> kLanguages{"vi", "en", "vi-en"};

std::string box_pointer(std::size_t index) { return "/box/" + std::to_string(index); }

// The schema has passed before these are called: a key that is there has its type.
template <class T>
T value_or(const Json& object, const char* key, T otherwise) {
  return object.contains(key) ? object.at(key).get<T>() : otherwise;
}

Stock read_stock(const Json& json) {
  Stock stock;
  stock.id = value_or(json, "id", std::string());
  stock.page_width_mm = json.at("page_width_mm").get<double>();
  stock.page_height_mm = json.at("page_height_mm").get<double>();
  stock.label_width_mm = json.at("label_width_mm").get<double>();
  stock.label_height_mm = json.at("label_height_mm").get<double>();
  stock.columns = value_or(json, "columns", 1u);
  stock.rows = value_or(json, "rows", 1u);
  stock.left_mm = value_or(json, "left_mm", 0.0);
  stock.top_mm = value_or(json, "top_mm", 0.0);
  stock.pitch_x_mm = value_or(json, "pitch_x_mm", stock.label_width_mm);
  stock.pitch_y_mm = value_or(json, "pitch_y_mm", stock.label_height_mm);
  stock.safe_mm = value_or(json, "safe_mm", 0.0);
  stock.gap_mm = value_or(json, "gap_mm", stock.gap_mm);
  stock.face_cm2 = value_or(json, "face_cm2", 0.0);
  stock.dpi = json.at("dpi").get<unsigned>();
  return stock;
}

// What a schema cannot say.
std::optional<Error> inconsistency(const LabelTemplate& label) {
  if (std::find(label.codes.begin(), label.codes.end(), label.code) == label.codes.end())
    return schema_error("/codes", "code_not_offered", to_text(label.code));
  for (std::size_t i = 0; i < label.compulsory_fields.size(); ++i)
    if (!is_label_field(label.compulsory_fields[i]))
      return Error{.code = "template_field_unknown",
                   .field = "/compulsory_fields/" + std::to_string(i),
                   .value = shortened(label.compulsory_fields[i])};
  for (const auto& [language, name] : label.name)
    if (auto error = unseen_sign(
            name,
            "/name/" + to_text(language == Language::vi ? LabelLanguage::vi : LabelLanguage::en)))
      return error;
  std::size_t codes = 0;
  for (std::size_t i = 0; i < label.boxes.size(); ++i) {
    codes += label.boxes[i].kind == BoxKind::code;
    if (auto error = fault_of(label.boxes[i], label.languages, box_pointer(i))) return error;
  }
  if (codes != 1) return schema_error("/box", "code_count", std::to_string(codes));
  return {};
}

template <class Read>
auto read_list(const Json& json, const char* key, Read read) {
  std::vector<std::decay_t<decltype(*read(std::string()))>> list;
  if (json.contains(key))
    for (const Json& each : json.at(key)) list.push_back(*read(each.get<std::string>()));
  return list;
}

Result<LabelTemplate> read_label(const Json& json) {
  LabelTemplate label;
  label.name = {{Language::vi, json.at("name").at("vi").get<std::string>()},
                {Language::en, json.at("name").at("en").get<std::string>()}};
  label.code = *code_kind(json.at("code").get<std::string>());
  label.codes = read_list(json, "codes", code_kind);
  if (label.codes.empty()) label.codes = {label.code};
  if (json.contains("languages")) label.languages = read_list(json, "languages", label_language);
  label.compulsory_fields = value_or(json, "compulsory_fields", std::vector<std::string>());
  label.on_packs = value_or(json, "on_packs", true);
  label.e_label = value_or(json, "e_label", false);
  label.stock = read_stock(json.at("stock"));
  const Json styles = json.value("style", Json::object());
  for (const Json& each : json.at("box")) {
    auto box = read_box(each, styles, box_pointer(label.boxes.size()));
    if (!box) return box.error();
    label.boxes.push_back(std::move(*box));
  }
  return label;
}

// A picture's bytes, from the text itself or from a file beside it; none where an optional one is
// not there.
Result<std::optional<std::string>> picture_bytes(const Json& box, const Json& held,
                                                 const PictureFiles& files,
                                                 const std::string& pointer) {
  const auto file = box.at("file").get<std::string>();
  if (held.contains(file)) {
    const auto bytes = from_base64(held.at(file).at("png").get<std::string>());
    if (!bytes) return schema_error("/picture/" + file + "/png", "not_base64", "png");
    return std::optional(std::string(as_text(*bytes)));
  }
  auto read = files ? files(file) : Result<std::string>(Error{.code = "file_not_found"});
  if (read) return std::optional(std::move(*read));
  if (box.value("optional", false) && read.error().code == "file_not_found")
    return std::optional<std::string>();
  Error error{.code = "image_missing", .field = pointer, .value = shortened(file)};
  error.args = {{"reason", read.error().code}};
  return error;
}

// Decodes what the image boxes name, and writes into `frozen_text` what it does not hold yet.
std::optional<Error> take_pictures(const Json& json, const PictureFiles& files,
                                   LabelTemplate& label) {
  const Json held = json.value("picture", Json::object());
  for (std::size_t i = 0; i < label.boxes.size(); ++i) {
    Box& box = label.boxes[i];
    if (box.kind != BoxKind::image || label.pictures.contains(box.file)) continue;
    const auto bytes = picture_bytes(json.at("box").at(i), held, files, box_pointer(i));
    if (!bytes) return bytes.error();
    if (!*bytes) {
      if (json.at("box").at(i).contains("motif")) box.kind = BoxKind::pattern;
      continue;
    }
    auto picture = read_png(**bytes);
    if (!picture) {
      Error error = picture.error();
      error.field = box_pointer(i);
      error.value = shortened(box.file);
      return error;
    }
    label.pictures[box.file] = std::move(*picture);
    if (!held.contains(box.file))
      label.frozen_text +=
          "\n[picture.\"" + box.file + "\"]\npng = \"" + to_base64(as_bytes(**bytes)) + "\"\n";
  }
  return {};
}

void set_language(LabelTemplate& label, LabelLanguage language) {
  label.language = language;
  for (Box& box : label.boxes) box.text = text_in(box, language);
}

std::string_view embedded_file(std::string_view name) {
  for (const auto& [file, content] : embedded::label_templates)
    if (file == name) return content;
  return {};
}

}  // namespace

Result<LabelTemplate> parse_template(std::string_view toml, std::string_view id,
                                     const PictureFiles& files) {
  const auto json = parse_toml(toml);
  if (!json) {
    Error error = json.error();
    error.code = "template_unreadable";
    return error;
  }
  if (auto good = check_schema(*json); !good) return good.error();
  auto label = read_label(*json);
  if (!label) return label.error();
  label->id = id;
  if (label->stock.id.empty()) label->stock.id = id;
  if (auto error = inconsistency(*label)) return *error;
  label->frozen_text = toml;
  if (auto error = take_pictures(*json, files, *label)) return *error;
  label->sha256 = to_hex(sha256(as_bytes(label->frozen_text)));
  set_language(*label, label->languages.front());
  return label;
}

Result<LabelTemplate> in_language(LabelTemplate label, LabelLanguage language) {
  const auto& offered = label.languages;
  if (std::find(offered.begin(), offered.end(), language) != offered.end()) {
    set_language(label, language);
    return label;
  }
  std::string known;
  for (const LabelLanguage each : offered) known += (known.empty() ? "" : ", ") + to_text(each);
  return Error{.code = "label_language_not_offered",
               .field = "label_language",
               .value = to_text(language),
               .args = {{"template", label.id}, {"known", known}}};
}

std::string to_text(LabelLanguage language) {
  return std::string(kLanguages[static_cast<std::size_t>(language)]);
}

std::optional<LabelLanguage> label_language(std::string_view text) {
  const auto found = std::find(kLanguages.begin(), kLanguages.end(), text);
  if (found == kLanguages.end()) return {};
  return static_cast<LabelLanguage>(found - kLanguages.begin());
}

std::string_view template_schema() { return embedded_file(kSchemaFile); }

std::vector<std::string> shipped_templates() {
  std::vector<std::string> ids;
  for (const auto& [file, content] : embedded::label_templates)
    if (file.ends_with(kSuffix)) ids.emplace_back(file.substr(0, file.size() - kSuffix.size()));
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::optional<std::string> shipped_template(std::string_view id) {
  const std::string_view text = embedded_file(std::string(id) + std::string(kSuffix));
  if (text.empty()) return {};
  return std::string(text);
}

}  // namespace temgoc
