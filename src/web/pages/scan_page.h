// The page of a label: what it proves, what to compare with the pack, where the goods come from.
#pragma once

#include <string>

#include "web/pages/frame.h"

namespace temgoc {

// A label's text and how it came to us.
struct Label {
  std::string text;
  std::string_view route;      // a constant
  bool scanned = false;        // the code itself was scanned, so it may count as a scan
  unsigned miss_status = 200;  // where the answer is `unknown`
};

// The page, or the JSON of docs/cli.md where that is asked for.
HttpResponse scan_page(const Asked& asked, const Label& label);

}  // namespace temgoc
