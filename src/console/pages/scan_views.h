// What the pages of scans and of shoppers' reports have in common.
#pragma once

#include <string_view>

#include "console/visit.h"
#include "temgoc/markup/view.h"

namespace temgoc {

// `here`: "scans" or "reports".
void put_scan_tabs(const Visit& visit, View& view, std::string_view here);

}  // namespace temgoc
