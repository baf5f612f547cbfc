// A day in the test realm: what is scanned, what is known, and the verdict.
#pragma once

#include "support/test_realm.h"
#include "temgoc/verdict/verdict.h"

namespace temgoc::test {

inline constexpr const char* kToday = "2026-12-01";
inline constexpr const char* kNow = "2026-12-01T03:00:00.000Z";

// Knowledge of the trust list alone; `trust` must outlive it.
Knowledge by_trust_list(const Trust& trust, const char* today = kToday);
// Knowledge of a source that has `facts`; a bundle is within its expiry.
Knowledge by_registry(const Trust& trust, LotFacts facts, const char* today = kToday);
Knowledge by_bundle(const Trust& trust, LotFacts facts, const char* today = kToday);

// The facts of a lot that was issued as `claim` says, at log index 5, its serial printed at 6, with
// one OCOP certificate in force.
LotFacts facts_of(const Claim& claim);
LotFacts no_lot();  // a source that has never seen it
Recall recall(Recall::Scope scope);

Verdict verdict_of(const std::string& text, const Knowledge& knowledge);

// "headline/reason" of the main finding, then of each other: "recalled/lot_recalled
// expired/past_use_by".
std::string summary(const Verdict& verdict);
// The outcomes in the order of Checks as letters: p, f, - (not checked), n (not applicable).
std::string letters(const Checks& checks);

}  // namespace temgoc::test
