// --json gives exactly one object on stdout, also for errors, and the keys of docs/cli.md.
#include <doctest/doctest.h>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;

TEST_CASE("every command answers --json with one object that says ok") {
  const Works works;
  const Json lot = works.issue(kFish);
  const std::string code = lot["short_code"];
  const std::vector<Words> commands = {{"cooperative", "list"},
                                       {"cooperative", "show", "C01"},
                                       {"cooperative", "show", "C99"},
                                       {"place", "list"},
                                       {"product", "list"},
                                       {"product", "show", "P12"},
                                       {"certification", "list"},
                                       {"certification", "show", "K30"},
                                       {"key", "list"},
                                       {"trust", "show"},
                                       {"inspector", "list"},
                                       {"inspector", "revoke", "9"},
                                       {"visit", "list"},
                                       {"lot", "list"},
                                       {"lot", "show", code},
                                       {"lot", "show", "ZZZZ-ZZZZ-Z"},
                                       {"lot", "issue"},
                                       {"label", "print"},
                                       {"label", "reprint"},
                                       {"label", "resume", "1"},
                                       {"label", "list"},
                                       {"label", "show", "1"},
                                       {"label", "done", "1", "--all"},
                                       {"template", "list"},
                                       {"template", "check", "a4-65-link"},
                                       {"template", "schema"},
                                       {"template", "preview", "no-such", "--out", "none.png"},
                                       {"label", "poster", "no-such"},
                                       {"verify", code},
                                       {"completion", "bash"},
                                       {"completion", "no-such"},
                                       {"man", "/no/such/folder"},
                                       {"import", "products", "/no/such/file"},
                                       {"nonsense"},
                                       {}};
  for (Words command : commands) {
    CAPTURE(command);
    command.insert(command.begin(), "--json");
    const Ran ran = works.temgoc(command);
    CHECK_MESSAGE(ran.json().is_object(), ran.out, ran.err);
    CHECK(ran.json().contains("ok"));
    CHECK(std::ranges::count(ran.out, '\n') == 1);
    if (ran.json()["ok"] == false) {
      CHECK(ran.status != 0);
      for (const char* key : {"code", "message", "hint"}) CHECK(ran.json()["error"].contains(key));
    }
  }
}

TEST_CASE("a verdict always has every key") {
  const Works works;
  const std::string url = works.issue(kFish)["url"];
  for (const std::string& text : {url, std::string("hello"), url.substr(0, url.size() - 1),
                                  std::string("https://tg.example.vn/01/02990001000018/10/X")}) {
    CAPTURE(text);
    const Json verdict = works.verify(text);
    for (const char* key : {"ok", "verdict", "reason", "also", "proof", "basis", "realm",
                            "also_claimed_by", "cooperative", "product", "lot", "certifications",
                            "claimed", "named_product", "checks"}) {
      CAPTURE(key);
      CHECK(verdict.contains(key));
    }
    for (const char* check : {"readable", "key", "signature", "host", "scope", "issued", "status",
                              "dates", "certification", "copies", "freshness"}) {
      CHECK(verdict["checks"].contains(check));
    }
  }
}

TEST_CASE("messages change with the language, codes and keys do not") {
  const Works works;
  const Json vi = works.temgoc({"--json", "--lang", "vi", "lot", "show", "ZZZZ"}).json();
  const Json en = works.temgoc({"--json", "--lang", "en", "lot", "show", "ZZZZ"}).json();
  CHECK(vi["error"]["code"] == en["error"]["code"]);
  CHECK(vi["error"]["message"] != en["error"]["message"]);
}

TEST_CASE("results go to stdout, talk to stderr, and --quiet silences the talk") {
  const Works works;
  const Words issue{"lot",      "issue",     "--product",         kFish,
                    "--packed", today_iso(), "--quantity",        "1",
                    "--unit",   "kg",        "--passphrase-file", works.passphrase_file(),
                    "--again"};
  const Ran loud = works.temgoc(issue);
  CHECK(loud.out.find("https://tg.example.vn/") != std::string::npos);
  CHECK(loud.err.find("next:") != std::string::npos);
  Words quiet = issue;
  quiet.insert(quiet.begin(), "--quiet");
  CHECK(works.temgoc(quiet).err.empty());
}
