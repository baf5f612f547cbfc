// A cooperative's workplace: one folder with its settings, registry, keys, trust list and log,
// opened together. The only room where registry, keys and clock meet.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "temgoc/base/number_lock.h"
#include "temgoc/base/secret_text.h"
#include "temgoc/check/check.h"
#include "temgoc/model/actor.h"
#include "temgoc/model/recorded_act.h"
#include "temgoc/registry/registry.h"
#include "temgoc/seal/trust_list.h"
#include "temgoc/signer/signer.h"

namespace temgoc {

// How `temgoc serve` serves. docs/serve.md.
struct ServeSettings {
  std::string listen = "127.0.0.1:8080";  // address and port
  std::string metrics_listen = {};        // /health and /metrics for anyone there; empty: none
  unsigned threads = 0;                   // 0: one a processor
  std::string tls_certificate = {};       // PEM, with its chain; both or neither
  std::string tls_key = {};
  std::vector<std::string> trusted_proxies = {};  // addresses or networks
  std::string place_header = {};  // of trusted proxies: the visitor's province; empty: none
  std::vector<std::string> staff_networks = {};  // whose scans do not count
  std::string access_log = {};                   // a file, "-" for stderr; empty: none
  unsigned max_connections = 4096;
  unsigned connections_per_address = 256;
  unsigned requests_per_second = 50;  // of one address; 0: no limit
  std::string replica = {};     // postgresql://… of a replica to read; empty: the registry's own
  std::string scan_queue = {};  // folder of scans that wait; empty: scans_waiting in the workplace
  unsigned most_lag_minutes = 60;  // after that a replica without news is not believed
  // A folder, a file or an https address of bundles to answer from, in place of a registry; empty:
  // there is a registry.
  std::string bundle = {};
  unsigned bundle_seconds = 60;  // between two looks there
  bool operator==(const ServeSettings&) const = default;
};

// What a service needs of the world and says to it.
struct ServeWorld {
  Clock clock;
  RandomSource random;
  // Once, with an address that a browser on this machine opens.
  std::function<void(const std::string& url)> ready;
  // What went wrong while it serves, and goes on: a reload that failed.
  std::function<void(const Error& warning)> warn;
};

// How many labels of a job are read back at least, and what stands for all of them.
inline constexpr std::uint32_t kFewestRead = 200, kReadAll = UINT32_MAX;

// How long print jobs are cut and read back.
struct PrintingSettings {
  std::uint32_t read_back = kFewestRead;  // labels read back of a job of more than kAllReadUpTo
  unsigned pages_in_part = 5000;          // of one PDF, 1 to 5,000
};

// What the year's plan of an OCOP programme asks for.
struct ProgrammeSettings {
  unsigned products_target = 124;  // products to be recognised with 3 stars or more in a year
  // The communes that the programme covers, "xã Bình Khánh, TP. Hồ Chí Minh". Empty: not given.
  std::vector<std::string> communes = {};
  bool operator==(const ProgrammeSettings&) const = default;
};

// How long the registry keeps what the law lets go, in months. The least of each is what the law,
// or a complaint, may still ask for: docs/privacy.md.
struct RetentionSettings {
  unsigned report_months = 24;    // shoppers' reports and their answers; 12 and more
  unsigned visit_months = 60;     // inspectors' visits; 12 and more
  unsigned epcis_months = 60;     // trading partners' documents; 60 and more
  unsigned journal_months = 120;  // who did what; 60 and more
  bool operator==(const RetentionSettings&) const = default;
};

// An object store that the logs are published to, besides the workplace's folder.
// docs/operating.md.
struct LogStoreSettings {
  std::string store = {};        // s3://bucket/prefix; empty: none
  std::string endpoint = {};     // empty: Amazon's of the region
  std::string region = {};       // empty: us-east-1
  std::string credentials = {};  // a file in the form of ~/.aws/credentials; empty: environment
  bool operator==(const LogStoreSettings&) const = default;
};

// temgoc.toml. Every key is explained in the file that `init` writes.
struct Settings {
  std::string realm;  // chosen at init, never changed
  std::vector<std::string>
      hosts;  // of the public verifier; the first is printed; empty: test labels only
  unsigned max_backdate_days = 30;  // older pack days need a reason
  unsigned trust_valid_days = 365;
  CopyThresholds copies;
  PrintingSettings printing = {};
  unsigned keep_scan_months = 24;  // days of scans; their sums are kept for ever
  ServeSettings serve = {};
  bool pack_tomorrow = false;   // lots may be issued on the evening before they are packed
  bool refuse_overuse = false;  // events that use more of a lot than there is are refused
  ProgrammeSettings programme = {};
  std::string registry_url = {};  // postgresql://… of the server that keeps it; empty: a file
  // What is recorded counts once a synchronous replica of that server has it on its disk, too.
  bool on_replica = false;
  RetentionSettings retention = {};
  LogStoreSettings log_store = {};
  // The public page serves as the electronic label of Decree 37/2026/NĐ-CP, Article 53.
  bool e_label = false;

  // The settings of that workplace. `workplace_not_found` and those of parse.
  static Result<Settings> read(const std::filesystem::path& folder);
  static Result<Settings> parse(
      std::string_view toml);  // `settings_unreadable`, `setting_unknown`, `setting_invalid`,
                               // `retention_too_short` (args least)
  std::string text() const;    // the file, with its explanations
  Settings with_file() const;  // the same of a workplace whose registry is a file in it
};

class Workplace;

struct InitRequest {
  std::filesystem::path folder;  // made if absent; must hold no workplace
  std::string realm;
  std::vector<std::string> hosts;
  std::filesystem::path root_keys;  // outside the workplace; made if absent
  SecretText root_passphrase;
  unsigned roots = 1;  // root keys to make, 1 to 16; several go into folders root_keys/1, /2 …
  unsigned threshold = 1;                         // how many of them must sign
  std::vector<SecretText> root_passphrases = {};  // one each; empty: root_passphrase for all
  Actor actor = {};                               // who makes it
  std::string registry_url = {};                  // as in Settings
  // Called before the workplace gets its name, with the folder that its root keys lie in until
  // then. An error leaves nothing of it. None: nothing more belongs in it.
  std::function<Result<void>(Workplace& workplace, const std::filesystem::path& root_keys)>
      furnish = {};
};
// Where `init` puts root keys unless told otherwise: beside the workplace, "works-root-keys".
std::filesystem::path root_keys_beside(const std::filesystem::path& workplace);

// For how long the same command again is taken for a slip.
inline constexpr unsigned kRepeatMinutes = 10;

struct PublicTrust;
class ObjectStore;
class TileLog;

class Workplace {
 public:
  // Makes a workplace: settings, registry, log and test key, a root key outside, first list. All or
  // nothing. `workplace_exists`, `workplace_remains` (parts of one without settings; args part),
  // `root_keys_inside`, `root_keys_exist`, `realm_invalid`, `host_invalid`, `host_reserved`,
  // `passphrase_too_short`, `roots_number`, `roots_threshold`, those of `furnish`.
  static Result<Workplace> init(const InitRequest& request, Clock clock, RandomSource random);
  // Clears up after an `init` that was killed: a workplace whose parts were getting their names
  // gets the rest of them; of any other, what is left is removed, its root keys included.
  static void clear_killed_init(const std::filesystem::path& folder,
                                const std::filesystem::path& root_keys);
  // Opens what init made, for `actor`: whatever is recorded through this object is theirs, in the
  // journal too, so an operation that takes a Workplace takes who acts. The program itself, as when
  // it mends what a crash left, is `Actor{}`. `workplace_not_found`, `host_removed` (a host that
  // printed labels carry is gone from the settings), `realm_changed`, `trust_rolled_back`,
  // `key_file_wrong`, `log_ahead`, `log_missing`, `log_checkpoint_unsigned` and those of the files.
  // Logs whatever a crash left unlogged, unless the log cannot be written now: whoever only reads
  // goes on.
  static Result<Workplace> open(const std::filesystem::path& folder, const Actor& actor,
                                Clock clock, RandomSource random);

  const Settings& settings() const { return settings_; }
  const Trust& trust() const { return trust_; }
  // The note that trust() was read from, signatures and all.
  const std::string& trust_note() const { return trust_note_; }
  const RootSet& roots() const { return roots_; }  // of the list in force
  // An adopted successor that takes force with the first trust list that it signs.
  const std::optional<RootSet>& next_roots() const { return next_roots_; }
  const RootSet& signing_roots() const { return next_roots_ ? *next_roots_ : roots_; }
  Registry& registry() { return registry_; }
  const Registry& registry() const { return registry_; }
  const std::filesystem::path& folder() const { return folder_; }
  Instant now() const { return clock_(); }
  Day today() const { return vietnam_day(clock_()); }
  const RandomSource& random() const { return random_; }

  bool test_only() const { return settings_.hosts.empty(); }
  std::string realm(bool test) const;
  std::string host(bool test) const;  // that new labels carry
  std::filesystem::path key_path(const KeyId& id) const;
  std::filesystem::path log_folder(bool test) const;
  std::filesystem::path trust_path() const;
  std::filesystem::path roots_path() const;

  // Reads again what is in force: another process may have put a newer list in force since this
  // workplace was opened.
  Result<void> refresh_trust();
  // Takes the lock under which trust lists and root sets are drawn up, signed and adopted, and
  // reads again what is in force: another process may have changed it. Waits up to 30 s, then
  // `trust_busy`.
  Result<NumberLock> hold_trust();
  // Puts a newer list that the roots signed in force: in the registry, on disk, in memory. The
  // registry's last version counts, so a trust/ that was put back cannot use a version twice.
  // `trust_rolled_back`, `trust_forked` (args seen), `trust_list_lost`. REQUIRES the lock of
  // hold_trust.
  Result<void> adopt_trust(std::string_view note);
  // Takes in a successor of the root set; it waits for its first trust list. Those of
  // succeed_roots, `roots_rolled_back`, `roots_forked`, `roots_lost`. REQUIRES the lock of
  // hold_trust.
  Result<void> adopt_roots(std::string_view note);

  // Who acts through this object from now on: where one transaction holds what several asked for.
  void act_as(Actor actor) { actor_ = std::move(actor); }
  const Actor& actor() const { return actor_; }
  // Writes temgoc.toml anew, whole or not at all: its explanations are the program's, and whatever
  // else a person wrote beside them goes. REQUIRES the realm and hosts as they are. What `parse`
  // says of the new text; SystemFailure `disk_write_failed`.
  Result<void> write_settings(const Settings& next);

  // Runs `work` in one write transaction of the registry, puts the act that it returns into the
  // journal with its actor in the same transaction and, once that is durable, tells of it (nothing
  // where its kind is empty). Every command and page records what it does by this one door. With a
  // request (see `ask_once`) the act is kept under its digest; `repeated_command` where the same
  // request was done a short while ago.
  Result<void> record(const std::function<Result<RecordedAct>()>& work,
                      Registry::Repeat may_repeat = Registry::Repeat::no);
  // Several calls of `record` in one transaction, which may be begun again: of what they tell, the
  // try that was committed counts alone.
  Result<void> record_together(const std::function<Result<void>()>& work);
  // From now on `record` does the request of that digest (SHA-256 hex; empty: any) only where it
  // was not done within kRepeatMinutes, unless `again`. docs/decisions/repeated_commands.md.
  void ask_once(std::string digest, bool again);
  // What `record` would say now: `repeated_command` (value: the clock time in Vietnam; args kind
  // and those of the act that stands).
  Result<void> check_repeat() const;
  // The last act recorded came to nothing (all its labels are void): it may be done again.
  void take_back_act();
  // Where acts are told; a workplace that nobody listens to tells itself.
  void tell_acts(RecordedActs acts) { acts_ = std::move(acts); }
  // Appends every committed entry that the log lacks and publishes a checkpoint. Before anything is
  // released.
  Result<void> settle_log(bool test);
  Result<void> settle_logs();  // of the realm and of its test realm: a fact may stand in either
  // Puts what `store` lacks of the published log into it, under "log/" or "log-test/", the
  // checkpoint last and read back; gives its size. What is there is read first and must be of this
  // log: `store_unsigned`, `store_other_log` (args found), `store_ahead` (args size),
  // `store_forked` (args size), `store_differs` (value: the name). `store_changed`: another
  // publishes at this moment. `store_without_conditions`, and those of ObjectStore and settle_log.
  Result<std::uint64_t> publish_log(ObjectStore& store, bool test);
  // A signature line of the log's key under `name`, for what must be signed without a person.
  SignedNote::SignatureLine signed_by_log(std::string_view name, std::string_view text) const;
  // The log's last checkpoint as published, signatures and all.
  Result<std::string> checkpoint_note() const;
  // Everything check_label needs, with the registry as the source of facts. The workplace must
  // outlive it.
  CheckContext check_context();

 private:
  Workplace(std::filesystem::path folder, Settings settings, Registry registry, RootSet roots,
            Trust trust, std::string trust_note, SigningKey log_key, Clock clock,
            RandomSource random);
  Result<void> check_not_lost(const TrustNote& taking) const;
  Result<void> publish_trust();
  Result<void> write_trust(const PublicTrust& trust);
  void heal_trust();
  void take_trust(PublicTrust in_force);
  std::filesystem::path folder_;
  Settings settings_;
  Registry registry_;
  RootSet roots_;
  std::optional<RootSet> next_roots_;
  Trust trust_;
  std::string trust_note_;
  SigningKey log_key_;
  Clock clock_;
  RandomSource random_;
  RecordedActs acts_ = std::make_shared<std::vector<RecordedAct>>();
  Actor actor_;
  std::string request_;  // the digest that ask_once gave
  bool again_ = false;
  // The logs that this object published last, the test realm's second.
  std::array<std::shared_ptr<TileLog>, 2> logs_;
};

}  // namespace temgoc
