#include <algorithm>
#include <functional>

#include "fact_checks.h"
#include "seal_checks.h"
#include "working_verdict.h"

namespace temgoc {

namespace {

void show_claim(WorkingVerdict& work, const Claim& claim, const Trust::Key& key) {
  Verdict& verdict = work.verdict;
  verdict.proof = Proof::sealed;
  if (!key.entry.cooperative_id.empty()) {
    verdict.cooperative_id = key.entry.cooperative_id;
    verdict.cooperative_name = key.entry.cooperative_name;
  }
  verdict.gtin = claim.gtin;
  verdict.lot_code = claim.lot;
  verdict.serial = claim.serial;
  verdict.packed_on = claim.header.packed_on;
  if (claim.header.shelf_life_days != 0) {
    verdict.expires_on = claim.header.packed_on + std::chrono::days(claim.header.shelf_life_days);
  }
}

void show_record(WorkingVerdict& work, const LotFacts& facts, const Lot& lot) {
  Verdict& verdict = work.verdict;
  verdict.cooperative_id = lot.cooperative_id;
  if (facts.cooperative) verdict.cooperative_name = facts.cooperative->name;
  verdict.gtin = lot.gtin;
  verdict.lot_code = lot.code;
  verdict.packed_on = lot.packed_on;
  verdict.expires_on = lot.expires_on();
}

// A receipt proves that the lot was issued, whatever else is not known of it.
void check_receipt(WorkingVerdict& work, const Claim& claim) {
  const auto& logged = work.knowledge().logged;
  if (logged && (!claim.serial || logged->serial_issued)) work.checks().issued = Outcome::pass;
}

std::optional<std::uint64_t> position_in_log(const WorkingVerdict& work, const Lot* lot) {
  if (lot != nullptr) return lot->leaf_index;
  const auto& logged = work.knowledge().logged;
  return logged ? std::optional(logged->leaf_index) : std::nullopt;
}

// What only a source of facts can say of a sealed label that has passed the trust list's checks.
void judge_by_facts(WorkingVerdict& work, const Claim& claim, const Trust::Key& key) {
  const LotFacts* facts = work.facts();
  check_copies(work, claim.serial.has_value(), facts);
  if (facts == nullptr) {
    if (work.has_source()) work.find(Headline::cannot_check, "no_facts");
    check_receipt(work, claim);
    check_cut(work, key, position_in_log(work, nullptr));
    return;
  }
  work.verdict.facts = *facts;
  check_facts_age(work, *facts);
  check_cut_absent(work, key, *facts);
  const Lot* lot = check_issued(work, *facts, claim, key);
  if (lot == nullptr && work.checks().issued == Outcome::fail) return;
  check_cut(work, key, position_in_log(work, facts->log_position_known ? lot : nullptr));
  if (lot == nullptr) return;
  check_status(work, *facts);
  check_certifications(work, *facts, lot->packed_on);
}

void judge_test_label(WorkingVerdict& work) {
  Checks& checks = work.checks();
  for (const auto check : {&Checks::host, &Checks::scope, &Checks::issued, &Checks::dates,
                           &Checks::certification, &Checks::copies}) {
    checks.*check = Outcome::not_applicable;
  }
  work.fail(&Checks::status, Headline::void_label, "test_key");
}

void judge_sealed(WorkingVerdict& work, const SealedScan& scan) {
  if (work.knowledge().trust.empty()) {
    work.verdict.basis = Basis::none;
    work.find(Headline::cannot_check, "no_trust_list");
    return;
  }
  check_trust_age(work);
  const Trust::Key* key = find_sealing_key(work, scan.sealed);
  if (key == nullptr) return;

  const Claim& claim = scan.sealed.claim;
  show_claim(work, claim, *key);
  if (key->entry.status == KeyStatus::test) {
    work.believe();
    judge_test_label(work);
    return;
  }
  check_host(work, *key, scan.host);
  check_scope(work, *key, claim);
  check_use_by(work, work.verdict.expires_on);
  judge_by_facts(work, claim, *key);
  if (work.checks().key == Outcome::pass) work.believe();
}

// The hosts that a listed code of this lot may carry: its own, and those of its cooperative's keys.
bool may_carry(const Knowledge& known, const Lot& lot, const std::string& host) {
  if (host == lot.host) return true;
  return std::ranges::any_of(known.trust.list().keys, [&](const IssuerKey& key) {
    return key.status != KeyStatus::test && key.cooperative_id == lot.cooperative_id &&
           std::ranges::find(key.hosts, host) != key.hosts.end();
  });
}

void judge_listed(WorkingVerdict& work, const LinkScan& link, const Lot& lot) {
  work.verdict.proof = Proof::listed;
  work.verdict.serial = link.serial;
  work.checks().host = Outcome::pass;
  if (!may_carry(work.knowledge(), lot, link.host)) {
    work.fail(&Checks::host, Headline::wrong_site, "host_not_owned");
  }
}

// `link` none: a typed code.
void judge_named_lot(WorkingVerdict& work, const LotFacts& facts, const Lot& lot,
                     const LinkScan* link) {
  show_record(work, facts, lot);
  work.believe();
  if (lot.test) {
    judge_test_label(work);
    return;
  }
  const SerialState serial =
      link != nullptr && link->serial ? facts.serial : SerialState::none_asked;
  if (serial == SerialState::listed) {
    judge_listed(work, *link, lot);
  } else if (serial == SerialState::not_issued) {
    work.fail(&Checks::issued, Headline::unknown, "serial_not_issued");
  } else if (serial == SerialState::none_asked && link != nullptr && link->serial) {
    check_serial_issued(work, serial);
  } else if (serial != SerialState::voided) {
    work.find(Headline::unsealed, link != nullptr ? "no_seal" : "typed_code");
  }
  check_status(work, facts);
  check_use_by(work, lot.expires_on());
  check_certifications(work, facts, lot.packed_on);
  check_copies(work, serial == SerialState::listed, &facts);
}

void judge_unsealed(WorkingVerdict& work, const LinkScan* link,
                    const std::function<bool(const Lot&)>& is_named) {
  for (const auto check : {&Checks::key, &Checks::signature, &Checks::host, &Checks::scope}) {
    work.checks().*check = Outcome::not_applicable;
  }
  const LotFacts* facts = work.facts();
  if (facts == nullptr) {
    work.find(Headline::cannot_check, work.has_source() ? "no_facts" : "needs_registry");
    return;
  }
  work.verdict.facts = *facts;
  check_facts_age(work, *facts);
  const Lot* lot = check_known(work, *facts, facts->lot && is_named(*facts->lot));
  if (lot != nullptr) judge_named_lot(work, *facts, *lot, link);
}

struct Judge {
  WorkingVerdict& work;

  void operator()(const UnreadableScan&) const {
    work.verdict.basis = Basis::none;
    work.fail(&Checks::readable, Headline::unknown, "malformed");
  }
  void operator()(const NewerScan&) const {
    work.verdict.basis = Basis::none;
    work.find(Headline::cannot_check, "newer_label");
  }
  void operator()(const SealedScan& scan) const {
    work.checks().readable = Outcome::pass;
    judge_sealed(work, scan);
  }
  void operator()(const LinkScan& link) const {
    work.checks().readable = Outcome::pass;
    judge_unsealed(work, &link, [&link](const Lot& lot) {
      return lot.gtin == link.gtin && lot.code == link.lot;
    });
  }
  void operator()(const ShortCode& code) const {
    work.checks().readable = Outcome::pass;
    judge_unsealed(work, nullptr, [&code](const Lot& lot) { return lot.short_code == code; });
  }
};

}  // namespace

Verdict decide(const Scanned& scanned, const Knowledge& knowledge) {
  WorkingVerdict work(scanned, knowledge);
  work.verdict.basis = knowledge.basis;
  std::visit(Judge{work}, scanned);
  return std::move(work).finished();
}

}  // namespace temgoc
