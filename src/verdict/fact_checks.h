// What the registry or a bundle adds: issue, recalls, certifications, copies, and the age of it
// all.
#pragma once

#include <chrono>

#include "working_verdict.h"

namespace temgoc {

// A clock that is further past the end of what is at hand is likelier wrong than right.
inline constexpr std::chrono::days kAbsurdlyLate{365};

void check_facts_age(WorkingVerdict& work, const LotFacts& facts);

// Whether the source has this very claim. The lot; none, with the finding made, where it has not.
const Lot* check_issued(WorkingVerdict& work, const LotFacts& facts, const Claim& claim,
                        const Trust::Key& key);
// The same for a label that only names a lot; `named` says whether the lot on record is the one
// named.
const Lot* check_known(WorkingVerdict& work, const LotFacts& facts, bool named);
// Whether the serial of a sealed item left the printer.
void check_serial_issued(WorkingVerdict& work, SerialState serial);

void check_status(WorkingVerdict& work, const LotFacts& facts);
// Whether the goods are past their use-by day, and whether the pack day can be true.
void check_days(WorkingVerdict& work, Day packed_on, std::optional<Day> use_by);

// How far ahead of the goods labels are printed. A pack day beyond it comes from a wrong clock.
inline constexpr std::chrono::days kPrintedAhead{92};
void check_certifications(WorkingVerdict& work, const LotFacts& facts, Day packed_on);
// `facts` none: the scans are not known.
void check_copies(WorkingVerdict& work, bool per_item, const LotFacts* facts);

}  // namespace temgoc
