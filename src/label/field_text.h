// Texts with {field} places, [parts that go with their fields] and **bold** parts; and the
// conditions under which a box is there.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/label/label.h"

namespace temgoc {

using FieldTexts = std::map<std::string, std::string>;

struct StyledText {
  std::string text;
  bool bold = false;
  bool is_value = false;  // of a field; else the template's own
  bool operator==(const StyledText&) const = default;
};

// One paragraph cut at its places.
struct FieldText {
  struct Piece {
    std::string text;  // shown as it is, before the place
    // What the place shows: the first of these fields that has a value. Empty: no place.
    std::vector<std::string> fields;
    std::size_t group = 0;  // 0: always shown; else only when all places of its group are
    bool bold = false;
  };
  std::vector<Piece> pieces;

  bool mentions(std::string_view field) const;
  std::vector<std::string> fields() const;  // all of them
  // None where every field is absent or empty; a text without fields is always there.
  std::optional<std::vector<StyledText>> styled(const FieldTexts& values) const;
  std::optional<std::string> filled(const FieldTexts& values) const;  // the same, plain
};

bool is_label_field(std::string_view name);
// Whether the item says in some language what the field says.
bool is_known_in_any_language(const LabelItem& item, std::string_view field);
// The fields that differ from label to label of a job: its serial and, on a roll that is printed
// ahead, its number.
inline constexpr std::string_view kSerialField = "serial";
inline constexpr std::string_view kLabelNumberField = "label_number";
inline bool is_own_field(std::string_view name) {
  return name == kSerialField || name == kLabelNumberField;
}

// None where a brace is not part of a {field} or {field|field} that exists, a bracket or a "**" has
// no partner; `bad` is then what stands there.
std::optional<FieldText> parse_field_text(std::string_view text, std::string& bad);
// One for each line that is not blank.
std::optional<std::vector<FieldText>> parse_paragraphs(std::string_view text, std::string& bad);

// "phone", "not phone", "certification in force".
struct Condition {
  std::string field;  // empty: the certification is in force
  bool negated = false;
  bool operator==(const Condition&) const = default;
  bool contradicts(const Condition& other) const {
    return field == other.field && negated != other.negated;
  }
};
// All of them must hold; empty text: none. None where one is not a condition; `bad` is that one.
std::optional<std::vector<Condition>> parse_conditions(std::string_view text, std::string& bad);

}  // namespace temgoc
