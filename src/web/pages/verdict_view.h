// The head of a scan page: verdict bar, reasons, what to compare, one action, and what the check
// proves.
#pragma once

#include <string>

#include "temgoc/verdict.h"
#include "web/pages/asked.h"
#include "web/pages/template.h"

namespace temgoc {

View verdict_view(const Asked& asked, const Verdict& verdict, const std::string& label);

// How often the label was scanned, of what is on record: a look at this page a moment ago is one of
// them.
std::string scans_words(const Asked& asked, const ScanCount& scans);

}  // namespace temgoc
