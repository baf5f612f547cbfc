// What both halves of the .xlsx reader need of pugixml: names without prefix, parts parsed safely.
#pragma once

#include <cstdint>
#include <memory>
#include <pugixml.hpp>
#include <string_view>

#include "temgoc/base/result.h"
#include "temgoc/base/text.h"
#include "xlsx_values.h"
#include "zip_package.h"

namespace temgoc {

using Xml = pugi::xml_node;

inline Error xlsx_damaged(std::string_view part) {
  return {"xlsx_damaged", {}, shortened(part), {}, {}};
}

// Names are compared without their prefix: some writers say x:row, others row.
inline std::string_view local_name(const char* name) {
  const std::string_view whole(name);
  return whole.substr(whole.find(':') + 1);
}
inline bool is(const Xml& node, std::string_view name) { return local_name(node.name()) == name; }

inline Xml child(const Xml& parent, std::string_view name) {
  return parent.find_child([name](const Xml& node) { return is(node, name); });
}
inline std::string_view attribute(const Xml& node, std::string_view name) {
  for (const auto& each : node.attributes()) {
    if (local_name(each.name()) == name) return each.value();
  }
  return {};
}
inline bool is_true(std::string_view text) { return text == "1" || text == "true"; }

inline std::size_t index_of(std::string_view digits) {
  const auto number = parse_number(digits);
  return is_digits(digits) && number && *number < 1e9 ? static_cast<std::size_t>(*number)
                                                      : SIZE_MAX;
}

// A part parsed, its root at hand. A document type is refused: it could only define entities.
struct Part {
  std::unique_ptr<pugi::xml_document> document;
  Xml root;
};
// `xlsx_damaged` and what ZipPackage::read refuses.
Result<Part> parse_part(ZipPackage& package, std::string_view path);

// The text of a string item or inline string: its plain run or its rich runs, without phonetic
// hints.
std::string string_item(const Xml& item);

}  // namespace temgoc
