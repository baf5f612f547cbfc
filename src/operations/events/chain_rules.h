// The rules that hold between an event and all that is on record before it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "temgoc/registry/event_book.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// What is on record of a lot that an event names.
struct LotState {
  std::optional<TracedLot> traced = {};
  std::optional<Lot> sealed = {};
  std::vector<LotMove> moves = {};  // of valid events, as they happened
  // What there is of it and what was used, in the unit of the lot; none: not measured.
  std::optional<Measure> supply() const;
  std::int64_t used(std::string_view unit) const;
  std::int64_t made(std::string_view unit) const;
  std::optional<std::string> unit() const;
  std::optional<Instant> made_at() const;  // the earliest that is known
  bool held(Instant at = Instant::max()) const;
};
// `ignored`: an event that is about to be declared in error; 0: none.
LotState state_of(const Registry& registry, const LotName& name, std::int64_t ignored = 0);

// What is refused, or the warnings. See events.h.
Result<std::vector<Error>> check_chain(const Workplace& workplace, const Event& event);

// An event that would count no more must not leave a lot that is used and never made.
Result<void> check_not_used(const Registry& registry, const Event& event);

// After an event counts no more: lots that it made and of which more is used than is left. The
// warnings, or what is refused.
Result<std::vector<Error>> check_left(const Workplace& workplace, const Event& event);

}  // namespace temgoc
