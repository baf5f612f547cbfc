// Reads the GS1 Barcode Syntax Dictionary. Its own head describes the syntax.
#include "gs1/syntax_dictionary.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "embedded/gs1_dictionary.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

[[noreturn]] void not_understood(std::string_view line) {
  throw std::logic_error("GS1 syntax dictionary, not understood: " + std::string(line));
}

std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  for (const std::string_view each : split(line.substr(0, line.find('#')), ' '))
    if (!each.empty()) fields.push_back(each);
  return fields;
}

bool read_number(std::string_view text, std::size_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// "N6", "X..20" and the like.
bool read_type(std::string_view type, AiComponent& component) {
  if (type.size() < 2 || std::string_view("NXYZ").find(type[0]) == std::string_view::npos)
    return false;
  component.set = type[0];
  const bool variable = type.substr(1).starts_with("..");
  if (!read_number(type.substr(variable ? 3 : 1), component.longest)) return false;
  component.shortest = variable ? 1 : component.longest;
  return true;
}

bool read_component(std::string_view field, AiComponent& component) {
  std::vector<std::string_view> parts = split(field, ',');
  std::string_view type = parts.front();
  component.optional = type.starts_with('[') && type.ends_with(']');
  if (component.optional) type = type.substr(1, type.size() - 2);
  component.linters.assign(parts.begin() + 1, parts.end());
  return read_type(type, component);
}

// Keys that say with which other AIs a value may stand tell nothing of a link's syntax.
void read_attribute(std::string_view field, AiEntry& entry) {
  constexpr std::string_view kPrimaryKey = "dlpkey";
  if (!field.starts_with(kPrimaryKey)) return;
  entry.primary_key = true;
  field.remove_prefix(kPrimaryKey.size());
  if (field.empty()) return;
  for (const std::string_view sequence : split(field.substr(1), '|'))
    entry.qualifier_sequences.push_back(split(sequence, ','));
}

AiEntry entry_of(std::string_view line) {
  const std::vector<std::string_view> fields = fields_of(line);
  if (fields.size() < 2) not_understood(line);
  AiEntry entry;
  const auto ais = split(fields[0], '-');
  entry.first = ais.front();
  entry.last = ais.back();
  std::size_t at = 1;
  const auto is_component = [](std::string_view field) {
    return std::string_view("NXYZ[").find(field[0]) != std::string_view::npos;
  };
  if (!is_component(fields[at])) entry.data_attribute = fields[at++].find('?') != fields[1].npos;
  for (; at < fields.size() && is_component(fields[at]); ++at) {
    if (!read_component(fields[at], entry.components.emplace_back())) not_understood(line);
  }
  for (; at < fields.size(); ++at) read_attribute(fields[at], entry);
  if (entry.components.empty() || !is_digits(entry.first) || !is_digits(entry.last))
    not_understood(line);
  return entry;
}

}  // namespace

std::vector<AiEntry> parse_syntax_dictionary(std::string_view dictionary) {
  std::vector<AiEntry> entries;
  for (std::string_view line : split(dictionary, '\n')) {
    while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
    if (!line.empty() && !line.starts_with('#')) entries.push_back(entry_of(line));
  }
  std::ranges::sort(entries, {}, &AiEntry::first);
  return entries;
}

std::string_view syntax_dictionary() { return embedded::gs1_dictionary.front().second; }

const AiEntry* ai_entry(std::string_view ai) {
  static const std::vector<AiEntry> entries = parse_syntax_dictionary(syntax_dictionary());
  // No AI is the beginning of another, so the last entry that is not above `ai` is the only one.
  auto after = std::ranges::upper_bound(entries, ai, {}, &AiEntry::first);
  if (after == entries.begin()) return nullptr;
  const AiEntry& entry = *--after;
  return ai.size() == entry.first.size() && ai <= entry.last ? &entry : nullptr;
}

}  // namespace temgoc
