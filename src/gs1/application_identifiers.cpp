// Application identifiers as GS1's syntax dictionary describes them.
#include "temgoc/gs1/application_identifiers.h"

#include <algorithm>

#include "gs1/linters.h"
#include "gs1/syntax_dictionary.h"
#include "temgoc/base/text.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {
namespace {

const AiEntry* primary_key(std::string_view ai) {
  const AiEntry* entry = ai_entry(ai);
  return entry != nullptr && entry->primary_key ? entry : nullptr;
}

// Set 39: digits, capitals and three signs.
bool is_set_39_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '#' || c == '-' || c == '/';
}

bool is_base64_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
         c == '_' || c == '=';
}

bool has_characters_of(char set, std::string_view text) {
  switch (set) {
    case 'N':
      return is_digits(text);
    case 'X':
      return std::ranges::all_of(text, is_gs1_character);
    case 'Y':
      return std::ranges::all_of(text, is_set_39_character);
    case 'Z':
      return std::ranges::all_of(text, is_base64_character);
  }
  return false;
}

std::optional<std::string_view> component_fault(const AiComponent& component,
                                                std::string_view text) {
  if (text.empty() && component.optional) return std::nullopt;
  if (text.size() < component.shortest || !has_characters_of(component.set, text))
    return "gs1_value";
  for (const std::string_view linter : component.linters) {
    const bool check_digit = linter == "csum";
    if (check_digit && Gtin::check_digit(text.substr(0, text.size() - 1)) != text.back())
      return "gs1_check_digit";
    if (!check_digit && !passes_linter(linter, text)) return "gs1_value";
  }
  return std::nullopt;
}

}  // namespace

bool is_primary_key(std::string_view ai) { return primary_key(ai) != nullptr; }

bool is_data_attribute(std::string_view ai) {
  const AiEntry* entry = ai_entry(ai);
  return entry != nullptr && entry->data_attribute;
}

const std::vector<std::string_view>* qualifier_sequence(std::string_view key,
                                                        std::span<const std::string_view> ais) {
  const AiEntry* entry = primary_key(key);
  if (entry == nullptr) return nullptr;
  for (const auto& sequence : entry->qualifier_sequences) {
    const bool holds_all = std::ranges::all_of(ais, [&sequence](std::string_view ai) {
      return std::ranges::find(sequence, ai) != sequence.end();
    });
    if (holds_all) return &sequence;
  }
  return nullptr;
}

bool is_qualifier_of(std::string_view ai, std::string_view key) {
  return qualifier_sequence(key, std::span(&ai, 1)) != nullptr;
}

std::optional<std::string_view> value_fault(std::string_view ai, std::string_view value) {
  const AiEntry* entry = ai_entry(ai);
  if (entry == nullptr) return "gs1_ai_unknown";
  for (const AiComponent& component : entry->components) {
    const std::string_view part = value.substr(0, component.longest);
    if (const auto fault = component_fault(component, part)) return fault;
    value.remove_prefix(part.size());
  }
  if (!value.empty()) return "gs1_value";
  return std::nullopt;
}

}  // namespace temgoc
