// What becomes of each SQLSTATE, of those that a server can be brought to say, and of a connection
// that lost its server in the middle of what it read.
#include <doctest/doctest.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "registry/database.h"
#include "registry/postgres/failures.h"
#include "registry/postgres/open_server.h"
#include "scratch_registry.h"
#include "support/postgres_cluster.h"

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

std::string code_of_state(const std::string& state) {
  return code_of([&] { postgres::fail(state, "said by the server", "postgresql://x"); });
}

// A registry of this case alone, and a session in which anything may be asked.
struct OwnServer {
  explicit OwnServer(const std::string& more = {}) : server(nullptr, more) {
    url = server.registry("own");
    REQUIRE(Registry::create(url));
    Registry made = opened(url);
    fill(made);
    session = postgres::open_registry(url, sql::Access::write).value();
  }
  std::string said(const std::string& sql) const {
    return code_of([&] { session->run_script(sql); });
  }
  void end_sessions() const {
    server.ask(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'temgoc'");
  }
  PostgresCluster server;
  std::string url;
  std::unique_ptr<sql::Database> session;
};

}  // namespace

TEST_CASE("every SQLSTATE has a code, and none ends the program") {
  const std::pair<const char*, const char*> kStates[] = {{"08006", "registry_unreachable"},
                                                         {"0A000", "registry_read_only"},
                                                         {"22003", "registry_refused"},
                                                         {"23505", "registry_refused"},
                                                         {"TG001", "registry_refused"},
                                                         {"P0001", "registry_refused"},
                                                         {"24000", "registry_statement_failed"},
                                                         {"25001", "registry_statement_failed"},
                                                         {"25006", "registry_read_only"},
                                                         {"25P02", "registry_statement_failed"},
                                                         {"25P03", "registry_unreachable"},
                                                         {"26000", "registry_busy"},
                                                         {"28P01", "registry_login_refused"},
                                                         {"34000", "registry_statement_failed"},
                                                         {"3D000", "registry_login_refused"},
                                                         {"3F000", "registry_login_refused"},
                                                         {"40001", "registry_busy"},
                                                         {"40P01", "registry_busy"},
                                                         {"42501", "registry_login_refused"},
                                                         {"42601", "registry_statement_failed"},
                                                         {"42P01", "registry_statement_failed"},
                                                         {"53100", "disk_write_failed"},
                                                         {"53200", "registry_server_exhausted"},
                                                         {"53300", "registry_server_exhausted"},
                                                         {"53400", "registry_server_exhausted"},
                                                         {"54011", "registry_server_exhausted"},
                                                         {"55000", "registry_statement_failed"},
                                                         {"55006", "registry_busy"},
                                                         {"55P03", "registry_busy"},
                                                         {"57014", "registry_busy"},
                                                         {"57P01", "registry_unreachable"},
                                                         {"57P03", "registry_unreachable"},
                                                         {"57000", "registry_unreachable"},
                                                         {"58030", "disk_write_failed"},
                                                         {"72000", "registry_busy"},
                                                         {"F0000", "registry_statement_failed"},
                                                         {"HV000", "registry_statement_failed"},
                                                         {"XX000", "registry_damaged"},
                                                         {"XX002", "registry_damaged"},
                                                         {"", "registry_unreachable"},
                                                         {"ZZZZZ", "registry_statement_failed"}};
  for (const auto& [state, code] : kStates) {
    CAPTURE(state);
    CHECK(code_of_state(state) == code);
  }
  CHECK_THROWS_AS(postgres::fail("40001", "", ""), sql::ConflictFailure);
  CHECK_THROWS_AS(postgres::fail("23505", "", ""), sql::ConstraintFailure);
  for (const char* state : {"ZZZZZ", "42P01"}) {
    try {
      postgres::fail(state, "two\nlines\n", "postgresql://x");
    } catch (const SystemFailure& failure) {
      CHECK(failure.error().args.at("state") == state);
      CHECK(failure.error().args.at("reason") == "two lines");
      CHECK(failure.error().value == "postgresql://x");
    }
  }
}

TEST_CASE("why no connection came about is told by what the library says") {
  const auto code = [](const char* reason) { return postgres::connect_error(reason, "x").code; };
  CHECK(code("FATAL:  password authentication failed") == "registry_login_refused");
  CHECK(code("FATAL:  the database system is starting up") == "registry_unreachable");
  CHECK(code("FATAL:  the database system is in recovery mode") == "registry_unreachable");
  CHECK(code("FATAL:  the database system is not yet accepting connections") ==
        "registry_unreachable");
  CHECK(code("FATAL:  sorry, too many clients already") == "registry_server_exhausted");
  CHECK(code("FATAL:  remaining connection slots are reserved for superusers") ==
        "registry_server_exhausted");
  CHECK(code("could not connect to server") == "registry_unreachable");
}

TEST_CASE("what a server says of a statement comes as its code, and the session goes on" *
          needs_server()) {
  const OwnServer own;
  CHECK(own.said("SET statement_timeout = '20ms'; SELECT pg_sleep(30)") == "registry_busy");
  own.session->run_script("RESET statement_timeout");
  CHECK(own.said("SELECT 1 / 0") == "registry_refused");
  CHECK(own.said("SELECT * FROM not_there") == "registry_statement_failed");
  CHECK(own.said("SELEC 1") == "registry_statement_failed");
  CHECK(own.said("CLOSE not_there") == "registry_statement_failed");
  CHECK(own.said("SELECT lastval()") == "registry_statement_failed");
  CHECK(own.said("DROP DATABASE postgres") != "");
  std::string many = "SELECT 1";
  for (int n = 0; n < 1'700; ++n) many += ", 1";
  CHECK(own.said(many) == "registry_server_exhausted");
  CHECK(own.said("BEGIN READ ONLY; INSERT INTO record DEFAULT VALUES") == "registry_read_only");
  CHECK(own.said("ROLLBACK") == "");
  CHECK(own.said("SET ROLE not_there") != "");
  CHECK(own.session->number("SELECT count(*) FROM cooperative") > 0);
}

TEST_CASE("statements that the server has forgotten are prepared anew" * needs_server()) {
  const OwnServer own;
  constexpr const char* kAsked = "SELECT count(*) FROM cooperative";
  const auto before = own.session->number(kAsked);
  own.session->run_script("DEALLOCATE ALL");
  CHECK(code_of([&] { (void)own.session->number(kAsked); }) == "registry_busy");
  CHECK(own.session->number(kAsked) == before);
}

TEST_CASE("a server with no connection left says so, and has one again later" * needs_server()) {
  const OwnServer own(" -c max_connections=6 -c superuser_reserved_connections=0");
  std::vector<std::unique_ptr<sql::Database>> all;
  const auto one_more = [&] {
    return code_of([&] {
      auto opened = postgres::open_registry(own.url, sql::Access::read_only);
      if (!opened) throw SystemFailure(opened.error());
      all.push_back(std::move(*opened));
    });
  };
  std::string code;
  for (int n = 0; n < 10 && code.empty(); ++n) code = one_more();
  CHECK(code == "registry_server_exhausted");
  all.clear();
  for (int n = 0; n < 100 && one_more() != ""; ++n) usleep(50'000);
  CHECK(all.size() == 1);
}

TEST_CASE("a table that somebody took away is a failure that is told, not the end" *
          needs_server()) {
  const OwnServer own;
  const Registry reader = Registry::open_read_only(own.url).value();
  own.server.ask("ALTER TABLE own.place RENAME TO elsewhere");
  CHECK(code_of([&] { (void)reader.places(""); }) == "registry_statement_failed");
  own.server.ask("ALTER TABLE own.elsewhere RENAME TO place");
  CHECK_FALSE(reader.places("").empty());
}

TEST_CASE("whoever loses its session in the middle of what it reads finds another" *
          needs_server()) {
  const OwnServer own;
  const Registry reader = Registry::open_read_only(own.url).value();
  REQUIRE_FALSE(reader.cooperatives().empty());
  CHECK(code_of([&] {
          reader.at_one_moment([&] {
            (void)reader.cooperatives();
            own.end_sessions();
            (void)reader.cooperatives();
          });
        }) == "registry_unreachable");
  reader.at_one_moment([&] { CHECK_FALSE(reader.cooperatives().empty()); });
  CHECK_FALSE(reader.cooperatives().empty());
}

TEST_CASE("a writer whose session is ended has written nothing, and writes again" *
          needs_server()) {
  const OwnServer own;
  Registry registry = opened(own.url);
  CHECK(code_of([&] {
          (void)registry.transaction([&]() -> Result<void> {
            issued(registry);
            own.end_sessions();
            issued(registry);
            return {};
          });
        }) == "registry_unreachable");
  CHECK(registry.lots({}).empty());
  CHECK(issued(registry).issue_number == 1);
}

TEST_CASE("what failed while a walk was ended is told by what is asked next" * needs_server()) {
  const OwnServer own;
  const auto walk_and_lose = [&] {
    sql::Statement rows = own.session->walk("SELECT id FROM product");
    REQUIRE(rows.step());
    own.session->run_script("CLOSE ALL");  // its end will find nothing to close
  };
  CHECK(code_of([&] {
          sql::Transaction transaction(*own.session);
          walk_and_lose();
          transaction.commit();
        }) == "registry_statement_failed");
  // A sent statement that failed is not hidden by the end of a walk.
  CHECK(code_of([&] {
          sql::Transaction transaction(*own.session);
          {
            sql::Statement rows = own.session->walk("SELECT id FROM product");
            REQUIRE(rows.step());
            own.session->send("DELETE FROM record");  // which stands for ever
          }
          transaction.commit();
        }) == "registry_refused");
  // Who goes back is done with it.
  {
    sql::Transaction transaction(*own.session);
    walk_and_lose();
  }
  CHECK(own.session->number("SELECT count(*) FROM product") > 0);
}

TEST_CASE("a server whose disk is full says so" * needs_server()) {
  const OwnServer own;
  const std::filesystem::path small = own.server.folder() / "small";
  REQUIRE(own.server.run("mkdir " + small.string()) == 0);
  struct stat owner {};
  REQUIRE(::stat(small.c_str(), &owner) == 0);
  const std::string size = "size=1m,mode=0700,uid=" + std::to_string(owner.st_uid) +
                           ",gid=" + std::to_string(owner.st_gid);
  if (mount("tmpfs", small.c_str(), "tmpfs", 0, size.c_str()) != 0) {
    MESSAGE("no file system may be mounted here: a full disk of the server is not tried");
    return;
  }
  own.server.ask("CREATE TABLESPACE small LOCATION '" + small.string() + "'");
  CHECK(own.said("CREATE TABLE public.filling TABLESPACE small AS SELECT repeat('x', 1000) AS a, n "
                 "FROM generate_series(1, 100000) n") == "disk_write_failed");
  CHECK(own.session->number("SELECT count(*) FROM cooperative") > 0);
  own.server.ask("DROP TABLESPACE small");
  umount(small.c_str());
}
