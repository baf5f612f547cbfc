// Whom to believe: the roots a verifier has pinned, and the list of issuer keys that they sign.
// Normative text: docs/trust_list_format.md. The form is final for 1.x.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/clock.h"
#include "temgoc/seal/seal.h"
#include "temgoc/seal/signature.h"

namespace temgoc {

// The root keys of a realm and how many of them must sign. Pinned by file, never taken from a trust
// list.
struct RootSet {
  struct Root {
    std::string name;  // the signature line's name: "<realm>/root/<label>"
    PublicKeyBytes key{};
    bool operator==(const Root&) const = default;
  };
  std::string realm;
  std::uint32_t version = 1;  // from 1; a successor is one higher
  unsigned threshold = 1;     // 1 to roots.size()
  std::vector<Root> roots;    // distinct keys
  bool operator==(const RootSet&) const = default;

  std::string text() const;  // the note's text
  // `roots_unreadable` (args reason), `roots_threshold` (args roots), `roots_duplicate`,
  // key_small_order, key_not_canonical.
  static Result<RootSet> parse_text(std::string_view text);
};

enum class KeyStatus {
  active,
  retired,  // no longer used; what it signed stays good
  cut,      // stolen: good only for claims logged before cut_at
  test      // whatever it signed is void
};
std::string to_text(KeyStatus status);

// A status that a key got. The newest is the one that counts.
struct KeyStatusChange {
  KeyStatus status = KeyStatus::active;
  std::optional<std::uint64_t> cut_at = {};  // set exactly when status is cut
  std::optional<Day> packed_until = {};      // the last pack day that it may have sealed
  std::string reason = {};                   // as given; empty: none
  Instant at;
};

struct IssuerKey {
  PublicKeyBytes key{};
  KeyStatus status = KeyStatus::active;
  std::string cooperative_id;  // empty for the workplace's test key
  std::string cooperative_name;
  std::vector<std::string> gtin_prefixes;  // digits, matched from position 2 of the GTIN-14
  std::vector<std::string> hosts;
  std::optional<Day> packed_from = {};  // window of pack days, both included; none: open
  std::optional<Day> packed_until = {};
  std::optional<std::uint64_t> cut_at =
      {};  // first log index no longer believed; set when status is cut
  bool operator==(const IssuerKey&) const = default;

  std::string realm(std::string_view list_realm) const;  // list_realm, with "/test" for a test key
};

// The longest note of a trust list that is read, in bytes.
inline constexpr std::size_t kMaxTrustListBytes = std::size_t{16} << 20;

struct TrustList {
  std::string realm;
  std::uint64_t version = 1;
  std::uint32_t root_version = 1;  // of the root set that signs it
  Instant issued_at;
  Instant expires_at;
  PublicKeyBytes log_key{};
  std::vector<IssuerKey> keys;
  // Signs offline bundles, under bundle_signer(realm); none: no bundle of the realm is believed.
  std::optional<PublicKeyBytes> bundle_key = {};
  bool operator==(const TrustList&) const = default;

  // Version 2 of the format with a bundle key, version 1 without: which older verifiers read too.
  std::string text() const;
  // Either version. `trust_unreadable` (args reason), `trust_prefix_overlap` (args both
  // cooperatives), `trust_duplicate_key`.
  static Result<TrustList> parse_text(std::string_view text);
};

// A trust list as read, checked and ready: its keys admitted and indexed by id.
class Trust {
 public:
  struct Key {
    IssuerKey entry;
    std::string realm;  // the realm line its signatures carry
    KeyId id{};
    VerifyKey verify;
  };

  // Parses the note and counts good root signatures. `trust_unreadable` (reason too_long, above
  // kMaxTrustListBytes), `trust_not_signed` (args have, need), `trust_realm`, `trust_root_version`,
  // and those of TrustList::parse_text.
  static Result<Trust> open(std::string_view note, const RootSet& roots);
  // A trust with no keys: every sealed label is `cannot_check`.
  static Trust none() { return Trust(); }

  bool empty() const { return keys_.empty(); }
  const TrustList& list() const { return list_; }
  const std::string& digest() const { return digest_; }  // SHA-256 hex of the note's text
  std::vector<const Key*> find(const KeyId& id) const;   // usually one; all on a clash

 private:
  Trust() = default;
  TrustList list_;
  std::string digest_;
  std::vector<Key> keys_;
};

// How many roots of the set signed the note; each counts once, whatever it signed how often.
unsigned good_root_signatures(const SignedNote& note, const RootSet& roots);

// Opens the pinned root set: a note signed by its own threshold. `roots_not_signed` (args have,
// need).
Result<RootSet> open_roots(std::string_view note);
// The root set that `next` brings, when the threshold of `pinned` and its own threshold signed it
// and it is one version higher. `roots_not_successor`, `roots_not_signed`.
Result<RootSet> succeed_roots(const RootSet& pinned, std::string_view next);

// Whether `next` is of the same realm and one version higher: `roots_not_successor`.
Result<void> check_succession(const RootSet& pinned, const RootSet& next);

// A pinned root set and those that followed it.
struct FollowedRoots {
  RootSet set;         // the last
  std::string digest;  // SHA-256 hex of its note's text
};
// The first note is pinned; the others, in any order, are applied one version at a time. A copy of
// one already applied is passed over; with other bytes it is `roots_forked`. Those of open_roots
// and succeed_roots. REQUIRES a first note.
Result<FollowedRoots> follow_roots(std::span<const std::string> notes);

// Roll-back: what a verifier remembers of each realm.
struct SeenVersion {
  std::uint64_t version = 0;
  std::string digest;
};
// `trust_rolled_back` for an older version, `trust_forked` for the same version with other bytes.
Result<void> check_progress(const std::optional<SeenVersion>& seen, const Trust& now);
// The same for root sets: `roots_rolled_back`, `roots_forked`.
Result<void> check_progress(const std::optional<SeenVersion>& seen, const FollowedRoots& now);

}  // namespace temgoc
