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
