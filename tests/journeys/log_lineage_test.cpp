// A registry, a key or a row that is not this workplace's own.
#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <thread>

#include "journeys/serving.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

void sql(const Works& works, const std::string& statements) {
  const Ran ran = run("sqlite3", {(works.folder() / "registry.sqlite").string(), statements});
  REQUIRE_MESSAGE(ran.status == 0, ran.err);
}

// Two workplaces of one origin: the second is a copy that went its own way.
struct Lineages {
  Lineages() {
    REQUIRE(here.issue(kFish)["ok"] == true);
    fs::copy(here.folder(), there(), fs::copy_options::recursive);
    lot = here.issue(kFish);
  }
  fs::path there() const { return here.scratch().path() / "there"; }
  void issue_there(int lots) const {
    for (int i = 0; i < lots; ++i) {
      const Ran ran =
          run(kTemgoc,
              {"lot", "issue", "--product", kOyster, "--packed", today_iso(), "--quantity", "7",
               "--unit", "kg", "--again", "--passphrase-file", here.passphrase_file()},
              there());
      REQUIRE_MESSAGE(ran.status == 0, ran.err);
    }
  }
  void take_registry() const {
    fs::copy_file(there() / "registry.sqlite", here.folder() / "registry.sqlite",
                  fs::copy_options::overwrite_existing);
  }
  const Works here;
  Json lot;
};

}  // namespace

TEST_CASE("a registry of another lineage is refused, however long it is") {
  for (const int lots : {1, 3}) {
    CAPTURE(lots);
    const Lineages lineages;
    const std::string checkpoint = text_of(lineages.here.folder() / "log/checkpoint");
    lineages.issue_there(lots);
    lineages.take_registry();
    CHECK(lineages.here.issue(kFish)["error"]["code"] == "log_forks");
    CHECK(lineages.here.temgoc({"--json", "log", "show"}).json()["error"]["code"] == "log_forks");
    CHECK(text_of(lineages.here.folder() / "log/checkpoint") == checkpoint);
  }
}

// Without a bound the one entry would be appended again and again, until the disk is full.
TEST_CASE("a registry whose entries have a gap is refused, and nothing is appended to the log") {
  const Works works;
  REQUIRE(works.issue(kFish)["ok"] == true);
  const std::string checkpoint = text_of(works.folder() / "log/checkpoint");
  sql(works,
      "INSERT INTO log_entry SELECT realm_id, 4611686018427387904, entry FROM log_entry WHERE "
      "(realm_id, leaf_index) = (SELECT realm_id, leaf_index FROM lot LIMIT 1)");
  for (const Words& arguments : {Words{"--json", "log", "show"}, Words{"--json", "lot", "list"}}) {
    CAPTURE(arguments[1]);
    CHECK(works.temgoc(arguments).json()["error"]["code"] == "log_numbers_gap");
  }
  CHECK(works.issue(kFish)["error"]["code"] == "log_numbers_gap");
  CHECK(text_of(works.folder() / "log/checkpoint") == checkpoint);
  const Json check = works.temgoc({"--json", "log", "check"}).json();
  CHECK(check["differences"][0]["code"] == "log_entry_out_of_place");
}

TEST_CASE("a receipt is written only where it proves the row that was asked for") {
  const Works works;
  const Json first = works.issue(kFish);
  const Json second = works.issue(kFish);
  // The second lot's row says that the first one's entry is its own.
  sql(works,
      "PRAGMA foreign_keys = OFF; DROP TRIGGER lot_stays; UPDATE lot SET leaf_index = (SELECT "
      "leaf_index FROM lot WHERE id = 1) WHERE id = 2");
  const std::string out = (works.scratch().path() / "receipt").string();
  const auto prove = [&](const Json& lot) {
    return works.temgoc({"--json", "log", "prove", lot["url"].get<std::string>(), "--out", out});
  };
  CHECK(prove(second).json()["error"]["code"] == "log_forks");
  CHECK(!fs::exists(out));
  CHECK(prove(first).status == 0);
}

TEST_CASE("a key that was put into the registry is named, and is not signed unremarked") {
  const Works works;
  REQUIRE(works.issue(kFish)["ok"] == true);
  CHECK(works.temgoc({"--json", "trust", "show"}).json()["changes"] == Json::array());
  // The thief's own key, in form as one of the workplace: another workplace of the same realm.
  const Works thief(Works::OwnKeys{});
  const std::string from = (thief.folder() / "registry.sqlite").string();
  sql(works,
      "ATTACH '" + from +
          "' AS thief; INSERT INTO issuer_key SELECT * FROM thief.issuer_key WHERE cooperative_id "
          "= "
          "'C01'; INSERT INTO issuer_key_status (key_id, status, at, reason) SELECT s.key_id, "
          "s.status, s.at, s.reason FROM thief.issuer_key_status s JOIN thief.issuer_key k ON k.id "
          "= s.key_id WHERE k.cooperative_id = 'C01'");
  std::string rogue;
  const Json listed = thief.temgoc({"--json", "key", "list"}).json();
  for (const Json& key : listed["keys"])
    if (key["cooperative"] == "C01") rogue = key["key_id"];

  const Json check = works.temgoc({"--json", "log", "check"}).json();
  REQUIRE(check["differences"].size() == 1);
  CHECK(check["differences"][0]["code"] == "issuer_key_unlogged");
  CHECK(check["differences"][0]["value"] == rogue);

  const Words sign{"--json",
                   "trust",
                   "sign",
                   "--root-keys",
                   works.root_keys().string(),
                   "--root-passphrase-file",
                   (works.scratch().path() / "root-passphrase").string()};
  const Ran refused = works.temgoc(sign);
  CHECK(refused.status == 3);
  CHECK(refused.json()["error"]["code"] == "trust_change_unconfirmed");
  CHECK(refused.json()["error"]["value"] == rogue);
  REQUIRE(refused.json()["changes"].size() == 1);
  CHECK(refused.json()["changes"][0]["change"] == "added");
  CHECK(works.temgoc({"--json", "trust", "show"}).json()["version"] == 2);
  CHECK(refused.json()["changes"] == works.temgoc({"--json", "trust", "show"}).json()["changes"]);
  const Ran words = works.temgoc({"trust", "show"});
  CHECK(words.out.find("NEW KEY") != std::string::npos);

  Words another = sign;
  another.insert(another.end(), {"--confirm", "00000000"});
  CHECK(works.temgoc(another).json()["error"]["code"] == "trust_change_unconfirmed");
  Words confirmed = sign;
  confirmed.insert(confirmed.end(), {"--confirm", rogue});
  CHECK(works.temgoc(confirmed).json()["in_force"] == true);
}

TEST_CASE("each kind of difference to the list in force must be confirmed by its key's id") {
  const Works works;
  const auto changes = [&] { return works.temgoc({"--json", "trust", "show"}).json()["changes"]; };
  REQUIRE(works
              .temgoc({"product", "add", "--id", "P77", "--cooperative", "C01", "--name", "Mắm",
                       "--gtin", "8938501234568"})
              .status == 0);
  REQUIRE(changes().size() == 1);
  CHECK(changes()[0]["change"] == "changed");
  CHECK(changes()[0]["fields"][0]["field"] == "gtin_prefixes");
  CHECK(changes()[0]["fields"][0]["come"] == Json{"893850123456"});
  works.sign_trust();
  CHECK(changes() == Json::array());
  const std::string key = works.temgoc({"--json", "key", "list"}).json()["keys"][1]["key_id"];
  REQUIRE(works.temgoc({"key", "retire", key, "--packed-until", today_iso()}).status == 0);
  REQUIRE(changes().size() == 1);
  CHECK(changes()[0]["key_id"] == key);
  CHECK(changes()[0]["fields"].size() == 2);  // status, last pack day
  const Words sign{"--json",
                   "trust",
                   "sign",
                   "--root-keys",
                   works.root_keys().string(),
                   "--root-passphrase-file",
                   (works.scratch().path() / "root-passphrase").string()};
  CHECK(works.temgoc(sign).json()["error"]["code"] == "trust_change_unconfirmed");
  works.sign_trust();

  // Carried to a holder who compares with the list in force.
  REQUIRE(works
              .temgoc({"product", "add", "--id", "P78", "--cooperative", "C01", "--name", "Ruốc",
                       "--gtin", "8938501234575"})
              .status == 0);
  REQUIRE(works.temgoc({"trust", "draft"}).status == 0);
  Words carried = sign;
  carried.insert(carried.end(),
                 {"--pending", (works.folder() / "trust/pending/trust_list").string(), "--roots",
                  (works.folder() / "trust/roots").string(), "--against",
                  (works.folder() / "trust/trust_list").string()});
  const Ran unconfirmed = run(kTemgoc, carried);
  CHECK(unconfirmed.json()["error"]["code"] == "trust_change_unconfirmed");
  carried.insert(carried.end(),
                 {"--confirm", changes()[0]["key_id"].get<std::string>() + ",00000000"});
  CHECK(run(kTemgoc, carried).json()["signatures"][0]["have"].size() == 1);
}

TEST_CASE("a served registry that no longer agrees with its log is not healthy") {
  const Works works;
  const Json lot = works.issue(kFish);
  REQUIRE(works
              .temgoc({"lot", "recall", lot["short_code"].get<std::string>(), "--reason", "nhiễm",
                       "--confirm", lot["lot"].get<std::string>()})
              .status == 0);
  const auto fault = [&] {
    Serving serving(works, {});
    const std::string health = serving.get("/health", "127.0.0.1");
    serving.signal(SIGTERM);
    serving.exit_status();
    const std::size_t at = health.find("\"fault\":");
    return health.substr(at + 8, health.find(',', at) - at - 8);
  };
  CHECK(fault() == "null");
  const std::string registry = text_of(works.folder() / "registry.sqlite");
  sql(works, "DROP TRIGGER recall_remains; DELETE FROM recall");
  CHECK(fault() == "\"log_rows_differ\"");
  works.scratch().write("works/registry.sqlite", registry);
  CHECK(fault() == "null");
  sql(works,
      "PRAGMA foreign_keys = OFF; DROP TRIGGER log_entry_stays; UPDATE log_entry SET entry = "
      "CAST(entry || x'0a' AS BLOB) WHERE leaf_index = 0 AND realm_id = (SELECT id FROM realm "
      "WHERE test = 0)");
  CHECK(fault() == "\"log_forks\"");
  sql(works,
      "DROP TRIGGER log_entry_remains; DELETE FROM log_entry WHERE leaf_index = (SELECT "
      "max(leaf_index) FROM log_entry WHERE realm_id = 2) AND realm_id = 2");
  CHECK(fault() == "\"log_ahead\"");
}
