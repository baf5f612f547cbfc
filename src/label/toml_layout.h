// Where the keys and values of a TOML text stand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/label/template_text.h"

namespace temgoc {

struct TomlEntry {
  KeyPath path;                    // whole, from the root
  std::size_t line = 0, next = 0;  // its lines: from the first one's begin to behind the last one
  std::size_t value = 0, value_end = 0;
};

struct TomlBlock {
  KeyPath path;                      // {}: what stands before the first header
  std::size_t begin = 0;             // of the comments right above its header
  std::size_t header = 0, body = 0;  // of the header's line, and behind it
  std::size_t end = 0;               // the next block's begin
  std::vector<TomlEntry> entries = {};
};

// REQUIRES a text that parse_toml reads.
std::vector<TomlBlock> toml_layout(std::string_view text);

std::string toml_key(const std::string& key);  // quoted where it must be
std::string toml_value(const Json& value);

}  // namespace temgoc
