// What the public pages collected, as a line of text: for the file that holds it until the registry
// can be reached.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "temgoc/model/report.h"
#include "temgoc/model/scan_log.h"
#include "temgoc/registry/inspections.h"

namespace temgoc {

// Holds nothing of who scanned: whether the phone was seen before was settled before.
using KeptScan = std::variant<RecordedScan, ScanAlarm, SuspicionReport, InspectionVisit>;

// One line with its end: 16 digits of its SHA-256, a space, JSON.
std::string line_of(const KeptScan& kept);
// None where the line is not what line_of() wrote, to the byte, or says what this version does not
// know. Without its end.
std::optional<KeptScan> kept_scan_in(std::string_view line);
// Whether the line is as some version of this program wrote it, if not this one. Without its end.
bool is_whole_line(std::string_view line);

}  // namespace temgoc
