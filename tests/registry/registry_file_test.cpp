#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <set>

#include "raw_sqlite.h"
#include "scratch_registry.h"
#include "temgoc/registry/accounts.h"
#include "temgoc/registry/registry_audit.h"
#include "temgoc/registry/registry_copy.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const std::filesystem::path kSchema = TEMGOC_SOURCE_DIR "/src/registry/sqlite/schema";

std::string open_error(const std::filesystem::path& path) {
  const Result<Registry> registry = Registry::open(path);
  return registry ? "" : registry.error().code;
}

void write(const std::filesystem::path& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

// All bits where there is no such file.
mode_t mode_of(const std::filesystem::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode : ~mode_t{0};
}

// Whether another process finds the bytes locked by which SQLite knows that a file is in use.
bool is_in_use(const std::filesystem::path& path) {
  const pid_t other = ::fork();
  if (other == 0) {
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_start = 0x40000002;
    lock.l_len = 510;
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    ::_exit(file >= 0 && ::fcntl(file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? 1 : 0);
  }
  int status = 0;
  REQUIRE(::waitpid(other, &status, 0) == other);
  return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

}  // namespace

TEST_CASE("opening a registry that is not there creates nothing") {
  const ScratchFolder folder;
  CHECK(open_error(folder / "none.sqlite") == "registry_not_found");
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a registry is created once") {
  const ScratchFolder folder;
  REQUIRE(Registry::create(folder / "r.sqlite"));
  CHECK(Registry::create(folder / "r.sqlite").error().code == "registry_exists");
  CHECK(open_error(folder / "r.sqlite") == "");
}

TEST_CASE("a registry, and what lies beside it, is read by nobody else, a copy of it neither") {
  const ScratchFolder folder;
  const mode_t before = ::umask(0);
  REQUIRE(Registry::create(folder / "r.sqlite"));
  {
    const Registry writes = std::move(Registry::open(folder / "r.sqlite").value());
    for (const char* name : {"r.sqlite", "r.sqlite-wal", "r.sqlite-shm"})
      CHECK((mode_of(folder / name) & 077) == 0);
    RegistrySnapshot::open(folder / "r.sqlite").value().copy_to(folder / "copy.sqlite");
  }
  ::umask(before);
  CHECK((mode_of(folder / "copy.sqlite") & 0777) == 0600);
}

TEST_CASE("creating never takes the place of a file that is no registry") {
  const ScratchFolder folder;
  write(folder / "accounts.db", "keep me");
  CHECK(Registry::create(folder / "accounts.db").error().code == "registry_exists");
  CHECK(std::filesystem::file_size(folder / "accounts.db") == 7);
}

TEST_CASE("creating in a folder that is not there says that it could not write") {
  const ScratchFolder folder;
  try {
    (void)Registry::create(folder / "no/such/r.sqlite");
    FAIL("created");
  } catch (const SystemFailure& failure) {
    CHECK(failure.error().code == "folder_not_found");
    CHECK(failure.error().args.at("reason") != "");
  }
}

TEST_CASE("another program's database is refused and left as it is") {
  const ScratchFolder folder;
  RawSqlite(folder / "other.db").rows("CREATE TABLE lot (id INTEGER); PRAGMA user_version = 1");
  CHECK(open_error(folder / "other.db") == "registry_foreign");
  CHECK(RawSqlite(folder / "other.db").rows("PRAGMA journal_mode") ==
        std::vector<std::string>{"delete"});
  write(folder / "empty.db", "");
  CHECK(open_error(folder / "empty.db") == "registry_foreign");
}

TEST_CASE("a registry of a newer program is refused with both versions") {
  ScratchRegistry scratch;
  const std::string newest = RawSqlite(scratch.path).rows("PRAGMA user_version")[0];
  RawSqlite(scratch.path).rows("PRAGMA user_version = 77");
  const Result<Registry> registry = Registry::open(scratch.path);
  REQUIRE(!registry);
  CHECK(registry.error().code == "registry_too_new");
  CHECK(registry.error().args.at("have") == "77");
  CHECK(registry.error().args.at("know") == newest);
}

TEST_CASE("another program's database is refused as it lies, byte for byte") {
  const ScratchFolder folder;
  const auto path = folder / "console.sqlite";
  RawSqlite(path).rows(
      "PRAGMA journal_mode = DELETE; PRAGMA application_id = 7; CREATE TABLE theirs (x)");
  const auto bytes = [&] {
    std::ifstream file(path);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string before = bytes();
  const auto accounts = Accounts::open(path);
  REQUIRE_FALSE(accounts);
  CHECK(accounts.error().code == "registry_foreign");
  CHECK(bytes() == before);
}

// Else a `temgoc user disable` that ends takes the WAL away under the console, whose threads go on
// with what they knew.
TEST_CASE("accounts that another thread opens too stay in use for other programs") {
  const ScratchFolder folder;
  const auto path = folder / "console.sqlite";
  const auto first = Accounts::open(path);
  REQUIRE(first);
  CHECK(is_in_use(path));
  const auto second = Accounts::open(path);
  REQUIRE(second);
  CHECK(is_in_use(path));
}

TEST_CASE("an older registry is brought to the newest schema") {
  const ScratchFolder folder;
  RawSqlite(folder / "old.sqlite").rows("PRAGMA application_id = 0x74656d67");
  Registry registry = opened(folder / "old.sqlite");
  fill(registry);
  CHECK(issued(registry).issue_number == 1);
  const ScratchRegistry fresh;
  CHECK(RawSqlite(folder / "old.sqlite").rows("PRAGMA user_version") ==
        RawSqlite(fresh.path).rows("PRAGMA user_version"));
}

TEST_CASE("a print job of the first schema is read, and has no content to print it again from") {
  const ScratchFolder folder;
  std::ifstream first(kSchema / "0001_initial.sql");
  RawSqlite(folder / "old.sqlite")
      .rows("PRAGMA application_id = 0x74656d67; " +
            std::string(std::istreambuf_iterator<char>(first), {}) +
            "PRAGMA user_version = 1; INSERT INTO print_job VALUES "
            "(1, 1, 1, 0, 't', '', 'item_seal', 1, 3, 3, 0)");
  const Registry registry = opened(folder / "old.sqlite");
  const auto record = registry.print_record(1);
  REQUIRE(record);
  CHECK(record->job.last_serial == 3);
  CHECK(record->job.setup.content.empty());
  CHECK(record->job.reprint_of == 0);
  CHECK(record->voided_labels == 0);
}

// Takes out the tables and columns that came with schema 11 and later.
constexpr const char* kWithoutNewerTables =
    "DROP TABLE roll_range; DROP TABLE roll_code; DROP TABLE roll; "
    "DROP TRIGGER print_outcome_stays; DROP TRIGGER report_stays; DROP TRIGGER report_remains; "
    "DROP "
    "TABLE erasure; DROP TABLE evidence; DROP TABLE lot_record; DROP TABLE lot_record_part; "
    "CREATE TABLE lot_record (lot_id INTEGER PRIMARY KEY REFERENCES lot (id), record TEXT NOT NULL)"
    " STRICT; DROP TRIGGER lot_waits_for_labels; "
    "DROP TRIGGER job_labels_its_lot; DROP TRIGGER "
    "job_waits_for_its_outcome; DROP TRIGGER outcome_confirms_its_job; "
    "DROP TABLE template_version; DROP TABLE report_answer; DROP TABLE visit_summary; DROP TABLE "
    "visit_verdict; DROP TABLE "
    "lot_without_labels; DROP TABLE job_of_cooperative; DROP TABLE unconfirmed_job; "
    "DROP TABLE epcis_term; DROP TABLE epcis_number; DROP TABLE epcis_event; DROP TABLE "
    "epcis_attribute; DROP TABLE epcis_query; DROP TABLE "
    "epcis_document; DROP TABLE epcis_text; DROP TABLE epcis_child; DROP TABLE epcis_prefix; "
    "DROP TABLE act; DROP TABLE bundle; DROP TABLE known_by_entry; DROP TABLE spent_number; DROP "
    "TABLE recent_act; "
    "DROP TABLE trust_note; DROP TABLE lot_cancellation; ALTER TABLE printer DROP COLUMN speed; "
    "ALTER TABLE printer DROP COLUMN darkness; ALTER TABLE printer DROP COLUMN head_um; "
    "ALTER TABLE used_sheet DROP COLUMN cell_order; DROP TABLE visit; DROP TABLE inspector; "
    "DROP TABLE inspector_key; DROP TABLE event_lot; DROP TABLE event_error; DROP TABLE event; "
    "DROP TABLE event_unit; DROP TABLE traced_lot; DROP TABLE partner; DROP TABLE letting_go; ";

TEST_CASE("the records of lots issued before they had a table of their own are kept") {
  ScratchRegistry scratch;
  const Lot lot = issued(scratch.registry);
  REQUIRE(!lot.record.empty());
  RawSqlite(scratch.path)
      .rows(std::string(kWithoutNewerTables) +
            "DROP TRIGGER lot_stays; ALTER TABLE lot ADD COLUMN record TEXT NOT NULL DEFAULT ''; "
            "UPDATE lot SET record = '" +
            lot.record + "'; DROP TABLE lot_record; PRAGMA user_version = 8");
  const Registry registry = opened(scratch.path);
  CHECK(registry.lot(lot.id)->record == lot.record);
  CHECK(RawSqlite(scratch.path).rows("SELECT lot_id FROM lot_record") ==
        std::vector<std::string>{"1"});
}

TEST_CASE("the records of lots that stood whole are cut, and come back to the byte") {
  ScratchRegistry scratch;
  const std::vector<std::string> records = {
      R"({"certifications":[{"id":"K1","name":"\"product\":@ \u0001 đ"}],"cooperative":{"id":"C01"},)"
      R"("host":"a.vn","place":null,"product":{"id":"P01","net":1.50},"quantity":"1"})",
      R"({"certifications":[],"cooperative":{"id":"C01"},"place":{"id":"G1"},"product":{"id":"P01",)"
      R"("net":1.50},"quantity":"2"})",
      R"({"cooperative":{"id": "C01"},"product":"{}"})",
      R"({"cooperative":)",
      "",
  };
  std::string whole =
      "DROP TABLE epcis_attribute; DROP TABLE epcis_query; DROP TABLE lot_record; DROP TABLE "
      "lot_record_part; CREATE TABLE lot_record (lot_id INTEGER "
      "PRIMARY KEY REFERENCES lot (id), record TEXT NOT NULL) STRICT; ";
  for (const std::string& record : records) {
    const std::int64_t id = issued(scratch.registry).id;
    whole += "INSERT INTO lot_record VALUES (" + std::to_string(id) + ", '" + record + "'); ";
  }
  RawSqlite(scratch.path).rows(whole + "PRAGMA user_version = 29");
  const Registry registry = opened(scratch.path);
  for (std::size_t at = 0; at < records.size(); ++at)
    CHECK(registry.lot(static_cast<std::int64_t>(at + 1))->record == records[at]);
  RawSqlite raw(scratch.path);
  CHECK(raw.rows("SELECT body FROM lot_record_part WHERE body LIKE '%C01%' OR body LIKE '%P01%' "
                 "ORDER BY body") ==
        std::vector<std::string>{R"({"id":"C01"})", R"({"id":"P01","net":1.50})"});
  CHECK(raw.rows("SELECT record FROM lot_record WHERE lot_id = 2") ==
        std::vector<std::string>{
            R"({"certifications":@,"cooperative":@,"place":@,"product":@,"quantity":"2"})"});
  CHECK(RegistryAudit::of(registry).lot_record_parts_edited().empty());
  CHECK(RegistryAudit::of(registry).schema_differences().empty());
}

TEST_CASE("the keys of an older registry get their log entries once, in order of their making") {
  ScratchRegistry scratch;  // two keys, stored without entries
  RawSqlite(scratch.path).rows(std::string(kWithoutNewerTables) + "PRAGMA user_version = 9");
  const std::string real =
      "SELECT CAST(entry AS TEXT) FROM log_entry WHERE realm_id = (SELECT id "
      "FROM realm WHERE test = 0)";
  REQUIRE(RawSqlite(scratch.path).rows(real).empty());
  {
    const Registry registry = opened(scratch.path);
    CHECK(registry.log_size(kRealm) == 1);
    const IssuerKeyRecord key = registry.keys()[0];
    CHECK(registry.log_entries(kRealm, 0, 9) ==
          std::vector<std::string>{"temgoc-issuer-key/v1\n" + key.realm + "\n" + to_hex(key.id) +
                                   "\n" + to_hex(key.key) + "\n" + key.cooperative_id +
                                   "\nactive\n" + to_iso(key.created_at) + "\n"});
  }
  CHECK(opened(scratch.path).log_size(kRealm) == 1);
}

TEST_CASE("an older registry is not brought forward by one who only reads") {
  const ScratchFolder folder;
  RawSqlite(folder / "old.sqlite").rows("PRAGMA application_id = 0x74656d67");
  const Result<Registry> registry = Registry::open_read_only(folder / "old.sqlite");
  REQUIRE(!registry);
  CHECK(registry.error().code == "registry_too_old");
  CHECK(registry.error().args.at("have") == "0");
  CHECK(RawSqlite(folder / "old.sqlite").rows("PRAGMA user_version") ==
        std::vector<std::string>{"0"});
}

TEST_CASE("a reader sees what a writer commits, and can store nothing itself") {
  ScratchRegistry scratch;
  Result<Registry> reader = Registry::open_read_only(scratch.path);
  REQUIRE(reader);
  const Lot lot = issued(scratch.registry);
  CHECK(reader->lot(lot.short_code)->code == lot.code);
  CHECK_THROWS_AS((void)reader->store(cooperative("C91"), lot.issued_at, false), SystemFailure);
  CHECK_THROWS_AS(reader->add_scan({.lot_id = lot.id, .at = lot.issued_at}), SystemFailure);
}

TEST_CASE("the content's version moves with every fact and with no scan") {
  ScratchRegistry scratch;
  const Registry reader = std::move(*Registry::open_read_only(scratch.path));
  std::uint64_t version = reader.content_version();
  const auto moved = [&] {
    const std::uint64_t before = std::exchange(version, reader.content_version());
    return version > before;
  };
  const Lot lot = issued(scratch.registry);
  CHECK(moved());
  CHECK_FALSE(moved());
  scratch.registry.add_scan({lot.id, "", Province::named("Huế"), lot.issued_at});
  CHECK_FALSE(moved());
  printed(scratch.registry, lot, CodeKind::item_seal, 10);
  CHECK(moved());
  CHECK(scratch.registry.add_void(lot.id,
                                  {.first = 1, .last = 1, .reason = "thử", .at = lot.issued_at}));
  CHECK(moved());
  CHECK(scratch.registry.add_recall({.reason = "thử", .instruction = "", .since = {}},
                                    std::to_string(lot.id), lot.issued_at));
  CHECK(moved());
  CHECK(scratch.registry.store(certification("K91"), lot.issued_at, false));
  CHECK(moved());
  CHECK(scratch.registry.set_key_status(kKey, {.status = KeyStatus::retired, .at = lot.issued_at}));
  CHECK(moved());
  const Lot mistaken = issued(scratch.registry);
  CHECK(moved());
  REQUIRE(scratch.registry.cancel_lot(mistaken.id, {.reason = "nhầm", .at = lot.issued_at}));
  CHECK(moved());
  const auto link = scratch.registry.add_link({.subject = {"01", lot.gtin.digits(), {}, {}},
                                               .type = "gs1:pip",
                                               .url = "https://a.vn/",
                                               .title = "thử"},
                                              lot.issued_at);
  CHECK(moved());
  CHECK(scratch.registry.remove_link(link.value().id, lot.issued_at));
  CHECK(moved());
}

TEST_CASE("every table is part of the content's version, follows one that is, or is named here") {
  // A new table: does what pages show depend on it? Then add it to content_version().
  const std::set<std::string> known = {"record",
                                       "issuer_key_status",
                                       "lot",
                                       "print_job",
                                       "void_range",
                                       "recall",
                                       "lot_cancellation",
                                       "roll",
                                       "roll_range",
                                       "link",
                                       "partner",
                                       "event",
                                       "event_error",
                                       "erasure",
                                       "evidence",  // in it
                                       "traced_lot",
                                       "event_lot",
                                       "event_unit",  // with event
                                       "cooperative",
                                       "place",
                                       "product",
                                       "certification",  // with record
                                       "issuer_key",     // with issuer_key_status
                                       "log_entry",
                                       "lot_record",
                                       "lot_record_part",
                                       "lots_of_day",
                                       "label_host",
                                       "listed_serial",  // with lot and print_job
                                       "roll_code",      // with roll
                                       "gtin_block",
                                       "realm",
                                       "label_template",
                                       "printed_part",
                                       "print_outcome",
                                       "printer",
                                       "printer_correction",
                                       "used_sheet",
                                       "letting_go",  // empty but within a transaction
                                       "report",
                                       "scan_day",
                                       "scan_alarm",
                                       "scan",
                                       "trust_note",
                                       "recent_act",
                                       "act",
                                       "inspector_key",
                                       "inspector",
                                       "visit",
                                       "report_answer",
                                       "template_version",
                                       "visit_summary",
                                       "visit_verdict",
                                       "lot_without_labels",  // with lot and print_job
                                       "job_of_cooperative",
                                       "unconfirmed_job",
                                       "epcis_document",
                                       "epcis_event",
                                       "epcis_text",
                                       "epcis_term",
                                       "epcis_number",
                                       "epcis_child",
                                       "epcis_prefix",
                                       "epcis_query",
                                       "epcis_attribute",
                                       "bundle",  // no page shows them as they are
                                       "known_by_entry",
                                       "spent_number"};  // a restore puts a new file in place
  ScratchRegistry scratch;
  for (const std::string& table :
       RawSqlite(scratch.path).rows("SELECT name FROM sqlite_schema WHERE type = 'table'")) {
    CAPTURE(table);
    CHECK(known.contains(table));
  }
}

TEST_CASE("a migration that fails leaves the older registry as it was") {
  const ScratchFolder folder;
  // A table in the way of the first migration, after others that it makes before.
  RawSqlite(folder / "old.sqlite")
      .rows("PRAGMA application_id = 0x74656d67; CREATE TABLE recall (id INTEGER)");
  CHECK_THROWS(Registry::open(folder / "old.sqlite"));
  RawSqlite raw(folder / "old.sqlite");
  CHECK(raw.rows("PRAGMA user_version") == std::vector<std::string>{"0"});
  CHECK(raw.rows("SELECT name FROM sqlite_schema") == std::vector<std::string>{"recall"});
}

TEST_CASE("a file that is no database is damaged, not a crash") {
  const ScratchFolder folder;
  write(folder / "text.sqlite", std::string(5000, 'x'));
  CHECK(open_error(folder / "text.sqlite") == "registry_damaged");
}

TEST_CASE("a damaged page is told as damage") {
  ScratchRegistry scratch;
  for (int lot = 0; lot < 100; ++lot) issued(scratch.registry);
  RawSqlite(scratch.path).rows("PRAGMA wal_checkpoint(TRUNCATE)");
  {
    std::fstream file(scratch.path, std::ios::binary | std::ios::in | std::ios::out);
    const std::string noise(4096, '\x5a');
    const auto pages = std::filesystem::file_size(scratch.path) / 4096;
    for (std::uintmax_t page = 1; page < pages; ++page) {
      file.seekp(static_cast<std::streamoff>(page * 4096));
      file << noise;
    }
  }
  std::string code;
  try {
    Result<Registry> registry = Registry::open(scratch.path);
    code = registry ? "" : registry.error().code;
    if (registry) (void)registry->lots({});
  } catch (const SystemFailure& failure) {
    code = failure.error().code;
  }
  CHECK(code == "registry_damaged");
}

TEST_CASE("a folder in place of the file is refused") {
  const ScratchFolder folder;
  CHECK_THROWS_AS((void)Registry::open(folder.path()), SystemFailure);
}

TEST_CASE("the file keeps its journal beside it and every commit on the disk") {
  StatementWatch watch;
  ScratchRegistry scratch;
  CHECK(RawSqlite(scratch.path).rows("PRAGMA journal_mode") == std::vector<std::string>{"wal"});
  CHECK(watch.statements().contains("PRAGMA synchronous = FULL;"));
  CHECK(watch.statements().contains("PRAGMA foreign_keys = ON;"));
}
