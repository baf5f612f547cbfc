// `temgoc user`, `temgoc act` and `temgoc console`, as people run them.
#include <doctest/doctest.h>

#include "journeys/serving.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

std::string code_of(const Ran& ran) { return ran.json()["error"]["code"]; }

}  // namespace

TEST_CASE("people are added, listed, reset, disabled and let in again") {
  const Works works;
  const Json added = works
                         .temgoc({"--json", "user", "add", "lan", "--role", "printer",
                                  "--cooperative", "C01", "--name", "Nguyễn Thị Lan"})
                         .json();
  CHECK(added["user"] == "lan");
  CHECK(added["code"].get<std::string>().size() == 14);
  CHECK(works.temgoc({"--json", "user", "reset", "lan"}).json()["code"] != added["code"]);
  CHECK(works.temgoc({"--json", "user", "disable", "lan"}).json()["user"]["disabled"] == true);
  CHECK(code_of(works.temgoc({"--json", "user", "reset", "lan"})) == "user_disabled");
  CHECK(works.temgoc({"--json", "user", "enable", "lan"}).json()["user"]["disabled"] == false);
  const Json users = works.temgoc({"--json", "user", "list"}).json()["users"];
  REQUIRE(users.size() == 1);
  CHECK(users[0]["role"] == "printer");
  CHECK(code_of(works.temgoc({"--json", "user", "add", "x", "--role", "boss"})) == "role_unknown");
  CHECK(code_of(works.temgoc({"--json", "user", "add", "lan", "--role", "viewer"})) ==
        "user_exists");
  CHECK(code_of(works.temgoc({"--json", "user", "disable", "x"})) == "user_unknown");
}

TEST_CASE("the journal says who did what, and opens in Excel") {
  const Works works;
  const Json lot = works.issue(kFish);
  const Json acts = works.temgoc({"--json", "act", "list"}).json()["acts"];
  REQUIRE(acts.size() > 5);  // the records, keys and lists of the workplace stand below
  CHECK(acts[0]["kind"] == "lot");
  CHECK(acts[0]["args"]["lot"] == lot["lot"]);
  CHECK(acts[0]["cooperative"] == "C01");
  CHECK(acts[0]["actor"]["channel"] == "command");
  CHECK(acts[0]["actor"]["role"] == "system");
  CHECK(!acts[0]["actor"]["id"].get<std::string>().empty());
  CHECK(works.temgoc({"--json", "act", "list", "--kind", "key", "--limit", "1"})
            .json()["acts"]
            .size() == 1);
  CHECK(works.temgoc({"--json", "act", "list", "--channel", "page"}).json()["acts"].empty());
  CHECK(code_of(works.temgoc({"--json", "act", "list", "--channel", "telex"})) ==
        "channel_unknown");
  const auto file = works.scratch().path() / "journal.csv";
  CHECK(works.temgoc({"--json", "act", "list", "--out", file.string()}).json()["rows"] ==
        acts.size());
  CHECK(text_of(file).find(lot["lot"].get<std::string>()) != std::string::npos);
  CHECK(works.temgoc({"log", "check"}).status == 0);
}

TEST_CASE("the console listens on loopback and asks who is there") {
  const Works works;
  const Serving console(works, {}, {"console"});
  CHECK(console.url().starts_with("http://127.0.0.1:"));
  const std::string port = console.url().substr(console.url().rfind(':') + 1);
  const std::string host = "127.0.0.1:" + port.substr(0, port.find('/'));
  const std::string first = console.get("/lots", host);
  CHECK(first.starts_with("HTTP/1.1 303 "));
  CHECK(first.find("Location: /sign-in?next=%2Flots") != std::string::npos);
  const std::string form = console.get("/sign-in", host);
  CHECK(form.find("script-src 'self'") != std::string::npos);
  CHECK(form.find("temgoc user add") != std::string::npos);
  CHECK(console.get("/", "evil.example").starts_with("HTTP/1.1 421 "));
}

TEST_CASE("a key stays open in the console for a minute at least and a day at most") {
  const Works works;
  for (const char* minutes : {"0", "1441"}) {
    CAPTURE(minutes);
    // Where it were taken the console would begin, so it is ended after a while.
    const Ran refused = run(
        "timeout",
        {"20", kTemgoc, "--json", "console", "--listen", "127.0.0.1:0", "--key-minutes", minutes},
        works.folder());
    CHECK(code_of(refused) == "setting_invalid");
    CHECK(refused.json()["error"]["field"] == "key-minutes");
  }
}

TEST_CASE("the console sets up an empty folder alone, and does no harm to another") {
  const ScratchFolder scratch;
  const auto console = [&](const std::filesystem::path& folder) {
    return run(kTemgoc, {"--json", "console", "--listen", "127.0.0.1:0"}, folder);
  };
  const auto file = scratch.write("ban-hang.xlsx", "x");
  const Ran foreign = console(scratch.path());
  CHECK(code_of(foreign) == "setup_folder_not_empty");
  CHECK(foreign.status == 6);
  CHECK(text_of(file) == "x");
  CHECK(std::distance(std::filesystem::directory_iterator(scratch.path()), {}) == 1);
  const auto missing = scratch.path() / "khong-co";
  CHECK(code_of(console(missing)) == "workplace_not_found");
  CHECK_FALSE(std::filesystem::exists(missing));
  const Works damaged;
  std::filesystem::remove(damaged.folder() / "temgoc.toml");
  CHECK(code_of(console(damaged.folder())) == "workplace_damaged");
}
