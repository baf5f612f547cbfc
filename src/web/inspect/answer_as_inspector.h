// "/kiem-tra/": the inspector's page, and what it asks of the service.
#pragma once

#include <string_view>

#include "web/inspect/bundle_shelf.h"

namespace temgoc {

inline constexpr std::string_view kInspectPage = "/kiem-tra/";
inline constexpr std::string_view kInspectEnrol = "/kiem-tra/api/enrol";
inline constexpr std::string_view kInspectBundle = "/kiem-tra/api/bundle";
inline constexpr std::string_view kInspectVisit = "/kiem-tra/api/visit";
inline constexpr std::size_t kBundlePiece = 256 << 10;  // bytes in one answer

// Whether a form may be posted there.
bool takes_inspector_forms(std::string_view path);

}  // namespace temgoc
