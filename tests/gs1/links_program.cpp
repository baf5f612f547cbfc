// Reads links from stdin, a path and its query with a tab between them on a line, and writes what
// each says: for another reader to be compared with.
#include <iostream>
#include <string>

#include "temgoc/base/json.h"
#include "temgoc/gs1/digital_link.h"

namespace {

using namespace temgoc;

// A value holds characters of GS1's set alone, so it needs JSON's escapes and no others.
Json pair(const ElementString& each) { return Json{each.ai, each.value}; }

std::string said(const std::string& path, const std::string& query) {
  if (!names_a_gs1_key(path)) return "no key";
  const auto link = read_digital_link(path, query);
  if (!link) return "refused";
  Json in_path = Json::array({pair(link->key)}), attributes = Json::array();
  for (const ElementString& each : link->qualifiers) in_path.push_back(pair(each));
  for (const ElementString& each : link->attributes) attributes.push_back(pair(each));
  return Json::array({in_path, attributes}).dump();
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t tab = line.find('\t');
    std::cout << said(line.substr(0, tab), tab == line.npos ? "" : line.substr(tab + 1)) << '\n';
  }
  return 0;
}
