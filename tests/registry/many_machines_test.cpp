// What several machines ask of a server: many statements at once, a pool of connections, a replica
// that is behind, commits that count on a replica, and work that is begun again.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <thread>

#include "registry/database.h"
#include "registry/open_database.h"
#include "registry/postgres/open_server.h"
#include "scratch_registry.h"
#include "support/postgres_cluster.h"
#include "temgoc/registry/registry_audit.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

doctest::skip needs_server() { return doctest::skip(!on_server()); }

std::string code_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const SystemFailure& failure) {
    return failure.error().code;
  }
  return "";
}

const Instant kNow = instant("2026-12-02T00:00:00.000Z");

Registry made_and_filled(const std::string& place) {
  REQUIRE(Registry::create(place));
  Registry made = opened(place);
  fill(made);
  return made;
}

// A primary and a standby that follows it, and may be told to wait.
struct Pair {
  PostgresCluster primary = PostgresCluster();
  std::string url = primary.registry("own");
  Registry registry = made_and_filled(url);
  PostgresCluster standby = PostgresCluster(&primary);
  std::string standby_url = standby.url("own");

  // The standby goes on receiving, and shows nothing new.
  void hold() const {
    standby.ask("SELECT pg_wal_replay_pause()");
    for (int tries = 0;
         tries < 400 && standby.ask("SELECT pg_get_wal_replay_pause_state()") != "paused"; ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }
  void let_go() const { standby.ask("SELECT pg_wal_replay_resume()"); }
  void catch_up(const Registry& reader) const {
    const std::int64_t there = registry.standing().position;
    for (int tries = 0; tries < 400 && reader.standing().position < there; ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
    REQUIRE(reader.standing().position >= there);
  }
};

}  // namespace

TEST_CASE("rows in a stream come as they were given, and one that is refused takes all with it") {
  const ScratchRegistry scratch;
  auto database = sql::open_database(scratch.path).value();
  const bool server = on_server();
  database->run_script(server ? "CREATE TABLE poured (a BIGINT NOT NULL, b TEXT COLLATE \"C\", c "
                                "BYTEA, d DOUBLE PRECISION)"
                              : "CREATE TABLE poured (a INTEGER NOT NULL, b TEXT, c BLOB, d REAL)");
  const std::string odd = "một\thai\nba\r\\N \\. bốn\\";
  {
    sql::Transaction transaction(*database);
    const auto rows = database->pour("poured", {"a", "b", "c", "d"});
    rows->add({std::int64_t{1}, odd, Bytes{0, 9, 10, 92, 255}, 0.1});
    rows->add({std::int64_t{2}, std::monostate(), std::monostate(), std::monostate()});
    rows->add({std::int64_t{3}, std::string(), Bytes(), -1e300});
    for (std::int64_t n = 4; n <= 5000; ++n)
      rows->add({n, std::string(40, 'x'), std::monostate(), std::monostate()});
    rows->finish();
    transaction.commit();
  }
  CHECK(database->number("SELECT count(*) FROM poured") == 5000);
  auto row = database->query("SELECT a, b, c FROM poured WHERE a <= 3 ORDER BY a");
  REQUIRE(row.step());
  CHECK(row.text(1) == odd);
  CHECK(row.blob(2) == Bytes{0, 9, 10, 92, 255});
  REQUIRE(row.step());
  CHECK(row.is_null(1));
  CHECK(row.is_null(2));
  REQUIRE(row.step());
  CHECK_FALSE(row.is_null(1));
  CHECK(row.blob(2).empty());
  CHECK(database->exists("SELECT 1 FROM poured WHERE d = 0.1"));
  CHECK_THROWS_AS(
      [&] {
        sql::Transaction transaction(*database);
        const auto rows = database->pour("poured", {"a", "b"});
        rows->add({std::int64_t{6000}, std::string("gut")});
        rows->add({std::monostate(), std::string("no number")});
        rows->finish();
      }(),
      sql::ConstraintFailure);
  CHECK(database->number("SELECT count(*) FROM poured") == 5000);
}

TEST_CASE("what is sent without waiting stands with its transaction, or is told and undone") {
  const ScratchRegistry scratch;
  auto database = sql::open_database(scratch.path).value();
  database->run_script("CREATE TABLE sent (a BIGINT PRIMARY KEY)");
  const auto send = [&](std::int64_t from, std::int64_t until) {
    for (std::int64_t n = from; n < until; ++n)
      database->send("INSERT INTO sent (a) VALUES (?)", n);
  };
  {
    sql::Transaction transaction(*database);
    send(0, 2000);
    CHECK(database->number("SELECT count(*) FROM sent") == 2000);
    send(2000, 2100);
    transaction.commit();
  }
  CHECK(database->number("SELECT count(*) FROM sent") == 2100);
  // Told by the commit at the latest.
  CHECK_THROWS_AS(
      [&] {
        sql::Transaction transaction(*database);
        send(3000, 3010);
        send(5, 6);
        send(3010, 3020);
        transaction.commit();
      }(),
      sql::ConstraintFailure);
  // A part that failed leaves the rest.
  {
    sql::Transaction transaction(*database);
    send(4000, 4005);
    try {
      sql::Transaction part(*database);
      send(4005, 4008);
      send(4000, 4001);
      part.commit();
      FAIL_CHECK("the same number twice");
    } catch (const sql::ConstraintFailure&) {
    }
    transaction.commit();
  }
  CHECK(database->number("SELECT count(*) FROM sent WHERE a BETWEEN 3000 AND 3999") == 0);
  CHECK(database->number("SELECT count(*) FROM sent WHERE a >= 4000") == 5);
}

TEST_CASE("work that another was in the way of is begun again where it may be, and not for ever") {
  ScratchRegistry scratch;
  const auto in_the_way = [] { throw sql::ConflictFailure({.code = "registry_busy"}); };
  int runs = 0;
  const auto twice = [&]() -> Result<void> {
    issued(scratch.registry);
    if (++runs < 3) in_the_way();
    return {};
  };
  REQUIRE(scratch.registry.transaction(twice, Registry::Repeat::yes));
  CHECK(runs == 3);
  CHECK(scratch.registry.lots({}).size() == 1);
  runs = 0;
  CHECK(code_of([&] { (void)scratch.registry.transaction(twice); }) == "registry_busy");
  CHECK(runs == 1);
  runs = 0;
  const auto always = [&]() -> Result<void> {
    ++runs;
    in_the_way();
    return {};
  };
  CHECK(code_of([&] { (void)scratch.registry.transaction(always, Registry::Repeat::yes); }) ==
        "registry_busy");
  CHECK(runs == 5);
  CHECK(scratch.registry.lots({}).size() == 1);
}

TEST_CASE("a serialization failure and a deadlock of the server are what may be begun again" *
          needs_server()) {
  const PostgresCluster server;
  (void)made_and_filled(server.registry("own"));
  auto database = postgres::open_registry(server.url("own"), sql::Access::write).value();
  for (const char* state : {"40001", "40P01"})
    CHECK_THROWS_AS(database->run_script(std::string("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = "
                                                     "'") +
                                         state + "'; END $$"),
                    sql::ConflictFailure);
}

TEST_CASE("issuers with keys of their own on one log leave no gap and use no number twice" *
          needs_server()) {
  const PostgresCluster server;
  const std::string url = server.registry("own");
  Registry registry = made_and_filled(url);
  const KeyId other{9, 9, 9, 9};
  REQUIRE(registry.add_key(key(other, kRealm)));
  const std::uint64_t before = registry.log_size(kRealm);
  std::vector<int> processes;
  for (const KeyId& mine : {kKey, other, kKey, other})
    processes.push_back(start_process([&, mine] {
      Registry own = Registry::open(url).value();
      LotRequest asked = request();
      asked.key_id = mine;
      for (int n = 0; n < 15; ++n)
        if (!issue(own, asked, system_random())) return 1;
      return 0;
    }));
  for (const int process : processes) CHECK(exit_code_of(process) == 0);
  std::map<KeyId, std::set<std::uint32_t>> numbers;
  std::set<std::uint64_t> places;
  for (const Lot& lot : registry.lots({.limit = 1000})) {
    CHECK(numbers[lot.key_id].insert(lot.issue_number).second);
    CHECK(places.insert(lot.leaf_index).second);
  }
  REQUIRE(numbers.size() == 2);
  for (const auto& [mine, given] : numbers) {
    CHECK(given.size() == 30);
    CHECK(*given.rbegin() == 30);
  }
  CHECK(registry.log_size(kRealm) == before + 60);
}

TEST_CASE("a registry is used through a pool that gives each transaction another session" *
          needs_server()) {
  PostgresCluster server;
  const std::string url = server.pool("pooled", 1);
  if (url.empty()) {
    MESSAGE("no PgBouncer here: a pool of connections is not tried");
    return;
  }
  // Both have one session between them, and each would fall over what the other left in it.
  Registry one = made_and_filled(url);
  Registry two = opened(url);
  const Registry reader = Registry::open_read_only(url).value();
  for (std::uint32_t n = 1; n <= 6; n += 2) {
    const Lot lot = issued(one);
    CHECK(lot.issue_number == n);
    CHECK(issued(two).issue_number == n + 1);
    printed(two, lot, CodeKind::item_link, 300);
    CHECK(reader.lot(lot.short_code).value().issue_number == n);
    const RecordedScan scans[] = {{lot.id, "", {}, kNow},
                                  {lot.id, "", Province::named("Huế"), kNow}};
    CHECK(one.add_scans(scans) == 2);
    CHECK(reader.facts(claim_of(lot), kNow).scans->scans == 2);
  }
  std::size_t walked = 0;
  reader.at_one_moment([&] { reader.each_lot([&](const Lot&, const auto&) { ++walked; }); });
  CHECK(walked == 6);
  CHECK(code_of([&] { issued(const_cast<Registry&>(reader)); }) == "registry_read_only");
}

TEST_CASE("a replica that is behind never says that a lot or a label was not issued" *
          needs_server()) {
  Pair pair;
  const Lot known = issued(pair.registry);
  printed(pair.registry, known, CodeKind::item_seal, 3);
  const Registry reader = Registry::open_read_only(pair.standby_url).value();
  CHECK(reader.is_replica());
  CHECK_FALSE(pair.registry.is_replica());
  pair.catch_up(reader);
  pair.hold();
  const Lot fresh = issued(pair.registry);
  printed(pair.registry, known, CodeKind::item_seal, 3);
  REQUIRE(reader.lots({}).size() == 1);

  const auto sealed = reader.facts(claim_of(fresh), kNow);
  CHECK_FALSE(sealed.lot);
  CHECK(sealed.beyond_source);
  const auto linked = reader.facts(kRealm, fresh.gtin, fresh.code, {}, kNow);
  CHECK(linked.beyond_source);
  CHECK(reader.facts(fresh.short_code, kNow).beyond_source);
  CHECK(reader.facts(kRealm, fresh.gtin, Serial::listed(system_random()), kNow).beyond_source);
  // The lot is known, and the label's job is not.
  const auto label = reader.facts(claim_of(known, Serial::sealed(5)), kNow);
  REQUIRE(label.lot);
  CHECK(label.serial == SerialState::none_asked);
  CHECK(reader.facts(claim_of(known, Serial::sealed(2)), kNow).serial == SerialState::issued);
  // A number below those it has is no newer lot: that much it knows.
  Lot stranger = known;
  stranger.code = lot_code("261124-77");
  CHECK(reader.facts(claim_of(stranger), kNow).number_conflict);
  // The primary knows all there is.
  Lot none = fresh;
  none.issue_number = 99;
  std::ranges::copy(
      encode(SealHeader{
          .key_id = kKey, .issue_number = 99, .packed_on = none.packed_on, .shelf_life_days = 180}),
      none.seal.begin());
  CHECK_FALSE(pair.registry.facts(claim_of(none), kNow).beyond_source);

  pair.let_go();
  pair.catch_up(reader);
  CHECK(reader.facts(claim_of(fresh), kNow).lot);
  CHECK(reader.facts(claim_of(known, Serial::sealed(5)), kNow).serial == SerialState::issued);
}

TEST_CASE("a replica's readers hear of a change beside a transaction of another that does not end" *
          needs_server()) {
  Pair pair;
  const Registry reader = Registry::open_read_only(pair.standby_url).value();
  pair.primary.ask("CREATE TABLE public.others (id BIGINT)");
  // Older than ours, and under way all the time: on the replica it hides which later ones are over.
  auto other = postgres::open_registry(pair.url, sql::Access::write).value();
  other->run_script("BEGIN; INSERT INTO public.others VALUES (1)");
  const Lot lot = issued(pair.registry);
  std::uint64_t before = 0;
  REQUIRE(pair.registry.transaction([&]() -> Result<void> {
    REQUIRE(pair.registry.add_recall({.reason = "thử", .instruction = "", .since = {}},
                                     std::to_string(lot.id), kNow));
    // One that began after ours and is over before it.
    pair.primary.ask("INSERT INTO public.others VALUES (2)");
    for (int tries = 0;
         tries < 400 && pair.standby.ask("SELECT count(*) FROM public.others") != "1"; ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
    before = reader.content_version();
    return {};
  }));
  pair.catch_up(reader);
  CHECK(reader.content_version() > before);
  other->run_script("ROLLBACK");
}

TEST_CASE("where a replica is asked for, nothing counts before one has it" * needs_server()) {
  PostgresCluster primary;
  (void)made_and_filled(primary.registry("own"));
  Registry registry = opened(primary.url("own") + "#replica");
  CHECK(code_of([&] { issued(registry); }) == "registry_no_replica");
  CHECK(registry.lots({}).empty());
  PostgresCluster standby(&primary);
  primary.ask("ALTER SYSTEM SET synchronous_standby_names = '*'");
  primary.ask("SELECT pg_reload_conf()");
  for (int tries = 0; tries < 200 && primary.ask("SELECT count(*) FROM pg_stat_replication WHERE "
                                                 "sync_state IN ('sync', 'quorum')") != "1";
       ++tries)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK(issued(registry).issue_number == 1);
  CHECK(standby.ask("SELECT pg_last_wal_receive_lsn() >= '" +
                    primary.ask("SELECT pg_current_wal_lsn()") + "'") == "t");
  // A replica that is gone: the lot is on the primary, and nobody was told that it counts.
  standby.kill();
  CHECK(code_of([&] { issued(registry); }) == "registry_not_replicated");
  CHECK(registry.lots({}).size() == 2);
  standby.start();
  CHECK(issued(registry).issue_number == 3);
}
