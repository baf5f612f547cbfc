// Runs the checks in their order for each kind of scan, and returns the finished verdict.
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

// Receipts prove that the lot was issued, whatever else is not known of it. Of an item they prove
// nothing unless one of them is of its own print job: anyone may have the lot's.
void check_receipts(WorkingVerdict& work, const Claim& claim) {
  const auto& logged = work.knowledge().logged;
  if (!logged) return;
  if (!claim.serial || logged->print_leaf_index) {
    work.checks().issued = Outcome::pass;
  } else {
    work.find(Headline::cannot_check, "serial_not_checked");
  }
}

// Where the label's entries stand in the log, as facts or receipts tell. `lot` none: not on record.
LogPlaces places_in_log(const WorkingVerdict& work, const LotFacts* facts, const Lot* lot,
                        bool with_serial) {
  const auto& logged = work.knowledge().logged;
  const bool known = lot != nullptr && facts->log_position_known;
  LogPlaces places{known    ? std::optional(lot->leaf_index)
                   : logged ? std::optional(logged->leaf_index)
                            : std::nullopt};
  if (!with_serial) return places;
  const bool printed = facts != nullptr && facts->print_leaf_index;
  places.push_back(printed  ? facts->print_leaf_index
                   : logged ? logged->print_leaf_index
                            : std::nullopt);
  return places;
}

// What only a source of facts can say of a sealed label that has passed the trust list's checks.
void judge_by_facts(WorkingVerdict& work, const Claim& claim, const Trust::Key& key) {
  const LotFacts* facts = work.facts();
  check_copies(work, claim.serial.has_value(), facts);
  if (facts == nullptr) {
    if (work.has_source()) work.find(Headline::cannot_check, "no_facts");
    check_receipts(work, claim);
    check_cut(work, key, places_in_log(work, nullptr, nullptr, claim.serial.has_value()));
    return;
  }
  work.rest_on_facts();
  check_facts_age(work, *facts);
  check_cut_absent(work, key, *facts);
  const Lot* lot = check_issued(work, *facts, claim, key);
  const bool refused = work.checks().issued == Outcome::fail;
  if (lot == nullptr && refused) return;
  // A serial that was never printed has no place.
  check_cut(work, key, places_in_log(work, facts, lot, claim.serial && !refused));
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
  work.verdict.realm = key->realm;
  show_claim(work, claim, *key);
  if (key->entry.status == KeyStatus::test) {
    work.believe();
    judge_test_label(work);
    return;
  }
  check_host(work, *key, scan.host);
  check_scope(work, *key, claim.gtin, claim.header.packed_on);
  check_days(work, claim.header.packed_on, work.verdict.expires_on);
  judge_by_facts(work, claim, *key);
  if (work.checks().key == Outcome::pass) work.believe();
}

// What a link or typed code says beyond naming its lot. `link` none: a typed code.
void judge_naming(WorkingVerdict& work, const Trust::Key& key, const LinkScan* link,
                  SerialState serial) {
  switch (serial) {
    case SerialState::listed:
      work.verdict.proof = Proof::listed;
      work.verdict.serial = link->serial;
      check_host(work, key, link->host);
      return;
    case SerialState::not_issued:
      work.fail(&Checks::issued, Headline::unknown, "serial_not_issued");
      return;
    case SerialState::voided:
      return;
    case SerialState::none_asked:
    case SerialState::issued:
      break;
  }
  if (serial == SerialState::none_asked && link != nullptr && link->serial) {
    check_serial_issued(work, serial);
  } else if (work.checks().key == Outcome::pass && work.checks().scope == Outcome::pass) {
    work.find(Headline::unsealed, link != nullptr ? "no_seal" : "typed_code");
  }
}

// The trust list bears keys, prefixes and hosts, whoever tells of the lot and however it is named.
const Trust::Key* judge_lot_key(WorkingVerdict& work, const Lot& lot) {
  if (work.knowledge().trust.empty()) {
    work.checks().key = Outcome::not_checked;
    work.find(Headline::cannot_check, "no_trust_list");
    return nullptr;
  }
  check_trust_age(work);
  const Trust::Key* key = find_lot_key(work, lot);
  if (key != nullptr) work.verdict.realm = key->realm;
  return key;
}

void judge_named_lot(WorkingVerdict& work, const LotFacts& facts, const Lot& lot,
                     const LinkScan* link) {
  show_record(work, facts, lot);
  if (lot.test) work.verdict.realm = lot.realm;
  const Trust::Key* key = lot.test ? nullptr : judge_lot_key(work, lot);
  if (lot.test || (key != nullptr && key->entry.status == KeyStatus::test)) {
    work.believe();
    judge_test_label(work);
    return;
  }
  const SerialState serial =
      link != nullptr && link->serial ? facts.serial : SerialState::none_asked;
  if (key != nullptr) {
    check_scope(work, *key, lot.gtin, lot.packed_on);
    const bool has_place = serial != SerialState::none_asked && serial != SerialState::not_issued;
    check_cut(work, *key, places_in_log(work, &facts, &lot, has_place));
    judge_naming(work, *key, link, serial);
    if (work.checks().key == Outcome::pass) work.believe();
  }
  check_status(work, facts);
  check_days(work, lot.packed_on, lot.expires_on());
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
  work.rest_on_facts();
  check_facts_age(work, *facts);
  const Lot* lot = check_known(work, *facts, facts->lot && is_named(*facts->lot));
  if (lot != nullptr) judge_named_lot(work, *facts, *lot, link);
}

// Which key the code's lot will have is not known yet: a host of any key that may seal its product
// will do. A bundle without a lot of the product does not know whose it is.
void check_roll_host(WorkingVerdict& work, const UnclaimedCode& code, const std::string& host) {
  const Trust& trust = work.knowledge().trust;
  if (trust.empty()) {
    work.checks().host = Outcome::not_checked;
    work.find(Headline::cannot_check, "no_trust_list");
    return;
  }
  check_trust_age(work);
  work.verdict.realm = code.realm;
  const auto owns = [&](const IssuerKey& key) {
    const bool in_scope = std::ranges::any_of(
        key.gtin_prefixes, [&](const std::string& prefix) { return code.gtin.has_prefix(prefix); });
    return in_scope && (code.cooperative_id.empty() || key.cooperative_id == code.cooperative_id) &&
           std::ranges::find(key.hosts, host) != key.hosts.end();
  };
  if (std::ranges::none_of(trust.list().keys, owns))
    work.fail(&Checks::host, Headline::wrong_site, "host_not_owned");
  work.pass_unless_failed(&Checks::host);
}

// A code of a roll that no lot had claimed when the facts were as they are. A bundle does not know
// what was claimed since.
void judge_unclaimed(WorkingVerdict& work, const RollScan& scan, const LotFacts& facts) {
  Verdict& verdict = work.verdict;
  const UnclaimedCode& code = *facts.unclaimed;
  verdict.cooperative_id = code.cooperative_id;
  if (facts.cooperative) verdict.cooperative_name = facts.cooperative->name;
  verdict.gtin = code.gtin;
  verdict.serial = scan.serial;
  for (const auto check : {&Checks::key, &Checks::signature, &Checks::scope, &Checks::dates,
                           &Checks::certification, &Checks::copies})
    work.checks().*check = Outcome::not_applicable;
  work.believe();
  if (code.realm.ends_with(kTestRealmSuffix)) {
    verdict.realm = code.realm;
    judge_test_label(work);
    return;
  }
  check_roll_host(work, code, scan.host);
  check_status(work, facts);
  if (facts.serial == SerialState::voided) {
    work.checks().issued = Outcome::not_applicable;
  } else if (verdict.basis == Basis::bundle) {
    work.find(Headline::cannot_check, "not_claimed_then");
  } else {
    work.fail(&Checks::issued, Headline::unused, "not_claimed");
  }
}

void judge_roll_code(WorkingVerdict& work, const RollScan& scan) {
  const LotFacts* facts = work.facts();
  const Lot* lot = facts != nullptr && facts->lot ? &*facts->lot : nullptr;
  if (lot != nullptr) {
    const LinkScan link{scan.host, scan.gtin, lot->code, scan.serial};
    judge_unsealed(work, &link, [&scan](const Lot& named) { return named.gtin == scan.gtin; });
  } else if (facts != nullptr && facts->unclaimed) {
    work.rest_on_facts();
    check_facts_age(work, *facts);
    judge_unclaimed(work, scan, *facts);
  } else {
    judge_unsealed(work, nullptr, [](const Lot&) { return false; });
  }
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
  void operator()(const RollScan& scan) const {
    work.checks().readable = Outcome::pass;
    judge_roll_code(work, scan);
  }
  void operator()(const ShortCode& code) const {
    work.checks().readable = Outcome::pass;
    judge_unsealed(work, nullptr, [&code](const Lot& lot) { return lot.short_code == code; });
  }
};

}  // namespace

Verdict decide(const Scanned& scanned, Knowledge knowledge) {
  WorkingVerdict work(scanned, std::move(knowledge));
  work.verdict.basis = work.knowledge().basis;
  std::visit(Judge{work}, scanned);
  return std::move(work).finished();
}

}  // namespace temgoc
