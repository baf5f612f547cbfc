// What a page tells answer() beside what it says to the visitor.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "temgoc/http/http.h"
#include "temgoc/model/scan_log.h"

namespace temgoc {

// A lot that a page has just shown to the person who scanned it: what answer() records as a scan.
struct SeenLot {
  std::int64_t lot_id = 0;  // 0: the lot is named
  std::string serial = {};  // empty: the lot's own code
  std::optional<LotOnLabel> named = {};
};

struct AnswerRemark {
  std::optional<SeenLot> seen = {};
  std::optional<ScanAlarm> alarm = {};  // a label that nobody may have: what answer() records
};

}  // namespace temgoc
