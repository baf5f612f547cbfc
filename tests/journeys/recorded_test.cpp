// Every answer knows whether the act is on record, and the same command again within minutes is
// taken for a slip.
#include <doctest/doctest.h>

#include <filesystem>
#include <thread>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

std::string quoted(const std::string& word) { return "'" + word + "'"; }

// The command with its stdout as the shell says: ">/dev/full", ">&-".
Ran with_stdout(const Works& works, const Words& arguments, const std::string& redirection) {
  std::string line = "exec " + quoted(kTemgoc);
  for (const std::string& argument : arguments) line += " " + quoted(argument);
  return run("sh", {"-c", line + " " + redirection}, works.folder());
}

Words issue_words(const Works& works, const Words& more = {}) {
  Words words{"lot",      "issue",     "--product",         kFish,
              "--packed", today_iso(), "--quantity",        "120",
              "--unit",   "kg",        "--passphrase-file", works.passphrase_file()};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Words as_json(Words words) {
  words.insert(words.begin(), "--json");
  return words;
}

Json lots(const Works& works) {
  return works.temgoc({"--json", "lot", "list", "--limit", "999"}).json()["lots"];
}

bool says(const Ran& ran, const std::string& text) {
  return ran.err.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("an answer that is lost says what is on record, in both languages and in JSON") {
  const Works works;
  for (const char* lost : {">/dev/full", ">&-"}) {
    CAPTURE(lost);
    const std::size_t before = lots(works).size();
    const Ran english = with_stdout(works, issue_words(works, {"--again"}), lost);
    CHECK(english.status == 4);
    const Json lot = lots(works)[0];
    CHECK(lots(works).size() == before + 1);
    const std::string code = lot["lot"], typed = lot["short_code"];
    CHECK_MESSAGE(says(english, "recorded: lot " + code + " (" + typed + "); do not do it again"),
                  english.err);
    CHECK(says(english, "temgoc lot show " + typed));
    CHECK_FALSE(says(english, "nothing was"));
    Words vietnamese = issue_words(works, {"--again"});
    vietnamese.insert(vietnamese.begin(), {"--lang", "vi"});
    CHECK(says(with_stdout(works, vietnamese, lost), "đã ghi: lô "));
    // Where stdout takes no JSON, stderr has it.
    const Ran json = with_stdout(works, as_json(issue_words(works, {"--again"})), lost);
    const Json said = parse_json(json.err).value();
    CHECK(json.status == 4);
    CHECK(said["ok"] == false);
    CHECK(said["recorded"] == true);
    CHECK(said["act"]["kind"] == "lot");
    CHECK(said["act"]["lot"] == lots(works)[0]["lot"]);
    CHECK(said["error"]["code"] == "answer_not_written");
    CHECK(lots(works).size() == before + 3);
  }
}

TEST_CASE(
    "an answer that nobody reads any more says it too, and a list that nobody reads is quiet") {
  const Works works;
  const std::string issue =
      "sleep 1; '" + kTemgoc + "' lot issue --product " + kFish + " --packed " + today_iso() +
      " --quantity 1 --unit kg --passphrase-file '" + works.passphrase_file() + "'";
  const Ran lost =
      run("bash", {"-c", "( " + issue + "; echo status $? >&2 ) | true"}, works.folder());
  CHECK_MESSAGE(says(lost, "status 4"), lost.err);
  CHECK(says(lost, "recorded: lot "));
  CHECK(lots(works).size() == 1);
  const Ran list =
      run("bash", {"-c", "( sleep 1; exec '" + kTemgoc + "' lot list ) | true"}, works.folder());
  CHECK(list.err.empty());
}

TEST_CASE("every command that records says so when its answer is lost") {
  const Works works;
  const std::string typed = works.issue(kFish)["short_code"];
  const Words passphrase{"--passphrase-file", works.passphrase_file()};
  const std::string examples = std::string(TEMGOC_SOURCE_DIR) + "/examples/";
  const std::string third = works.scratch().write(
      "third.csv", "coop_id,name_vi,province_current\nC77,HTX Thứ bảy mươi bảy,Cần Thơ\n");
  const auto lost = [&](const std::string& kind, Words words, bool with_passphrase = false) {
    CAPTURE(words);
    if (with_passphrase) words.insert(words.end(), passphrase.begin(), passphrase.end());
    const Ran ran = with_stdout(works, as_json(words), ">/dev/full");
    CHECK_MESSAGE(ran.status == 4, ran.err);
    const auto said = parse_json(ran.err);
    REQUIRE_MESSAGE(said.has_value(), ran.err);
    CHECK((*said)["recorded"] == true);
    CHECK((*said)["act"]["kind"] == kind);
    // In words, with no place left empty.
    CHECK(ran.err.find("{") == 0);
    const std::string hint = (*said)["error"]["hint"].is_string() ? (*said)["error"]["hint"] : "";
    CHECK(hint.find_first_of("{<") == std::string::npos);
    return (*said)["act"];
  };
  lost("print",
       {"label", "print", typed, "--template", "roll-60x40-seal", "--codes", "item_seal", "--count",
        "6"},
       true);
  lost("reprint", {"label", "reprint", "1", "--labels", "2..3", "--reason", "rách"}, true);
  lost("void", {"label", "void", typed, "--first", "5", "--reason", "rách"});
  lost("outcome", {"label", "done", "1", "--all"});
  lost("recall", {"lot", "recall", typed, "--reason", "mốc", "--confirm",
                  works.temgoc({"--json", "lot", "show", typed}).json()["lot"]});
  lost("records", {"import", "cooperatives", third});
  lost("record", {"cooperative", "add", "--id", "C78", "--name", "HTX Bảy tám"});
  const Json link = lost("link", {"link", "add", "--gtin", kFish, "--type", "gs1:recipeInfo",
                                  "--url", "https://example.vn/", "--title", "món"});
  lost("link_removed", {"link", "remove", link["link"]});
  lost("printer", {"printer", "add", "--id", "zd", "--language", "zpl"});
  lost("calibration",
       {"printer", "calibrate", "zd", "--template", "roll-60x40-seal", "--first-right", "1",
        "--first-down", "0", "--last-right", "1", "--last-down", "0"});
  const Json key = lost("key", {"key", "new", "--cooperative", "C78"}, true);
  lost("key_status", {"key", "retire", key["key_id"]});
  lost("trust_list",
       {"trust", "sign", "--root-keys", works.root_keys().string(), "--root-passphrase-file",
        (works.scratch().path() / "root-passphrase").string(), "--confirm", key["key_id"]});
  lost("file", {"bundle", "build"}, true);
  lost("scan", {"verify", typed, "--record-scan", "Cần Thơ"});
  // What records nothing says that too.
  const Ran list = with_stdout(works, {"--json", "lot", "list"}, ">/dev/full");
  CHECK(list.status == 9);
  CHECK(parse_json(list.err).value()["recorded"] == false);
  CHECK(works.temgoc({"--json", "lot", "show", "ZZZZ"}).json()["recorded"] == false);
}

TEST_CASE("the same command within minutes is stopped, and names what stands") {
  const Works works;
  const Words issue = as_json(issue_words(works));
  const Json first = works.temgoc(issue).json();
  REQUIRE(first["ok"] == true);
  // Written otherwise it is the same.
  Words otherwise = issue;
  otherwise[6] =
      days_ago(0).substr(8, 2) + "/" + days_ago(0).substr(5, 2) + "/" + days_ago(0).substr(0, 4);
  otherwise[8] = "120,0";
  for (const Words& again : {issue, otherwise}) {
    const Ran stopped = works.temgoc(again);
    CHECK(stopped.status == 6);
    const Json said = stopped.json();
    CHECK(said["error"]["code"] == "repeated_command");
    CHECK(said["recorded"] == false);
    CHECK(said["act"]["lot"] == first["lot"]);
    const std::string message = said["error"]["message"], hint = said["error"]["hint"];
    CHECK(message.find(first["lot"].get<std::string>()) != std::string::npos);
    CHECK(hint.find("--again") != std::string::npos);
    CHECK(hint.find(first["short_code"].get<std::string>()) != std::string::npos);
  }
  CHECK(lots(works).size() == 1);
  // Other facts, a purpose, or a name of its own go on.
  CHECK(works.temgoc(as_json(issue_words(works, {"--shelf-life", "9"}))).status == 0);
  CHECK(works.temgoc(as_json(issue_words(works, {"--again"}))).status == 0);
  CHECK(works.temgoc(as_json(issue_words(works, {"--request-id", "phiếu 1"}))).status == 0);
  CHECK(works.temgoc(as_json(issue_words(works, {"--request-id", "phiếu 1"}))).json()["created"] ==
        false);
  CHECK(lots(works).size() == 4);
}

TEST_CASE("a repeated print, reprint, recall and calibration is stopped; a no-op is not") {
  const Works works;
  const Json lot = works.issue(kFish);
  const std::string typed = lot["short_code"];
  const auto code = [&](Words words) {
    const Json json = works.temgoc(as_json(std::move(words))).json();
    return json["ok"] == true ? std::string("ok") : json["error"]["code"].get<std::string>();
  };
  const auto once = [&](const Words& words) {
    CAPTURE(words);
    CHECK(code(words) == "ok");
    CHECK(code(words) == "repeated_command");
    Words again = words;
    again.emplace_back("--again");
    CHECK(code(again) == "ok");
  };
  once({"label", "print", typed, "--template", "roll-60x40-seal", "--count", "2"});
  once({"label", "reprint", "1", "--reason", "rách"});
  const Words recall{"lot", "recall", typed, "--reason", "mốc", "--confirm", lot["lot"]};
  CHECK(code(recall) == "ok");
  CHECK(code(recall) == "already_recalled");
  REQUIRE(code({"printer", "add", "--id", "zd", "--language", "zpl"}) == "ok");
  once({"printer", "calibrate", "zd", "--template", "roll-60x40-seal", "--first-right", "1",
        "--first-down", "0", "--last-right", "1", "--last-down", "0"});
  // What changes nothing is no repeat, what would change it back and forth is one.
  const auto add = [&](const char* name) {
    return code({"cooperative", "add", "--id", "C78", "--name", name, "--update"});
  };
  CHECK(add("HTX Một") == "ok");
  CHECK(add("HTX Một") == "ok");
  CHECK(add("HTX Hai") == "ok");
  CHECK(add("HTX Một") == "repeated_command");
  const std::string table = std::string(TEMGOC_SOURCE_DIR) + "/examples/cooperatives.csv";
  CHECK(code({"import", "cooperatives", table}) == "ok");
}

TEST_CASE("at a terminal a person is asked, and no is no") {
  const Works works;
  const auto at_terminal = [&](const std::string& typed) {
    std::string line = quoted(kTemgoc);
    for (const std::string& word : issue_words(works)) line += " " + quoted(word);
    return run("script", {"-qec", line, "/dev/null"}, works.folder(), typed);
  };
  CHECK(at_terminal("").status == 0);
  CHECK(at_terminal("n\n").status == 6);
  CHECK(lots(works).size() == 1);
  const Ran yes = at_terminal("y\n");
  CHECK_MESSAGE(yes.status == 0, yes.out);
  CHECK(yes.out.find("Do it once more?") != std::string::npos);
  CHECK(lots(works).size() == 2);
}

TEST_CASE("of two prints to one file at once, one has it and the other's labels are void") {
  const Works works;
  const Json lot = works.issue(kFish);
  const std::string typed = lot["short_code"];
  const auto out = works.scratch().path() / "labels.pdf";
  Ran ran[2];
  {
    std::vector<std::jthread> printers;
    for (int i : {0, 1}) {
      printers.emplace_back([&, i] {
        ran[i] = works.temgoc({"--json", "label", "print", typed, "--template", "roll-60x40-seal",
                               "--codes", "item_seal", "--count", std::to_string(20 + i), "--out",
                               out.string(), "--passphrase-file", works.passphrase_file()});
      });
    }
  }
  const Json jobs = works.temgoc({"--json", "label", "list"}).json()["jobs"];
  int printed = 0;
  for (const Json& job : jobs) printed += job["state"] == "printed";
  CHECK(printed == 1);
  CHECK((ran[0].status == 0) != (ran[1].status == 0));
  const Json lost = ran[0].status == 0 ? ran[1].json() : ran[0].json();
  const std::string code = lost["error"]["code"];
  CHECK_MESSAGE((code == "out_exists" || code == "print_unfinished"), lost.dump());
  CHECK(lost["recorded"] == false);  // nothing of it counts: it may be printed again
  for (const auto& entry : fs::directory_iterator(works.scratch().path()))
    CHECK(entry.path().filename().string().find(".unread") == std::string::npos);
}
