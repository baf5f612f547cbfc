// Which addresses are the API's.
#pragma once

#include <cstddef>
#include <string_view>

namespace temgoc {

inline constexpr std::string_view kApiRoot = "/api/v1";
inline constexpr std::size_t kMostPathShown = 200;

inline bool is_api_path(std::string_view path) {
  return path.starts_with("/api/") || path == "/api";
}

}  // namespace temgoc
