// Collects findings, sorts them by gravity, and hides the claims of a label that is not believed.
#include "working_verdict.h"

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>

namespace temgoc {

namespace {

constexpr std::array kRequired{
    &Checks::readable, &Checks::key,       &Checks::signature, &Checks::host,   &Checks::scope,
    &Checks::dates,    &Checks::freshness, &Checks::issued,    &Checks::status, &Checks::copies};

// Each basis requires a beginning of kRequired.
std::span<Outcome Checks::*const> required_by(Basis basis) {
  switch (basis) {
    case Basis::none:
      return kRequired;
    case Basis::trust_list:
      return std::span(kRequired).first<7>();
    case Basis::bundle:
      return std::span(kRequired).first<9>();
    case Basis::registry:
      return kRequired;
  }
  throw std::logic_error("a verdict without a basis");
}

// What stays of a verdict where the label is not believed: nothing that the label claims.
Verdict without_claims(const Verdict& full) {
  Verdict bare;
  bare.basis = full.basis;
  bare.checks = full.checks;
  return bare;
}

// Headlines that come from the lot's record, so they stand even where the label is not believed.
bool is_word_of_record(Headline headline) {
  return headline == Headline::recalled || headline == Headline::void_label ||
         headline == Headline::unused || headline == Headline::suspected_copy;
}

}  // namespace

bool WorkingVerdict::has_source() const {
  return knowledge_.basis == Basis::bundle || knowledge_.basis == Basis::registry;
}

const LotFacts* WorkingVerdict::facts() const {
  return has_source() && knowledge_.facts ? &*knowledge_.facts : nullptr;
}

void WorkingVerdict::find(Headline headline, std::string reason) {
  Finding finding{headline, std::move(reason)};
  if (std::ranges::find(findings_, finding) == findings_.end())
    findings_.push_back(std::move(finding));
}

void WorkingVerdict::fail(Outcome Checks::*check, Headline headline, std::string reason) {
  verdict.checks.*check = Outcome::fail;
  find(headline, std::move(reason));
}

void WorkingVerdict::pass_unless_failed(Outcome Checks::*check) {
  if (verdict.checks.*check != Outcome::fail) verdict.checks.*check = Outcome::pass;
}

bool WorkingVerdict::lacks_required_check() const {
  return !std::ranges::all_of(required_by(verdict.basis), [this](Outcome Checks::*check) {
    const Outcome outcome = verdict.checks.*check;
    return outcome == Outcome::pass || outcome == Outcome::not_applicable;
  });
}

Verdict WorkingVerdict::finished() && {
  if (findings_.empty()) {
    // The last gate: `valid` is reached by no other way than every required check.
    if (lacks_required_check() || !believed_) {
      find(Headline::cannot_check, "not_decided");
    } else {
      find(Headline::valid, "");
    }
  }
  std::ranges::stable_sort(findings_, {}, &Finding::headline);
  const Headline gravest = findings_.front().headline;
  if (!(believed_ || is_word_of_record(gravest)) || gravest == Headline::forged ||
      gravest == Headline::unknown) {
    verdict = without_claims(verdict);
    verdict.claimed = scanned_;
  } else if (rests_on_facts_) {
    verdict.facts = std::move(knowledge_.facts);
  }
  verdict.main = findings_.front();
  verdict.also.assign(findings_.begin() + 1, findings_.end());
  return std::move(verdict);
}

}  // namespace temgoc
