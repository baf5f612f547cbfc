// A trace as a drawing: lots in columns from left to right as they flow.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "temgoc/model/trace_line.h"

namespace temgoc {

struct DrawnLot {
  std::int64_t lot = 0;
  std::string title = {};   // the name of the lot
  std::string detail = {};  // what it is, and how much
  std::string share = {};   // "13 %"; empty: nothing is said of it
  bool first = false;       // the lot that was asked for
  bool alarming = false;    // recalled or held
};

// An SVG document that needs nothing beside it. Up to about 60 lots stand in boxes of two lines;
// more are drawn in rows of one line, and lots that came from the same and went to the same stand
// in one block with one line to it. What a row leaves out stands in its tool tip. Lines of lots
// that are not drawn are passed over.
std::string draw_trace(const std::vector<DrawnLot>& lots, const std::vector<TraceLine>& lines,
                       const std::string& heading);

}  // namespace temgoc
