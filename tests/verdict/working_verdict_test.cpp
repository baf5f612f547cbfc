// The last gate by itself: each of its bars is tried with the others open.
#include "verdict/working_verdict.h"

#include <doctest/doctest.h>

#include "verdict_fixture.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const TestRealm kTestRealm;
const Trust kTrust = kTestRealm.trust();

// A verdict in which every check has passed, with something to show.
struct Draft {
  Scanned scanned = read_scan(kTestRealm.label(kTestRealm.claim()));
  Knowledge knowledge = by_registry(kTrust, facts_of(kTestRealm.claim()));
  WorkingVerdict work{scanned, knowledge};

  Draft() {
    Checks& c = work.checks();
    c.readable = c.key = c.signature = c.host = c.scope = c.issued = c.status = c.dates = c.copies =
        c.freshness = Outcome::pass;
    work.verdict.basis = Basis::registry;
    work.verdict.lot_code = kTestRealm.claim().lot;
    work.verdict.facts = knowledge.facts;
    work.verdict.realm = kRealm;
  }
  Verdict finished() { return std::move(work).finished(); }
};

}  // namespace

TEST_CASE("a label that is believed and passed every check is valid") {
  Draft draft;
  draft.work.believe();
  CHECK(summary(draft.finished()) == "valid");
}

TEST_CASE("a label that passed every check and is not believed is not valid") {
  Draft draft;
  const Verdict verdict = draft.finished();
  CHECK(summary(verdict) == "cannot_check/not_decided");
  CHECK_FALSE(verdict.lot_code);
}

TEST_CASE("a label that is believed and lacks any one required check is not valid") {
  for (const auto check :
       {&Checks::readable, &Checks::key, &Checks::signature, &Checks::host, &Checks::scope,
        &Checks::issued, &Checks::status, &Checks::dates, &Checks::copies, &Checks::freshness}) {
    for (const Outcome outcome : {Outcome::not_checked, Outcome::fail}) {
      Draft draft;
      draft.work.believe();
      draft.work.checks().*check = outcome;
      CHECK(summary(draft.finished()) == "cannot_check/not_decided");
    }
  }
}

// Where each basis finds out for itself what it lacks, this gate is blind to no check that it
// requires.
TEST_CASE("each basis requires its own checks, and no other") {
  const std::vector<Outcome Checks::*> by_list{
      &Checks::readable, &Checks::key,   &Checks::signature, &Checks::host,
      &Checks::scope,    &Checks::dates, &Checks::freshness};
  std::vector<Outcome Checks::*> by_bundle = by_list;
  by_bundle.insert(by_bundle.end(), {&Checks::issued, &Checks::status});
  std::vector<Outcome Checks::*> by_registry = by_bundle;
  by_registry.push_back(&Checks::copies);
  for (const auto& [basis, required] : {std::pair{Basis::trust_list, by_list},
                                        {Basis::bundle, by_bundle},
                                        {Basis::registry, by_registry}}) {
    for (const auto check : by_registry) {
      Draft draft;
      draft.work.verdict.basis = basis;
      draft.work.believe();
      draft.work.checks().*check = Outcome::not_checked;
      const bool is_required = std::ranges::find(required, check) != required.end();
      CHECK(summary(draft.finished()) == (is_required ? "cannot_check/not_decided" : "valid"));
    }
  }
}

TEST_CASE("nothing of a forged or unknown label is shown, though something believed it") {
  for (const Headline headline : {Headline::forged, Headline::unknown}) {
    Draft draft;
    draft.work.believe();
    draft.work.find(headline, "any");
    const Verdict verdict = draft.finished();
    CHECK_FALSE(verdict.lot_code);
    CHECK_FALSE(verdict.facts);
    CHECK_FALSE(verdict.realm);
    CHECK(verdict.claimed.has_value());
  }
}

TEST_CASE("of a label that nothing believed only the record's word against its lot is shown") {
  for (const Headline headline :
       {Headline::recalled, Headline::void_label, Headline::suspected_copy}) {
    Draft draft;
    draft.work.find(headline, "any");
    const Verdict verdict = draft.finished();
    CHECK(verdict.facts.has_value());
    CHECK_FALSE(verdict.claimed);
  }
  for (const Headline headline :
       {Headline::wrong_site, Headline::expired, Headline::unsealed, Headline::cannot_check}) {
    Draft draft;
    draft.work.find(headline, "any");
    const Verdict verdict = draft.finished();
    CHECK_FALSE(verdict.facts);
    CHECK(verdict.claimed.has_value());
  }
}

TEST_CASE("a label that was judged by nothing is valid only if nothing at all is open") {
  for (const auto check : {&Checks::issued, &Checks::status, &Checks::copies}) {
    Draft draft;
    draft.work.believe();
    draft.work.verdict.basis = Basis::none;
    draft.work.checks().*check = Outcome::not_checked;
    CHECK(summary(draft.finished()) == "cannot_check/not_decided");
  }
}
