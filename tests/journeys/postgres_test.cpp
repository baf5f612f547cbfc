// A workplace whose registry a PostgreSQL server keeps: the whole program, two issuers at once, a
// server that is killed, backups, a point in time, verifiers beside it, and what is refused there.
#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <thread>
#include <vector>

#include "journeys/serving.h"
#include "journeys/works.h"
#include "support/postgres_cluster.h"

using namespace temgoc;
using namespace temgoc::journeys;
using temgoc::test::PostgresCluster;

namespace {

const doctest::skip kNeedsServer(temgoc::test::postgres_programs().empty());

PostgresCluster& server() {
  static PostgresCluster cluster;
  return cluster;
}

// As Works, with the registry on a server.
class ServerWorks {
 public:
  // host empty: a workplace that prints test labels only.
  explicit ServerWorks(const std::string& registry, const std::string& host = "") {
    const auto root = scratch_.write("root-passphrase", "khóa gốc trong két sắt\n").string();
    scratch_.write("passphrase", "đồng bằng sông Cửu Long\n");
    Words init{"init",
               folder().string(),
               "--realm",
               "ocop.example.vn",
               "--root-keys",
               root_keys().string(),
               "--registry",
               registry,
               "--root-passphrase-file",
               root};
    if (!host.empty()) init.insert(init.end(), {"--host", host});
    done(init);
    const std::string examples = std::string(TEMGOC_SOURCE_DIR) + "/examples/";
    for (const char* kind : {"cooperatives", "places", "products", "certifications"})
      done({"import", kind, examples + kind + ".csv"});
    if (host.empty()) return;
    done({"key", "new", "--cooperative", "C01", "--passphrase-file", passphrase_file()});
    Words sign{"trust", "sign", "--root-keys", root_keys().string(), "--root-passphrase-file",
               root};
    for (const Json& change : temgoc({"--json", "trust", "show"}).json()["changes"])
      sign.insert(sign.end(), {"--confirm", change["key_id"].get<std::string>()});
    done(sign);
  }

  Ran temgoc(const Words& arguments) const { return run(kTemgoc, arguments, folder()); }
  Json issue(const std::string& gtin) const {
    return temgoc({"--json", "lot", "issue", "--product", gtin, "--packed", today_iso(),
                   "--quantity", "120", "--unit", "kg", "--again", "--passphrase-file",
                   passphrase_file()})
        .json();
  }
  Json verify(const std::string& text) const { return temgoc({"--json", "verify", text}).json(); }
  std::filesystem::path folder() const { return scratch_.path() / "works"; }
  std::string passphrase_file() const { return (scratch_.path() / "passphrase").string(); }

 private:
  std::filesystem::path root_keys() const { return scratch_.path() / "root-keys"; }
  void done(const Words& arguments) const {
    const Ran ran = temgoc(arguments);
    REQUIRE_MESSAGE(ran.status == 0, ran.out, ran.err);
  }
  ScratchFolder scratch_;
};

std::string code_of(const Ran& ran) {
  const Json json = ran.json();
  return json.is_object() && json.contains("error") ? json["error"]["code"].get<std::string>() : "";
}

Ran issue_test_lot(const ServerWorks& works) {
  return works.temgoc({"--json", "lot", "issue", "--product", kFish, "--packed", today_iso(),
                       "--quantity", "1", "--unit", "kg", "--again"});
}

// Until it holds, 20 s at most.
bool soon(const std::function<bool()>& holds) {
  for (int tries = 0; tries < 400; ++tries) {
    if (holds()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

std::string path_of(const Json& lot) {
  const std::string url = lot["url"];
  return url.substr(url.find('/', 8));
}

Json health_of(const Serving& serving) {
  const std::string answer = serving.get("/health", "127.0.0.1");
  return parse_json(answer.substr(answer.find("\r\n\r\n") + 4)).value();
}

std::string scans_on(const PostgresCluster& cluster, const std::string& schema) {
  return cluster.ask("SELECT coalesce(sum(scans), 0) FROM " + schema + ".scan");
}

}  // namespace

TEST_CASE("a workplace on a server issues, prints, recalls, verifies and checks its log" *
          kNeedsServer) {
  const ServerWorks works(server().registry("whole"), "tg.example.vn");
  CHECK_FALSE(std::filesystem::exists(works.folder() / "registry.sqlite"));
  const Json lot = works.issue(kFish);
  REQUIRE_MESSAGE(lot.contains("short_code"), lot.dump());
  const std::string code = lot["short_code"];
  CHECK(works.verify(lot["url"])["verdict"] == "valid");
  const Ran printed =
      works.temgoc({"--json", "label", "print", code, "--template", "roll-60x40-seal", "--codes",
                    "item_seal", "--count", "4", "--passphrase-file", works.passphrase_file()});
  CHECK_MESSAGE(printed.status == 0, printed.out, printed.err);
  CHECK(works.temgoc({"--json", "label", "list"}).json()["jobs"].size() == 1);
  const Ran checked = works.temgoc({"--json", "log", "check"});
  CHECK_MESSAGE(checked.status == 0, checked.out, checked.err);
  CHECK(works.temgoc({"lot", "recall", code, "--reason", "thử", "--confirm", lot["lot"]}).status ==
        0);
  CHECK(works.verify(lot["url"])["verdict"] == "recalled");
  const Ran again = works.temgoc({"--json", "log", "check"});
  CHECK_MESSAGE(again.status == 0, again.out, again.err);
  CHECK(works.temgoc({"--json", "doctor"}).json().is_object());
}

TEST_CASE("two programs issue on one server at once, and no number comes twice" * kNeedsServer) {
  const ServerWorks works(server().registry("two_issuers"));
  std::vector<std::thread> issuers;
  std::array<std::vector<Json>, 2> told;
  for (std::vector<Json>& mine : told)
    issuers.emplace_back([&] {
      for (int n = 0; n < 10; ++n) mine.push_back(issue_test_lot(works).json());
    });
  for (std::thread& each : issuers) each.join();
  std::set<std::string> codes;
  for (const auto& mine : told)
    for (const Json& lot : mine) {
      REQUIRE_MESSAGE(lot.contains("short_code"), lot.dump());
      CHECK(codes.insert(lot["short_code"]).second);
    }
  CHECK(codes.size() == 20);
  CHECK(works.temgoc({"--json", "lot", "list"}).json()["lots"].size() == 20);
  const Ran checked = works.temgoc({"--json", "log", "check"});
  CHECK_MESSAGE(checked.status == 0, checked.out, checked.err);
}

TEST_CASE(
    "two services that issue on one server group what waits, each for itself, and in one order" *
    kNeedsServer) {
  constexpr int kRequests = 8;  // to each
  const PostgresCluster own(nullptr, " -c track_commit_timestamp=on");
  const ServerWorks works(own.registry("services"));
  const std::string token = works
                                .temgoc({"--json", "token", "add", "hai máy", "--role", "printer",
                                         "--cooperative", "C01"})
                                .json()["token"];
  const Serving first(works.folder(), {}, {"console"}), second(works.folder(), {}, {"console"});
  const Json lot = {
      {"product", kFish}, {"packed_on", today_iso()}, {"quantity", 1}, {"unit", "kg"}};
  // Everybody waits for whoever holds the lock of the writers.
  std::thread holder([&] {
    own.ask("BEGIN; SET search_path = services; SELECT lock_writers(); SELECT pg_sleep(3); COMMIT");
  });
  REQUIRE(soon([&] {
    return own.ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted") == "1";
  }));
  std::vector<std::thread> clients;
  std::atomic<int> issued = 0;
  for (int n = 0; n < kRequests; ++n) {
    for (const Serving* each : {&first, &second}) {
      clients.emplace_back([&, each] {
        const Ran ran =
            run("curl", {"-s", "-o", "/dev/null", "-w", "%{http_code}", "-H",
                         "Authorization: Bearer " + token, "-H", "Content-Type: application/json",
                         "-d", lot.dump(), each->url() + "api/v1/lots"});
        issued += ran.out == "201";
      });
    }
  }
  for (std::thread& each : clients) each.join();
  holder.join();
  CHECK(issued == 2 * kRequests);
  // Numbers and places in the log follow one another, whoever gave them.
  CHECK(own.ask("SELECT count(*) || ' ' || count(DISTINCT issue_number) || ' ' || "
                "count(DISTINCT leaf_index) FROM services.lot") == "16 16 16");
  CHECK(own.ask("SELECT max(issue_number) - min(issue_number) FROM services.lot") == "15");
  // The first commit of each has what had come by then; the next has all that waited for it.
  const int commits =
      std::stoi(own.ask("SELECT count(DISTINCT pg_xact_commit_timestamp(xmin)) FROM services.lot"));
  CHECK(commits >= 2);
  CHECK(commits <= kRequests);
  const Ran checked = works.temgoc({"--json", "log", "check"});
  CHECK_MESSAGE(checked.status == 0, checked.out, checked.err);
}

TEST_CASE("a server that is down is told, and what was issued is there when it is back" *
          kNeedsServer) {
  PostgresCluster own;
  const ServerWorks works(own.registry("down"));
  const Json lot = issue_test_lot(works).json();
  REQUIRE_MESSAGE(lot.contains("short_code"), lot.dump());
  own.kill();
  CHECK(code_of(issue_test_lot(works)) == "registry_unreachable");
  CHECK(code_of(works.temgoc({"--json", "lot", "list"})) == "registry_unreachable");
  own.start();
  CHECK(works.temgoc({"--json", "lot", "list"}).json()["lots"].size() == 1);
  CHECK(issue_test_lot(works).status == 0);
  CHECK(works.temgoc({"--json", "log", "check"}).status == 0);
}

TEST_CASE("a secret in the settings is refused, and so is a server that is not verified" *
          kNeedsServer) {
  const ServerWorks works(server().registry("refused"));
  const ScratchFolder other;
  const auto init = [&](const std::string& registry) {
    return code_of(
        run(kTemgoc, {"--json", "init", (other.path() / "works").string(), "--realm",
                      "ocop.example.vn", "--registry", registry, "--root-passphrase-file",
                      other.write("passphrase", "khóa gốc trong két sắt\n").string()}));
  };
  CHECK(init("postgresql://temgoc:secret@localhost/temgoc") == "registry_url_password");
  CHECK(init("postgresql://temgoc@db.example.vn/temgoc?sslmode=require") ==
        "registry_tls_unverified");
  CHECK(init("registry.sqlite") == "registry_url_other");
  CHECK(init(server().registry("refused")) == "registry_exists");
  CHECK_FALSE(std::filesystem::exists(other.path() / "works"));
}

TEST_CASE("a workplace moves to a server and back with the same log" * kNeedsServer) {
  const Works works;
  const Json lot = works.issue(kFish);
  REQUIRE_MESSAGE(lot.contains("url"), lot.dump());
  const std::string url = server().registry("moved");
  const auto file = works.folder() / "registry.sqlite";
  const Ran there = works.temgoc({"--json", "migrate", "--to", url});
  REQUIRE_MESSAGE(there.status == 0, there.out, there.err);
  CHECK(text_of(works.folder() / "temgoc.toml").find(url) != std::string::npos);
  CHECK(std::filesystem::exists(file));
  CHECK(works.verify(lot["url"])["verdict"] == "valid");
  CHECK(works.issue(kFish).contains("url"));
  CHECK(works.temgoc({"--json", "log", "check"}).status == 0);
  CHECK(code_of(works.temgoc({"--json", "migrate", "--to", url})) == "migrate_same_place");
  CHECK(code_of(works.temgoc({"--json", "migrate", "--to", "/tmp/other.sqlite"})) ==
        "migrate_file_elsewhere");
  CHECK(code_of(works.temgoc({"--json", "migrate", "--to", file.string()})) ==
        "migrate_file_stands");
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + suffix);
  const Ran back = works.temgoc({"--json", "migrate", "--to", file.string()});
  REQUIRE_MESSAGE(back.status == 0, back.out, back.err);
  CHECK(back.json()["logs"][0]["entries"] > there.json()["logs"][0]["entries"]);
  CHECK(text_of(works.folder() / "temgoc.toml").find(url) == std::string::npos);
  CHECK(works.temgoc({"--json", "lot", "list"}).json()["lots"].size() == 2);
  const Ran checked = works.temgoc({"--json", "log", "check"});
  CHECK_MESSAGE(checked.status == 0, checked.out, checked.err);
}

TEST_CASE("a standby that takes over under load has all that was acknowledged, and nothing twice" *
          kNeedsServer) {
  PostgresCluster primary;
  const std::string here = primary.registry("pair");
  const PostgresCluster standby(&primary);
  primary.ask("ALTER SYSTEM SET synchronous_standby_names = '*'");
  primary.ask("SELECT pg_reload_conf()");
  // Both servers in one URL: libpq asks each whether it may write.
  const std::string there = standby.url("pair");
  const std::size_t at = here.find('@') + 1;
  const ServerWorks works(here.substr(0, here.find('/', at)) + "," +
                          there.substr(at, there.find('/', at) - at) +
                          here.substr(here.find('/', at)) + "&target_session_attrs=read-write");
  std::atomic<int> acknowledged = 0;
  std::atomic<bool> ending = false;
  std::array<std::vector<Json>, 2> told;
  std::array<std::set<std::string>, 2> refusals;
  std::vector<std::thread> issuers;
  for (std::size_t nth = 0; nth < told.size(); ++nth)
    issuers.emplace_back([&, nth] {
      while (!ending) {
        const Ran ran = issue_test_lot(works);
        if (ran.status == 0) {
          told[nth].push_back(ran.json());
          ++acknowledged;
        } else {
          refusals[nth].insert(code_of(ran));
        }
      }
    });
  const auto wait_for = [&](int lots) {
    for (int tries = 0; tries < 600 && acknowledged < lots; ++tries)
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
  };
  wait_for(8);
  const std::string kept = text_of(works.folder() / "log-test" / "checkpoint");
  primary.kill();
  const int before = acknowledged;
  standby.ask("SELECT pg_promote(true, 30)");
  wait_for(before + 8);
  ending = true;
  for (std::thread& each : issuers) each.join();
  CHECK(acknowledged >= before + 8);
  for (const auto& codes : refusals)
    for (const std::string& code : codes)
      CHECK_MESSAGE((code == "registry_unreachable" || code == "registry_read_only"), code);
  std::set<std::int64_t> numbers;
  for (const auto& mine : told)
    for (const Json& lot : mine) {
      CAPTURE(lot.dump());
      CHECK(numbers.insert(lot["issue_number"].get<std::int64_t>()).second);
      const Json found = works.temgoc({"--json", "lot", "show", lot["short_code"]}).json();
      CHECK(found["issue_number"] == lot["issue_number"]);
      const Json verdict = works.verify(lot["url"]);
      CHECK(verdict["verdict"] == "void");  // a test lot, and not one that was never issued
    }
  const ScratchFolder elsewhere;
  const Ran checked = works.temgoc(
      {"--json", "log", "check", "--checkpoint", elsewhere.write("checkpoint", kept).string()});
  CHECK_MESSAGE(checked.status == 0, checked.out, checked.err);
}

TEST_CASE("a server's workplace is backed up while it works, checked, and restored as a file" *
          kNeedsServer) {
  PostgresCluster own;
  const ServerWorks works(own.registry("backed_up"), "tg.example.vn");
  const ScratchFolder disk;
  const std::string backup = (disk.path() / "backup").string();
  const Words with_passphrase = {"--passphrase-file", works.passphrase_file()};
  const auto backup_command = [&](Words words) {
    words.insert(words.begin(), {"--json", "backup"});
    words.insert(words.end(), with_passphrase.begin(), with_passphrase.end());
    return works.temgoc(words);
  };
  const Json first = works.issue(kFish);
  REQUIRE_MESSAGE(first.contains("url"), first.dump());
  const Ran created = backup_command({"create", backup});
  REQUIRE_MESSAGE(created.status == 0, created.out, created.err);
  const Json second = works.issue(kFish);
  const Ran again = backup_command({"create", backup});
  REQUIRE_MESSAGE(again.status == 0, again.out, again.err);
  const Ran checked = backup_command({"check", backup});
  CHECK_MESSAGE(checked.status == 0, checked.out, checked.err);
  const Json third = works.issue(kFish);
  // Server and folder are gone, but for the log.
  own.kill();
  const std::string to = (disk.path() / "works").string();
  const Ran restored =
      backup_command({"restore", backup, "--to", to, "--log", (works.folder() / "log").string(),
                      "--log", (works.folder() / "log-test").string()});
  REQUIRE_MESSAGE(restored.status == 0, restored.out, restored.err);
  CHECK(std::filesystem::exists(disk.path() / "works" / "registry.sqlite"));
  const auto temgoc = [&](const Words& words) { return run(kTemgoc, words, to); };
  CHECK(temgoc({"--json", "verify", first["url"]}).json()["verdict"] == "valid");
  CHECK(temgoc({"--json", "verify", second["url"]}).json()["verdict"] == "valid");
  // Known by its entry alone.
  CHECK(temgoc({"--json", "verify", third["url"]}).json()["verdict"] != "unknown");
  const Ran log = temgoc({"--json", "log", "check"});
  CHECK_MESSAGE(log.status == 0, log.out, log.err);
  // And onto a new server, where numbers go on.
  PostgresCluster other;
  const Ran moved = temgoc({"--json", "migrate", "--to", other.registry("new_home")});
  REQUIRE_MESSAGE(moved.status == 0, moved.out, moved.err);
  CHECK(other.ask("SELECT count(DISTINCT issue_number) = count(*) FROM new_home.lot") == "t");
}

TEST_CASE("a verifier beside a replica says nothing wrong, and keeps scans for the primary" *
          kNeedsServer) {
  PostgresCluster primary;
  const ServerWorks works(primary.registry("shown"), "tg.example.vn");
  const Json lot = works.issue(kFish);
  REQUIRE_MESSAGE(lot.contains("url"), lot.dump());
  const PostgresCluster standby(&primary);
  const Words options = {"--replica", standby.url("shown")};
  {
    const Serving serving(works.folder(), options);
    REQUIRE(soon([&] { return serving.get(path_of(lot)).find(" 200 ") != std::string::npos; }));
    CHECK(soon([&] { return scans_on(primary, "shown") != "0"; }));
    // A replica that has replayed nothing yet does not know how old it is.
    CHECK(soon([&] { return health_of(serving)["ok"] == true; }));
    const Json health = health_of(serving);
    CHECK(health["replica"]["reaches_primary"] == true);
    CHECK(health["replica"]["promoted"] == false);
    CHECK(serving.get("/metrics", "127.0.0.1").find("temgoc_replica_seconds_behind") !=
          std::string::npos);

    // What the replica lacks yet is not "never issued".
    standby.ask("SELECT pg_wal_replay_pause()");
    REQUIRE(
        soon([&] { return standby.ask("SELECT pg_get_wal_replay_pause_state()") == "paused"; }));
    const Json fresh = works.issue(kFish);
    const std::string page = serving.get(path_of(fresh) + "?lang=en");
    CHECK_MESSAGE(page.find("may be newer than the data") != std::string::npos, page);
    CHECK(page.find("never issued") == std::string::npos);
    standby.ask("SELECT pg_wal_replay_resume()");
    CHECK(soon([&] {
      return serving.get(path_of(fresh) + "?lang=en").find("may be newer") == std::string::npos;
    }));

    // A page that is kept, since many ask for it, shows a recall as soon as the replica has it.
    for (int n = 0; n < 5; ++n) serving.get(path_of(fresh) + "?lang=en");
    CHECK(works
              .temgoc({"lot", "recall", fresh["short_code"], "--reason", "thử", "--confirm",
                       fresh["lot"]})
              .status == 0);
    // Nothing that is kept outlives the commit: the first answer after the replica has it.
    const std::string there = primary.ask("SELECT pg_current_wal_flush_lsn()");
    REQUIRE(soon(
        [&] { return standby.ask("SELECT pg_last_wal_replay_lsn() >= '" + there + "'") == "t"; }));
    CHECK(serving.get(path_of(fresh) + "?lang=en").find("recalled") != std::string::npos);
  }
  const std::string before = scans_on(primary, "shown");
  primary.kill();
  const auto waiting = works.folder() / "scans_waiting";
  {
    const Serving serving(works.folder(), options);  // begins while the primary is gone
    CHECK(serving.get(path_of(lot)).find(" 200 ") != std::string::npos);
    CHECK(soon(
        [&] { return std::filesystem::exists(waiting) && !std::filesystem::is_empty(waiting); }));
    const Json health = health_of(serving);
    CHECK_MESSAGE(health["ok"] == true, health.dump());
    CHECK(health["replica"]["reaches_primary"] == false);
    CHECK(soon([&] { return health_of(serving)["scans_waiting"].get<int>() >= 1; }));
  }  // killed
  CHECK_FALSE(std::filesystem::is_empty(waiting));
  primary.start();
  const Serving serving(works.folder(), options);
  CHECK(soon([&] { return std::filesystem::is_empty(waiting); }));
  CHECK(std::stoi(scans_on(primary, "shown")) == std::stoi(before) + 1);
}

TEST_CASE("a point in time comes back by pgBackRest, and an older one is not issued from" *
          kNeedsServer) {
  if (!std::filesystem::exists("/usr/bin/pgbackrest")) {
    MESSAGE("no pgBackRest here: the point-in-time recipe is not tried");
    return;
  }
  PostgresCluster own(nullptr, " -c archive_mode=on");
  const std::string folder = own.folder().string(), data = folder + "/data";
  // As docs/backup.md has it.
  const std::string settings = folder + "/pgbackrest.conf";
  REQUIRE(own.run("mkdir " + folder + "/repo") == 0);
  std::ofstream(settings) << "[global]\nrepo1-path=" << folder << "/repo\nlock-path=" << folder
                          << "/lock\nlog-path=" << folder
                          << "\nlog-level-console=error\nstart-fast=y\nrepo1-retention-full=2\n"
                          << "[temgoc]\npg1-path=" << data << "\npg1-socket-path=" << folder
                          << "\npg1-user=temgoc\npg1-database=postgres\n";
  const std::string pgbackrest = "pgbackrest --config=" + settings + " --stanza=temgoc ";
  own.ask("ALTER SYSTEM SET archive_command = '" + pgbackrest + "archive-push %p'");
  own.ask("SELECT pg_reload_conf()");
  const ServerWorks works(own.registry("in_time"), "tg.example.vn");
  REQUIRE(own.run(pgbackrest + "stanza-create") == 0);
  REQUIRE(own.run(pgbackrest + "backup") == 0);
  const Json first = works.issue(kFish);
  REQUIRE_MESSAGE(first.contains("url"), first.dump());
  own.ask("SELECT pg_create_restore_point('before_second')");
  const Json second = works.issue(kFish);
  own.ask("SELECT pg_switch_wal()");
  REQUIRE(own.run(pgbackrest + "check") == 0);

  // The machine is lost: all that was archived comes back.
  own.kill();
  REQUIRE(own.run("rm -rf " + data) == 0);
  REQUIRE(own.run("mkdir -m 700 " + data) == 0);
  REQUIRE(own.run(pgbackrest + "restore") == 0);
  own.start();
  REQUIRE(soon([&] { return own.ask("SELECT pg_is_in_recovery()") == "f"; }));
  CHECK(works.verify(first["url"])["verdict"] == "valid");
  CHECK(works.verify(second["url"])["verdict"] == "valid");
  const Ran checked = works.temgoc({"--json", "log", "check"});
  CHECK_MESSAGE(checked.status == 0, checked.out, checked.err);
  CHECK(works.issue(kFish).contains("url"));

  // An older point: the log is ahead, and no number is used a second time.
  own.stop();
  REQUIRE(own.run("rm -rf " + data) == 0);
  REQUIRE(own.run("mkdir -m 700 " + data) == 0);
  REQUIRE(own.run(pgbackrest + "restore --type=name --target=before_second "
                               "--target-action=promote --target-timeline=1") == 0);
  own.start();
  REQUIRE(soon([&] { return own.ask("SELECT pg_is_in_recovery()") == "f"; }));
  CHECK(own.ask("SELECT count(*) FROM in_time.lot") == "1");
  CHECK(works.issue(kFish)["error"]["code"] == "log_ahead");
}
