// Compares two templates key by key, and names what differs.
#include "console/pages/templates/template_differences.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "console/pages/templates/template_places.h"
#include "temgoc/base/text.h"
#include "temgoc/label/template_text.h"

namespace temgoc {
namespace {

void compare(const Json& before, const Json& after, std::vector<std::string>& path,
             std::vector<std::vector<std::string>>& differing) {
  if (is_same(before, after)) return;
  const bool tables = before.is_object() && after.is_object();
  const bool lists =
      before.is_array() && after.is_array() && path == std::vector<std::string>{"box"};
  if (!tables && !lists) return differing.push_back(path);
  const auto deeper = [&](const std::string& key, const Json& one, const Json& other) {
    path.push_back(key);
    compare(one, other, path, differing);
    path.pop_back();
  };
  if (lists) {
    for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i)
      deeper(std::to_string(i), i < before.size() ? before[i] : Json(),
             i < after.size() ? after[i] : Json());
    return;
  }
  for (const auto& [key, one] : before.items()) deeper(key, one, after.value(key, Json()));
  for (const auto& [key, other] : after.items())
    if (!before.contains(key)) deeper(key, Json(), other);
}

std::string value_text(const Visit& visit, const Json& root, const std::vector<std::string>& path) {
  const Json* here = &root;
  for (const std::string& key : path) {
    if (here->is_object() && here->contains(key))
      here = &here->at(key);
    else if (here->is_array() && is_digits(key) && key.size() < 5 && std::stoul(key) < here->size())
      here = &here->at(std::stoul(key));
    else
      return visit.word("history.nothing");
  }
  std::string text = here->is_string() ? here->get<std::string>() : dump(*here);
  if (here->is_number() && visit.language() == Language::vi) std::ranges::replace(text, '.', ',');
  return shortened(fmt::format("{}", fmt::join(split(trimmed(text), '\n'), " / ")), 60);
}

}  // namespace

View template_differences(const Visit& visit, const std::string& before, const std::string& after,
                          std::size_t most) {
  View list = list_view();
  const auto one = parse_toml(before), other = parse_toml(after);
  if (!one || !other) return list;
  std::vector<std::vector<std::string>> differing;
  std::vector<std::string> path;
  compare(*one, *other, path, differing);
  for (std::size_t i = 0; i < std::min(differing.size(), most); ++i) {
    const ControlPlace place = place_of_path(visit, differing[i], *other);
    View row;
    row.set("field",
            place.words.empty() ? fmt::format("{}", fmt::join(differing[i], ".")) : place.words);
    row.set("from", value_text(visit, *one, differing[i]));
    row.set("to", value_text(visit, *other, differing[i]));
    list.push_back(std::move(row));
  }
  return list;
}

}  // namespace temgoc
