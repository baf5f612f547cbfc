// Bundles of the test realm, written from values and signed as a workplace signs them.
#pragma once

#include <functional>

#include "support/test_realm.h"
#include "temgoc/bundle.h"

namespace temgoc::test {

inline constexpr const char* kMade = "2026-12-01T03:00:00.000Z";

BundleManifest terms(const char* made_at = kMade);
// Lot number `number` of a key, packed 2026-11-24, good for 180 days, code 261124-<number>.
Lot bundle_lot(std::uint32_t number);
KeyId issuer_id(const TestRealm& realm);
KeyId cut_id(const TestRealm& realm);
Claim claim_of(const Lot& lot, const KeyId& key);

// The file, after `more` has added to: trust list, a checkpoint of 1,000 entries, C90 and its
// product P90, and lots 1 to `lots` of the issuer with sealed serials 1 to 5 each.
Bytes bundle_file(const TestRealm& realm, std::uint32_t lots,
                  const std::function<void(BundleWriter&)>& more = {},
                  const BundleManifest& manifest = terms());
// As signed by `key` under `name`.
Bytes signed_file(BundleWriter& writer, const TestKey& key, const std::string& name);
Bundle opened(const TestRealm& realm, const Bytes& file);
std::string error_of(const TestRealm& realm, ByteView file);  // empty where it opens

}  // namespace temgoc::test
