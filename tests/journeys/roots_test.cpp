// Roots with a threshold: signing one after another, on other machines, and the roots' own change.
#include <doctest/doctest.h>

#include "journeys/works.h"
#include "temgoc/base/words.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

// A workplace of three holders, two of whom must sign. Each has a passphrase of their own.
class Holders {
 public:
  Holders() {
    Words init{"init",        works().string(),
               "--realm",     "ocop.example.vn",
               "--host",      "tg.example.vn",
               "--root-keys", (path() / "roots").string(),
               "--roots",     "3",
               "--threshold", "2"};
    for (const char* holder : {"1", "2", "3"}) {
      scratch_.write(std::string("pass-") + holder, std::string("mật khẩu của người ") + holder);
      init.insert(init.end(), {"--root-passphrase-file", passphrase(holder)});
    }
    const Ran made = run(kTemgoc, init);
    REQUIRE_MESSAGE(made.status == 0, made.err);
  }

  Ran temgoc(const Words& arguments) const { return run(kTemgoc, arguments, works()); }
  Json json(Words arguments) const {
    arguments.insert(arguments.begin(), "--json");
    return temgoc(arguments).json();
  }
  Json sign(const std::string& noun, const std::string& holder, const Words& more = {}) const {
    Words arguments{
        noun, "sign", "--root-key", key(holder), "--root-passphrase-file", passphrase(holder)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return json(arguments);
  }
  // As a verifier that has these files; 25: the label could not be judged, the list was good.
  Ran verifier(const Words& roots, const Words& more = {}) const {
    Words arguments{"--json", "--trust", (works() / "trust/trust_list").string()};
    for (const std::string& file : roots) arguments.insert(arguments.end(), {"--roots", file});
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.push_back("0000-0000-0");
    return run(kVerify, arguments);
  }

  fs::path path() const { return scratch_.path(); }
  fs::path works() const { return path() / "works"; }
  fs::path folder(const std::string& holder) const { return path() / "roots" / holder; }
  std::string passphrase(const std::string& holder) const {
    return (path() / ("pass-" + holder)).string();
  }
  std::string key(const std::string& holder) const {
    for (const auto& entry : fs::directory_iterator(folder(holder))) {
      if (entry.path().extension() == ".pem") return entry.path().string();
    }
    return {};
  }
  std::string kept_roots(int version) const {
    return (works() / ("trust/signed/roots-" + std::to_string(version))).string();
  }
  const ScratchFolder& scratch() const { return scratch_; }

 private:
  ScratchFolder scratch_;
};

// A fourth holder in place of the third, signed by the first two, with a new list.
void replace_third(const Holders& holders) {
  const Json made = holders.json({"roots", "key", holders.folder("4").string(),
                                  "--root-passphrase-file", holders.passphrase("1")});
  REQUIRE(made["ok"] == true);
  REQUIRE(holders.json({"roots", "rotate", "--remove", "3", "--add",
                        "4=" + made["key"].get<std::string>()})["ok"] == true);
  REQUIRE(holders.sign("roots", "1")["in_force"] == false);
  REQUIRE(holders.sign("roots", "2")["in_force"] == true);
  REQUIRE(holders.sign("trust", "1")["in_force"] == false);
  REQUIRE(holders.sign("trust", "2")["in_force"] == true);
}

}  // namespace

TEST_CASE("two of three holders sign one after another, and only then is the list in force") {
  const Holders holders;
  CHECK(holders.json({"roots", "show"})["threshold"] == 2);
  CHECK(fs::exists(holders.folder("2") / "roots"));
  const Json first = holders.sign("trust", "1");
  CHECK(first["in_force"] == false);
  CHECK(first["version"] == 2);
  CHECK(first["signatures"][0]["have"].size() == 1);
  CHECK(first["signatures"][0]["missing"].size() == 2);
  CHECK(holders.sign("trust", "1")["signatures"][0]["have"].size() == 1);
  const Json shown = holders.json({"trust", "show"});
  CHECK(shown["version"] == 1);
  CHECK(shown["waiting"]["signatures"][0]["have"][0] == "ocop.example.vn/root/1");
  const Json second = holders.sign("trust", "3");
  CHECK(second["in_force"] == true);
  CHECK(second["pending"].is_null());
  const Json after = holders.json({"trust", "show"});
  CHECK(after["version"] == 2);
  CHECK(after["waiting"].is_null());
  CHECK(after["signatures"][0]["have"].size() == 2);
  CHECK(holders.verifier({holders.kept_roots(1)}).status == 25);
}

TEST_CASE("several keys may sign at once, each with its passphrase in order") {
  const Holders holders;
  const Words both{"trust", "sign", "--root-key", holders.key("1"), "--root-key", holders.key("2")};
  Words in_order = both;
  in_order.insert(in_order.end(), {"--root-passphrase-file", holders.passphrase("1"),
                                   "--root-passphrase-file", holders.passphrase("2")});
  Words swapped = both;
  swapped.insert(swapped.end(), {"--root-passphrase-file", holders.passphrase("2"),
                                 "--root-passphrase-file", holders.passphrase("1")});
  CHECK(holders.temgoc(swapped).status == 8);
  CHECK(holders.json(in_order)["in_force"] == true);
  Words too_many = in_order;
  too_many.insert(too_many.end(), {"--root-passphrase-file", holders.passphrase("3")});
  CHECK(holders.temgoc(too_many).status == 2);
  CHECK(
      holders.temgoc({"trust", "sign", "--root-passphrase-file", holders.passphrase("1")}).status ==
      2);
}

TEST_CASE("holders sign a carried file without the workplace, and it is taken in when it is back") {
  const Holders holders;
  REQUIRE(holders.json({"trust", "draft"})["in_force"] == false);
  const fs::path stick = holders.path() / "stick";
  fs::copy_file(holders.works() / "trust/pending/trust_list", stick);
  CHECK(holders.json({"trust", "adopt", stick.string()})["error"]["code"] == "pending_unsigned");
  const auto carried = [&](const std::string& holder) {
    return run(kTemgoc, {"--json", "trust", "sign", "--pending", stick.string(), "--root-key",
                         holders.key(holder), "--root-passphrase-file", holders.passphrase(holder)})
        .json();
  };
  CHECK(carried("2")["signatures"][0]["have"].size() == 1);
  CHECK(carried("3")["signatures"][0]["have"].size() == 2);
  CHECK(holders.json({"trust", "show"})["version"] == 1);
  CHECK(holders.json({"trust", "adopt", stick.string()})["in_force"] == true);
  CHECK(holders.json({"trust", "show"})["version"] == 2);
  // Once more: it has been overtaken by itself.
  CHECK(holders.json({"trust", "adopt", stick.string()})["version"] == 2);
}

TEST_CASE("signatures made in parallel on copies come together") {
  const Holders holders;
  REQUIRE(holders.json({"trust", "draft"})["ok"] == true);
  for (const char* holder : {"1", "2"}) {
    const fs::path copy = holders.path() / (std::string("copy-") + holder);
    fs::copy_file(holders.works() / "trust/pending/trust_list", copy);
    REQUIRE(
        run(kTemgoc, {"trust", "sign", "--pending", copy.string(), "--root-key",
                      holders.key(holder), "--root-passphrase-file", holders.passphrase(holder)})
            .status == 0);
  }
  CHECK(holders.json({"trust", "adopt", (holders.path() / "copy-1").string()})["in_force"] ==
        false);
  // An altered copy counts for nothing.
  std::string altered = text_of(holders.path() / "copy-2");
  altered.replace(altered.find("\"version\":2"), 11, "\"version\":3");
  const auto bad = holders.scratch().write("altered", altered);
  CHECK(holders.json({"trust", "adopt", bad.string()})["ok"] == false);
  CHECK(holders.json({"trust", "adopt", (holders.path() / "copy-2").string()})["in_force"] == true);
}

TEST_CASE("a list drawn up before the records changed says so") {
  const Holders holders;
  REQUIRE(holders.json({"trust", "draft"})["ok"] == true);
  REQUIRE(holders.temgoc({"cooperative", "add", "--id", "C50", "--name", "HTX Năm Mươi"}).status ==
          0);
  REQUIRE(holders
              .temgoc({"key", "new", "--cooperative", "C50", "--passphrase-file",
                       holders.passphrase("1")})
              .status == 0);
  CHECK(holders.json({"trust", "show"})["waiting"]["outdated"] == true);
  const Ran first = holders.temgoc({"trust", "sign", "--root-key", holders.key("1"),
                                    "--root-passphrase-file", holders.passphrase("1")});
  CHECK(first.status == 0);
  CHECK(first.err.find(message(Language::en, {"trust_pending_outdated"})) != std::string::npos);
  REQUIRE(holders.json({"trust", "draft"})["ok"] == true);
  CHECK(holders.json({"trust", "show"})["waiting"]["outdated"] == false);
}

TEST_CASE("roots change with the old threshold and the new, and verifiers follow one by one") {
  const Holders holders;
  replace_third(holders);
  CHECK(holders.json({"roots", "show"})["version"] == 2);
  CHECK(holders.sign("trust", "3")["error"]["code"] == "root_key_foreign");
  const std::string one = holders.kept_roots(1);
  const std::string two = holders.kept_roots(2);
  CHECK(holders.verifier({one}).json()["error"]["code"] == "trust_root_version");
  CHECK(holders.verifier({one, two}).status == 25);
  CHECK(holders.verifier({two}).status == 25);

  REQUIRE(holders.json({"roots", "rotate", "--threshold", "3"})["ok"] == true);
  CHECK(holders.json({"roots", "show"})["waiting"]["signatures"].size() == 2);
  REQUIRE(holders.sign("roots", "1")["in_force"] == false);
  REQUIRE(holders.sign("roots", "2")["in_force"] == false);
  const auto fourth = [&](const std::string& noun) {
    return holders.json({noun, "sign", "--root-key", holders.key("4"), "--root-passphrase-file",
                         holders.passphrase("1")});
  };
  REQUIRE(fourth("roots")["in_force"] == true);
  // Until a list is signed by it, the new set waits and the old list stands.
  CHECK(holders.json({"roots", "show"})["version"] == 2);
  CHECK(holders.json({"roots", "show"})["next"]["version"] == 3);
  CHECK(holders.verifier({one, two}).status == 25);
  CHECK(holders.json({"roots", "rotate", "--threshold", "2"})["error"]["code"] == "roots_waiting");
  holders.sign("trust", "1");
  holders.sign("trust", "2");
  REQUIRE(fourth("trust")["in_force"] == true);

  const std::string three = holders.kept_roots(3);
  CHECK(holders.verifier({one, three, two}).status == 25);
  CHECK(holders.verifier({one, three}).json()["error"]["code"] == "roots_not_successor");
}

TEST_CASE("a forged successor is refused, and kept state does not go back to older roots") {
  const Holders holders;
  const std::string state = (holders.path() / "state.json").string();
  replace_third(holders);
  const std::string one = holders.kept_roots(1);
  const std::string two = holders.kept_roots(2);
  REQUIRE(holders.verifier({one, two}, {"--state", state}).status == 25);
  const Ran back = holders.verifier({one}, {"--state", state});
  CHECK(back.status == 6);
  CHECK(back.json()["error"]["code"] == "roots_rolled_back");

  // Another realm of the same name has a version 2 of its own.
  const Holders forger;
  replace_third(forger);
  CHECK(holders.verifier({one, forger.kept_roots(2)}).json()["error"]["code"] ==
        "roots_not_signed");
  CHECK(holders.verifier({one, two, forger.kept_roots(2)}).json()["error"]["code"] ==
        "roots_forked");
  const Ran forked = holders.verifier({forger.kept_roots(2)}, {"--state", state});
  CHECK(forked.json()["error"]["code"] == "roots_forked");
}

TEST_CASE("a crash between the new list and the new roots is made good") {
  const Holders holders;
  const std::string old_roots = text_of(holders.works() / "trust/roots");
  replace_third(holders);
  const std::string new_roots = text_of(holders.works() / "trust/roots");
  REQUIRE(old_roots != new_roots);
  holders.scratch().write("works/trust/roots", old_roots);
  holders.scratch().write("works/trust/roots_next", new_roots);
  CHECK(holders.json({"roots", "show"})["version"] == 2);
  CHECK(text_of(holders.works() / "trust/roots") == new_roots);
  CHECK_FALSE(fs::exists(holders.works() / "trust/roots_next"));
}

TEST_CASE("roots that cannot be are refused") {
  const Holders holders;
  const auto code = [&](const Words& more) -> Json {
    Words arguments{"roots", "rotate"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return holders.json(arguments)["error"]["code"];
  };
  CHECK(code({}) == "roots_unchanged");
  CHECK(code({"--remove", "9"}) == "root_unknown");
  CHECK(code({"--add", "x=AAAA"}) == "root_unreadable");
  // The point of order 4: every message has a signature that small-order arithmetic lets pass.
  CHECK(code({"--add", "x=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}) == "key_small_order");
  CHECK(code({"--threshold", "4"}) == "roots_threshold");
  CHECK(code({"--threshold", "0"}) == "roots_threshold");
  CHECK(holders.sign("roots", "1")["error"]["code"] == "roots_not_drafted");
  const Words init{"init",
                   (holders.path() / "w").string(),
                   "--realm",
                   "x.example.vn",
                   "--root-keys",
                   (holders.path() / "r").string(),
                   "--root-passphrase-file",
                   holders.passphrase("1"),
                   "--roots"};
  Words none = init;
  none.push_back("0");
  CHECK(run(kTemgoc, none).status == 3);
  Words too_few = init;
  too_few.insert(too_few.end(), {"2", "--threshold", "3"});
  CHECK(run(kTemgoc, too_few).status == 3);
  CHECK_FALSE(fs::exists(holders.path() / "r"));
}
