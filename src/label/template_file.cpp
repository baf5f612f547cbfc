#include <algorithm>

#include "embedded/label_templates.h"
#include "field_text.h"
#include "schema_check.h"
#include "temgoc/bytes.h"
#include "temgoc/json.h"
#include "temgoc/label.h"
#include "temgoc/text.h"

namespace temgoc {
namespace {

constexpr std::string_view kSchemaFile = "schema.json", kSuffix = ".toml";

// The schema has passed before these are called: a key that is there has its type.
template <class T>
T value_or(const Json& object, const char* key, T otherwise) {
  return object.contains(key) ? object.at(key).get<T>() : otherwise;
}

template <class Enum>
Enum one_of(const Json& object, const char* key,
            std::initializer_list<std::pair<const char*, Enum>> names) {
  if (object.contains(key))
    for (const auto& [name, value] : names)
      if (object.at(key) == name) return value;
  return names.begin()->second;
}

Stock read_stock(const Json& json) {
  Stock stock;
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
  stock.face_cm2 = value_or(json, "face_cm2", 0.0);
  stock.dpi = json.at("dpi").get<unsigned>();
  return stock;
}

Box read_box(const Json& json) {
  Box box;
  box.kind = one_of<BoxKind>(json, "kind",
                             {{"text", BoxKind::text},
                              {"code", BoxKind::code},
                              {"stars", BoxKind::stars},
                              {"line", BoxKind::line},
                              {"rectangle", BoxKind::rectangle}});
  box.x_mm = json.at("x_mm").get<double>();
  box.y_mm = json.at("y_mm").get<double>();
  box.width_mm = json.at("width_mm").get<double>();
  box.height_mm = json.at("height_mm").get<double>();
  box.text = value_or(json, "text", std::string());
  box.when = value_or(json, "when", std::string());
  box.size_pt = value_or(json, "size_pt", box.size_pt);
  box.min_size_pt = value_or(json, "min_size_pt", box.size_pt);
  box.max_lines = value_or(json, "max_lines", 1u);
  box.bold = value_or(json, "bold", false);
  box.compulsory = value_or(json, "compulsory", false);
  box.align = one_of<Align>(
      json, "align", {{"left", Align::left}, {"centre", Align::centre}, {"right", Align::right}});
  box.vertical = one_of<VerticalAlign>(json, "vertical",
                                       {{"top", VerticalAlign::top},
                                        {"middle", VerticalAlign::middle},
                                        {"bottom", VerticalAlign::bottom}});
  box.line_mm = value_or(json, "line_mm", box.line_mm);
  return box;
}

Error schema_error(std::string field, std::string reason) {
  return Error{.code = "template_schema",
               .field = std::move(field),
               .args = {{"reason", std::move(reason)}}};
}

std::optional<Error> wrong_text(const Box& box, const std::string& pointer) {
  std::string bad;
  if (!is_utf8(box.text) || to_nfc(box.text) != box.text)
    return schema_error(pointer + "/text", "not NFC");
  if (!parse_field_text(box.text, bad))
    return Error{
        .code = "template_field_unknown", .field = pointer + "/text", .value = shortened(bad)};
  if (!box.when.empty() && !is_label_field(box.when))
    return Error{
        .code = "template_field_unknown", .field = pointer + "/when", .value = shortened(box.when)};
  if (box.kind == BoxKind::text && box.text.empty()) return schema_error(pointer, "text");
  if (box.min_size_pt > box.size_pt) return schema_error(pointer + "/min_size_pt", "> size_pt");
  return {};
}

// What a schema cannot say.
std::optional<Error> inconsistency(const LabelTemplate& label) {
  if (std::find(label.codes.begin(), label.codes.end(), label.code) == label.codes.end())
    return schema_error("/codes", to_text(label.code));
  std::size_t codes = 0;
  for (std::size_t i = 0; i < label.boxes.size(); ++i) {
    codes += label.boxes[i].kind == BoxKind::code;
    if (auto error = wrong_text(label.boxes[i], "/box/" + std::to_string(i))) return error;
  }
  if (codes != 1) return schema_error("/box", "code: " + std::to_string(codes) + " != 1");
  return {};
}

LabelTemplate read_label(const Json& json) {
  LabelTemplate label;
  label.name = {{Language::vi, json.at("name").at("vi").get<std::string>()},
                {Language::en, json.at("name").at("en").get<std::string>()}};
  label.code = *code_kind(json.at("code").get<std::string>());
  label.codes = {label.code};
  if (json.contains("codes")) {
    label.codes.clear();
    for (const Json& kind : json.at("codes"))
      label.codes.push_back(*code_kind(kind.get<std::string>()));
  }
  label.stock = read_stock(json.at("stock"));
  for (const Json& box : json.at("box")) label.boxes.push_back(read_box(box));
  return label;
}

std::string_view embedded_file(std::string_view name) {
  for (const auto& [file, content] : embedded::label_templates)
    if (file == name) return content;
  return {};
}

}  // namespace

Result<LabelTemplate> parse_template(std::string_view toml, std::string_view id) {
  const auto json = parse_toml(toml);
  if (!json) {
    Error error = json.error();
    error.args.emplace("reason", error.code);
    error.code = "template_unreadable";
    return error;
  }
  if (auto good = check_schema(*json); !good) return good.error();
  LabelTemplate label = read_label(*json);
  label.id = id;
  label.sha256 = to_hex(sha256(as_bytes(toml)));
  if (auto error = inconsistency(label)) return *error;
  return label;
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
