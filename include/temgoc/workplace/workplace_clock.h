// Whether the machine's clock can be right, judged by what the workplace has recorded. A wrong
// clock would date lots, lists and recalls for good.
#pragma once

#include "temgoc/workplace/workplace.h"

namespace temgoc {

// Who says that the clock is right: nobody, the network's time service, or the person.
enum class ClockWord { none, network, person };

// The least time before the last fact that is no rounding of ours, and the most that a workplace
// rests without anyone being asked.
inline constexpr std::chrono::hours kClockMayLag{24};
inline constexpr std::chrono::days kClockMayLead{400};

// When the workplace last learnt anything: the newest of the trust list's date and the registry's
// facts; those that a person's word set aside count as the moment of that word. None: nothing yet.
std::optional<Instant> last_fact(const std::filesystem::path& workplace, const Registry& registry,
                                 const TrustList& trust);

// To be asked before anything is recorded or signed. `clock_behind`: now lies more than
// kClockMayLag before last_fact. `clock_far_ahead`: more than kClockMayLead after it, and the
// network does not vouch for the clock. Both have args now, last. The person's word passes both and
// is kept in the workplace, so that what a wrong clock once dated does not stand in the way for
// years.
Result<void> check_clock(const Workplace& workplace, ClockWord word);

}  // namespace temgoc
