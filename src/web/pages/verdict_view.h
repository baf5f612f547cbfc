// The head of a scan page: verdict bar, reasons, what to compare, one action, and what the check
// proves.
#pragma once

#include <string>

#include "temgoc/verdict/verdict.h"
#include "web/pages/asked.h"
#include "web/pages/template.h"

namespace temgoc {

View verdict_view(const Asked& asked, const Verdict& verdict, const std::string& label);

// How often the label was scanned, in the parts of spoken.html. REQUIRES facts with scans.
View scans_view(const Asked& asked, const Verdict& verdict);

}  // namespace temgoc
