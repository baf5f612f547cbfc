// What the pages of scans and of shoppers' reports, and Today, have in common.
#pragma once

#include <string>
#include <string_view>

#include "console/visit.h"
#include "temgoc/markup/view.h"
#include "temgoc/model/scan_log.h"

namespace temgoc {

// The day of an alarm, and the lot where one is known.
std::string where_words(const Visit& visit, const ScanAlarm& alarm);
// `here`: "scans" or "reports".
void put_scan_tabs(const Visit& visit, View& view, std::string_view here);

}  // namespace temgoc
