// Error codes provoked through the whole program, in both languages. docs/errors.md lists what each
// says, and where it is provoked.
#include <doctest/doctest.h>

#include <sys/mount.h>
#include <sys/stat.h>

#include <set>

#include "journeys/works.h"
#include "temgoc/base/words.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

struct Provocation {
  std::string code;
  Words command;
};

// The code that the program answers with, after it said the same in both languages.
std::string said(const Works& works, const Words& command) {
  std::string code;
  for (const char* language : {"vi", "en"}) {
    Words words{"--json", "--lang", language};
    words.insert(words.end(), command.begin(), command.end());
    const Ran ran = works.temgoc(words);
    const Json answer = ran.json();
    if (!answer.contains("error")) return "ok";
    code = answer["error"]["code"];
    CHECK(ran.status != 0);
    CHECK(answer["error"]["message"].get<std::string>().size() > 5);
    CHECK_MESSAGE(answer["error"]["hint"].is_string(), code, " says not what to do");
  }
  return code;
}

std::string hint_of(const Works& works, const Words& command) {
  Words words{"--json"};
  words.insert(words.end(), command.begin(), command.end());
  return works.temgoc(words).json()["error"]["hint"].get<std::string>();
}

Words issue_with(const Works& works, const Words& more) {
  Words command{"lot",      "issue",     "--product",         kFish,
                "--packed", today_iso(), "--quantity",        "1",
                "--unit",   "kg",        "--passphrase-file", works.passphrase_file()};
  command.insert(command.end(), more.begin(), more.end());
  return command;
}

Words init_with(const Works& works, const Words& more) {
  const std::string scratch = works.scratch().path().string();
  Words command{"init",
                scratch + "/w2",
                "--realm",
                "x.example.vn",
                "--root-keys",
                scratch + "/r2",
                "--root-passphrase-file",
                works.passphrase_file()};
  command.insert(command.end(), more.begin(), more.end());
  return command;
}

Words print_with(const std::string& lot, const Words& more) {
  Words command{"label", "print", lot, "--template", "roll-60x40-seal", "--count", "1"};
  command.insert(command.end(), more.begin(), more.end());
  return command;
}

std::vector<Provocation> of_usage() {
  return {{"usage_no_command", {}},
          {"usage_unknown", {"lto"}},
          {"usage_unknown", {"lot", "lits"}},
          {"usage_missing", {"lot", "show"}},
          {"usage_value_missing", {"lot", "list", "--limit"}},
          {"option_not_number", {"lot", "list", "--limit", "x"}},
          {"date_unreadable", {"lot", "list", "--from", "x"}}};
}

std::vector<Provocation> of_init(const Works& works) {
  return {
      {"workplace_exists",
       {"init", works.folder(), "--realm", "x.example.vn", "--root-passphrase-file",
        works.passphrase_file()}},
      {"root_keys_inside", init_with(works, {"--root-keys", works.scratch().path() / "w2/keys"})},
      {"root_keys_exist", init_with(works, {"--root-keys", works.root_keys()})},
      {"roots_number", init_with(works, {"--roots", "17"})},
      {"roots_threshold", init_with(works, {"--roots", "3", "--threshold", "4"})},
      {"realm_invalid", init_with(works, {"--realm", "X"})},
      {"host_invalid", init_with(works, {"--host", "x"})},
      {"host_reserved", init_with(works, {"--host", "temgoc.invalid"})},
      {"passphrases_count",
       init_with(works, {"--roots", "3", "--root-passphrase-file", works.passphrase_file()})},
      // More than are needed are as wrong as fewer.
      {"passphrases_count",
       init_with(works, {"--roots", "1", "--root-passphrase-file", works.passphrase_file()})},
      {"file_not_found", {"import", "products", "/no/such/file.csv"}}};
}

std::vector<Provocation> of_lots(const Works& works, const std::string& lot) {
  return {{"packed_before_2020", issue_with(works, {"--packed", "31/12/2019", "--backdate", "x"})},
          {"packed_in_future", issue_with(works, {"--packed", days_ago(-1)})},
          {"packed_too_long_ago", issue_with(works, {"--packed", days_ago(31)})},
          {"date_two_digit_year", issue_with(works, {"--packed", "24/11/26"})},
          {"product_unknown", issue_with(works, {"--product", "8938501234568"})},
          {"gtin_length", issue_with(works, {"--product", "12345"})},
          {"quantity_unreadable", issue_with(works, {"--quantity", "x"})},
          {"quantity_ambiguous", issue_with(works, {"--quantity", "1.234"})},
          {"quantity_not_positive", issue_with(works, {"--quantity", "0"})},
          {"unit_missing", issue_with(works, {"--unit", " "})},
          {"place_unknown", issue_with(works, {"--place", "X9"})},
          {"key_missing", issue_with(works, {"--product", kLettuce})},
          {"key_passphrase_wrong",
           issue_with(works, {"--passphrase-file", works.scratch().path() / "root-passphrase"})},
          {"lot_unknown", {"lot", "show", "NOPE", "--product", kFish}},
          {"lot_code_alone", {"lot", "show", "261124-01"}},
          {"short_code_check", {"lot", "show", "ABCD-EFGH-K"}},
          {"recall_scope_unknown",
           {"lot", "recall", lot, "--reason", "x", "--scope", "village", "--confirm", "x"}},
          {"recall_not_confirmed", {"lot", "recall", lot, "--reason", "x", "--confirm", "x"}}};
}

std::vector<Provocation> of_labels(const std::string& lot) {
  return {{"code_kind_unknown", print_with(lot, {"--codes", "x"})},
          {"cell_order_unknown", print_with(lot, {"--order", "x"})},
          {"e_label_off", print_with(lot, {"--template", "roll-60x40-elabel"})},
          {"evidence_kind_unknown",
           {"evidence", "add", "paper.pdf", "--of", "event/1", "--as", "x", "--title", "x"}},
          {"copies_invalid", print_with(lot, {"--copies", "0"})},
          {"option_number_too_large", print_with(lot, {"--copies", "99999999999"})},
          {"count_invalid", print_with(lot, {"--count", "0"})},
          {"out_invalid", print_with(lot, {"--out", ""})},
          {"folder_not_found", print_with(lot, {"--out", "/no/such/folder/x.pdf"})},
          {"printer_unknown", print_with(lot, {"--printer", "x"})},
          {"label_language_unknown", print_with(lot, {"--label-language", "x"})},
          {"template_unknown", print_with(lot, {"--template", "x"})},
          {"printer_language_unknown",
           {"printer", "add", "--id", "P", "--name", "P", "--language", "x"}},
          {"print_job_unknown", {"label", "show", "77"}},
          {"serial_range_invalid",
           {"label", "void", lot, "--first", "5", "--last", "3", "--reason", "x"}},
          {"serial_not_issued", {"label", "void", lot, "--first", "5", "--reason", "x"}}};
}

std::vector<Provocation> of_keys_and_trust(const Works& works) {
  const std::string passphrase = works.passphrase_file();
  return {{"cooperative_unknown",
           {"key", "new", "--cooperative", "C77", "--passphrase-file", passphrase}},
          {"cooperative_has_key",
           {"key", "new", "--cooperative", "C01", "--passphrase-file", passphrase}},
          {"key_unknown", {"key", "retire", "ffffffff"}},
          {"root_key_missing",
           {"trust", "sign", "--root-keys", works.folder() / "labels", "--root-passphrase-file",
            passphrase}},
          {"roots_not_drafted",
           {"roots", "sign", "--root-keys", works.root_keys(), "--root-passphrase-file",
            works.scratch().path() / "root-passphrase"}},
          {"roots_unchanged", {"roots", "rotate"}},
          {"root_unknown", {"roots", "rotate", "--remove", "x"}},
          {"root_unreadable", {"roots", "rotate", "--add", "x"}},
          {"record_unknown", {"product", "show", "P77"}},
          {"link_unknown", {"link", "remove", "77"}},
          {"witness_name_invalid",
           {"witness", "new", "--key", works.scratch().path() / "w", "--state",
            works.scratch().path() / "w-state", "--name", "a b"}},
          {"bundle_days_invalid", {"bundle", "build", "--days", "0"}},
          {"template_unknown", {"template", "check", "x"}},
          {"listen_invalid", {"serve", "--listen", "x"}}};
}

// The program as somebody who is not the super-user, whom permissions bind.
Ran as_nobody(const Works& works, const std::string& command) {
  return run("setpriv", {"--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c",
                         "TEMGOC_LANG=vi TEMGOC_WORKPLACE='" + works.folder().string() + "' '" +
                             kTemgoc + "' --json " + command});
}
std::string code_of(const Ran& ran) {
  const Json answer = ran.json();
  return answer.contains("error") ? answer["error"]["code"].get<std::string>() : "ok";
}

void give_to_nobody(const Works& works) {
  run("chown", {"-R", "65534:65534", works.scratch().path()});
}

}  // namespace

TEST_CASE("each fault of a command is called by its name, in both languages, with what to do") {
  const Works works;
  const std::string lot = works.issue(kFish)["short_code"];
  std::vector<Provocation> all = of_usage();
  for (const auto& more :
       {of_init(works), of_lots(works, lot), of_labels(lot), of_keys_and_trust(works)})
    all.insert(all.end(), more.begin(), more.end());
  for (const Provocation& each : all) {
    CAPTURE(each.code);
    CHECK(said(works, each.command) == each.code);
  }
}

TEST_CASE("the verifier calls its faults by name too") {
  const Works works;
  const auto verifier = [&](const Words& more) {
    return works.verify_offline(works.issue(kFish)["url"], more).json()["error"]["code"];
  };
  const std::string state = works.scratch().write("state", "x").string();
  CHECK(verifier({"--state", state}) == "state_unreadable");
  const std::string note =
      works.scratch()
          .write("roots", "temgoc-roots/v1\n{}\n\n\u2014 x " + std::string(92, 'A') + "\n")
          .string();
  const Ran ran = run(kVerify, {"--json", "--roots", note, "--trust", "/no/such/file", "x"});
  const std::string code = ran.json()["error"]["code"];
  CHECK((code == "roots_unreadable" || code == "note_unreadable"));
  CHECK(ran.json()["error"]["message"].get<std::string>().find(note) != std::string::npos);
  CHECK(run(kTemgoc, {"--json", "--lang", "xx", "lot", "list"}).json()["error"]["code"] ==
        "usage_value_unknown");
}

TEST_CASE("settings that contradict what was printed are refused, each by its name") {
  const Works works;
  REQUIRE(works.issue(kFish)["ok"] == true);
  const std::string settings = text_of(works.folder() / "temgoc.toml");
  const auto with = [&](const std::string& from, const std::string& to, const Words& command) {
    std::string changed = settings;
    REQUIRE(changed.find(from) != std::string::npos);
    changed.replace(changed.find(from), from.size(), to);
    works.scratch().write("works/temgoc.toml", changed);
    return said(works, command);
  };
  const Words list{"lot", "list"};
  CHECK(with("\"tg.example.vn\"", "\"other.example.vn\"", list) == "host_removed");
  CHECK(with("\"ocop.example.vn\"", "\"other.example.vn\"", list) == "realm_changed");
  CHECK(with("\"tg.example.vn\"", "\"new.example.vn\", \"tg.example.vn\"", issue_with(works, {})) ==
        "host_not_trusted");
  CHECK(with("staff_networks = []", "staff_networks = [\"x\"]",
             {"serve", "--listen", "127.0.0.1:0"}) == "staff_network_invalid");
  CHECK(with("trusted_proxies = []", "trusted_proxies = [\"x\"]",
             {"serve", "--listen", "127.0.0.1:0"}) == "proxy_invalid");
  CHECK(with("realm", "ream", list) == "setting_unknown");
  CHECK(with("realm = ", "realm = [", list) == "settings_unreadable");
}

TEST_CASE("keys are used once, and warnings are said by name") {
  const Works works;
  const std::string passphrase = works.passphrase_file();
  CHECK(said(works, {"lot", "issue", "--product", kFish, "--packed", today_iso(), "--quantity", "1",
                     "--unit", "kg"}) == "passphrase_missing");
  CHECK(said(works, issue_with(works, {"--place", "L90"})) == "place_of_other_cooperative");
  CHECK(said(works, {"import", "products",
                     std::string(TEMGOC_SOURCE_DIR) + "/examples/products_with_errors.csv"}) ==
        "import_has_errors");
  const Words rotate{"key", "rotate", "--cooperative", "C90", "--passphrase-file", passphrase};
  REQUIRE(works.temgoc(rotate).status == 0);
  CHECK(said(works, rotate) == "rotation_unfinished");
  const Json keys = works.temgoc({"--json", "key", "list"}).json()["keys"];
  for (const Json& key : keys) {
    if (key["cooperative"] != "C01") continue;
    const std::string id = key["key_id"];
    REQUIRE(works.temgoc({"key", "retire", id}).status == 0);
    CHECK(said(works, {"key", "retire", id}) == "key_not_active");
  }
  // What its sentence says before its first place.
  const auto warns = [](const std::string& code, const std::string& text) {
    const std::string sentence = words(Language::en, "error." + code, {{"value", "x"}});
    return text.find(sentence.substr(0, sentence.find("x"))) != std::string::npos;
  };
  works.scratch().write("works/label_templates/broken.toml", "x = [");
  CHECK(warns("template_unusable", works.temgoc({"template", "list"}).err));
}

TEST_CASE("a folder named with a slash at its end has its root keys beside it all the same") {
  const ScratchFolder scratch;
  const Ran ran = run(
      kTemgoc, {"--json", "init", scratch.path().string() + "/works/", "--realm", "x.example.vn",
                "--root-passphrase-file", scratch.write("p", "khóa gốc trong két sắt\n")});
  CHECK(code_of(ran) == "ok");
  CHECK(fs::exists(scratch.path() / "works-root-keys/roots"));
}

TEST_CASE("a workplace that lost a file is told from a folder that is none") {
  const Works works;
  fs::rename(works.folder() / "temgoc.toml", works.scratch().path() / "toml");
  CHECK(said(works, {"lot", "list"}) == "workplace_damaged");
  CHECK(hint_of(works, {"lot", "list"}).find("temgoc init") == std::string::npos);
  CHECK(said(works, {"init", works.folder(), "--realm", "x.example.vn", "--root-keys",
                     works.scratch().path() / "r3", "--root-passphrase-file",
                     works.passphrase_file()}) == "workplace_remains");
  fs::rename(works.scratch().path() / "toml", works.folder() / "temgoc.toml");

  fs::rename(works.folder() / "registry.sqlite", works.scratch().path() / "registry");
  CHECK(said(works, {"lot", "list"}) == "registry_not_found");
  CHECK(hint_of(works, {"lot", "list"}).find("temgoc init") == std::string::npos);
  fs::rename(works.scratch().path() / "registry", works.folder() / "registry.sqlite");
  CHECK(said(works, {"lot", "list"}) == "ok");

  CHECK(code_of(run(kTemgoc, {"--json", "lot", "list"}, works.scratch().path())) ==
        "workplace_not_found");
}

TEST_CASE("a damaged list or root set is named with the copy that takes its place") {
  const Works works;
  // The registry holds every list: one that is damaged or gone is written again.
  const std::string list = text_of(works.folder() / "trust/trust_list");
  for (const std::string& damage : {std::string(), list.substr(0, list.size() / 2)}) {
    works.scratch().write("works/trust/trust_list", damage);
    CHECK(said(works, {"lot", "list"}) == "ok");
    CHECK(text_of(works.folder() / "trust/trust_list") == list);
  }
  for (const char* name : {"roots"}) {
    const fs::path file = works.folder() / "trust" / name;
    const std::string content = text_of(file);
    for (const std::string& damage :
         {std::string(), content.substr(0, content.size() / 2), std::string("\n") + content}) {
      works.scratch().write("works/trust/" + std::string(name), damage);
      CHECK(said(works, {"lot", "list"}) == "trust_file_damaged");
    }
    const std::string remedy = hint_of(works, {"lot", "list"});
    const std::string command = remedy.substr(remedy.find("cp "));
    CHECK(run("sh", {"-c", command}).status == 0);
    CHECK(text_of(file) == content);
    CHECK(said(works, {"lot", "list"}) == "ok");
  }
  const auto lose_copies = [&] { fs::remove_all(works.folder() / "trust/signed"); };
  lose_copies();
  CHECK(said(works, {"lot", "list"}) == "ok");
  CHECK(fs::exists(works.folder() / "trust/signed/roots-1"));
  lose_copies();
  CHECK(run("sqlite3", {(works.folder() / "registry.sqlite").string(),
                        "DROP TRIGGER trust_note_remains; DELETE FROM trust_note"})
            .status == 0);
  CHECK(said(works, {"lot", "list"}) == "trust_copies_lost");
  const std::string way_on = hint_of(works, {"lot", "list"});
  CHECK(run("sh", {"-c", way_on.substr(way_on.find("mkdir "))}).status == 0);
  CHECK(said(works, {"lot", "list"}) == "ok");
  lose_copies();
  fs::remove(works.folder() / "trust/roots");
  CHECK(said(works, {"lot", "list"}) == "trust_file_lost");
}

TEST_CASE("labels go into their folder, also where somebody deleted it") {
  const Works works;
  const Json lot = works.issue(kFish);
  fs::remove_all(works.folder() / "labels");
  const Json printed = works
                           .temgoc({"--json", "label", "print", lot["short_code"], "--template",
                                    "roll-60x40-seal", "--count", "1"})
                           .json();
  CHECK(printed["ok"] == true);
  CHECK_FALSE(fs::is_empty(works.folder() / "labels"));
}

TEST_CASE("what may not be read or written is called so, not a damage and not a full disk" *
          doctest::skip(getuid() != 0)) {
  const Works works;
  const std::string lot = works.issue(kFish)["short_code"];
  give_to_nobody(works);
  const auto forbidden = [&](const fs::path& path, const std::string& command) {
    const auto mode = fs::status(path).permissions();
    fs::permissions(path, fs::perms::none);
    const Ran ran = as_nobody(works, command);
    fs::permissions(path, mode);
    CAPTURE(ran.out);
    return code_of(ran);
  };
  REQUIRE(code_of(as_nobody(works, "lot list")) == "ok");
  CHECK(forbidden(works.folder() / "temgoc.toml", "lot list") == "file_unreadable");
  CHECK(forbidden(works.folder() / "trust/trust_list", "lot list") == "ok");  // the registry has it
  CHECK(forbidden(works.folder() / "log", "lot list") == "file_unreadable");
  CHECK(forbidden(works.folder() / "registry.sqlite", "lot list") == "write_denied");
  run("chmod", {"-R", "a-w", works.folder() / "labels"});
  CHECK(code_of(as_nobody(works, "label print " + lot + " --template roll-60x40-seal --count 1")) ==
        "write_denied");
  const Ran refused = as_nobody(works, "init '" + (works.folder() / "labels/w").string() +
                                           "' --realm x.example.vn --root-passphrase-file '" +
                                           works.passphrase_file() + "'");
  CHECK(code_of(refused) == "write_denied");
  CHECK(refused.json()["error"]["message"].get<std::string>().find("không có quyền") !=
        std::string::npos);
}

TEST_CASE("the roots' second signing says what is left to do") {
  const Works works;
  const std::string passphrase = works.scratch().path() / "root-passphrase";
  const std::string key_folder = works.scratch().path() / "new-root";
  const Json key =
      works.temgoc({"--json", "roots", "key", key_folder, "--root-passphrase-file", passphrase})
          .json();
  REQUIRE(key["ok"] == true);
  REQUIRE(
      works.temgoc({"roots", "rotate", "--add", "new=" + key["key"].get<std::string>()}).status ==
      0);
  const Words sign{"roots",   "sign", "--root-keys", works.root_keys(), "--root-passphrase-file",
                   passphrase};
  REQUIRE(works.temgoc(sign).status == 0);
  CHECK(said(works, sign) == "roots_waiting");
}

TEST_CASE("a list in force is said to be so, also where its draft cannot be removed" *
          doctest::skip(getuid() != 0)) {
  const Works works;
  REQUIRE(works.temgoc({"trust", "draft"}).status == 0);
  const fs::path pending = works.folder() / "trust/pending";
  // A mount over the file itself keeps it from being removed.
  const std::string sign =
      "mount --bind '" + (pending / "trust_list").string() + "' '" +
      (pending / "trust_list").string() + "' && TEMGOC_WORKPLACE='" + works.folder().string() +
      "' '" + kTemgoc + "' --json trust sign --root-keys '" + works.root_keys().string() +
      "' --root-passphrase-file '" + (works.scratch().path() / "root-passphrase").string() + "'";
  const Ran ran = run("unshare", {"-m", "sh", "-c", sign});
  CHECK(ran.json()["in_force"] == true);
  CHECK(works.temgoc({"trust", "show"}).status == 0);
}

TEST_CASE("a full disk keeps nobody from reading" * doctest::skip(getuid() != 0)) {
  const Works works;
  const Json lot = works.issue(kFish);
  const std::string small = works.scratch().path() / "small";
  fs::create_directory(small);
  const std::string program = "'" + kTemgoc + "' --json ";
  // The file system is filled to the last byte after the workplace was copied. The doctor says that
  // no room is left, and all else that it finds.
  const std::string script =
      "mount -t tmpfs -o size=16m none '" + small + "' && cp -a '" + works.folder().string() +
      "' '" + small + "/works' && (cat /dev/zero > '" + small +
      "/fill' 2>/dev/null; true) && cd '" + small + "/works' && for c in 'lot list' 'verify " +
      lot["url"].get<std::string>() + "' 'trust show' 'label list' 'log check'; do " + program +
      "$c || exit 1; done; " + program + "doctor; " + program + "lot issue --product " + kFish +
      " --packed " + today_iso() + " --quantity 1 --unit kg --passphrase-file '" +
      works.passphrase_file() + "'";
  const Ran ran = run("unshare", {"-m", "sh", "-c", script});
  CAPTURE(ran.out);
  CAPTURE(ran.err);
  CHECK(ran.status == 9);
  CHECK(ran.out.find("\"disk_write_failed\"") != std::string::npos);
  CHECK(ran.out.find("\"sound\":true") != std::string::npos);
  CHECK(ran.out.find("\"doctor_little_room\"") != std::string::npos);
}

TEST_CASE("an init that was killed anywhere is made again as if it had not been") {
  const ScratchFolder scratch;
  const std::string passphrase = scratch.write("p", "khóa gốc trong két sắt\n");
  const auto init = [&](const std::string& name) {
    return Words{"--json",  "init",         (scratch.path() / name).string(),
                 "--realm", "x.example.vn", "--root-passphrase-file",
                 passphrase};
  };
  setenv("FAULT", "kill", 1);
  setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 1);
  unsigned killed = 0;
  for (int call = 3; call < 400; call += call < 60 ? 14 : 40) {
    const std::string name = "w" + std::to_string(call);
    setenv("FAULT_AT", std::to_string(call).c_str(), 1);
    setenv("LD_PRELOAD", TEMGOC_BINARY_DIR "/libfault_at.so", 1);
    const Ran ran = run(kTemgoc, init(name));
    unsetenv("LD_PRELOAD");
    const bool was_killed = ran.status == 128 + 9;
    killed += was_killed ? 1 : 0;
    if (!was_killed) {
      CHECK(code_of(ran) == "ok");
      break;
    }
    const Ran again = run(kTemgoc, init(name));
    const bool whole = fs::exists(scratch.path() / name / "temgoc.toml");
    CAPTURE(call);
    CAPTURE(again.out);
    CHECK(whole);
    // Killed after its last step it is whole already.
    const std::string code = code_of(again);
    CHECK((code == "ok" || code == "workplace_exists"));
    CHECK(code_of(run(kTemgoc, {"--json", "trust", "show"}, scratch.path() / name)) == "ok");
    CHECK(fs::exists(scratch.path() / (name + "-root-keys") / "roots"));
  }
  for (const char* variable : {"FAULT", "FAULT_AT", "ASAN_OPTIONS"}) unsetenv(variable);
  CHECK(killed >= 5);
  for (const auto& entry : fs::directory_iterator(scratch.path()))
    CHECK(entry.path().filename().string().front() != '.');
}
