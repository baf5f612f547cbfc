// What the trust list alone says of a sealed label: docs/seal_format.md, "Reading", steps 3 to 5.
#pragma once

#include "working_verdict.h"

namespace temgoc {

// Whether the trust list is in force now; notes it in `freshness`.
void check_trust_age(WorkingVerdict& work);

// The key that sealed it; none, with the finding made, where steps 3 or 4 end the reading.
const Trust::Key* find_sealing_key(WorkingVerdict& work, const SealedClaim& sealed);

// The key that the record says sealed this lot, as the trust list has it; none, with the finding
// made, where the list has no such key of that cooperative.
const Trust::Key* find_lot_key(WorkingVerdict& work, const Lot& lot);

void check_host(WorkingVerdict& work, const Trust::Key& key, const std::string& host);
void check_scope(WorkingVerdict& work, const Trust::Key& key, const Gtin& gtin, Day packed_on);

// Places in the log: of the lot's entry, and of a serial that of its print job's. None: not known.
using LogPlaces = std::vector<std::optional<std::uint64_t>>;
// Of a cut key: whether all of it was logged before the cut; without a place nobody can say.
void check_cut(WorkingVerdict& work, const Trust::Key& key, const LogPlaces& places);
// Of a cut key: a claim that is not on record is none that it honestly made before the cut.
void check_cut_absent(WorkingVerdict& work, const Trust::Key& key, const LotFacts& facts);

// The distance to the future that a wrong clock, and not a right one, explains.
inline constexpr std::chrono::hours kClockTolerance{24};

}  // namespace temgoc
