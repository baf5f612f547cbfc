// A realm of fictional cooperatives, whole from its roots to a label: what tests of seal, scan and
// verdict check against.
#pragma once

#include "support/test_keys.h"

namespace temgoc::test {

inline constexpr const char* kRealm = "ocop.example/vn";
inline constexpr const char* kHost = "ocop.example";
inline constexpr const char* kRootName = "ocop.example/vn/root/one";

Day day(const char* iso);
Instant instant(const char* iso);
Gtin gtin(const char* digits);  // the check digit is added: 13 digits

struct TestRealm {
  TestKey issuer = rfc8032_key(1);  // C90, active, GTIN prefix 299000
  TestKey root = rfc8032_key(2);
  TestKey log = rfc8032_key(3);
  TestKey retired = TestKey::filled(4);   // C90, retired, packed until 2026-06-30
  TestKey cut = TestKey::filled(5);       // C91, cut at log index 100, GTIN prefix 299100
  TestKey other = TestKey::filled(6);     // C92, active, GTIN prefix 299200
  TestKey trial = TestKey::filled(7);     // the test key
  TestKey stranger = TestKey::filled(8);  // in no list
  TestKey bundle = TestKey::filled(9);    // signs bundles; in list_with_bundle_key() alone
  // Two keys with one id in kRealm, f74eb36a, found by trying 31,828.
  TestKey clashing = TestKey::numbered(1850);  // C93, GTIN prefix 299300; in trust_with_clash alone
  TestKey clashing_too = TestKey::numbered(31828);  // C94, GTIN prefix 299400

  RootSet roots() const;                          // 1 of 1
  TrustList list() const;                         // 2026-11-01 to 2027-02-01
  TrustList list_with_bundle_key() const;         // version 2 of the format
  std::string note(const TrustList& list) const;  // signed by the root
  Trust trust() const;
  Trust trust_with_clash() const;

  // Lot 261124-01 of C90: issue number 1, packed 2026-11-24, good for 180 days, 02990000000019.
  Claim claim() const;
  Claim item_claim() const;  // its item 0000042
  // The same claim as another key would make it.
  Claim claim_by(const TestKey& key, std::string_view realm = kRealm) const;
  std::string label(const Claim& claim) const;  // sealed by the issuer, on kHost
};

}  // namespace temgoc::test
