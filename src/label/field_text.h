// Texts with {field} places.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace temgoc {

using FieldTexts = std::map<std::string, std::string>;

// A text cut at its places: what stands before each, and the fields' names. texts.size() == fields.size() + 1.
struct FieldText {
  std::vector<std::string> texts;
  std::vector<std::string> fields;

  bool mentions(std::string_view field) const;
  // None where every field is absent or empty; a text without fields is always there.
  std::optional<std::string> filled(const FieldTexts& values) const;
};

bool is_label_field(std::string_view name);
// The one field that differs from label to label of a lot.
inline constexpr std::string_view kSerialField = "serial";

// None where a brace is not part of a {field} that exists; `bad` is then what stands there.
std::optional<FieldText> parse_field_text(std::string_view text, std::string& bad);

}  // namespace temgoc
