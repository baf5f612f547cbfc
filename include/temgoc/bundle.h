// The offline bundle: one signed file with which an inspector who has no network gets the verdicts
// that the registry gives. Written from values, read, and asked for facts here; signed elsewhere.
// Normative text: docs/bundle_format.md.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/lot_facts.h"
#include "temgoc/trust_list.h"

namespace temgoc {

// The longest file that is read or written, and the most that its sections may unpack to, in bytes.
inline constexpr std::size_t kMaxBundleBytes = std::size_t{512} << 20;
inline constexpr std::size_t kMaxUnpackedBytes = std::size_t{1} << 30;

// What the log's key signs, under the name bundle_signer(realm).
struct BundleManifest {
  struct Section {
    std::string name;
    std::uint64_t size = 0;  // unpacked
    Digest sha256{};         // of the unpacked content
    bool operator==(const Section&) const = default;
  };
  std::string realm;
  Instant made_at;  // orders the bundles of a realm
  Instant expires_at;
  Instant grace_until;  // made_at <= expires_at <= grace_until
  std::uint64_t trust_version = 0;
  std::uint64_t log_size = 0;
  std::optional<std::string> listed_from =
      {};  // "2026-05": listed codes printed earlier are left out
  std::vector<Section> sections = {};
  bool operator==(const BundleManifest&) const = default;

  std::string text() const;  // the note's text
  static Result<BundleManifest> parse_text(
      std::string_view text);  // `bundle_unreadable`, `bundle_newer`
};
std::string bundle_signer(std::string_view realm);

// Exactly one bit for each issue number of a key: set where the lot is recalled by itself.
class StatusBits {
 public:
  explicit StatusBits(std::uint32_t lots);  // numbers 1 to `lots`, none set
  // None where the length does not fit or a bit beyond the numbers is set.
  static std::optional<StatusBits> from_bytes(ByteView bytes, std::uint32_t lots);
  void set(std::uint32_t issue_number);           // REQUIRES 1 <= issue_number <= lots
  bool is_set(std::uint32_t issue_number) const;  // false beyond the numbers
  const Bytes& bytes() const { return bytes_; }
  bool operator==(const StatusBits&) const = default;

 private:
  std::uint32_t lots_;
  Bytes bytes_;
};

// Gathers what a bundle holds, in any order but where said, then makes its sections.
class BundleWriter {
 public:
  // `terms`: realm, moments and listed_from of the manifest; the rest is filled here.
  explicit BundleWriter(BundleManifest terms);
  BundleWriter(BundleWriter&&) noexcept;
  ~BundleWriter();

  void set_trust_list(std::string_view note, std::uint64_t version);
  void set_checkpoint(std::string_view note, std::uint64_t size);
  // Once for each lot; of one key in the order of issue numbers, a number that never comes is one
  // that no lot has. REQUIRES issue numbers from 1 in the range of a seal.
  void add_lot(const KeyId& key, const Lot& lot, std::uint32_t last_serial,
               std::optional<Instant> first_links_at);
  // Records that no lot needs are left out.
  void add(const Cooperative& record);
  void add(const Product& record);
  void add(const Certification& record);
  // In the order recorded, as add_void. `subject` for scopes other than a lot.
  void add_recall(const Recall& recall, const KeyId& key, std::uint32_t issue_number,
                  std::string_view subject);
  void add_void(const KeyId& key, std::uint32_t issue_number, const Void& voided);
  // Left out where it was printed in a month before listed_from.
  void add_listed(std::string_view realm, const Gtin& gtin, const LotCode& lot,
                  const Serial& serial, Instant printed_at);

  // Makes the sections; nothing is added afterwards.
  const BundleManifest& finish();
  // The file, with `note` as signed: its text is finish().text().
  Bytes file(const SignedNote& note) const;

 private:
  struct Draft;
  std::unique_ptr<Draft> draft_;
};

// A bundle that was read and found whole. Copies share it; any thread may ask.
class Bundle {
 public:
  // docs/bundle_format.md, section 3, without the roll-back. `bundle_unreadable`, `bundle_newer`,
  // `bundle_is_delta`, `bundle_foreign` (args realm, expected), `bundle_not_signed`,
  // `bundle_damaged` (args section), and those of Trust::open.
  static Result<Bundle> open(ByteView file, const RootSet& roots);

  const BundleManifest& manifest() const;
  const std::string& digest() const;     // SHA-256 hex of the note's text
  const Trust& trust() const;            // the list inside
  const SignedNote& checkpoint() const;  // the log's, cosignatures included
  std::uint64_t lots() const;            // that it knows, test lots included
  std::uint64_t listed_codes() const;
  std::uint64_t recalls() const;
  std::uint64_t voids() const;

  // As of Registry, where what may have happened since the bundle was made is said to be not known.
  LotFacts facts(const Claim& claim) const;
  LotFacts facts(bool test, const Gtin& gtin, const LotCode& lot,
                 const std::optional<Serial>& serial) const;
  LotFacts facts(const ShortCode& code) const;

 private:
  struct Content;
  explicit Bundle(std::shared_ptr<const Content> content);
  std::shared_ptr<const Content> content_;
};

// What only reading its first bytes tells.
bool is_bundle_delta(ByteView file);
// The manifest of a bundle or delta, not yet believed, and the digest of its text.
// `bundle_unreadable`, `bundle_newer`.
struct BundleName {
  BundleManifest manifest;
  std::string digest;
};
Result<BundleName> bundle_name(ByteView file);

// Both are whole files; `target` was built after `base`. `bundle_unreadable`, `bundle_damaged`.
Result<Bytes> bundle_delta(ByteView base, ByteView target);
// The file that `delta` makes of `base`; Bundle::open then judges it. `bundle_wrong_base` (args
// have, need: digests), `bundle_unreadable`, `bundle_newer`, `bundle_damaged`.
Result<Bytes> apply_bundle_delta(ByteView base, ByteView delta);

// Roll-back: what a verifier remembers of each realm. `bundle_rolled_back` (args seen, made_at),
// `bundle_forked`.
struct SeenBundle {
  Instant made_at;
  std::string digest;
};
Result<void> check_bundle_progress(const std::optional<SeenBundle>& seen, const Bundle& now);

}  // namespace temgoc
