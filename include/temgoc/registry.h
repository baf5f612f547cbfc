// What a workplace knows, durably: records with their history, issued lots, log entries, print ledger, recalls, scans.
// The registry stores and finds; it never decides and never signs. Schema: docs/registry_schema.md.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/lot_facts.h"
#include "temgoc/trust_list.h"

namespace temgoc {

// What storing a record did. `differs`: a record of that id stands there with other content and `update` was not asked.
enum class Stored { added, updated, unchanged, differs };

// One version of a record, oldest first in a history.
struct RecordVersion {
  Instant at;
  std::string json;                                        // records.h form, canonical
};

// An issuer key as the registry lists it; the private part is a file elsewhere.
struct IssuerKeyRecord {
  KeyId id{};
  PublicKeyBytes key{};
  std::string cooperative_id;                              // empty: the workplace's test key
  std::string realm;                                       // with "/test" for the test key
  KeyStatus status = KeyStatus::active;
  std::optional<std::uint64_t> cut_at = {};
  Instant created_at;
};

// What the write transaction of issuing hands out. The numbers are next in their sequence; a rolled-back
// transaction gives them back.
struct LotAllocation {
  std::uint32_t issue_number = 0;                          // of the key
  unsigned nth_of_day = 1;                                 // lots of this product packed that day, this one included
  ShortCode short_code;
  std::uint64_t leaf_index = 0;                            // in the realm's log
};
struct LotRequest {
  std::string realm;
  KeyId key_id{};
  Gtin gtin;
  std::optional<LotCode> code = {};
  std::string request_id = {};
  Day packed_on;
};
struct IssuedLot {
  Lot lot;
  bool created = false;                                    // false: it stood there before, by code or request id
};

struct PrintRequest {
  std::int64_t lot_id = 0;
  std::string template_id;
  std::string template_sha256;
  CodeKind kind = CodeKind::lot_seal;
  std::uint32_t labels = 0;                                // 1 to 9,999,999
};

struct LotFilter {
  std::string cooperative_id = {};                         // empty: any
  std::string product_id = {};
  std::optional<Day> packed_from = {};
  std::optional<Day> packed_until = {};
  unsigned limit = 100;                                    // newest first
};

class Registry {
 public:
  // Makes an empty registry. `registry_exists`.
  static Result<void> create(const std::filesystem::path& path);
  // Never creates. `registry_not_found`, `registry_too_new` (args have, know), `registry_damaged`. Older schemas are
  // migrated forward in one transaction.
  static Result<Registry> open(const std::filesystem::path& path);
  Registry(Registry&&) noexcept;
  Registry& operator=(Registry&&) noexcept;
  ~Registry();

  // Runs `work` in one write transaction (BEGIN IMMEDIATE, waits up to 5 s: SystemFailure `registry_busy`). Rolls back when it
  // returns an error or throws. Calls may nest: the inner joins the outer.
  Result<void> transaction(const std::function<Result<void>()>& work);

  // Records. Each store keeps the older versions. Reference rules (a product's cooperative exists …) are foreign keys and
  // answer `unknown_reference` (field, value); a GTIN of another product answers `gtin_taken` (args product).
  Result<Stored> store(const Cooperative& record, Instant at, bool update);
  Result<Stored> store(const Place& record, Instant at, bool update);
  Result<Stored> store(const Product& record, Instant at, bool update);
  Result<Stored> store(const Certification& record, Instant at, bool update);
  std::optional<Cooperative> cooperative(std::string_view id) const;
  std::optional<Place> place(std::string_view id) const;
  std::optional<Product> product(std::string_view id) const;
  std::optional<Product> product(const Gtin& gtin) const;
  std::optional<Certification> certification(std::string_view id) const;
  std::vector<Cooperative> cooperatives() const;           // by id, as all lists
  std::vector<Place> places(std::string_view cooperative_id) const;  // empty: all
  std::vector<Product> products(std::string_view cooperative_id) const;
  std::vector<Certification> certifications(std::string_view cooperative_id) const;
  // Those of the product and those of its whole cooperative.
  std::vector<Certification> certifications_for(const Product& product) const;
  std::vector<RecordVersion> history(std::string_view kind, std::string_view id) const;  // kind: cooperative, place …

  // The next free GTIN of the cooperative's block in the restricted range 29: 29 BBBBB NNNNN C. Blocks 00001 to 89999
  // are given to cooperatives in order of first use. REQUIRES a transaction around it and the store.
  Result<Gtin> allocate_gtin(std::string_view cooperative_id);  // `gtin_block_full`
  // The prefix "29BBBBB" of each cooperative that has a block.
  std::vector<std::pair<std::string, std::string>> gtin_blocks() const;  // {cooperative_id, prefix}

  // Keys.
  Result<void> add_key(const IssuerKeyRecord& key);        // `key_exists`
  Result<void> set_key_status(const KeyId& id, KeyStatus status, std::optional<std::uint64_t> cut_at, Instant at);
  std::vector<IssuerKeyRecord> keys() const;

  // Issuing: one write transaction that finds the lot by (realm, gtin, code) or (realm, request id), else allocates, calls `make`
  // (which signs) and commits the lot with its log entry `entry(lot)`. An error from `make` leaves no trace.
  // A new lot whose code is taken under another request: the standing lot comes back with created false; the caller compares.
  Result<IssuedLot> issue_lot(const LotRequest& request, const RandomSource& random,
                              const std::function<Result<Lot>(const LotAllocation&)>& make,
                              const std::function<std::string(const Lot&)>& entry);
  std::optional<Lot> lot(std::string_view realm, const Gtin& gtin, const LotCode& code) const;
  std::optional<Lot> lot(const ShortCode& code) const;
  std::vector<Lot> lots(const LotFilter& filter) const;
  bool has_real_lots() const;
  std::vector<std::string> hosts_on_labels() const;        // of real lots

  // Print ledger. Allocates the serial range (item_seal) after the lot's last, and the log entry, in one transaction.
  // item_link: `listed_serials` are stored with the job, each unique for the lot.
  Result<PrintJob> add_print_job(const PrintRequest& request, Instant at, std::span<const Serial> listed_serials,
                                 const std::function<std::string(const PrintJob&)>& entry);
  std::vector<PrintJob> print_jobs(std::int64_t lot_id) const;
  std::vector<Serial> listed_serials(std::int64_t job_id) const;  // in label order
  // `serial_not_issued` where the range was never printed.
  Result<void> add_void(std::int64_t lot_id, const Void& voided);

  // Log entries in commit order; the log's tiles are their projection.
  std::uint64_t log_size(std::string_view realm) const;
  std::vector<std::string> log_entries(std::string_view realm, std::uint64_t from, std::size_t limit) const;

  // Recalls. `subject` is the lot's row id, the product's id or the cooperative's id as text.
  void add_recall(const Recall& recall, std::string_view subject, Instant at);

  // A consumer's scan of a lot; `serial` empty for a lot code. `place` is coarse or empty; nothing else is kept.
  void add_scan(std::int64_t lot_id, std::string_view serial, std::string_view place, Instant at);

  // All that is known of what a label names; as_of is `now`. A claim: the lot with its key id and issue number, where the whole
  // claim agrees; another claim standing at that number is number_conflict; none there: no lot.
  LotFacts facts(const Claim& claim, Instant now) const;
  LotFacts facts(std::string_view realm, const Gtin& gtin, const LotCode& lot, const std::optional<Serial>& serial, Instant now) const;
  LotFacts facts(const ShortCode& code, Instant now) const;

 private:
  struct Engine;
  explicit Registry(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

}  // namespace temgoc
