// The offline bundle: one signed file with which an inspector who has no network gets the verdicts
// that the registry gives. Written from values, read, and asked for facts here; signed elsewhere.
// Normative text: docs/bundle_format.md.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/model/lot_facts.h"
#include "temgoc/seal/checkpoint.h"
#include "temgoc/seal/trust_list.h"

namespace temgoc {

// The longest file that is read or written, and the most that its sections may unpack to, in bytes.
inline constexpr std::size_t kMaxBundleBytes = std::size_t{512} << 20;
inline constexpr std::size_t kMaxUnpackedBytes = std::size_t{1} << 30;

// What the bundle key of the trust list signs, under the name bundle_signer(realm).
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
  std::uint64_t facts_size = 0;  // entries of the log that the facts are of; that of its own entry
  std::optional<std::string> listed_from =
      {};  // "2026-05": listed codes printed earlier are left out
  std::vector<Section> sections = {};
  bool operator==(const BundleManifest&) const = default;

  std::string text() const;  // the note's text
  // `bundle_unreadable`, `bundle_newer`, `bundle_older`.
  static Result<BundleManifest> parse_text(std::string_view text);

  Digest digest() const;  // of text()
  std::string log_entry() const;
};
// The log's entry of a bundle, number `index` of the log. `digest`: of the manifest.
inline constexpr std::string_view kBundleEntryKind = "temgoc-bundle/v1";
std::string bundle_log_entry(std::string_view realm, Instant made_at, std::uint64_t index,
                             const Digest& digest);

// What comes from the log once the manifest is logged. No signature of the bundle key covers it: a
// later checkpoint, with more cosignatures, may take its place.
struct BundleLogPart {
  std::string checkpoint;          // the note
  std::vector<Digest> proof = {};  // that the entry is in its tree, bottom up
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

class Bundle;

// Gathers what a bundle holds, in any order but where said, then makes its sections.
class BundleWriter {
 public:
  // `terms`: realm, moments, facts_size and listed_from of the manifest; the rest is filled here.
  explicit BundleWriter(BundleManifest terms);
  BundleWriter(BundleWriter&&) noexcept;
  ~BundleWriter();

  void set_trust_list(std::string_view note, const Trust& trust);  // REQUIRES trust of that note
  // Once for each lot, its `record` as LotFacts has it; of one key in the order of issue numbers, a
  // number that never comes is one that no lot has. REQUIRES issue numbers from 1 in the range of a
  // seal.
  void add_lot(const KeyId& key, const Lot& lot, const LabelsPrinted& labels);
  // Records that no lot needs are left out.
  void add(const Cooperative& record);
  void add(const Product& record);
  void add(const Certification& record);
  // In the order recorded, as add_void and add_cancelled_lot. `subject` for scopes other than a
  // lot.
  void add_recall(const Recall& recall, Instant at, const KeyId& key, std::uint32_t issue_number,
                  std::string_view subject);
  void add_void(const KeyId& key, std::uint32_t issue_number, const Void& voided);
  void add_cancelled_lot(const KeyId& key, std::uint32_t issue_number,
                         const LotCancellation& cancelled);
  // Left out where it was printed in a month before listed_from. `realm`: or its test realm.
  // `lot` none: of a roll, and no lot has claimed it; `voided`: it was taken out of use before one
  // did.
  void add_listed(std::string_view realm, const Gtin& gtin, const std::optional<LotCode>& lot,
                  const Serial& serial, Instant printed_at, bool voided = false);

  // Makes the sections; nothing is added afterwards. The manifest's log_entry() is then to be
  // logged, as number facts_size, and its text to be signed.
  const BundleManifest& finish();
  const BundleManifest& manifest() const;
  // What it tells, as a reader will read it; not signed, and in no log yet. REQUIRES finish().
  Result<Bundle> read_back() const;
  // The file, with `note` as signed: its text is that of the manifest.
  Bytes file(const SignedNote& note, const BundleLogPart& log) const;

 private:
  struct Draft;
  std::unique_ptr<Draft> draft_;
};

// A lot as a bundle tells it, in words of the log.
struct BundleLot {
  KeyId key{};
  bool test = false;  // then its log positions are 0: the test realm's log is another
  std::uint32_t issue_number = 0;
  Gtin gtin;
  std::string code;
  Day packed_on;
  std::uint16_t shelf_life_days = 0;
  std::uint64_t leaf_index = 0;
  std::span<const SealedSerials> sealed = {};
  std::optional<ListedSerials> listed = {};  // first_at: of the month alone
};

// A bundle that was read and found whole. Copies share it; any thread may ask.
class Bundle {
 public:
  // docs/bundle_format.md, section 3, without the roll-back. `bundle_unreadable`, `bundle_newer`,
  // `bundle_older`, `bundle_is_delta`, `bundle_foreign` (args realm, expected),
  // `bundle_key_not_delegated`, `bundle_not_signed`, `bundle_not_in_log`, `bundle_damaged`,
  // `bundle_section_missing` and `bundle_section_unknown` (args section), those of Trust::open.
  static Result<Bundle> open(ByteView file, const RootSet& roots);

  const BundleManifest& manifest() const;
  const std::string& digest() const;      // SHA-256 hex of the note's text
  const Trust& trust() const;             // the list inside
  const std::string& trust_note() const;  // its note; empty of a bundle that was read back unsigned
  const SignedNote& checkpoint() const;   // the log's, cosignatures included
  const TreeHead& log_head() const;       // that it says
  std::uint64_t lots() const;             // that it knows, test lots included
  std::uint64_t listed_codes() const;
  std::uint64_t recalls() const;
  std::uint64_t voids() const;
  std::uint64_t cancelled_lots() const;

  // As of Registry, where what may have happened since the bundle was made is said to be not known.
  LotFacts facts(const Claim& claim) const;
  LotFacts facts(bool test, const Gtin& gtin, const LotCode& lot,
                 const std::optional<Serial>& serial) const;
  LotFacts facts(const ShortCode& code) const;
  // Of a code of a roll.
  LotFacts facts(bool test, const Gtin& gtin, const Serial& code) const;

  // The names of a product that some lot of it carries; none: it tells of no such product.
  std::optional<ProductNames> product(const Gtin& gtin) const;

  // All that it tells, for whoever compares it with the log. A recall's or void's `subject` is as
  // in the log's entry: the number of the lot's entry, or the id.
  void each_lot(const std::function<void(const BundleLot&)>& visit) const;
  void each_recall(const std::function<void(const Recall&, const std::string& subject, Instant at,
                                            bool test)>& visit) const;
  void each_void(
      const std::function<void(const Void&, std::uint64_t leaf_index, bool test)>& visit) const;
  void each_cancelled_lot(
      const std::function<void(std::uint64_t leaf_index, bool test)>& visit) const;
  // `body`: its canonical JSON. Each record as it stands now, then the versions under which lots of
  // it were issued and which labels show otherwise.
  void each_record(const std::function<void(const std::string& kind, const std::string& id,
                                            const std::string& body)>& visit) const;
  std::uint64_t listed_codes(bool test) const;

 private:
  friend class BundleWriter;
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
// The same bundle with another part of the log, which Bundle::open then judges.
// `bundle_unreadable`, `bundle_newer`, `bundle_older`, `bundle_is_delta`.
Result<Bytes> with_log_part(ByteView bundle, const BundleLogPart& log);
// The file that `delta` makes of `base`; Bundle::open then judges it. Nothing is unpacked before
// both are found signed: by the bundle key of the list inside, which `roots` signed.
// `bundle_wrong_base` (args have, need: digests), and those of Bundle::open.
Result<Bytes> apply_bundle_delta(ByteView base, ByteView delta, const RootSet& roots);

// A bundle must rest on the keys of the newest list at hand: whoever stole a key that was replaced
// has the older list, which still names it. `bundle_key_replaced` (args version, newest).
Result<void> check_keys_still_listed(const Bundle& bundle, const Trust& newest);

// Roll-back: what a verifier remembers of each realm. `bundle_rolled_back` (args seen, made_at),
// `bundle_forked`.
struct SeenBundle {
  Instant made_at;
  std::string digest;
};
Result<void> check_bundle_progress(const std::optional<SeenBundle>& seen, const Bundle& now);

}  // namespace temgoc
