// Trust lists and root sets when the program dies, the disk is full, several sign at once, or
// trust/ is put back to an older state: the workplace goes on, and no version is signed twice.
#include <doctest/doctest.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <thread>

#include "journeys/fault.h"
#include "journeys/works.h"
#include "temgoc/base/text.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

class Signing {
 public:
  Ran sign(const std::string& noun = "trust") const {
    return works.temgoc({"--json", noun, "sign", "--root-keys", works.root_keys().string(),
                         "--root-passphrase-file",
                         (works.scratch().path() / "root-passphrase").string()});
  }
  Json json(Words words) const {
    words.insert(words.begin(), "--json");
    return works.temgoc(words).json();
  }
  std::uint64_t version() const { return json({"trust", "show"})["version"]; }
  int calls(const std::string& noun = "trust") const {
    const fs::path count = works.scratch().path() / "count";
    {
      const Fault none("kill", -1, count);
      REQUIRE(sign(noun).status == 0);
    }
    return std::stoi(text_of(count));
  }
  Ran sign_with(const char* kind, int call, const std::string& noun = "trust") const {
    const Fault met(kind, call, works.scratch().path() / "count");
    return sign(noun);
  }
  fs::path trust() const { return works.folder() / "trust"; }
  std::string kept(std::uint64_t version) const {
    return text_of(trust() / "signed" / ("trust_list-" + std::to_string(version)));
  }

  const Works works;
};

}  // namespace

TEST_CASE("killed at any call, trust sign leaves a workplace that goes on") {
  const Signing signing;
  const int calls = signing.calls();
  REQUIRE(calls > 10);
  int killed = 0;
  std::uint64_t seen = signing.version();
  for (int call = 0; call < calls; ++call) {
    CAPTURE(call);
    killed += signing.sign_with("kill", call).status == 128 + SIGKILL;
    const Json shown = signing.json({"trust", "show"});
    REQUIRE_MESSAGE(shown["ok"] == true, shown.dump());
    REQUIRE(shown["version"] >= seen);
    seen = shown["version"];
    CHECK(text_of(signing.trust() / "trust_list") == signing.kept(seen));
  }
  CHECK(killed > calls / 2);
  const Json last = signing.sign().json();
  CHECK(last["in_force"] == true);
  CHECK(last["version"] == seen + 1);
}

TEST_CASE("on a disk that is full from any call on, trust sign says whether the list is in force") {
  const Signing signing;
  const int calls = signing.calls();
  int refused = 0;
  for (int call = 0; call < calls; ++call) {
    CAPTURE(call);
    const std::uint64_t before = signing.version();
    const Ran met = signing.sign_with("full", call);
    const Json said = met.json();
    const Json shown = signing.json({"trust", "show"});
    REQUIRE_MESSAGE(shown["ok"] == true, shown.dump());
    const bool recorded = met.status == 0 || said["recorded"] == true;
    CHECK_MESSAGE(shown["version"] == before + (recorded ? 1 : 0), said.dump());
    refused += met.status != 0;
  }
  CHECK(refused > calls / 2);
}

TEST_CASE("killed at any call, roots sign leaves one successor at most") {
  const Signing signing;
  REQUIRE(signing.json({"roots", "key", (signing.works.scratch().path() / "second").string(),
                        "--root-passphrase-file",
                        (signing.works.scratch().path() / "root-passphrase").string()})["ok"] ==
          true);
  int killed = 0;
  for (int call = 0; call < 60; ++call) {
    CAPTURE(call);
    // Another key each time: a set that was signed once must not be drawn up otherwise.
    const Json drafted = signing.json(
        {"roots", "rotate", "--add",
         "x" + std::to_string(call) + "=" +
             std::string("PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0ZgwA").substr(0, 43) + "="});
    if (drafted["ok"] == false) {
      CHECK(drafted["error"]["code"] == "roots_waiting");
      break;
    }
    killed += signing.sign_with("kill", call, "roots").status == 128 + SIGKILL;
    const Json shown = signing.json({"roots", "show"});
    REQUIRE_MESSAGE(shown["ok"] == true, shown.dump());
  }
  CHECK(killed > 3);
  const Json shown = signing.json({"roots", "show"});
  CHECK(shown["next"]["version"] == 2);
  CHECK(signing.json({"roots", "show"})["next"] == shown["next"]);
}

TEST_CASE(
    "many sign at once: each version has one content, and whoever only reads is not disturbed") {
  const Signing signing;
  constexpr int kSigners = 4, kLists = 3;
  std::vector<Json> said(kSigners * kLists);
  std::atomic<bool> over = false;
  std::atomic<int> disturbed = 0, read = 0;
  {
    std::vector<std::jthread> readers;
    for (int i = 0; i < 2; ++i) {
      readers.emplace_back([&] {
        while (!over) {
          disturbed += signing.works.temgoc({"--json", "lot", "list"}).status != 0;
          disturbed += signing.works.temgoc({"--json", "log", "check"}).status != 0;
          ++read;
        }
      });
    }
    {
      std::vector<std::jthread> signers;
      for (int signer = 0; signer < kSigners; ++signer) {
        signers.emplace_back([&, signer] {
          for (int i = 0; i < kLists; ++i)
            said[static_cast<std::size_t>(signer * kLists + i)] = signing.sign().json();
        });
      }
    }
    over = true;
  }
  CHECK(disturbed == 0);
  CHECK(read > 0);
  std::set<std::uint64_t> versions;
  for (const Json& each : said) {
    REQUIRE_MESSAGE(each["in_force"] == true, each.dump());
    versions.insert(each["version"].get<std::uint64_t>());
    // What was acknowledged is what is kept under that version.
    CHECK(signing.kept(each["version"]).find(each["issued_at"].get<std::string>()) !=
          std::string::npos);
  }
  CHECK(versions.size() == said.size());
  CHECK(signing.version() == *versions.rbegin());
}

TEST_CASE(
    "a trust folder that was put back signs no version twice and gives way to what is in force") {
  const Signing signing;
  const fs::path copy = signing.works.scratch().path() / "trust-copy";
  fs::copy(signing.trust(), copy, fs::copy_options::recursive);
  const std::uint64_t before = signing.version();
  REQUIRE(signing.sign().status == 0);
  const std::string newest = signing.kept(before + 1);
  fs::remove_all(signing.trust());
  fs::copy(copy, signing.trust(), fs::copy_options::recursive);
  CHECK(signing.sign().json()["version"] == before + 2);
  CHECK(signing.kept(before + 2).find(std::to_string(before + 2)) != std::string::npos);
  // Healed by whoever opens the workplace first.
  fs::remove_all(signing.trust());
  fs::copy(copy, signing.trust(), fs::copy_options::recursive);
  CHECK(signing.version() == before + 2);
  CHECK(text_of(signing.trust() / "trust_list") == signing.kept(before + 2));
  // A list of the same version with other bytes is never taken for it.
  const Signing other;
  REQUIRE(other.version() == before);
  CHECK(newest != "");
}

TEST_CASE("an older registry that is put back with the trust folder of its moment is refused") {
  const Signing signing;
  const fs::path works = signing.works.folder();
  const fs::path older = signing.works.scratch().path() / "older";
  fs::copy(works, older, fs::copy_options::recursive);
  const std::uint64_t before = signing.version();
  const fs::path stick = signing.works.scratch().path() / "stick";
  REQUIRE(signing.json({"trust", "draft"})["ok"] == true);
  fs::copy_file(signing.trust() / "pending" / "trust_list", stick);
  REQUIRE(signing.sign().status == 0);
  REQUIRE(signing.sign().status == 0);
  fs::copy_file(older / "registry.sqlite", works / "registry.sqlite",
                fs::copy_options::overwrite_existing);
  fs::remove_all(signing.trust());
  fs::copy(older / "trust", signing.trust(), fs::copy_options::recursive);
  const Json refused = signing.sign().json();
  CHECK(refused["error"]["code"] == "log_ahead");
  CHECK(refused["error"]["hint"].get<std::string>().find("backup restore") != std::string::npos);
  CHECK_FALSE(
      fs::exists(signing.trust() / "signed" / ("trust_list-" + std::to_string(before + 1))));
  // Taken on from its log, the workplace never signs those versions again.
  const std::string restored = (signing.works.scratch().path() / "restored").string();
  const Json report =
      run(kTemgoc, {"--json", "backup", "restore", works.string(), "--to", restored}).json();
  REQUIRE_MESSAGE(report["ok"] == true, report.dump());
  CHECK(report["trust_list"] == before);
  CHECK(report["trust_list_lost"] == before + 2);
  const Ran said = run(kTemgoc, {"backup", "restore", works.string(), "--to", restored + "-2"});
  CHECK_MESSAGE(said.out.find(std::to_string(before + 2)) != std::string::npos, said.out);
  const Words sign{"--json",
                   "trust",
                   "sign",
                   "--root-keys",
                   signing.works.root_keys().string(),
                   "--root-passphrase-file",
                   (signing.works.scratch().path() / "root-passphrase").string()};
  // Nor does one that was drawn up for such a version and signed elsewhere take force.
  Words carried = sign;
  carried.insert(carried.end(), {"--pending", stick.string()});
  REQUIRE(run(kTemgoc, carried).json()["ok"] == true);
  const Words adopt{"--json", "trust", "adopt", stick.string()};
  CHECK(run(kTemgoc, adopt, restored).json()["error"]["code"] == "trust_list_lost");
  CHECK(run(kTemgoc, sign, restored).json()["version"] == before + 3);
  CHECK(run(kTemgoc, {"log", "check"}, restored).status == 0);
}

TEST_CASE("a root set of which the log alone tells is not signed a second time") {
  const Signing signing;
  const fs::path works = signing.works.folder();
  const fs::path older = signing.works.scratch().path() / "older";
  fs::copy(works, older, fs::copy_options::recursive);
  const auto rotate = [&](const fs::path& where, const char* name) {
    return run(kTemgoc,
               {"--json", "roots", "rotate", "--add",
                std::string(name) + "=PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw="},
               where)
        .json();
  };
  REQUIRE(rotate(works, "moi")["ok"] == true);
  const Json alone = signing.sign("roots").json();
  INFO(alone.dump());
  REQUIRE(signing.json({"roots", "show"})["next"]["version"] == 2);
  const std::string note = text_of(signing.trust() / "signed" / "roots-2");
  fs::copy_file(older / "registry.sqlite", works / "registry.sqlite",
                fs::copy_options::overwrite_existing);
  fs::remove_all(signing.trust());
  fs::copy(older / "trust", signing.trust(), fs::copy_options::recursive);
  CHECK(rotate(works, "khac")["error"]["code"] == "log_ahead");
  const fs::path restored = signing.works.scratch().path() / "restored";
  const Json report =
      run(kTemgoc, {"--json", "backup", "restore", works.string(), "--to", restored.string()})
          .json();
  REQUIRE_MESSAGE(report["ok"] == true, report.dump());
  CHECK(report["roots_lost"] == 2);
  const Json refused = rotate(restored, "khac");
  CHECK(refused["error"]["code"] == "roots_lost");
  // The way on that the hint names.
  signing.works.scratch().write("restored/trust/signed/roots-2", note);
  CHECK(run(kTemgoc, {"--json", "roots", "show"}, restored).json()["next"]["version"] == 2);
  CHECK(run(kTemgoc, {"log", "check"}, restored).status == 0);
}

TEST_CASE("lists of before they had entries stay sound, and the next one is logged") {
  const Signing signing;
  const std::string registry = (signing.works.folder() / "registry.sqlite").string();
  const auto sql = [&](const std::string& statements) {
    const Ran ran = run("sqlite3", {registry, statements});
    REQUIRE_MESSAGE(ran.status == 0, ran.err);
    return ran.out;
  };
  // As a workplace of an older program: no entry of a list or root set.
  const std::string triggers = sql("SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger'");
  std::string drop;
  const std::string names = sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'");
  for (const std::string_view name : split(names, '\n')) {
    if (!name.empty()) drop += "DROP TRIGGER " + std::string(name) + ";";
  }
  const std::string trust = "CAST(entry AS TEXT) LIKE 'temgoc-trust/v1%'";
  sql(drop +
      "CREATE TABLE kept AS SELECT realm_id, row_number() OVER (PARTITION BY realm_id ORDER BY "
      "leaf_index) - 1 AS leaf_index, entry FROM log_entry WHERE NOT " +
      trust + "; DELETE FROM log_entry; UPDATE trust_note SET logged = 0;" + triggers);
  for (const char* log : {"log", "log-test"}) fs::remove_all(signing.works.folder() / log);
  REQUIRE(signing.works.temgoc({"trust", "show"}).status == 0);  // which begins both logs
  sql("INSERT INTO log_entry SELECT realm_id, leaf_index, entry FROM kept; DROP TABLE kept");
  const Json before = signing.json({"log", "check"});
  CHECK_MESSAGE(before["sound"] == true, before.dump());
  REQUIRE(signing.sign().status == 0);
  const Json after = signing.json({"log", "check"});
  CHECK_MESSAGE(after["sound"] == true, after.dump());
  CHECK(sql("SELECT count(*) FROM log_entry WHERE " + trust) == "1\n");
}

TEST_CASE("a newer list that does not verify is named with its file, and no place is left empty") {
  const Signing signing;
  const std::uint64_t next = signing.version() + 1;
  const fs::path kept = signing.trust() / "signed" / ("trust_list-" + std::to_string(next));
  signing.works.scratch().write("works/trust/signed/" + kept.filename().string(), "nothing\n");
  const Ran refused = signing.works.temgoc({"lot", "list"});
  CHECK(refused.status != 0);
  CHECK_MESSAGE(refused.err.find(kept.filename().string()) != std::string::npos, refused.err);
  CHECK(refused.err.find('{') == std::string::npos);
  CHECK(signing.json({"lot", "list"})["error"]["code"] == "trust_kept_unreadable");
  fs::remove(kept);
  CHECK(signing.works.temgoc({"lot", "list"}).status == 0);
}
