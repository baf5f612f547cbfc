// Sentences from the embedded words files.
#include "temgoc/base/words.h"

#include <optional>
#include <unordered_map>

#include "embedded/words.h"
#include "temgoc/base/clock.h"
#include "temgoc/base/json.h"
#include "temgoc/base/number_words.h"
#include "temgoc/base/text.h"
#include "temgoc/base/vietnam_time.h"

namespace temgoc {
namespace {

struct KeyHash : std::hash<std::string_view> {
  using is_transparent = void;
};
using WordTable = std::unordered_map<std::string, std::string, KeyHash, std::equal_to<>>;

WordTable load(std::string_view file) {
  WordTable table;
  for (const auto& [name, content] : embedded::words) {
    if (name != file) continue;
    const auto json = parse_json(content);
    for (const auto& [key, text] : json.value().items()) table.emplace(key, text);
  }
  return table;
}

// Each on its first use: most commands speak one language.
const WordTable& table_of(Language language) {
  if (language == Language::en) {
    static const WordTable english = load("en.json");
    return english;
  }
  static const WordTable vietnamese = load("vi.json");
  return vietnamese;
}

// "name|one|many": the first form where the argument is 1.
std::optional<std::string> form_for_number(std::string_view placeholder, const WordArgs& args) {
  const auto parts = split(placeholder, '|');
  const auto found = args.find(std::string(parts.front()));
  if (parts.size() != 3 || found == args.end()) return std::nullopt;
  return std::string(found->second == "1" ? parts[1] : parts[2]);
}

// What stands for a value that was not given: no placeholder ever reaches a person.
constexpr std::string_view kNotGiven = "(?)";

// An ISO day as people write it; a month or a year, and anything else, as it is.
std::string day_words(const std::string& text) {
  const auto day = parse_day(text, "day");
  return day ? to_dmy(*day) : text;
}

// An ISO instant as a Vietnamese clock shows it.
std::string moment_words(const std::string& text) {
  const auto instant = parse_instant(text);
  if (!instant) return text;
  return vietnam_moment(*instant);
}

// Field codes with commas between them, each as it is called.
std::string names_of_fields(Language language, std::string_view codes) {
  std::string names;
  for (const std::string_view code : split(codes, ','))
    names += (names.empty() ? "" : ", ") + field_words(language, trimmed(code));
  return names;
}

// "product P01, place L92": each with the kind of record as it is called.
std::string names_of_records(Language language, std::string_view names) {
  std::string said;
  for (const std::string_view each : split(names, ',')) {
    const std::string name = trimmed(each);
    const std::string kind = name.substr(0, name.find(' '));
    const std::string key = "record_kind." + kind;
    if (!said.empty()) said += ", ";
    said += (has_words(language, key) ? words(language, key) : kind) + name.substr(kind.size());
  }
  return said;
}

// The kinds that turn a machine's form of a value into a person's.
std::optional<std::string> in_words(Language language, std::string_view kind,
                                    const std::string& value) {
  if (kind == "number") return number_words(language, value);
  if (kind == "day") return day_words(value);
  if (kind == "moment") return moment_words(value);
  if (kind == "fields") return names_of_fields(language, value);
  if (kind == "records") return names_of_records(language, value);
  return std::nullopt;
}

// What stands for the placeholder `name`: an argument, or for "kind:name" what in_words makes of
// it, else the words under "kind.<argument>", the argument itself where there are none.
std::optional<std::string> replacement(Language language, std::string_view name,
                                       const WordArgs& args) {
  if (name.find('|') != std::string_view::npos) return form_for_number(name, args);
  const auto colon = name.find(':');
  const auto key = name.substr(colon == std::string_view::npos ? 0 : colon + 1);
  const auto found = args.find(std::string(key));
  if (found == args.end()) return std::nullopt;
  if (colon == std::string_view::npos) return found->second;
  if (auto known = in_words(language, name.substr(0, colon), found->second)) return known;
  const auto text = std::string(name.substr(0, colon)) + "." + found->second;
  return has_words(language, text) ? words(language, text) : found->second;
}

std::string filled(Language language, std::string_view text, const WordArgs& args) {
  std::string result;
  while (!text.empty()) {
    const auto open = text.find('{');
    const auto close = text.find('}', open == std::string_view::npos ? text.size() : open);
    if (close == std::string_view::npos) break;
    const auto name = text.substr(open + 1, close - open - 1);
    result += text.substr(0, open);
    result +=
        name.empty() ? "{}" : replacement(language, name, args).value_or(std::string(kNotGiven));
    text.remove_prefix(close + 1);
  }
  return result += text;
}

// A column's letters as a spreadsheet has them: 1 A, 26 Z, 27 AA.
std::string column_letters(std::size_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters;
}

std::string_view position_key(const Position& position) {
  if (position.row == 0) return "position.byte";
  if (position.column == 0) return "position.row";
  return position.in_text ? "position.text" : "position.cell";
}

std::string where(Language language, const Error& error) {
  if (!error.position) return {};
  const auto& position = *error.position;
  const auto column = position.in_text || position.row == 0 ? std::to_string(position.column)
                                                            : column_letters(position.column);
  auto text = words(language, position_key(position),
                    {{"row", std::to_string(position.row)}, {"column", column}});
  if (!error.field.empty()) text += " (" + field_words(language, error.field) + ")";
  return text + ": ";
}

WordArgs args_of(Language language, const Error& error) {
  auto args = error.args;
  args.emplace("field", field_words(language, error.field));
  args.emplace("value", error.value);
  return args;
}

}  // namespace

std::string words(Language language, std::string_view key, const WordArgs& args) {
  const auto& table = table_of(language);
  const auto found = table.find(key);
  if (found != table.end()) return filled(language, found->second, args);
  return std::string(key.substr(key.rfind('.') + 1));
}

bool has_words(Language language, std::string_view key) { return table_of(language).contains(key); }

std::string field_words(Language language, std::string_view field) {
  const auto key = "field." + std::string(field);
  return has_words(language, key) ? words(language, key) : std::string(field);
}

std::string message(Language language, const Error& error) {
  const auto key = "error." + error.code;
  if (!has_words(language, key))
    return where(language, error) + words(language, "error.unexpected", {{"value", error.code}});
  return where(language, error) + words(language, key, args_of(language, error));
}

std::string hint(Language language, const Error& error) {
  const auto key = "error." + error.code + ".hint";
  return has_words(language, key) ? words(language, key, args_of(language, error)) : std::string();
}

}  // namespace temgoc
