// A consumer's doubt, from the public page into the registry. The only writing that a page does.
#pragma once

#include <string>

#include "temgoc/report.h"
#include "temgoc/site.h"

namespace temgoc {

// As typed, of any bytes and length.
struct Suspicion {
  std::string label;  // what the code says, or the typed code; empty: not given
  std::string message = {};
  std::string place = {};
};

// Checks the label anew, so that the report says what it was worth then, and keeps it. Line breaks
// of the message become spaces. `report_empty` (neither label nor message), those of clean_text
// (fields message and place), `reports_full`; of Registry::open. Throws as the registry does.
Result<SuspicionReport> report_suspicion(const Site& site, const Suspicion& suspicion);

}  // namespace temgoc
