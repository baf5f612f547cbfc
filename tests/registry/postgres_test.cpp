// What is PostgreSQL's alone: where it may be, the tables beside SQLite's, and a server that is
// killed, stopped or a copy.
#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "raw_sqlite.h"
#include "registry/postgres/dialect.h"
#include "registry/postgres/failures.h"
#include "registry/postgres/open_server.h"
#include "registry/sqlite/open_file.h"
#include "scratch_registry.h"
#include "support/postgres_cluster.h"
#include "temgoc/registry/epcis_book.h"
#include "temgoc/registry/registry_audit.h"
#include "temgoc/registry/registry_copy.h"
#include "temgoc/registry/registry_move.h"
#include "temgoc/registry/registry_place.h"
#include "temgoc/registry/registry_restore.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

doctest::skip needs_server() { return doctest::skip(!on_server()); }

std::string dialect(std::string_view sql) { return postgres::translated(sql).sql; }

std::string code_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const SystemFailure& failure) {
    return failure.error().code;
  }
  return "";
}

// For the shell's double quotes.
std::string in_quotes(const std::string& sql) {
  std::string text;
  for (const char each : sql) {
    if (each == '"' || each == '\\') text += '\\';
    text += each;
  }
  return text;
}

std::string place_error(const std::string& url) {
  const auto checked = check_registry_place(url);
  return checked ? "" : checked.error().code;
}

// Columns as "lot.id integer not null", keys and references, of a table by table comparison. What a
// column's default and a CHECK say is compared by how many there are.
using Facts = std::set<std::string>;

Facts facts_of_file() {
  const ScratchFolder folder;
  const auto path = folder.path() / "made.sqlite";
  REQUIRE(Registry::create(path));
  RawSqlite file(path);
  Facts facts;
  const auto add = [&](const std::string& sql) {
    for (const std::string& row : file.rows(sql)) facts.insert(row);
  };
  const std::string tables = "FROM sqlite_schema t JOIN ";
  const std::string of_table = " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%'";
  add("SELECT 'column ' || t.name || '.' || c.name || ' ' || lower(c.type) || iif(c.\"notnull\" OR "
      "c.pk, ' not null', '') || iif(c.dflt_value IS NULL, '', ' default') " +
      tables + "pragma_table_info(t.name) c" + of_table);
  add("SELECT 'key ' || t.name || ' ' || (SELECT group_concat(name, ',') FROM (SELECT name FROM "
      "pragma_table_info(t.name) WHERE pk > 0 ORDER BY pk)) FROM sqlite_schema t" +
      of_table);
  add("SELECT 'reference ' || t.name || ' ' || group_concat(f.\"from\", ',') || ' ' || f.\"table\" "
      "|| ' ' || group_concat(f.\"to\", ',') " +
      tables + "pragma_foreign_key_list(t.name) f" + of_table + " GROUP BY t.name, f.id");
  add("SELECT iif(i.\"unique\", 'unique ', 'index ') || t.name || ' ' || (SELECT "
      "group_concat(name, "
      "',') FROM pragma_index_info(i.name)) || iif(i.partial, ' partial', '') " +
      tables + "pragma_index_list(t.name) i" + of_table + " AND i.origin <> 'pk'");
  // Each CHECK, wherever it stands.
  for (const std::string& row :
       file.rows("SELECT name || '|' || ((length(sql) - length(replace(sql, 'CHECK (', ''))) / "
                 "length('CHECK (')) FROM sqlite_schema t" +
                 of_table))
    facts.insert("checks " + row);
  return facts;
}

Facts facts_of_server(const PostgresCluster& server, const std::string& schema) {
  std::istringstream lines(server.ask(
      "WITH c AS (SELECT oid, relname FROM pg_class WHERE relnamespace = '" + schema +
      "'::regnamespace AND relkind = 'r' AND relname <> 'schema_version') "
      "SELECT 'column ' || c.relname || '.' || a.attname || ' ' || CASE a.atttypid WHEN 20 THEN "
      "'integer' WHEN 25 THEN 'text' WHEN 17 THEN 'blob' WHEN 701 THEN 'real' ELSE '?' END || CASE "
      "WHEN a.attnotnull THEN ' not null' ELSE '' END || CASE WHEN a.atthasdef THEN ' default' "
      "ELSE "
      "'' END FROM c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 "
      "UNION ALL SELECT 'key ' || c.relname || ' ' || (SELECT string_agg(a.attname, ',' ORDER BY "
      "n.nth) FROM unnest(k.conkey) WITH ORDINALITY n (num, nth) JOIN pg_attribute a ON a.attrelid "
      "= c.oid AND a.attnum = n.num) FROM c JOIN pg_constraint k ON k.conrelid = c.oid AND "
      "k.contype "
      "= 'p' "
      "UNION ALL SELECT 'reference ' || c.relname || ' ' || (SELECT string_agg(a.attname, ',' "
      "ORDER "
      "BY n.nth) FROM unnest(k.conkey) WITH ORDINALITY n (num, nth) JOIN pg_attribute a ON "
      "a.attrelid = c.oid AND a.attnum = n.num) || ' ' || p.relname || ' ' || (SELECT "
      "string_agg(a.attname, ',' ORDER BY n.nth) FROM unnest(k.confkey) WITH ORDINALITY n (num, "
      "nth) "
      "JOIN pg_attribute a ON a.attrelid = p.oid AND a.attnum = n.num) FROM c JOIN pg_constraint k "
      "ON k.conrelid = c.oid AND k.contype = 'f' JOIN pg_class p ON p.oid = k.confrelid "
      "UNION ALL SELECT CASE WHEN x.indisunique THEN 'unique ' ELSE 'index ' END || c.relname || ' "
      "' "
      "|| (SELECT string_agg(a.attname, ',' ORDER BY n.nth) FROM unnest(x.indkey) WITH ORDINALITY "
      "n "
      "(num, nth) JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = n.num) || CASE WHEN "
      "x.indpred IS NULL THEN '' ELSE ' partial' END FROM c JOIN pg_index x ON x.indrelid = c.oid "
      "WHERE NOT x.indisprimary "
      "UNION ALL SELECT 'checks ' || c.relname || '|' || (SELECT count(*) FROM pg_constraint k "
      "WHERE k.conrelid = c.oid AND k.contype = 'c') FROM c"));
  Facts facts;
  for (std::string line; std::getline(lines, line);) facts.insert(line);
  return facts;
}

// A server of this case alone, which it may kill.
struct OwnServer {
  PostgresCluster server = PostgresCluster();
  std::string url = server.registry("own");
  Registry registry = made_and_filled(url);

  static Registry made_and_filled(const std::string& place) {
    REQUIRE(Registry::create(place));
    Registry made = opened(place);
    fill(made);
    return made;
  }
};

}  // namespace

TEST_CASE("SQL that SQLite takes is turned into PostgreSQL's words") {
  CHECK(dialect("SELECT a FROM t WHERE b = ? AND c = ?") ==
        "SELECT a FROM t WHERE b = $1 AND c = $2");
  CHECK(dialect("SELECT ?2, ?, ?1") == "SELECT $2, $3, $1");
  CHECK(postgres::translated("SELECT ?2, ?, ?1").parameters == 3);
  CHECK(dialect("SELECT '?', \"a?\", 'it''s ?' || ?") == "SELECT '?', \"a?\", 'it''s ?' || $1");
  CHECK(dialect("FROM a CROSS JOIN b ON b.x = a.x WHERE true") ==
        "FROM a JOIN b ON b.x = a.x WHERE true");
  CHECK(dialect("FROM a CROSS JOIN b CROSS JOIN c ON c.x = a.x") ==
        "FROM a CROSS JOIN b JOIN c ON c.x = a.x");
  CHECK(dialect("SELECT DISTINCT +lot_id, a + 1 FROM t") == "SELECT DISTINCT lot_id, a + 1 FROM t");
  CHECK(dialect("FROM recall NOT INDEXED GROUP BY x") == "FROM recall GROUP BY x");
  CHECK(dialect("CAST(x AS INTEGER) * 12") == "CAST(x AS BIGINT) * 12");
}

TEST_CASE("a server's address has no password in it and no unverified connection elsewhere") {
  CHECK(place_error("") == "");
  CHECK(place_error("postgresql://temgoc@%2Ftmp/temgoc") == "");
  CHECK(place_error("postgresql://temgoc@localhost/temgoc?sslmode=disable") == "");
  CHECK(place_error("postgresql://temgoc@db.example.vn/temgoc") == "");
  CHECK(place_error("postgresql://temgoc@db.example.vn/temgoc?sslmode=verify-full") == "");
  CHECK(place_error("postgresql:///?service=temgoc") == "");
  for (const char* mode : {"disable", "allow", "prefer", "require"})
    CHECK(place_error(std::string("postgresql://db.example.vn/temgoc?sslmode=") + mode) ==
          "registry_tls_unverified");
  // A name that begins like a number is a name.
  CHECK(place_error("postgresql://127.0.0.1.example.vn/temgoc?sslmode=disable") ==
        "registry_tls_unverified");
  // One of several is enough.
  CHECK(place_error("postgresql://localhost,db.example.vn/temgoc?sslmode=require") ==
        "registry_tls_unverified");
  CHECK(place_error("postgresql://temgoc:secret@localhost/temgoc") == "registry_url_password");
  CHECK(place_error("postgresql://localhost/temgoc?password=secret") == "registry_url_password");
  CHECK(place_error("postgresql://localhost/temgoc?colour=blue") == "registry_url_invalid");
  CHECK(place_error("mysql://localhost/temgoc") == "registry_url_other");
  // A "#" of a name is "%23"; what this program adds after one stands in nobody's settings.
  CHECK(place_error("postgresql://localhost/tem%23goc") == "");
  CHECK(place_error("postgresql://localhost/tem#goc") == "registry_url_fragment");
  CHECK(place_error("postgresql://localhost/temgoc#replica") == "registry_url_fragment");
}

TEST_CASE("a server that does not answer is told") {
  const std::string nowhere = "postgresql://temgoc@%2Fnowhere/temgoc";
  CHECK(code_of([&] { (void)Registry::open(nowhere); }) == "registry_unreachable");
  CHECK(code_of([&] { (void)Registry::create(nowhere); }) == "registry_unreachable");
}

TEST_CASE("both engines know the same newest schema") {
  CHECK(postgres::newest_schema() == sqlite::newest_schema());
}

TEST_CASE("both engines have the same tables, columns, keys, references, indexes and checks" *
          needs_server()) {
  const OwnServer own;
  const Facts file = facts_of_file();
  const Facts server = facts_of_server(own.server, "own");
  REQUIRE(file.size() > 300);
  for (const std::string& fact : file) CHECK_MESSAGE(server.contains(fact), "SQLite alone: ", fact);
  for (const std::string& fact : server) CHECK_MESSAGE(file.contains(fact), "server alone: ", fact);
}

TEST_CASE("a text with a zero byte is refused, and one of ten million characters comes back" *
          needs_server()) {
  OwnServer own;
  const Instant at = instant("2026-02-01T00:00:00.000Z");
  CHECK(code_of([&] {
          LotRequest asked = request();
          asked.request_id = std::string("a\0b", 3);
          (void)issue(own.registry, asked, system_random());
        }) == "registry_refused");
  CHECK(issued(own.registry).issue_number == 1);
  Cooperative large = cooperative("C91");
  large.name = std::string(10'000'000, 'x');
  REQUIRE(own.registry.store(large, at, false));
  CHECK(own.registry.cooperative("C91")->name == large.name);
}

TEST_CASE("what was written stands, whoever asks" * needs_server()) {
  const OwnServer own;
  REQUIRE(own.server.ask("SELECT count(*) FROM own.record") != "0");
  auto database = postgres::open_registry(own.url, sql::Access::write).value();
  for (const char* sql :
       {"UPDATE record SET at = 1", "DELETE FROM record", "DELETE FROM issuer_key"}) {
    CAPTURE(sql);
    CHECK_THROWS_AS(database->run(sql), sql::ConstraintFailure);
  }
}

TEST_CASE("a new registry has the schema that its auditor would make, and a changed one has not" *
          needs_server()) {
  const OwnServer own;
  CHECK(RegistryAudit::of(own.registry).schema_differences().empty());
  CHECK(RegistryAudit::of(own.registry).rows_missing().empty());
  own.server.ask("DROP TRIGGER lot_stays ON own.lot; CREATE TABLE own.more (id BIGINT)");
  const auto differences = RegistryAudit::of(own.registry).schema_differences();
  std::set<std::string> told;
  for (const Error& each : differences) told.insert(each.code + " " + each.value);
  CHECK(told == std::set<std::string>{"schema_part_missing trigger lot_stays",
                                      "schema_part_added column more.id"});
}

TEST_CASE("a row whose partner a superuser took away is found" * needs_server()) {
  const OwnServer own;
  own.server.ask(
      "SET session_replication_role = replica; DELETE FROM own.cooperative WHERE id = 'C90'");
  CHECK(RegistryAudit::of(own.registry).rows_missing() ==
        std::vector<std::string>{"issuer_key → cooperative", "place → cooperative",
                                 "product → cooperative"});
}

TEST_CASE("a registry is made where there is none, and nowhere else" * needs_server()) {
  const OwnServer own;
  CHECK(Registry::create(own.url).error().code == "registry_exists");
  CHECK(Registry::open(own.server.registry("empty")).error().code == "registry_not_found");
  const std::string foreign = own.server.registry("another");
  own.server.ask("CREATE TABLE another.notes (id BIGINT)");
  CHECK(Registry::create(foreign).error().code == "registry_foreign");
  CHECK(Registry::open(foreign).error().code == "registry_foreign");
  CHECK(code_of([&] { (void)Registry::create(own.server.url("no_such_schema")); }) ==
        "registry_login_refused");
  std::string stranger = own.url;
  stranger.replace(stranger.find("temgoc@"), 6, "nobody");
  CHECK(code_of([&] { (void)Registry::open(stranger); }) == "registry_login_refused");
}

TEST_CASE("a newer schema is left alone, and an older one is not read without being brought up" *
          needs_server()) {
  const OwnServer own;
  own.server.ask("UPDATE own.schema_version SET version = 1000");
  const Error newer = Registry::open(own.url).error();
  CHECK(newer.code == "registry_too_new");
  CHECK(newer.args.at("have") == "1000");
  CHECK(Registry::open_read_only(own.url).error().code == "registry_too_new");
}

TEST_CASE("an older schema is not read, and is brought up to date by whoever writes" *
          needs_server()) {
  OwnServer own;
  const Lot lot = issued(own.registry);
  const std::string odd =
      R"({"certifications":[{"name":"\"product\":@"}],"place":null,"product":{"net":1.50}})";
  const auto [second, third] = std::pair(issued(own.registry).id, issued(own.registry).id);
  // As step 28 left it.
  own.server.ask(in_quotes(
      "DROP TABLE own.evidence, own.lot_record, own.lot_record_part, own.epcis_attribute, "
      "own.epcis_query; CREATE TABLE own.lot_record (lot_id BIGINT PRIMARY KEY REFERENCES own.lot "
      "(id), record TEXT COLLATE \"C\" NOT NULL); "
      "INSERT INTO own.lot_record VALUES (1, '" +
      lot.record + "'), (" + std::to_string(second) + ", '" + odd + "'), (" +
      std::to_string(third) + ", '{no json'); UPDATE own.schema_version SET version = 28"));
  const Error older = Registry::open_read_only(own.url).error();
  CHECK(older.code == "registry_too_old");
  CHECK(older.args.at("have") == "28");
  std::vector<int> processes;
  for (int n = 0; n < 3; ++n)
    processes.push_back(start_process([&] { return Registry::open(own.url) ? 0 : 1; }));
  for (const int process : processes) CHECK(exit_code_of(process) == 0);
  const Registry mended = Registry::open_read_only(own.url).value();
  CHECK(RegistryAudit::of(mended).schema_differences().empty());
  CHECK(mended.lot(lot.id)->record == lot.record);
  CHECK(mended.lot(second)->record == odd);
  CHECK(mended.lot(third)->record == "{no json");
  // The lot's two and the odd one's two.
  CHECK(own.server.ask("SELECT count(*) FROM own.lot_record_part") == "4");
}

TEST_CASE("a server's certificate is held against its name and its authority" * needs_server()) {
  PostgresCluster cluster;
  cluster.registry("tls");
  const std::string certificate = cluster.serve_tls().string();
  // As from another machine: whoever asks for no verification gets none, so it is asked for.
  const auto reach = [&](const std::string& host, const std::string& authority) {
    const std::string url = "postgresql://temgoc@" + host + ":" + std::to_string(cluster.port()) +
                            "/postgres?sslmode=verify-full&sslrootcert=" + authority +
                            "&options=-csearch_path%3Dtls";
    return code_of([&] {
      const auto made = Registry::create(url);
      CHECK(made.has_value());
    });
  };
  CHECK(reach("127.0.0.1", certificate) == "registry_tls_unverified");
  CHECK(reach("localhost", "/etc/ssl/certs/ca-certificates.crt") == "registry_tls_unverified");
  CHECK(reach("localhost", certificate) == "");
}

TEST_CASE("a server that hangs up amid the handshake is unreachable, not unverified") {
  const auto code = [](const std::string& reason) {
    return postgres::connect_error(
               "connection to server at \"127.0.0.1\", port 5000 failed: " + reason, "")
        .code;
  };
  CHECK(code("SSL SYSCALL error: EOF detected") == "registry_unreachable");
  CHECK(code("SSL SYSCALL error: Connection reset by peer") == "registry_unreachable");
  CHECK(code("SSL connection has been closed unexpectedly") == "registry_unreachable");
  CHECK(code("server closed the connection unexpectedly") == "registry_unreachable");
  CHECK(code("SSL error: certificate verify failed") == "registry_tls_unverified");
  CHECK(code("server does not support SSL, but SSL was required") == "registry_tls_unverified");
  CHECK(code("root certificate file \"none\" does not exist") == "registry_tls_unverified");
}

TEST_CASE("behind a writer that never ends the server's registry is busy after five seconds" *
          needs_server()) {
  OwnServer own;
  Registry other = opened(own.url);
  REQUIRE(other.transaction([&]() -> Result<void> {
    const auto begun = std::chrono::steady_clock::now();
    CHECK(code_of([&] { issued(own.registry); }) == "registry_busy");
    CHECK(std::chrono::steady_clock::now() - begun > std::chrono::seconds(4));
    return {};
  }));
  CHECK(issued(own.registry).issue_number == 1);
}

TEST_CASE("what a file alone can do is refused of a server in words" * needs_server()) {
  const OwnServer own;
  CHECK(RegistryRestore::open(own.url).error().code == "registry_on_server");
  CHECK_FALSE(RegistryWatch::open(own.url).value().replaced());
}

TEST_CASE("the content version changes with what another connection stores" * needs_server()) {
  OwnServer own;
  const Registry reader = Registry::open_read_only(own.url).value();
  const auto before = reader.content_version();
  CHECK(reader.content_version() == before);
  issued(own.registry);
  CHECK(reader.content_version() > before);
}

TEST_CASE("a connection goes on after the server was started again" * needs_server()) {
  OwnServer own;
  const Registry reader = Registry::open_read_only(own.url).value();
  const Lot first = issued(own.registry);
  CHECK(reader.lots({}).size() == 1);
  own.server.kill();
  CHECK(code_of([&] { (void)reader.lots({}); }) == "registry_unreachable");
  own.server.start();
  CHECK(reader.lots({}).size() == 1);
  CHECK(issued(own.registry).issue_number == first.issue_number + 1);
}

TEST_CASE("a server killed under load loses nothing that was acknowledged, and no number twice" *
          needs_server()) {
  OwnServer own;
  const ScratchFolder folder;
  // Each of two processes notes a number once it was told that the lot is issued.
  const auto issue_and_note = [&](const std::string& file) {
    std::ofstream notes(folder.path() / file);
    try {
      Registry registry = Registry::open(own.url).value();
      while (true) {
        const auto lot = issue(registry, request(), system_random());
        if (!lot) return 2;
        notes << lot->lot.issue_number << std::endl;
      }
    } catch (const SystemFailure& failure) {
      return failure.error().code == "registry_unreachable" ? 0 : 1;
    }
  };
  for (int round = 0; round < 3; ++round) {
    const std::size_t before = own.registry.log_size(kRealm);
    std::vector<int> processes;
    for (const char* name : {"a", "b"})
      processes.push_back(
          start_process([&] { return issue_and_note(name + std::to_string(round)); }));
    while (own.registry.log_size(kRealm) < before + 20) usleep(1000);
    own.server.kill();
    for (const int process : processes) CHECK(exit_code_of(process) == 0);
    own.server.start();
    std::vector<Lot> lots = own.registry.lots({.limit = 1'000'000});
    std::set<std::uint32_t> numbers;
    for (const Lot& lot : lots) CHECK(numbers.insert(lot.issue_number).second);
    // From 1 without a gap, in the log as well.
    CHECK(*numbers.rbegin() == numbers.size());
    CHECK(own.registry.log_size(kRealm) == numbers.size());
    std::set<std::uint32_t> told;
    for (const char* name : {"a", "b"}) {
      std::ifstream notes(folder.path() / (name + std::to_string(round)));
      for (const std::uint32_t number :
           std::vector<std::uint32_t>{std::istream_iterator<std::uint32_t>(notes), {}}) {
        CHECK(told.insert(number).second);
        CHECK(numbers.contains(number));
      }
    }
    CHECK(told.size() >= 20);
  }
}

TEST_CASE("a standby is read and not written" * needs_server()) {
  OwnServer own;
  const Lot lot = issued(own.registry);
  const PostgresCluster standby(&own.server);
  const std::string url = standby.url("own");
  const Registry reader = Registry::open_read_only(url).value();
  CHECK(reader.lot(lot.short_code).value().issue_number == lot.issue_number);
  CHECK(Registry::open(url).error().code == "registry_read_only");
  const auto audit = RegistryAudit::of(reader);
  REQUIRE(audit.schema_differences().size() == 1);
  CHECK(audit.schema_differences().front().code == "schema_not_compared");
}

namespace {

std::map<std::string, std::uint64_t> rows_of(const std::vector<MovedTable>& tables) {
  std::map<std::string, std::uint64_t> rows;
  for (const MovedTable& each : tables) rows[each.name] = each.rows;
  return rows;
}

// Lots, print jobs, a recall, scans, and a thing that is a real number.
void use(Registry& registry) {
  const Instant at = instant("2026-12-01T05:00:00.000Z");
  for (int n = 0; n < 5; ++n) {
    const Lot lot = issued(registry);
    if (n == 4) continue;
    printed(registry, lot, n % 2 == 0 ? CodeKind::item_seal : CodeKind::item_link, 3);
    registry.add_scan({lot.id, "0000002", Province::named("Huế"), at});
  }
  REQUIRE(registry.add_recall({.reason = "thử", .instruction = "", .since = {}}, "1", at));
  EpcisBook book = EpcisBook::of(registry);
  book.add_document({.name = "tài liệu",
                     .actor = "t",
                     .at = at,
                     .events = 1,
                     .stored = 1,
                     .errors = "[]",
                     .context = "[]"},
                    "{}");
  book.add_event({.document_id = 1,
                  .event_id = "e",
                  .hash = "h",
                  .event_time = at,
                  .record_time = at,
                  .body = "{}"},
                 {{.field = "nhiệt độ", .value = "4.1", .number = 4.1}});
}

}  // namespace

TEST_CASE("a registry goes to a server and back, row for row, and the old one is left readable" *
          needs_server()) {
  const PostgresCluster cluster;
  const std::string url = cluster.registry("moved");
  const ScratchFolder folder;
  const auto file = folder.path() / "old.sqlite", back = folder.path() / "back.sqlite";
  REQUIRE(Registry::create(file));
  Registry old = opened(file);
  fill(old);
  use(old);
  std::vector<std::string> told;
  const auto tell = [&](const MovedTable& table) { told.push_back(table.name); };
  const auto there = move_registry(file, url, tell).value();
  CHECK(told.size() == there.size());
  const auto rows = rows_of(there);
  CHECK(rows.at("lot") == 5);
  CHECK(rows.at("lot_without_labels") == 1);
  CHECK(rows.at("label_host") == 1);
  CHECK(rows.at("epcis_number") == 1);
  const Registry moved = opened(url);
  CHECK(moved.lots({}).size() == 5);
  CHECK(moved.log_entries(kRealm, 0, 100) == old.log_entries(kRealm, 0, 100));
  CHECK(RegistryAudit::of(moved).schema_differences().empty());
  // The old one stands, and may be written again.
  CHECK(old.lots({}).size() == 5);
  const auto here = move_registry(url, back, tell).value();
  for (std::size_t at = 0; at < here.size(); ++at) CHECK(here[at].digest == there[at].digest);
  Registry returned = opened(back);
  CHECK(issued(returned).issue_number == 6);
}

TEST_CASE("a move that was interrupted goes on, and one whose rows differ is told" *
          needs_server()) {
  const PostgresCluster cluster;
  const std::string url = cluster.registry("moved");
  const ScratchFolder folder;
  const auto file = folder.path() / "old.sqlite";
  REQUIRE(Registry::create(file));
  Registry old = opened(file);
  fill(old);
  for (int n = 0; n < 20; ++n) issued(old);
  const auto nobody = [](const MovedTable&) {};
  REQUIRE(move_registry(file, url, nobody));
  // As if it had ended within the log, long before the lots.
  cluster.ask(
      "SET session_replication_role = replica; DELETE FROM moved.lot; DELETE FROM "
      "moved.lot_record; "
      "DELETE FROM moved.lots_of_day; DELETE FROM moved.label_host; DELETE FROM "
      "moved.lot_without_labels; DELETE FROM moved.log_entry WHERE leaf_index > 7");
  const auto resumed = move_registry(file, url, nobody).value();
  for (const MovedTable& each : resumed) {
    if (each.name == "log_entry") CHECK(each.copied == 12);
    if (each.name == "lot") CHECK(each.copied == 20);
    if (each.name == "record") CHECK(each.copied == 0);
  }
  cluster.ask(
      "SET session_replication_role = replica; UPDATE moved.lot SET unit = 'g' WHERE id = 3");
  const auto differs = move_registry(file, url, nobody);
  REQUIRE(!differs);
  CHECK(differs.error().code == "move_differs");
  CHECK(differs.error().value == "lot");
}
