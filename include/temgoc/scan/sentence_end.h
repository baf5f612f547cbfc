// A lot's link at the end of a sentence.
#pragma once

#include <optional>

#include "temgoc/scan/scan.h"

namespace temgoc {

// The same link where its lot code ends in `.` or `-`, as if those were marks of a sentence; none
// for any other scan. No lot issued today ends so, but one issued earlier may: judge the text as it
// stands first.
std::optional<Scanned> without_sentence_end(const Scanned& scanned);

}  // namespace temgoc
