// Finds the key that sealed a label, and checks what the trust list lets that key do.
#include "seal_checks.h"

#include <algorithm>

namespace temgoc {

void check_trust_age(WorkingVerdict& work) {
  const TrustList& list = work.knowledge().trust.list();
  const Instant now = work.knowledge().now;
  if (now >= list.expires_at) work.fail(&Checks::freshness, Headline::cannot_check, "stale_trust");
  if (now + kClockTolerance < list.issued_at) {
    work.fail(&Checks::freshness, Headline::cannot_check, "clock_off");
  }
  work.pass_unless_failed(&Checks::freshness);
}

const Trust::Key* find_sealing_key(WorkingVerdict& work, const SealedClaim& sealed) {
  const auto candidates = work.knowledge().trust.find(sealed.claim.header.key_id);
  if (candidates.empty()) {
    work.fail(&Checks::key, Headline::unknown, "no_such_key");
    return nullptr;
  }
  work.checks().key = Outcome::pass;
  const auto sealed_it = [&sealed](const Trust::Key* key) {
    return key->verify.verify(signed_message(sealed.claim, key->realm), sealed.signature);
  };
  const auto found = std::ranges::find_if(candidates, sealed_it);
  if (found == candidates.end()) {
    work.fail(&Checks::signature, Headline::forged, "bad_signature");
    return nullptr;
  }
  work.checks().signature = Outcome::pass;
  return *found;
}

const Trust::Key* find_lot_key(WorkingVerdict& work, const Lot& lot) {
  const auto candidates = work.knowledge().trust.find(lot.key_id);
  if (candidates.empty()) {
    work.fail(&Checks::key, Headline::unknown, "no_such_key");
    return nullptr;
  }
  const auto judge = [&lot](KeyStatus status) {
    return [&lot, status](const Trust::Key* key) {
      const bool owner = key->entry.cooperative_id == lot.cooperative_id;
      return key->entry.status == status && (owner || status == KeyStatus::test);
    };
  };
  // Nothing but the id tells which of two keys of one id it was: the one that is believed least.
  for (const KeyStatus status :
       {KeyStatus::test, KeyStatus::cut, KeyStatus::retired, KeyStatus::active}) {
    const auto found = std::ranges::find_if(candidates, judge(status));
    if (found == candidates.end()) continue;
    work.checks().key = Outcome::pass;
    return *found;
  }
  work.fail(&Checks::scope, Headline::unknown, "out_of_scope");
  return nullptr;
}

void check_host(WorkingVerdict& work, const Trust::Key& key, const std::string& host) {
  if (std::ranges::find(key.entry.hosts, host) == key.entry.hosts.end()) {
    work.fail(&Checks::host, Headline::wrong_site, "host_not_owned");
  }
  work.pass_unless_failed(&Checks::host);
}

void check_scope(WorkingVerdict& work, const Trust::Key& key, const Gtin& gtin, Day packed_on) {
  const IssuerKey& entry = key.entry;
  const bool owned = std::ranges::any_of(
      entry.gtin_prefixes, [&](const std::string& prefix) { return gtin.has_prefix(prefix); });
  if (!owned) work.fail(&Checks::scope, Headline::unknown, "out_of_scope");
  const bool early = entry.packed_from && packed_on < *entry.packed_from;
  const bool late = entry.packed_until && packed_on > *entry.packed_until;
  if (early || late) work.fail(&Checks::scope, Headline::unknown, "out_of_window");
  work.pass_unless_failed(&Checks::scope);
}

void check_cut(WorkingVerdict& work, const Trust::Key& key, const LogPlaces& places) {
  if (key.entry.status != KeyStatus::cut) return;
  const auto& cut_at = key.entry.cut_at;
  const auto is_cut = [&cut_at](const std::optional<std::uint64_t>& place) {
    return place && (!cut_at || *place >= *cut_at);
  };
  if (std::ranges::any_of(places, is_cut)) {
    work.fail(&Checks::key, Headline::unknown, "key_cut");
  } else if (std::ranges::any_of(places, [](const auto& place) { return !place; })) {
    work.checks().key = Outcome::not_checked;
    work.find(Headline::cannot_check, "log_position_unknown");
  }
}

void check_cut_absent(WorkingVerdict& work, const Trust::Key& key, const LotFacts& facts) {
  const bool absent = !facts.lot && !facts.number_conflict && !facts.beyond_source;
  if (key.entry.status == KeyStatus::cut && absent) {
    work.fail(&Checks::key, Headline::unknown, "key_cut");
  }
}

}  // namespace temgoc
