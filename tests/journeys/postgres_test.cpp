// A workplace whose registry a PostgreSQL server keeps: the whole program, two issuers at once, a
// server that is killed, and what is refused there.
#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <set>
#include <thread>
#include <vector>

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

TEST_CASE("what a server's registry cannot do is refused, and so is a secret in the settings" *
          kNeedsServer) {
  const ServerWorks works(server().registry("refused"));
  const ScratchFolder backups;
  CHECK(code_of(works.temgoc({"--json", "backup", "create", backups.path().string()})) ==
        "registry_on_server");
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
