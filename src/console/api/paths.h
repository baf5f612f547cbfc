// Which addresses are for programs.
#pragma once

#include <cstddef>
#include <string_view>

namespace temgoc {

inline constexpr std::string_view kApiRoot = "/api/v1";
inline constexpr std::size_t kMostPathShown = 200;

// The interface of GS1's EPCIS standard, beside our own.
inline constexpr std::string_view kEpcisRoot = "/epcis";

inline bool is_epcis_path(std::string_view path) {
  return path == kEpcisRoot || path.starts_with("/epcis/");
}
inline bool is_api_path(std::string_view path) {
  return path.starts_with("/api/") || path == "/api";
}
// What programs use, and no browser.
inline bool is_program_path(std::string_view path) {
  return is_api_path(path) || is_epcis_path(path);
}

}  // namespace temgoc
