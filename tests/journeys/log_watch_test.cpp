// Somebody elsewhere keeps checkpoints: what a workplace cannot tell of itself, they tell.
#include <doctest/doctest.h>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

class Watcher {
 public:
  explicit Watcher(const Works& works)
      : log_(works.folder() / "log"),
        key_(works.temgoc({"--json", "log", "show"}).json()["verifier_key"]) {}
  Ran look(const std::string& key = {}) const { return look_at(log_, key); }
  Ran look_at(const fs::path& log, const std::string& key = {}) const {
    return run(kTemgoc, {"--json", "log", "watch", log.string(), "--log-key",
                         key.empty() ? key_ : key, "--keep", keep().string()});
  }
  const std::string& key() const { return key_; }
  fs::path keep() const { return scratch_.path() / "kept"; }
  const ScratchFolder& scratch() const { return scratch_; }

 private:
  ScratchFolder scratch_;
  fs::path log_;
  std::string key_;
};

void recall(const Works& works, const Json& lot) {
  REQUIRE(works
              .temgoc({"lot", "recall", lot["short_code"].get<std::string>(), "--reason", "nhiễm",
                       "--confirm", lot["lot"].get<std::string>()})
              .status == 0);
}

std::string code_of(const Ran& ran) { return ran.json()["error"]["code"]; }

}  // namespace

TEST_CASE("the watch keeps each checkpoint that continues the last") {
  const Works works;
  const Watcher watcher(works);
  const Json first = watcher.look().json();
  CHECK(first["ok"] == true);
  CHECK(first["kept_before"].is_null());
  CHECK(fs::exists(watcher.keep() / "checkpoint-3"));
  REQUIRE(works.issue(kFish)["ok"] == true);
  const Json second = watcher.look().json();
  CHECK(second["kept_before"] == 3);
  CHECK(second["size"] == 4);
  CHECK(text_of(watcher.keep() / "checkpoint-4") == text_of(works.folder() / "log/checkpoint"));
  const Json third = watcher.look().json();
  CHECK(third["ok"] == true);
  CHECK(third["kept"].is_null());
}

TEST_CASE("the watch notices a workplace that was put back to an older state, with no key at all") {
  const Works works;
  const Json lot = works.issue(kFish);
  const Watcher watcher(works);
  const fs::path yesterday = works.scratch().path() / "yesterday";
  fs::copy(works.folder(), yesterday, fs::copy_options::recursive);
  recall(works, lot);
  CHECK(works.verify(lot["url"])["verdict"] == "recalled");
  REQUIRE(watcher.look().status == 0);

  fs::remove_all(works.folder());
  fs::rename(yesterday, works.folder());
  // From within nothing tells: all of it agrees, and the recall is gone.
  CHECK(works.temgoc({"log", "check"}).status == 0);
  CHECK(works.verify(lot["url"])["verdict"] == "valid");
  const Ran alarm = watcher.look();
  CHECK(alarm.status == 6);
  CHECK(code_of(alarm) == "log_watch_rolled_back");
  CHECK(fs::exists(alarm.json()["error"]["value"].get<std::string>()));
  // It goes on, longer than what was seen: another history all the same.
  for (int i = 0; i < 2; ++i) REQUIRE(works.issue(kOyster)["ok"] == true);
  const Ran forked = watcher.look();
  CHECK(forked.status == 6);
  CHECK(code_of(forked) == "log_watch_forked");
}

TEST_CASE("the watch notices a log that was rewritten and signed anew") {
  const Works works;
  REQUIRE(works.issue(kFish)["ok"] == true);
  const fs::path other = works.scratch().path() / "other";
  fs::copy(works.folder(), other, fs::copy_options::recursive);
  REQUIRE(works.issue(kFish)["ok"] == true);
  const Watcher watcher(works);
  REQUIRE(watcher.look().status == 0);
  // The same size, another last entry.
  REQUIRE(run(kTemgoc,
              {"lot", "issue", "--product", kOyster, "--packed", today_iso(), "--quantity", "7",
               "--unit", "kg", "--passphrase-file", works.passphrase_file()},
              other)
              .status == 0);
  const Ran alarm = watcher.look_at(other / "log");
  CHECK(alarm.status == 6);
  CHECK(code_of(alarm) == "log_watch_forked");
}

TEST_CASE("the watch runs for ever only at an interval that makes sense") {
  const Works works;
  const Watcher watcher(works);
  CHECK(code_of(run(kTemgoc, {"--json", "log", "watch", "nowhere", "--log-key", watcher.key(),
                              "--keep", watcher.keep().string(), "--every", "0"})) ==
        "log_watch_every");
}

TEST_CASE("the watch tells what it cannot judge from an alarm") {
  const Works works;
  REQUIRE(works.issue(kFish)["ok"] == true);
  const Watcher watcher(works);
  REQUIRE(watcher.look().status == 0);
  const Ran gone = watcher.look_at(works.scratch().path() / "nowhere");
  CHECK(gone.status == 6);  // as every command says of a log that is gone
  CHECK(code_of(gone) == "log_missing");
  const fs::path half = works.scratch().path() / "half";
  fs::copy(works.folder() / "log", half, fs::copy_options::recursive);
  fs::remove_all(half / "tile");
  CHECK(code_of(watcher.look_at(half)) == "log_unreadable");
  const Works others(Works::OwnKeys{});
  CHECK(code_of(watcher.look_at(others.folder() / "log")) == "log_watch_unsigned");
  const std::string kept = text_of(watcher.keep() / "checkpoint-4");
  watcher.scratch().write("kept/checkpoint-4", kept.substr(0, 40));
  CHECK(code_of(watcher.look()) == "log_watch_keep_unreadable");
  watcher.scratch().write("kept/checkpoint-4", kept);
  CHECK(watcher.look().status == 0);
  CHECK(code_of(run(kTemgoc, {"--json", "log", "watch", half.string(), "--log-key", "nonsense",
                              "--keep", watcher.keep().string()})) == "verifier_key_unreadable");
}
