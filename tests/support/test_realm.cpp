#include "support/test_realm.h"

namespace temgoc::test {

Day day(const char* iso) { return parse_day(iso, "day").value(); }
Instant instant(const char* iso) { return parse_instant(iso).value(); }

Gtin gtin(const char* digits) {
  return Gtin::parse(std::string(digits) + Gtin::check_digit(digits)).value();
}

RootSet TestRealm::roots() const { return {kRealm, 1, 1, {{kRootName, root.public_key}}}; }

TrustList TestRealm::list() const {
  TrustList list;
  list.realm = kRealm;
  list.version = 7;
  list.issued_at = instant("2026-11-01T00:00:00.000Z");
  list.expires_at = instant("2027-02-01T00:00:00.000Z");
  list.log_key = log.public_key;
  const std::vector<std::string> hosts{kHost, "tem.example"};
  list.keys = {
      {issuer.public_key, KeyStatus::active, "C90", "HTX Mẫu Sông Xanh", {"299000"}, hosts},
      {retired.public_key,
       KeyStatus::retired,
       "C90",
       "HTX Mẫu Sông Xanh",
       {"299000"},
       hosts,
       std::nullopt,
       day("2026-06-30")},
      {cut.public_key,
       KeyStatus::cut,
       "C91",
       "HTX Mẫu Đồi Chè",
       {"299100"},
       hosts,
       std::nullopt,
       std::nullopt,
       100},
      {other.public_key, KeyStatus::active, "C92", "HTX Mẫu Rừng Dừa", {"299200"}, {"dua.example"}},
      {trial.public_key, KeyStatus::test, "", "", {}, {std::string(kTestHost)}}};
  return list;
}

TrustList TestRealm::list_with_bundle_key() const {
  TrustList with = list();
  with.bundle_key = bundle.public_key;
  return with;
}

std::string TestRealm::note(const TrustList& list) const {
  return signed_note(list.text(), {{kRootName, root}});
}

Trust TestRealm::trust() const { return Trust::open(note(list()), roots()).value(); }

Trust TestRealm::trust_with_clash() const {
  TrustList with = list();
  with.keys.push_back(
      {clashing.public_key, KeyStatus::active, "C93", "HTX Mẫu Ba", {"299300"}, {kHost}});
  with.keys.push_back(
      {clashing_too.public_key, KeyStatus::active, "C94", "HTX Mẫu Bốn", {"299400"}, {kHost}});
  return Trust::open(note(with), roots()).value();
}

Claim TestRealm::claim() const { return claim_by(issuer); }

Claim TestRealm::item_claim() const {
  Claim claim = claim_by(issuer);
  claim.serial = Serial::sealed(42);
  return claim;
}

Claim TestRealm::claim_by(const TestKey& key, std::string_view realm) const {
  const SealHeader header{1, 0, key_id(realm, key.public_key), 1, day("2026-11-24"), 180};
  return {header, gtin("0299000000001"), LotCode::parse("261124-01").value(), std::nullopt};
}

std::string TestRealm::label(const Claim& claim) const {
  return sealed_uri(kHost, sealed(claim, issuer, kRealm));
}

}  // namespace temgoc::test
