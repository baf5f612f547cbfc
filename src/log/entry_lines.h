// How an entry of the log is cut into its lines, and the numbers in them.
#pragma once

#include <charconv>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "temgoc/base/text.h"

namespace temgoc {

// The lines after the kind; none where it is another kind or number of lines.
inline std::optional<std::vector<std::string_view>> lines_of(std::string_view entry,
                                                             std::string_view kind,
                                                             std::size_t count) {
  if (!entry.ends_with('\n')) return std::nullopt;
  entry.remove_suffix(1);
  std::vector<std::string_view> lines = split(entry, '\n');
  if (lines.size() != count || lines.front() != kind) return std::nullopt;
  lines.erase(lines.begin());
  return lines;
}

// Digits without a leading zero, as this program writes them; none where they are too many.
template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number value = 0;
  if (!is_digits(text) || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{}) return std::nullopt;
  return value;
}

}  // namespace temgoc
