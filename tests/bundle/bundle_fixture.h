// Bundles of the test realm, written from values and signed as a workplace signs them.
#pragma once

#include <functional>

#include "support/test_realm.h"
#include "temgoc/bundle/bundle.h"

namespace temgoc::test {

inline constexpr const char* kMade = "2026-12-01T03:00:00.000Z";

BundleManifest terms(const char* made_at = kMade);
// Lot number `number` of a key, packed 2026-11-24, good for 180 days, code 261124-<number>.
Lot bundle_lot(std::uint32_t number);
KeyId issuer_id(const TestRealm& realm);
KeyId cut_id(const TestRealm& realm);
// Of lot number `number` in bundle_file: sealed serials 1 to 5, of the entry after the lot's.
LabelsPrinted five_seals(std::uint32_t number);
Claim claim_of(const Lot& lot, const KeyId& key);

Product bundle_product();  // P90

// After `more` has added to: trust list, C90 and its product P90, and lots 1 to `lots` of the
// issuer with sealed serials 1 to 5 each. The facts are those of 1,000 entries.
BundleWriter bundle_writer(const TestRealm& realm, std::uint32_t lots,
                           const std::function<void(BundleWriter&)>& more = {},
                           const BundleManifest& manifest = terms());
// Of a log of 1,003 entries of which `entry` is number `index`; realm.log signs it.
inline constexpr std::uint64_t kTestLogSize = 1003;
BundleLogPart log_with(const TestRealm& realm, const std::string& entry,
                       std::uint64_t index = 1000);
SignedNote by_bundle_key(const TestRealm& realm, const BundleManifest& manifest);

// Logged, signed and written as a workplace does it.
Bytes bundle_file(const TestRealm& realm, std::uint32_t lots,
                  const std::function<void(BundleWriter&)>& more = {},
                  const BundleManifest& manifest = terms());
// The manifest in `file` changed and signed again by `key` under `name`, the sections as they are.
Bytes signed_again(const Bytes& file, const std::function<void(BundleManifest&)>& change,
                   const TestKey& key, const std::string& name);
// The sections of a file, unpacked, and a file that is made of such: its entry logged anew and its
// manifest signed by the bundle key, as if a workplace had written it so.
using Sections = std::vector<std::pair<std::string, Bytes>>;
Sections sections_of(const Bytes& file);
Bytes made_of(const TestRealm& realm, const Sections& sections, BundleManifest manifest = terms());
Bundle opened(const TestRealm& realm, const Bytes& file);
std::string error_of(const TestRealm& realm, ByteView file);  // empty where it opens
// "code section" of the refusal.
std::string fault_of(const TestRealm& realm, ByteView file);

}  // namespace temgoc::test
