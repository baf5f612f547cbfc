#include "field_text.h"

#include <algorithm>
#include <array>

namespace temgoc {
namespace {

constexpr std::array<std::string_view, 17> kFields{
    "address",          "certificate_line",       "cooperative_name", "cooperative_short_name",
    "expires_on",       "host",                   "ingredients",      "lot",
    "net_content",      "packed_on",              "phone",            "product_name",
    "product_name_en",  "quantity",               kSerialField,       "short_code",
    "storage"};

const std::string* value_of(const FieldTexts& values, const std::string& field) {
  const auto found = values.find(field);
  return found == values.end() || found->second.empty() ? nullptr : &found->second;
}

}  // namespace

bool is_label_field(std::string_view name) {
  return std::find(kFields.begin(), kFields.end(), name) != kFields.end();
}

bool FieldText::mentions(std::string_view field) const {
  return std::find(fields.begin(), fields.end(), field) != fields.end();
}

std::optional<std::string> FieldText::filled(const FieldTexts& values) const {
  std::string text = texts.front();
  bool any = fields.empty();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (const std::string* value = value_of(values, fields[i])) {
      text += *value;
      any = true;
    }
    text += texts[i + 1];
  }
  if (!any) return {};
  return text;
}

std::optional<FieldText> parse_field_text(std::string_view text, std::string& bad) {
  FieldText parsed;
  for (;;) {
    const std::size_t open = text.find_first_of("{}");
    parsed.texts.emplace_back(text.substr(0, open));
    if (open == std::string_view::npos) return parsed;
    const std::size_t close = text.find('}', open);
    bad = text.substr(open, close == std::string_view::npos ? close : close - open + 1);
    if (text[open] == '}' || close == std::string_view::npos) return {};
    const std::string_view name = text.substr(open + 1, close - open - 1);
    if (!is_label_field(name)) return {};
    parsed.fields.emplace_back(name);
    text.remove_prefix(close + 1);
  }
}

}  // namespace temgoc
