// Queries, form bodies and cookies, taken apart.
#include "temgoc/http/http.h"

#include <algorithm>

#include "temgoc/base/percent.h"

namespace temgoc {
namespace {

std::string with_spaces(std::string_view text) {
  std::string spaced(text);
  for (char& c : spaced)
    if (c == '+') c = ' ';
  return spaced;
}

struct EncodedPair {
  std::string_view name;
  std::string_view value;
};

EncodedPair take_pair(std::string_view& text) {
  const std::size_t end = std::min(text.find('&'), text.size());
  const std::string_view pair = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  const std::size_t equals = std::min(pair.find('='), pair.size());
  return {pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size()))};
}

}  // namespace

std::vector<std::pair<std::string, std::string>> form_values(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> values;
  while (!text.empty()) {
    const EncodedPair pair = take_pair(text);
    const auto name = percent_decoded(with_spaces(pair.name));
    const auto value = percent_decoded(with_spaces(pair.value));
    if (name && value && !name->empty()) values.emplace_back(*name, *value);
  }
  return values;
}

std::optional<std::string_view> encoded_form_value(std::string_view text, std::string_view name) {
  while (!text.empty()) {
    const EncodedPair pair = take_pair(text);
    if (percent_decoded(with_spaces(pair.name)) == name) return pair.value;
  }
  return std::nullopt;
}

std::string form_value(std::string_view text, std::string_view name) {
  for (auto& [key, value] : form_values(text))
    if (key == name) return value;
  return {};
}

std::string cookie_value(std::string_view field, std::string_view name) {
  while (!field.empty()) {
    const std::size_t end = std::min(field.find(';'), field.size());
    std::string_view pair = field.substr(0, end);
    field.remove_prefix(std::min(end + 1, field.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const std::size_t equals = pair.find('=');
    if (equals != pair.npos && pair.substr(0, equals) == name)
      return std::string(pair.substr(equals + 1));
  }
  return {};
}

}  // namespace temgoc
