// A consumer's doubt, from the words of a form to a report that can be kept.
#pragma once

#include <string>

#include "temgoc/model/report.h"
#include "temgoc/workplace/site.h"

namespace temgoc {

// What a person typed into the form: any bytes, of any length.
struct Suspicion {
  std::string label;  // what the code says, or the typed code; empty: not given
  std::string message = {};
  std::string place = {};
};

// Checks the label anew, so that the report says what it was worth then. Writes nothing; the number
// is left at 0. Phones paste line breaks, emoji and invisible signs: what cannot be shown is left
// out, and nothing is refused for it. `report_empty` (neither label nor message), `text_too_long`
// (fields report_message and report_place; args limit, length; a line break counts as one
// character, as in a browser). Throws as the registry does.
Result<SuspicionReport> suspicion_report(const Site& site, const Suspicion& suspicion);

}  // namespace temgoc
