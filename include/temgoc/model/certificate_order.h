// Which of several certificates counts, and in which order people read them.
#pragma once

#include "temgoc/model/certification.h"

namespace temgoc {

// Returns true if `a` was issued after `b`, or on the same day and ends later. One whose issue is
// not known is older than all others.
bool is_newer(const Certification& a, const Certification& b);

// A strict order: in force on `day` before not known, that before not in force; of each the newest
// first.
bool comes_before(const Certification& a, const Certification& b, Day day);

}  // namespace temgoc
