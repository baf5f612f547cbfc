// What a workplace knows, durably: records with their history, issued lots, log entries, print
// ledger, recalls, scans. The registry stores and finds; it never decides and never signs. Schema:
// docs/registry_schema.md. Every function may throw SystemFailure (args reason): `registry_busy`
// after 5 s behind another writer, `disk_write_failed`, `registry_damaged`, `registry_unreadable`,
// `registry_refused` (a rule of the schema; a mistake of ours).
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "temgoc/model/event.h"
#include "temgoc/model/link.h"
#include "temgoc/model/lot_facts.h"
#include "temgoc/model/print_ledger.h"
#include "temgoc/model/printer.h"
#include "temgoc/model/report.h"
#include "temgoc/model/scan_log.h"
#include "temgoc/registry/acts.h"
#include "temgoc/registry/logged_facts.h"
#include "temgoc/registry/registry_rows.h"
#include "temgoc/seal/trust_list.h"

namespace temgoc {

// One connection: used by one thread at a time. Any number of processes and threads, each with its
// own Registry, may share a file; their writes follow one another and their reads never wait.
class Registry {
 public:
  // Makes an empty registry, or leaves no file. `registry_exists`.
  static Result<void> create(const std::filesystem::path& path);
  // Never creates. `registry_not_found`, `registry_foreign` (another program's database, or an
  // empty file), `registry_too_new` (args have, know), `registry_damaged` (args reason). Older
  // schemas are migrated forward in one transaction.
  static Result<Registry> open(const std::filesystem::path& path);
  // For reading alone: beside any writer, never waiting for it. Storing throws SystemFailure
  // `disk_write_failed`. Those of `open`, and `registry_too_old` (args have, know): nothing is
  // migrated.
  static Result<Registry> open_read_only(const std::filesystem::path& path);
  Registry(Registry&&) noexcept;
  Registry& operator=(Registry&&) noexcept;
  ~Registry();

  // Runs `work` in one write transaction, durable when this returns. Rolls back when `work` returns
  // an error or throws. Calls, and every storing function below, may nest: the inner joins the
  // outer and is durable with it; an inner that fails undoes its own part alone, and the outer goes
  // on if it likes. So many lots can share one commit.
  // Work that may be repeated is run again where the engine gave the whole up for another, 4 times
  // at most, a little later each time, and once where an inner part of it was undone.
  enum class Repeat { no, yes };
  Result<void> transaction(const std::function<Result<void>()>& work,
                           Repeat may_repeat = Repeat::no);

  // Records. Each store keeps the older versions; content equal in its canonical JSON is
  // `unchanged`. Reference rules (a product's cooperative exists …) are foreign keys and answer
  // `unknown_reference` (field, value); a GTIN of another product answers `gtin_taken` (args
  // product), another GTIN or cooperative of a product that real lots or rolls carry
  // `product_on_labels`; a GLN or GDTI of another record `gs1_key_taken` (args holder).
  Result<Stored> store(const Cooperative& record, Instant at, bool update);
  Result<Stored> store(const Place& record, Instant at, bool update);
  Result<Stored> store(const Product& record, Instant at, bool update);
  Result<Stored> store(const Certification& record, Instant at, bool update);
  std::optional<Cooperative> cooperative(std::string_view id) const;
  std::optional<Place> place(std::string_view id) const;
  std::optional<Product> product(std::string_view id) const;
  std::optional<Product> product(const Gtin& gtin) const;
  std::optional<Certification> certification(std::string_view id) const;
  std::optional<Cooperative> cooperative_of_gln(std::string_view gln) const;
  std::optional<Place> place_of_gln(std::string_view gln) const;
  std::optional<Certification> certification_of_gdti(std::string_view gdti) const;
  std::vector<Cooperative> cooperatives() const;                     // by id, as all lists
  std::vector<Place> places(std::string_view cooperative_id) const;  // empty: all
  std::vector<Product> products(std::string_view cooperative_id) const;
  std::vector<Certification> certifications(std::string_view cooperative_id) const;
  // The certificates of the product itself and those of its whole cooperative.
  std::vector<Certification> certifications_for(const Product& product) const;
  std::vector<RecordVersion> history(std::string_view kind,
                                     std::string_view id) const;  // kind: cooperative, place …

  // The next free GTIN of the cooperative's block in the restricted range 29: 29 BBBBB NNNNN C.
  // Blocks 00001 to 89999 are given to cooperatives in order of first use. REQUIRES a transaction
  // around it and the store.
  Result<Gtin> allocate_gtin(std::string_view cooperative_id);  // `gtin_block_full`
  // Gives the cooperative its block before the first number of it is needed, unless it has one.
  // REQUIRES a transaction. `gtin_block_full`, `unknown_reference`.
  Result<void> reserve_gtin_block(std::string_view cooperative_id);
  // The prefix "29BBBBB" of each cooperative that has a block.
  std::vector<std::pair<std::string, std::string>> gtin_blocks() const;  // {cooperative_id, prefix}

  // Keys; each status ever set is kept. `key_exists` (same id), `unknown_reference`. keys() is by
  // creation.
  Result<void> add_key(const IssuerKeyRecord& key);
  Result<void> set_key_status(const KeyId& id, const KeyStatusChange& change);
  std::vector<IssuerKeyRecord> keys() const;
  std::vector<KeyStatusChange> key_history(const KeyId& id) const;      // oldest first
  std::vector<Lot> lots_of_key(const KeyId& id, unsigned limit) const;  // last issued first
  std::optional<Day> last_packed_on(const KeyId& id) const;             // of its lots

  // Trust lists and root sets, by version. A version is stored once: storing it again is
  // SystemFailure `registry_refused`. Its entry goes into the log in the same transaction.
  void add_trust_note(const TrustNote& note);
  // The highest version that a restore found in the log; 0: none. Its note may be lost.
  std::uint64_t lost_trust_version(TrustNote::Kind kind) const;
  std::optional<TrustNote> last_trust_note(TrustNote::Kind kind) const;
  std::optional<TrustNote> trust_note(TrustNote::Kind kind, std::uint64_t version) const;

  // Recent acts: for a day, and of the same digest the last one. No fact about a label.
  void note_act(const ActOnRecord& done);
  void forget_act(std::string_view digest);
  std::optional<ActOnRecord> recent_act(std::string_view digest, Instant since) const;

  // The journal: who did what. `acts` is newest first.
  void add_act(Instant at, const RecordedAct& act, const Actor& actor);
  std::vector<JournalAct> acts(const ActFilter& filter) const;

  // Issuing: one write transaction that finds the lot by (realm, gtin, code) or (realm, request
  // id), else allocates, calls `make` (which signs) and commits the lot with its log entry
  // `entry(lot)`. An error from `make` leaves no trace. A new lot whose code is taken under another
  // request: the standing lot comes back with created false; the caller compares. The request id
  // goes before the code. `make` fills in all but `id` and `key_id`; a lot that disagrees with its
  // seal's header, its allocation or the request throws std::logic_error. `unknown_reference` (the
  // realm has no such key; the lot's cooperative, product or place does not exist),
  // `lot_code_taken` (a code that `make` chose). SystemFailure `random_source_repeats`.
  Result<IssuedLot> issue_lot(const LotRequest& request, const RandomSource& random,
                              const std::function<Result<Lot>(const LotAllocation&)>& make,
                              const std::function<std::string(const Lot&)>& entry);
  std::optional<Lot> lot(std::string_view realm, const Gtin& gtin, const LotCode& code) const;
  std::optional<Lot> lot(const ShortCode& code) const;
  std::optional<Lot> lot(std::int64_t id) const;
  std::optional<Lot> lot_of_request(std::string_view realm, std::string_view request_id) const;
  std::vector<Lot> lots(const LotFilter& filter) const;  // of real and test realms alike
  // Lots without a printed label that are neither cancelled nor recalled, test lots too, the last
  // issued first. An empty cooperative: all. It takes no longer where there are a million lots.
  std::vector<Lot> lots_without_labels(std::string_view cooperative_id, unsigned limit) const;
  bool has_real_lots() const;
  std::vector<std::string> hosts_on_labels() const;  // of real lots and rolls
  std::vector<Gtin> gtins_on_labels(std::string_view cooperative_id) const;  // of its real ones

  // Print ledger. Allocates the serial range (item_seal) after the lot's last, and the log entry,
  // in one transaction. item_link: `listed_serials` are stored with the job, each unique for the
  // lot; one for each label, for other kinds none. `unknown_reference`, `serials_exhausted` (args
  // left), `serial_taken`, `lot_is_cancelled` (value the lot's code, args reason).
  Result<PrintJob> add_print_job(const PrintRequest& request, Instant at,
                                 std::span<const Serial> listed_serials,
                                 const std::function<std::string(const PrintJob&)>& entry);
  // Records that labels of another job are printed again, as `again` says in all but `id`. REQUIRES
  // labels of a job that is no reprint. `label_voided` (value the serial, or the label's number)
  // where one of them is void.
  Result<PrintJob> add_reprint(const PrintJob& again);
  std::optional<PrintJob> print_job(std::int64_t id) const;
  std::vector<PrintJob> print_jobs(std::int64_t lot_id) const;  // in order of commit
  std::optional<PrintJob> first_print_job(std::int64_t lot_id) const;
  // A job's serials in label order; of a reprint, those that it repeats. Empty but for item_link.
  std::vector<Serial> listed_serials(std::int64_t job_id) const;
  std::optional<std::string> template_text(std::string_view sha256) const;

  // What became of jobs. The same part with the same hash again is one fact; with another hash it
  // is `part_differs` (value file).
  Result<void> add_printed_part(std::int64_t job_id, const PrintedPart& part);
  // A void voids the serials of its labels as add_void does. REQUIRES labels of the job.
  void add_print_outcome(std::int64_t job_id, const PrintOutcome& outcome);
  std::optional<PrintRecord> print_record(std::int64_t job_id) const;
  std::vector<PrintRecord> print_records(const PrintFilter& filter) const;
  // Jobs that are not void and of which nobody has said what came out of the printer, the newest
  // first. An empty cooperative: all.
  std::vector<PrintRecord> unconfirmed_jobs(std::string_view cooperative_id, unsigned limit) const;
  // `serial_not_issued` where any of the range, or the listed serial, was never printed for the
  // lot.
  Result<void> add_void(std::int64_t lot_id, const Void& voided);

  // From now on each version of a record or partner, recall, void, event, error declaration,
  // cancelled lot, new key, change of a key's status, link, removal of one, reprint, trust list and
  // root set appends its entry to the log, in its own transaction. A workplace asks for it when it
  // opens.
  void log_facts_with(FactEntries entries);
  // Printers; the newest version of each counts. What corrects a printer on a stock: none where it
  // was never calibrated. `unknown_reference`. REQUIRES a printer that check_rules passed.
  Result<Stored> store(const Printer& printer, Instant at, bool update);
  std::optional<Printer> printer(std::string_view id) const;
  std::vector<Printer> printers() const;  // by id
  Result<void> add_correction(std::string_view printer_id, std::string_view stock,
                              const Correction& correction, Instant at);
  Correction correction(std::string_view printer_id, std::string_view stock) const;
  // The newest of each stock that the printer was ever calibrated or reset on, by stock.
  std::vector<StockCorrection> corrections(std::string_view printer_id) const;
  // The cell in which the next job on a part-used sheet begins. Sheets of no printer stand under
  // "".
  void set_next_cell(std::string_view printer_id, std::string_view stock, const NextCell& next,
                     Instant at);
  NextCell next_cell(std::string_view printer_id, std::string_view stock) const;

  // Log entries (any bytes) in commit order, indexes from 0 without a gap; the log's tiles are
  // their projection.
  std::uint64_t log_size(std::string_view realm) const;
  std::vector<std::string> log_entries(std::string_view realm, std::uint64_t from,
                                       std::size_t limit) const;

  // How many rows there are of each kind of fact that is logged. In whole logs there are as many
  // entries of the kind.
  LoggedRows logged_rows() const;

  // Recalls. `subject` is the lot's row id, the product's id or the cooperative's id as text.
  // `unknown_reference`.
  Result<void> add_recall(const Recall& recall, std::string_view subject, Instant at);

  // Takes a lot back of which no label was printed; nothing is printed for it any more. Each with
  // the lot's code as value: `lot_is_cancelled` (args reason), `lot_has_labels` (args labels; those
  // claimed from rolls too),
  // `lot_may_have_labels` (a restore declared serials of it spent: what was printed is not known).
  // `unknown_reference`.
  Result<void> cancel_lot(std::int64_t lot_id, const LotCancellation& cancelled);
  std::optional<LotCancellation> cancellation(std::int64_t lot_id) const;

  // Links that cooperatives register; a removed one is kept, unseen. add_link REQUIRES
  // check_rules(link). `unknown_reference` (no record or issued lot of that key), `link_exists`,
  // `link_default_exists` (args id), `link_default_unlisted` (2.5.8: what a default leads to stands
  // under a descriptive type too).
  Result<Link> add_link(const Link& link, Instant at);
  // `link_unknown`, `link_in_use` (args id: the default that leads to the same address).
  Result<Link> remove_link(std::int64_t id, Instant at);
  // The links of the key itself, then of that lot, then of that serial of it; each by id.
  std::vector<Link> links(const LinkSubject& up_to) const;
  std::vector<Link> links() const;

  // The recalls that apply to the product today: its own and its cooperative's.
  std::vector<Recall> recalls(const Product& product) const;

  // Keeps a report. Returns false, and keeps nothing, if its Vietnamese day has a report with the
  // same label, message and place, or with the same number.
  bool add_report(const SuspicionReport& report);
  std::vector<SuspicionReport> reports(unsigned limit) const;  // the newest first

  // A scan, with its day. A phone known to scan the code again within ten minutes does not count;
  // one that is not known counts unless it comes less than 10 minutes after the last counted scan
  // of the code from that place. Two scans of a serial whose provinces lie farther apart than
  // `fastest_km_per_hour` brings anyone in between (0: no matter) are too fast. REQUIRES an
  // existing lot. Whether it counted.
  bool add_scan(const RecordedScan& scan, unsigned fastest_km_per_hour = kFastestKmPerHour);
  // Stores many scans, one after the other. Returns how many counted.
  std::size_t add_scans(std::span<const RecordedScan> scans,
                        unsigned fastest_km_per_hour = kFastestKmPerHour);
  // The counts of each day, then in order of the lots; test lots too.
  std::vector<ScansOfDay> scan_days(const ScanFilter& filter) const;
  // Of real lots, the most scanned first; an empty cooperative: all. These read every scan.
  // `since`: only items scanned on that day or later, and the days since are all that is read.
  std::vector<ScannedItem> items_over(const CopyThresholds& most, std::string_view cooperative_id,
                                      unsigned limit, std::optional<Day> since = {}) const;
  std::vector<ScannedLot> lots_over_printed(std::string_view cooperative_id, unsigned limit) const;
  // Real lots alone, the most reported first; those that name no lot are everyone's.
  std::vector<ReportedLot> lots_reported(std::string_view cooperative_id, Day from,
                                         unsigned limit) const;
  // Adds to what that day's label of that kind and lot was asked; past 1,000 rows a day without
  // the lot.
  void add_scan_alarm(const ScanAlarm& alarm);
  std::vector<ScanAlarm> scan_alarms(Day from) const;  // newest day first
  // Forgets days and alarms before `before`, at most so many days' rows; the sums of each code
  // stay. How many rows went.
  std::uint64_t thin_scans(Day before, unsigned most);

  // All that is known of what a label names, of one moment; as_of is `now`. A claim: the lot with
  // its key id and issue number, where the whole claim agrees; another claim standing at that
  // number is number_conflict, without a lot; none there: no lot. A claim's serial is issued inside
  // a printed range alone; a link's serial may be listed too. voided goes before both. Recalls are
  // all of the lot, its product and its cooperative, whatever their day. Scans are of the serial,
  // or of the lot code where there is none.
  LotFacts facts(const Claim& claim, Instant now) const;
  LotFacts facts(std::string_view realm, const Gtin& gtin, const LotCode& lot,
                 const std::optional<Serial>& serial, Instant now) const;
  LotFacts facts(const ShortCode& code, Instant now) const;
  // Of a listed code that names no lot, as those of a roll: the facts of the lot that claimed it,
  // or `unclaimed`.
  LotFacts facts(std::string_view realm, const Gtin& gtin, const Serial& code, Instant now) const;

  // When the last of each kind of fact was recorded: records, keys' statuses, lots, print jobs,
  // what became of them, voids, recalls, cancelled lots, links, partners, events. In no order;
  // empty in a new registry.
  std::vector<Instant> last_moments() const;

  // Higher once something that a public page shows was stored through another connection: a record,
  // a partner, a key's status, a lot, a print job, a roll and what became of its labels, a void, a
  // cancellation, a recall, a link or its removal, an event or its error, evidence, or that a name
  // was taken out of one of them. What was composed from the registry before is then out of date.
  // Scans, reports, visits, acts and printers do not count. Cheap enough to ask before every
  // answer.
  std::uint64_t content_version() const;

  // Where what is read comes from. A replica knows everything that its primary had committed when
  // that one's position was the replica's or less.
  struct Standing {
    bool is_replica = false;
    std::int64_t position = 0;     // 0: a file, which has no replica
    std::int64_t replayed_at = 0;  // of a replica: its last commit, in ms of the primary's clock
  };
  Standing standing() const;
  bool is_replica() const;  // that alone

  // For an offline copy: all that `read` reads through this registry is of one moment.
  void at_one_moment(const std::function<void()>& read) const;
  // Every lot, by key id and issue number. Of the lot quantity, place, request id and reason are
  // left empty, and the record unless one that its labels show was stored since.
  void each_lot(const std::function<void(const Lot&, const LabelsPrinted&)>& take) const;
  void each_listed_serial(const std::function<void(const ListedSerial&)>& take) const;
  std::vector<RecallOnRecord> recalls() const;  // in the order recorded, as voids
  std::vector<VoidOnRecord> voids() const;
  std::vector<CancellationOnRecord> cancellations() const;
  // Records that an offline bundle is made, in the log of `realm`: the index of its entry. `facts`
  // is the digest of what the bundle tells. REQUIRES log_facts_with, and a transaction around it
  // where the index must be a certain one.
  std::uint64_t add_bundle(std::string_view realm, Instant made_at, const Digest& facts);

 private:
  friend class RegistryAudit;  // reads through the same connection
  friend class Tallies;        // likewise
  friend class EventBook;      // and writes, too
  friend class EpcisBook;      // likewise
  friend class PersonalData;   // likewise
  friend class EvidenceBook;   // likewise
  friend class ReportBook;     // likewise
  friend class RollBook;       // likewise
  friend class Inspections;    // likewise
  friend class TemplateBook;   // likewise
  struct Engine;
  class LotFactsReader;
  explicit Registry(std::unique_ptr<Engine> engine);
  void log_link(std::int64_t id, std::string_view body, Instant at);
  void log_recall(const Recall& recall, std::string_view subject, Instant at);
  void store_void(std::int64_t lot_id, const Void& asked);
  std::unique_ptr<Engine> engine_;
};

}  // namespace temgoc
