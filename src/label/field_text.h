// Texts with {field} places, and [parts that go with their fields].
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace temgoc {

using FieldTexts = std::map<std::string, std::string>;

// A text cut at its places.
struct FieldText {
  struct Piece {
    std::string text;       // shown as it is, before the field
    std::string field;      // empty: none
    std::size_t group = 0;  // 0: always shown; else only when all fields of its group are
  };
  std::vector<Piece> pieces;

  bool mentions(std::string_view field) const;
  // None where every field is absent or empty; a text without fields is always there.
  std::optional<std::string> filled(const FieldTexts& values) const;
};

bool is_label_field(std::string_view name);
// The one field that differs from label to label of a lot.
inline constexpr std::string_view kSerialField = "serial";

// None where a brace is not part of a {field} that exists or a bracket has no partner; `bad` is
// then what stands there.
std::optional<FieldText> parse_field_text(std::string_view text, std::string& bad);

}  // namespace temgoc
