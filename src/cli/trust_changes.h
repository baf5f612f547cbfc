// What a trust list changes, as commands show it, and what must be confirmed by key id.
#pragma once

#include "cli/command.h"
#include "temgoc/seal/trust_changes.h"

namespace temgoc {

Json changes_json(const std::vector<TrustChange>& changes);
// A line for each key and one for each property, "+" for what comes and "-" for what goes; says so
// where nothing changes.
std::string changes_text(const Terminal& terminal, const std::vector<TrustChange>& changes);

// Key ids given with --confirm, one or several with commas, must name each change. Nothing needs to
// be confirmed before a list names any issuer key. `trust_change_unconfirmed` (value: the ids that
// are not confirmed, with commas).
Result<void> check_confirmed(const Given& given, const TrustList& in_force,
                             const std::vector<TrustChange>& changes);

// The failure, after what has to be looked at.
int fail_unconfirmed(const Terminal& terminal, const Error& error,
                     const std::vector<TrustChange>& changes);

}  // namespace temgoc
