// Enumerations as the words that files and tables hold, and back.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace temgoc {

template <class Value, std::size_t count>
using Names = std::array<std::pair<Value, std::string_view>, count>;

// REQUIRES: `value` is in the table.
template <class Value, std::size_t count>
std::string name_in(const Names<Value, count>& names, Value value) {
  for (const auto& [each, name] : names) {
    if (each == value) return std::string(name);
  }
  return {};
}

template <class Value, std::size_t count>
std::optional<Value> value_in(const Names<Value, count>& names, std::string_view text) {
  for (const auto& [each, name] : names) {
    if (name == text) return each;
  }
  return std::nullopt;
}

}  // namespace temgoc
