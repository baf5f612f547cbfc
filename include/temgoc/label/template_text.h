// A template's TOML text, changed where a value changes: comments, order and spacing stay.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/json.h"

namespace temgoc {

// Keys from the outside in; a number leads into a list: {"box", "3", "text", "vi"}.
using KeyPath = std::vector<std::string>;

struct TextChange {
  KeyPath path;
  std::optional<Json> value;  // none: the key goes, with all that is beneath it
};

struct ChangedText {
  std::string toml;
  // The text is laid out in a way that cannot be changed in place (boxes between brackets, a style
  // in dotted keys): it was written anew, and its comments are gone.
  bool rewritten = false;
};

// All of these REQUIRE a text that parse_toml reads, with "\n" as line ends, and a box that is
// there. Of boxes, the comment lines right above one go with it.
ChangedText with_changes(const std::string& toml, const std::vector<TextChange>& changes);
ChangedText with_box(const std::string& toml, const Json& box, std::size_t before);
ChangedText without_box(const std::string& toml, std::size_t box);
ChangedText with_boxes_swapped(const std::string& toml, std::size_t box);  // with the next one
// The style and every box that names it.
ChangedText with_style_renamed(const std::string& toml, const std::string& style,
                               const std::string& name);

// A whole template, in the order in which the shipped ones are written.
std::string template_toml(const Json& value);
// The same value, whatever the order of members; 5 is 5.0.
bool is_same(const Json& one, const Json& other);

// What a text may show, {product_name} and the others, in order.
std::vector<std::string_view> label_field_names();

}  // namespace temgoc
