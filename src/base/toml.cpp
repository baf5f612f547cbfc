// The door to toml++: a TOML text as the JSON value that it stands for, members in the order
// written.
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <vector>

#include "temgoc/base/json.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

Json to_json(const toml::node& node);

// A code under "toml." in the words, for people who read no English, from what toml++ says. The
// more telling pieces of its sentences stand first; one that is not known keeps a general code.
std::string_view fault_of(std::string_view description) {
  using Known = std::pair<std::string_view, std::string_view>;
  static constexpr std::array<Known, 11> kKnown{{{"deep", "deep"},
                                                 {"redefine", "twice"},
                                                 {"control character", "control"},
                                                 {"parsing string", "string"},
                                                 {"parsing table header", "table"},
                                                 {"parsing array", "list"},
                                                 {"parsing inline table", "list"},
                                                 {"parsing key-value pair", "pair"},
                                                 {"parsing key", "key"},
                                                 {"integer", "number"},
                                                 {"float", "number"}}};
  const auto found = std::ranges::find_if(
      kKnown, [&](const Known& each) { return description.find(each.first) != description.npos; });
  return found == kKnown.end() ? "value" : found->second;
}

Error toml_error(const toml::source_region& source, std::string_view reason) {
  return Error{
      .code = "toml_unreadable",
      .position =
          Position{.row = source.begin.line, .column = source.begin.column, .in_text = true},
      .args = {{"reason", std::string(reason)}}};
}

Json table_to_json(const toml::table& table) {
  std::vector<std::pair<const toml::key*, const toml::node*>> members;
  for (const auto& [key, node] : table) members.emplace_back(&key, &node);
  const auto place = [](const auto& member) {
    const auto& begin = member.first->source().begin;
    return std::pair(begin.line, begin.column);
  };
  std::stable_sort(members.begin(), members.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
  Json object = Json::object();
  for (const auto& [key, node] : members) object[std::string(key->str())] = to_json(*node);
  return object;
}

Json array_to_json(const toml::array& array) {
  Json list = Json::array();
  for (const auto& node : array) list.push_back(to_json(node));
  return list;
}

template <class Moment>
Json moment_to_json(const Moment& moment) {
  std::ostringstream text;
  text << moment;
  return text.str();
}

Json number_to_json(const toml::value<double>& number) {
  // JSON has no such number, so passing it on would turn it into null.
  if (!std::isfinite(number.get())) throw toml_error(number.source(), "number");
  return number.get();
}

Json to_json(const toml::node& node) {
  if (const auto* table = node.as_table()) return table_to_json(*table);
  if (const auto* array = node.as_array()) return array_to_json(*array);
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* integer = node.as_integer()) return integer->get();
  if (const auto* number = node.as_floating_point()) return number_to_json(*number);
  if (const auto* truth = node.as_boolean()) return truth->get();
  if (const auto* date = node.as_date()) return moment_to_json(date->get());
  if (const auto* time = node.as_time()) return moment_to_json(time->get());
  return moment_to_json(node.as_date_time()->get());
}

// toml++ recurses over dotted keys and brackets without end.
std::optional<Error> too_deep(std::string_view text) {
  constexpr std::ptrdiff_t kMostLevels = 64;
  std::size_t row = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++row;
    const auto levels =
        std::ranges::count_if(line, [](char c) { return c == '.' || c == '[' || c == '{'; });
    if (levels <= kMostLevels || line.find_first_of("\"'#") < line.find_first_of(".[{")) continue;
    return Error{.code = "toml_unreadable",
                 .position = Position{.row = row, .column = 1, .in_text = true},
                 .args = {{"reason", "deep"}}};
  }
  return std::nullopt;
}

}  // namespace

Result<Json> parse_toml(std::string_view text) {
  if (auto deep = too_deep(text)) return *deep;
  try {
    return table_to_json(toml::parse(text));
  } catch (const toml::parse_error& failure) {
    return toml_error(failure.source(), fault_of(failure.description()));
  } catch (const Error& error) {
    return error;
  }
}

}  // namespace temgoc
