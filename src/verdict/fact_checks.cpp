// Checks a label against its lot on record, and adds a finding for each thing that is wrong.
#include "fact_checks.h"

#include <algorithm>
#include <stdexcept>

#include "seal_checks.h"
#include "temgoc/model/certificate_order.h"

namespace temgoc {

namespace {

bool is_record_of(const Lot& lot, const Claim& claim, const Trust::Key& key) {
  return lot.key_id == claim.header.key_id && lot.cooperative_id == key.entry.cooperative_id &&
         lot.gtin == claim.gtin && lot.code == claim.lot &&
         lot.issue_number == claim.header.issue_number && lot.packed_on == claim.header.packed_on &&
         lot.shelf_life_days == claim.header.shelf_life_days;
}

std::string recall_reason(Recall::Scope scope) {
  switch (scope) {
    case Recall::Scope::lot:
      return "lot_recalled";
    case Recall::Scope::product:
      return "product_recalled";
    case Recall::Scope::cooperative:
      return "cooperative_recalled";
  }
  throw std::logic_error("a recall without a scope");
}

Outcome outcome_of(const std::vector<CertificationFinding>& certifications) {
  if (certifications.empty()) return Outcome::not_applicable;
  const auto was = [](std::optional<bool> answer) {
    return [answer](const CertificationFinding& f) { return f.in_force_on_packing == answer; };
  };
  if (std::ranges::any_of(certifications, was(true))) return Outcome::pass;
  return std::ranges::all_of(certifications, was(false)) ? Outcome::fail : Outcome::not_checked;
}

// A clock more than a year past the end of all that is at hand says nothing of the goods: it is
// likelier wrong than the data that old. A day that was asked for by name is no clock's.
bool clock_is_far_ahead(const Knowledge& known) {
  if (known.today != vietnam_day(known.now)) return false;
  Instant end = known.facts_valid_until.value_or(Instant::min());
  if (!known.trust.empty()) end = std::max(end, known.trust.list().expires_at);
  return end != Instant::min() && known.now > end + kAbsurdlyLate;
}

}  // namespace

void check_facts_age(WorkingVerdict& work, const LotFacts& facts) {
  const Knowledge& known = work.knowledge();
  const bool expires = known.basis == Basis::bundle || known.facts_valid_until;
  if (expires && (!known.facts_valid_until || known.now > *known.facts_valid_until)) {
    work.fail(&Checks::freshness, Headline::cannot_check, "stale_facts");
  }
  if (known.unwitnessed) work.fail(&Checks::freshness, Headline::cannot_check, "not_witnessed");
  if (known.now + kClockTolerance < facts.as_of) {
    work.fail(&Checks::freshness, Headline::cannot_check, "clock_off");
  }
  work.pass_unless_failed(&Checks::freshness);
}

const Lot* check_known(WorkingVerdict& work, const LotFacts& facts, bool named) {
  if (facts.lot && named) {
    work.checks().issued = Outcome::pass;
    return &*facts.lot;
  }
  if (!facts.lot && facts.beyond_source) {
    work.find(Headline::cannot_check, "newer_than_data");
  } else {
    work.fail(&Checks::issued, Headline::unknown, "never_issued");
  }
  return nullptr;
}

const Lot* check_issued(WorkingVerdict& work, const LotFacts& facts, const Claim& claim,
                        const Trust::Key& key) {
  if (facts.number_conflict || (facts.lot && !is_record_of(*facts.lot, claim, key))) {
    work.fail(&Checks::issued, Headline::unknown, "number_conflict");
    return nullptr;
  }
  const Lot* lot = check_known(work, facts, true);
  if (lot != nullptr && claim.serial) check_serial_issued(work, facts.serial);
  return lot;
}

void check_serial_issued(WorkingVerdict& work, SerialState serial) {
  switch (serial) {
    case SerialState::issued:
    case SerialState::voided:
      return;
    case SerialState::none_asked:
      work.checks().issued = Outcome::not_checked;
      work.find(Headline::cannot_check, "serial_not_checked");
      return;
    case SerialState::not_issued:
    case SerialState::listed:
      work.fail(&Checks::issued, Headline::unknown, "serial_not_issued");
  }
}

void check_status(WorkingVerdict& work, const LotFacts& facts) {
  std::vector<Recall::Scope> scopes;
  for (const Recall& recall : facts.recalls) scopes.push_back(recall.scope);
  std::ranges::sort(scopes);
  scopes.erase(std::ranges::unique(scopes).begin(), scopes.end());
  for (const Recall::Scope scope : scopes) {
    work.fail(&Checks::status, Headline::recalled, recall_reason(scope));
  }
  if (facts.cancelled) work.fail(&Checks::status, Headline::void_label, "lot_cancelled");
  if (facts.serial == SerialState::voided) {
    work.fail(&Checks::status, Headline::void_label, "label_voided");
  }
  work.pass_unless_failed(&Checks::status);
}

void check_days(WorkingVerdict& work, Day packed_on, std::optional<Day> use_by) {
  const Day today = work.knowledge().today;
  if (packed_on > today + kPrintedAhead) {
    work.fail(&Checks::dates, Headline::cannot_check, "packed_far_ahead");
  }
  if (use_by && today > *use_by) {
    if (clock_is_far_ahead(work.knowledge()))
      work.fail(&Checks::dates, Headline::cannot_check, "clock_ahead");
    else
      work.fail(&Checks::dates, Headline::expired, "past_use_by");
  }
  work.pass_unless_failed(&Checks::dates);
}

void check_certifications(WorkingVerdict& work, const LotFacts& facts, Day packed_on) {
  Verdict& verdict = work.verdict;
  verdict.certifications_known = true;
  for (const Certification& certification : facts.certifications) {
    verdict.certifications.push_back({certification, in_force(certification, packed_on),
                                      in_force(certification, work.knowledge().today)});
  }
  std::ranges::sort(verdict.certifications,
                    [today = work.knowledge().today](const auto& a, const auto& b) {
                      return comes_before(a.certification, b.certification, today);
                    });
  verdict.checks.certification = outcome_of(verdict.certifications);
}

void check_copies(WorkingVerdict& work, bool per_item, const LotFacts* facts) {
  if (!per_item) work.checks().copies = Outcome::not_applicable;
  if (!per_item || facts == nullptr || work.knowledge().basis != Basis::registry) return;
  work.checks().copies = facts->scans ? Outcome::pass : Outcome::not_applicable;
  if (!facts->scans) return;
  const CopyThresholds& most = work.knowledge().copies;
  const auto suspect = [&work](bool seen, const char* reason) {
    if (seen) work.fail(&Checks::copies, Headline::suspected_copy, reason);
  };
  suspect(facts->scans->scans > most.scans, "too_many_scans");
  suspect(facts->scans->places > most.places, "too_many_places");
  suspect(facts->scans->too_fast, "too_far_too_fast");
}

}  // namespace temgoc
