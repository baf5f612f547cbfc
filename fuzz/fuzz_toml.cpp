// Any bytes as TOML that is changed in place, as the template editor does: what is written is read
// again as what was meant, whatever the text looked like.
#include <string>
#include <string_view>

#include "require.h"
#include "temgoc/base/json.h"
#include "temgoc/label/template_text.h"

namespace {

using namespace temgoc;

Json read(const std::string& toml) {
  const auto json = parse_toml(toml);
  REQUIRE(json.has_value());
  return *json;
}

std::size_t boxes_in(const Json& value) {
  return value.contains("box") && value["box"].is_array() ? value["box"].size() : 0;
}

void change_keys(const std::string& toml, const Json& value) {
  const ChangedText named = with_changes(toml, {{{"e_label"}, Json(true)}});
  Json meant = value;
  meant["e_label"] = true;
  REQUIRE(is_same(read(named.toml), meant));
  for (const auto& [key, member] : value.items()) {
    if (member.is_object() || member.is_array()) continue;
    Json without = value;
    without.erase(key);
    REQUIRE(is_same(read(with_changes(toml, {{{key}, std::nullopt}}).toml), without));
    break;
  }
}

void change_boxes(const std::string& toml, const Json& value) {
  const std::size_t boxes = boxes_in(value);
  const Json box{{"kind", "text"}, {"text", "{product_name} \"x\"\n"}, {"x_mm", 1.5}};
  REQUIRE(boxes_in(read(with_box(toml, box, boxes / 2).toml)) == boxes + 1);
  if (boxes == 0) return;
  REQUIRE(boxes_in(read(without_box(toml, boxes - 1).toml)) == boxes - 1);
  if (boxes > 1) REQUIRE(boxes_in(read(with_boxes_swapped(toml, 0).toml)) == boxes);
}

bool has_tables_for_boxes(const Json& value) {
  if (!value.contains("box")) return true;
  if (!value["box"].is_array()) return false;
  for (const Json& each : value["box"])
    if (!each.is_object()) return false;
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string toml(reinterpret_cast<const char*>(data), size);
  const auto value = parse_toml(toml);
  if (!value || !value->is_object() || toml.find('\r') != toml.npos) return 0;
  // No text says of these numbers that they are what they were.
  if (toml.find("nan") != toml.npos || toml.find("inf") != toml.npos) return 0;
  if (const auto again = parse_toml(template_toml(*value))) (void)is_same(*again, *value);
  if (!has_tables_for_boxes(*value)) return 0;
  change_keys(toml, *value);
  change_boxes(toml, *value);
  return 0;
}
