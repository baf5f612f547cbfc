// Backups of a workplace that works, and the way back: no number is ever used twice.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <thread>

#include "journeys/works.h"
#include "temgoc/base/number_lock.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

// A workplace with a backup folder beside it.
struct Kept {
  Works works;
  std::string backups = (works.scratch().path() / "backups").string();
  std::string passphrase = works.scratch().write("backup-passphrase", "giấy trong két sắt\n");
  std::string restored = (works.scratch().path() / "restored").string();

  Ran create(const Words& more = {}) const {
    Words words{"--json", "backup", "create", backups, "--passphrase-file", passphrase};
    words.insert(words.end(), more.begin(), more.end());
    return works.temgoc(words);
  }
  void must_create(const Words& more = {}) const {
    const Ran ran = create(more);
    REQUIRE_MESSAGE(ran.status == 0, (ran.out + ran.err));
  }
  Ran check(const Words& more = {}) const {
    Words words{"--json", "backup", "check", backups};
    words.insert(words.end(), more.begin(), more.end());
    return run(kTemgoc, words);
  }
  Ran restore(const Words& more, const std::string& source = {}) const {
    Words words{"--json", "backup", "restore",           source.empty() ? backups : source,
                "--to",   restored, "--passphrase-file", passphrase};
    words.insert(words.end(), more.begin(), more.end());
    return run(kTemgoc, words);
  }
  Ran there(const Words& words) const { return run(kTemgoc, words, restored); }
  Json issue_there(const Words& more = {}) const {
    Words words{"--json",
                "lot",
                "issue",
                "--product",
                kFish,
                "--quantity",
                "5",
                "--unit",
                "kg",
                "--packed",
                today_iso(),
                "--passphrase-file",
                works.passphrase_file()};
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = there(words);
    REQUIRE_MESSAGE(ran.status == 0, (ran.out + ran.err));
    return ran.json();
  }
  void print(const std::string& code, const std::string& count) const {
    const Ran ran =
        works.temgoc({"label", "print", code, "--template", "roll-60x40-seal", "--codes",
                      "item_seal", "--count", count, "--passphrase-file", works.passphrase_file()});
    REQUIRE_MESSAGE(ran.status == 0, ran.err);
  }
  void recall(const Json& lot) const {
    REQUIRE(works
                .temgoc({"lot", "recall", lot["short_code"].get<std::string>(), "--reason",
                         "nhiễm khuẩn", "--confirm", lot["lot"].get<std::string>()})
                .status == 0);
  }
};

std::string verdict_of(const Ran& ran) { return ran.json()["verdict"].get<std::string>(); }

fs::path some_object(const fs::path& backups) {
  for (const auto& entry : fs::recursive_directory_iterator(backups / "objects"))
    if (entry.is_regular_file() && entry.file_size() > 1000) return entry.path();
  return {};
}

}  // namespace

TEST_CASE("a backup is checked anywhere, and names what was altered in it") {
  const Kept kept;
  kept.works.issue(kFish);
  kept.must_create();
  CHECK(kept.check().status == 0);
  CHECK(kept.check({"--passphrase-file", kept.passphrase}).json()["keys_opened"] == true);
  const std::string wrong = kept.works.scratch().write("wrong", "không phải cụm này\n");
  CHECK(kept.check({"--passphrase-file", wrong}).json()["differences"][0]["code"] ==
        "key_passphrase_wrong");
  const fs::path object = some_object(kept.backups);
  std::string content = text_of(object);
  content[content.size() / 2] ^= 1;
  std::ofstream(object, std::ios::binary) << content;
  const Ran altered = kept.check();
  CHECK(altered.status == 3);
  CHECK(altered.json()["differences"][0]["code"] == "backup_object_differs");
}

TEST_CASE("of a log a backup has what is published, and not what this workplace alone goes by") {
  const Kept kept;
  kept.works.issue(kFish);
  REQUIRE(kept.works.temgoc({"log", "check"}).status == 0);
  REQUIRE(fs::exists(kept.works.folder() / "log/edge"));
  REQUIRE(fs::exists(kept.works.folder() / "log/checked"));
  kept.must_create();
  int checkpoints = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kept.backups)) {
    if (!entry.is_regular_file()) continue;
    const std::string text = text_of(entry.path());
    checkpoints += text.find(" log/checkpoint\n") != text.npos;
    CHECK(text.find(" log/edge\n") == text.npos);
    CHECK(text.find(" log/checked\n") == text.npos);
  }
  CHECK(checkpoints == 1);
}

TEST_CASE("no key lies readable in a backup") {
  const Kept kept;
  kept.must_create();
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kept.backups)) {
    if (!entry.is_regular_file()) continue;
    ++files;
    CAPTURE(entry.path());
    CHECK(text_of(entry.path()).find("BEGIN PRIVATE KEY") == std::string::npos);
  }
  CHECK(files > 10);
  CHECK(!fs::is_empty(fs::path(kept.backups) / "keys"));
}

TEST_CASE("a second backup writes what is new, asks for no passphrase, and old ones are thinned") {
  const Kept kept;
  kept.works.issue(kFish);
  const Json first = kept.create().json();
  kept.works.issue(kFish);
  const Ran second = kept.works.temgoc({"--json", "backup", "create", kept.backups});
  REQUIRE_MESSAGE(second.status == 0, second.out);
  CHECK(second.json()["bytes_written"] < first["bytes_written"]);
  const Json third =
      kept.works.temgoc({"--json", "backup", "create", kept.backups, "--keep", "1"}).json();
  CHECK(third["removed"] == 2);
  CHECK(run(kTemgoc, {"--json", "backup", "list", kept.backups}).json()["backups"].size() == 1);
  CHECK(kept.check().status == 0);
}

TEST_CASE("a backup is kept when it is made, though others are named later than it") {
  const Kept kept;
  const std::string first = kept.create().json()["backup"].get<std::string>();
  const fs::path manifests = fs::path(kept.backups) / "backups";
  fs::copy(manifests / first, manifests / "20990101T000000Z");  // by a clock that was ahead
  const Json made =
      kept.works.temgoc({"--json", "backup", "create", kept.backups, "--keep", "1"}).json();
  CHECK(made["removed"] == 2);
  const Json listed = run(kTemgoc, {"--json", "backup", "list", kept.backups}).json()["backups"];
  REQUIRE(listed.size() == 1);
  CHECK(fs::exists(manifests / made["backup"].get<std::string>()));
}

TEST_CASE("what a backup lacks of rolls is taken back from the log, but for a roll's codes") {
  const Kept kept;
  const Works& works = kept.works;
  const auto print = [&](const char* labels) {
    const Ran printed = works.temgoc(
        {"--json", "roll", "print", kFish, "--template", "roll-50x30-code", "--count", labels});
    REQUIRE_MESSAGE(printed.status == 0, printed.out, printed.err);
    const std::string roll = std::to_string(printed.json()["roll"].get<int>());
    std::vector<std::string> links;
    const Json shown = works.temgoc({"--json", "roll", "show", roll}).json();
    for (const Json& code : shown["codes"])
      links.push_back("https://tg.example.vn/01/0" + kFish + "/21/" + code.get<std::string>());
    return links;
  };
  const auto codes = print("4");
  const Json lot = works.issue(kFish);
  kept.must_create();
  REQUIRE(works
              .temgoc({"roll", "claim", lot["short_code"], "--roll", "1", "--first", "1", "--last",
                       "2"})
              .status == 0);
  REQUIRE(works.temgoc({"roll", "void", "1", "--first", "3", "--reason", "rách"}).status == 0);
  const auto lost = print("2");
  const Ran restored = kept.restore({"--old", works.folder().string()});
  REQUIRE_MESSAGE(restored.status == 0, (restored.out + restored.err));
  CHECK(restored.json()["roll_ranges_by_entry"] == 2);
  CHECK(restored.json()["rolls_lost"] == 1);
  const auto verify = [&](const std::string& text) {
    return kept.there({"--json", "verify", text}).json();
  };
  CHECK(verify(codes[0])["verdict"] == "valid");
  CHECK(verify(codes[2])["verdict"] == "void");
  CHECK(verify(codes[3])["verdict"] == "unused");
  CHECK(verify(lost[0])["reason"] == "newer_than_data");
  CHECK(kept.there({"log", "check"}).status == 0);
  // People call a roll by its number: that of the lost one is not given again.
  const Ran next = kept.there(
      {"--json", "roll", "print", kFish, "--template", "roll-50x30-code", "--count", "3"});
  CHECK(next.json()["roll"] == 3);
}

TEST_CASE("a backup that is restored with the log issues behind what the log holds") {
  const Kept kept;
  const Json before = kept.works.issue(kFish);
  kept.print(before["short_code"], "2");
  kept.must_create();
  const Json since = kept.works.issue(kFish);
  kept.print(before["short_code"], "3");
  kept.print(since["short_code"], "2");
  kept.recall(since);
  const Json mistaken = kept.works.issue(kFish);
  REQUIRE(kept.works.temgoc({"lot", "cancel", mistaken["short_code"], "--reason", "nhầm"}).status ==
          0);
  const Ran restored = kept.restore({"--old", kept.works.folder().string()});
  REQUIRE_MESSAGE(restored.status == 0, (restored.out + restored.err));
  const Json report = restored.json();
  CHECK(report["lots_by_entry"] == Json::array({since["lot"], mistaken["lot"]}));
  CHECK(report["print_jobs_by_entry"] == 2);
  CHECK(report["recalls_by_entry"] == 1);
  CHECK(report["lot_cancellations_by_entry"] == 1);
  CHECK(kept.there({"log", "check"}).status == 0);
  CHECK(kept.there(
                {"log", "check", "--checkpoint", (kept.works.folder() / "log/checkpoint").string()})
            .status == 0);

  const Json next = kept.issue_there();
  CHECK(next["issue_number"] == mistaken["issue_number"].get<int>() + 1);
  CHECK(next["lot"] != mistaken["lot"]);
  CHECK(kept.there({"--json", "verify", mistaken["url"]}).json()["reason"] == "lot_cancelled");
  CHECK(verdict_of(kept.there({"--json", "verify", before["url"]})) == "valid");
  CHECK(verdict_of(kept.there({"--json", "verify", since["url"]})) == "recalled");
  // Serials 1 to 5 of the old lot are on labels.
  const Ran printed = kept.there({"--json", "label", "print", before["short_code"], "--template",
                                  "roll-60x40-seal", "--codes", "item_seal", "--count", "1",
                                  "--passphrase-file", kept.works.passphrase_file()});
  REQUIRE_MESSAGE(printed.status == 0, (printed.out + printed.err));
  CHECK(printed.json()["first_serial"] == 6);
  CHECK(kept.there({"log", "check"}).status == 0);

  // The restore declared the entries before its own, and not one more: not even its own.
  const Ran tampered =
      run("sqlite3", {kept.restored + "/registry.sqlite",
                      "INSERT INTO known_by_entry (realm_id, leaf_index, kind) SELECT realm_id, "
                      "leaf_index, 'none' FROM log_entry WHERE realm_id = (SELECT id FROM realm "
                      "WHERE test = 0) AND CAST(entry AS TEXT) LIKE 'temgoc-restore/v1%'; SELECT "
                      "changes();"});
  REQUIRE_MESSAGE(tampered.out == "1\n", tampered.err);
  const Json check = kept.there({"--json", "log", "check"}).json();
  CHECK(check["sound"] == false);
  CHECK(dump(check["differences"]).find("known_by_entry_undeclared") != std::string::npos);
}

TEST_CASE("without the log a restore stops, unless it is told how many numbers to leave out") {
  const Kept kept;
  kept.works.issue(kFish);
  kept.must_create();
  const Json since = kept.works.issue(kFish);
  const Ran refused = kept.restore({});
  CHECK(refused.status == 6);
  CHECK(refused.json()["error"]["code"] == "restore_log_needed");
  CHECK(!fs::exists(kept.restored));
  const Ran restored = kept.restore({"--skip", "50"});
  REQUIRE_MESSAGE(restored.status == 0, (restored.out + restored.err));
  // An honest label whose lot is lost is not called forged.
  CHECK(verdict_of(kept.there({"--json", "verify", since["url"]})) == "cannot_check");
  const Json next = kept.issue_there();
  CHECK(next["issue_number"] == 52);
  CHECK(next["lot"] != since["lot"]);
  CHECK(kept.there({"log", "check"}).status == 0);
}

TEST_CASE("a key that a newer trust list cuts is cut, though its entry is lost") {
  const Kept kept;
  kept.works.issue(kFish);
  kept.must_create();
  std::string cut;
  const Json keys = kept.works.temgoc({"--json", "key", "list"}).json()["keys"];
  for (const Json& key : keys) {
    if (key["cooperative"] == "C01") cut = key["key_id"].get<std::string>();
  }
  REQUIRE(
      kept.works.temgoc({"key", "revoke", cut, "--reason", "mất máy", "--confirm", cut}).status ==
      0);
  kept.works.sign_trust();
  const std::string list = (kept.works.folder() / "trust" / "trust_list").string();
  const Ran restored = kept.restore({"--skip", "3", "--trust", list});
  REQUIRE_MESSAGE(restored.status == 0, (restored.out + restored.err));
  const Json there = kept.there({"--json", "key", "list"}).json()["keys"];
  for (const Json& key : there) {
    if (key["key_id"] == cut) CHECK(key["status"] == "cut");
  }
  CHECK(kept.there({"log", "check"}).status == 0);
}

TEST_CASE("lot codes are left out from the last that the backup has, as all numbers are") {
  const Kept kept;
  for (int lot = 0; lot < 3; ++lot) kept.works.issue(kFish);
  kept.must_create();
  const Json since = kept.works.issue(kFish);
  REQUIRE(kept.restore({"--skip", "2"}).status == 0);
  const Json next = kept.issue_there();
  CHECK(next["lot"] != since["lot"]);
  CHECK(next["issue_number"].get<int>() > since["issue_number"].get<int>());
}

TEST_CASE("an old log, a receipt and a label show that more was issued than is in hand") {
  const Kept kept;
  kept.works.issue(kFish);
  kept.must_create();
  const fs::path early = kept.works.scratch().path() / "early";
  fs::create_directories(early);
  for (const char* each : {"log", "log-test"})
    fs::copy(kept.works.folder() / each, early / each, fs::copy_options::recursive);
  const Json since = kept.works.issue(kFish);
  const std::string receipt = (kept.works.scratch().path() / "r.tlog-proof").string();
  REQUIRE(kept.works.temgoc({"log", "prove", since["short_code"], "--out", receipt}).status == 0);
  const std::string scanned =
      kept.works.scratch().write("scanned.txt", since["url"].get<std::string>() + "\n");
  const Words logs{"--log", (early / "log").string(), "--log", (early / "log-test").string()};
  for (const auto& [option, file] : {std::pair{"--receipt", receipt}, {"--label-files", scanned}}) {
    CAPTURE(option);
    Words words = logs;
    words.insert(words.end(), {option, file});
    const Ran refused = kept.restore(words);
    CHECK(refused.status == 6);
    CHECK(refused.json()["error"]["code"] == "restore_log_needed");
  }
  Words words = logs;
  words.insert(words.end(), {"--label-files", scanned, "--skip", "10"});
  const Ran restored = kept.restore(words);
  REQUIRE_MESSAGE(restored.status == 0, (restored.out + restored.err));
  CHECK(kept.issue_there()["issue_number"] == since["issue_number"].get<int>() + 11);
}

TEST_CASE("serials on labels of which no log tells are not given again") {
  const Kept kept;
  const Json lot = kept.works.issue(kFish);
  kept.print(lot["short_code"], "6");
  kept.must_create();
  const fs::path early = kept.works.scratch().path() / "early";
  fs::create_directories(early);
  for (const char* each : {"log", "log-test"})
    fs::copy(kept.works.folder() / each, early / each, fs::copy_options::recursive);
  kept.print(lot["short_code"], "20");
  Words words{"--log",         (early / "log").string(),
              "--log",         (early / "log-test").string(),
              "--label-files", (kept.works.folder() / "labels").string()};
  const Ran refused = kept.restore(words);
  CHECK(refused.status == 6);
  CHECK(refused.json()["error"]["code"] == "restore_log_needed");
  words.insert(words.end(), {"--skip", "3"});
  const Ran restored = kept.restore(words);
  REQUIRE_MESSAGE(restored.status == 0, (restored.out + restored.err));
  const Ran printed =
      kept.there({"label", "print", lot["short_code"], "--template", "roll-60x40-seal", "--codes",
                  "item_seal", "--count", "1", "--passphrase-file", kept.works.passphrase_file()});
  REQUIRE_MESSAGE(printed.status == 0, printed.err);
  const Json shown = kept.there({"--json", "lot", "show", lot["short_code"]}).json();
  CHECK(shown["print_jobs"].back()["first_serial"] == 26 + 3 + 1);
}

TEST_CASE("a log of another history is refused") {
  const Kept kept;
  const fs::path twin = kept.works.scratch().path() / "twin";
  fs::copy(kept.works.folder(), twin, fs::copy_options::recursive);
  kept.works.issue(kFish);
  kept.must_create();
  REQUIRE(run(kTemgoc,
              {"lot", "issue", "--product", kFish, "--quantity", "7", "--unit", "kg", "--packed",
               today_iso(), "--passphrase-file", kept.works.passphrase_file()},
              twin)
              .status == 0);
  const Ran refused =
      kept.restore({"--log", (twin / "log").string(), "--log", (twin / "log-test").string()});
  CHECK(refused.status == 6);
  CHECK(refused.json()["error"]["code"] == "restore_other_history");
}

TEST_CASE("a registry without its write-ahead log is taken on from the log") {
  const Kept kept;
  kept.works.issue(kFish);
  // What a copy of the file alone holds: the state before the lots that came after.
  const fs::path registry = kept.works.folder() / "registry.sqlite";
  fs::copy_file(registry, registry.string() + ".alone");
  const Json since = kept.works.issue(kFish);
  fs::rename(registry.string() + ".alone", registry);
  CHECK(kept.works.temgoc({"--json", "lot", "list"}).json()["error"]["code"] == "log_ahead");
  const Ran doctor = kept.works.temgoc({"--json", "doctor"});
  CHECK(doctor.status == 3);
  CHECK(doctor.json()["error"]["code"] == "doctor_faults");
  CHECK(doctor.out.find("doctor_registry_behind") != std::string::npos);
  const Ran restored = kept.restore({}, kept.works.folder().string());
  REQUIRE_MESSAGE(restored.status == 0, (restored.out + restored.err));
  CHECK(kept.issue_there()["issue_number"] == since["issue_number"].get<int>() + 1);
  CHECK(verdict_of(kept.there({"--json", "verify", since["url"]})) == "valid");
}

TEST_CASE("a lot whose product is lost waits for it, and its code is not given again") {
  const Kept kept;
  kept.must_create();
  const std::string row = kept.works.scratch().write(
      "one.csv",
      "product_id,coop_id,name_vi,gtin,shelf_life_days\nNEW-1,C01,Cá mới,8938505974019,90\n");
  REQUIRE(kept.works.temgoc({"import", "products", row}).status == 0);
  kept.works.sign_trust();
  const Json since = kept.works.issue("8938505974019");
  const Ran restored = kept.restore({"--old", kept.works.folder().string()});
  REQUIRE_MESSAGE(restored.status == 0, (restored.out + restored.err));
  CHECK(restored.json()["entries_waiting"] == 1);
  CHECK(kept.there({"--json", "doctor"}).out.find("doctor_entries_waiting") != std::string::npos);
  CHECK(kept.there({"--json", "doctor", "--mend"}).out.find("doctor_entries_still_waiting") !=
        std::string::npos);
  CHECK(verdict_of(kept.there({"--json", "verify", since["url"]})) == "cannot_check");
  REQUIRE(kept.there({"import", "products", row}).status == 0);
  const Ran again = kept.there({"--json", "lot", "issue", "--product", "8938505974019",
                                "--quantity", "5", "--unit", "kg", "--packed", today_iso(), "--lot",
                                since["lot"], "--passphrase-file", kept.works.passphrase_file()});
  CHECK(again.json()["error"]["code"] == "lot_code_taken");
  REQUIRE(kept.there({"doctor", "--mend"}).status == 0);
  CHECK(verdict_of(kept.there({"--json", "verify", since["url"]})) == "valid");
  CHECK(kept.there({"log", "check"}).status == 0);
}

TEST_CASE("backups made while lots are issued agree with themselves") {
  const Kept kept;
  kept.must_create();
  std::thread issuing([&] {
    for (int i = 0; i < 12; ++i) kept.works.issue(kFish);
  });
  int sound = 0;
  for (int i = 0; i < 4; ++i) sound += kept.create().status == 0 && kept.check().status == 0;
  issuing.join();
  CHECK(sound == 4);
}

TEST_CASE("a doctor finds open keys, leavings and torn tiles, and mends them") {
  const Kept kept;
  kept.works.issue(kFish);
  const fs::path key = kept.works.folder() / "keys" / "log.pem";
  fs::permissions(key, fs::perms::owner_read | fs::perms::owner_write | fs::perms::others_read);
  std::ofstream(kept.works.folder() / "labels" / ".x.pdf.999999999-1.tmp") << "x";
  fs::remove_all(kept.works.folder() / "log" / "tile" / "0");
  const Ran sick = kept.works.temgoc({"--json", "doctor"});
  CHECK(sick.status == 3);
  for (const char* code :
       {"doctor_key_open", "doctor_leftovers", "doctor_log_damaged", "doctor_no_backup"}) {
    CAPTURE(code);
    CHECK(sick.out.find(code) != std::string::npos);
  }
  const Ran mended = kept.works.temgoc({"--json", "doctor", "--mend"});
  CHECK_MESSAGE(mended.status == 0, mended.out);
  CHECK(kept.works.temgoc({"doctor"}).status == 0);
  CHECK(kept.works.temgoc({"log", "check"}).status == 0);
  kept.works.issue(kFish);
}

TEST_CASE("a backup is refused where it cannot be one") {
  const Kept kept;
  const auto code_of = [](const Ran& ran) {
    return ran.json()["error"]["code"].get<std::string>();
  };
  const std::string inside = (kept.works.folder() / "backups").string();
  CHECK(code_of(kept.works.temgoc({"--json", "backup", "create", inside, "--passphrase-file",
                                   kept.passphrase})) == "backup_inside");
  CHECK(code_of(kept.check()) == "backup_none");
  kept.must_create();
  {
    const auto other = NumberLock::take(fs::path(kept.backups) / ".lock", 1);
    REQUIRE(other.has_value());
    CHECK(code_of(kept.create()) == "backup_running");
  }
  CHECK(code_of(kept.check({"--backup", "nothing"})) == "backup_unknown");
  CHECK(code_of(kept.restore({"--skip", "0"})) == "restore_skip_range");
  const Works other("tg.other.vn", "other.example.vn");
  CHECK(code_of(other.temgoc({"--json", "backup", "create", kept.backups, "--passphrase-file",
                              kept.passphrase})) == "backup_other_realm");
  const fs::path manifest = fs::directory_iterator(fs::path(kept.backups) / "backups")->path();
  const std::string whole = text_of(manifest);
  std::ofstream(manifest, std::ios::binary)
      << whole.substr(0, whole.find("\n\n") + 2) + "— ocop.example.vn/backup AAAAAAAA\n";
  const Ran unsigned_list = kept.check();
  CHECK(unsigned_list.status == 3);
  CHECK(unsigned_list.out.find("\"backup_unsigned\"") != std::string::npos);
  CHECK(code_of(unsigned_list) == "backup_unsound");
  std::ofstream(manifest, std::ios::binary) << "x";
  CHECK(code_of(kept.check()) == "backup_unreadable");
  std::ofstream(manifest, std::ios::binary) << whole;
  fs::remove(some_object(kept.backups));
  CHECK(kept.check().out.find("backup_object_missing") != std::string::npos);
}

TEST_CASE(
    "evidence that is damaged or another's is refused, and a lot of its entry is not printed") {
  const Kept kept;
  kept.works.issue(kFish);
  kept.must_create();
  const Json since = kept.works.issue(kFish);
  const Works other("tg.other.vn", "other.example.vn");
  const auto code_of = [](const Ran& ran) {
    return ran.json()["error"]["code"].get<std::string>();
  };
  CHECK(code_of(kept.restore({"--log", (other.folder() / "log-test").string()})) ==
        "restore_log_unsigned");
  const fs::path torn = kept.works.scratch().path() / "torn";
  fs::copy(kept.works.folder() / "log", torn, fs::copy_options::recursive);
  fs::remove_all(torn / "tile" / "entries");
  CHECK(code_of(kept.restore({"--log", torn.string()})) == "restore_log_damaged");
  REQUIRE(kept.restore({"--old", kept.works.folder().string()}).status == 0);
  const std::string gtin = kFish;
  CHECK(code_of(kept.there({"--json", "label", "print", since["lot"], "--product", gtin,
                            "--template", "roll-60x40-seal", "--count", "1", "--passphrase-file",
                            kept.works.passphrase_file()})) == "lot_known_by_entry");
}

TEST_CASE("a lot known by its entry alone is shown, without a link that would be called forged") {
  const Kept kept;
  kept.must_create();
  const Json since = kept.works.issue(kFish);
  REQUIRE(kept.restore({"--old", kept.works.folder().string()}).status == 0);
  const Ran shown = kept.there({"--json", "lot", "show", since["lot"], "--product", kFish});
  REQUIRE_MESSAGE(shown.status == 0, (shown.out + shown.err));
  CHECK(shown.json()["record"].is_null());
  CHECK(shown.json()["url"].is_null());
  const Json lots = kept.there({"--json", "lot", "list"}).json()["lots"];
  REQUIRE(lots.size() == 1);
  CHECK(lots[0]["url"].is_null());
}

namespace {

// As someone would who holds the file: every trigger dropped, no foreign key asked.
void edit(const fs::path& workplace, const std::string& statements) {
  const std::string registry = (workplace / "registry.sqlite").string();
  const Ran triggers = run("sqlite3", {registry,
                                       "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema "
                                       "WHERE type = 'trigger'"});
  const Ran ran =
      run("sqlite3", {registry, "PRAGMA foreign_keys = OFF; " + triggers.out + statements});
  REQUIRE_MESSAGE(ran.status == 0, ran.err);
}

}  // namespace

TEST_CASE("what a restore made of entries alone is compared with what they say") {
  const Kept kept;
  const Json lot = kept.works.issue(kFish);
  kept.print(lot["short_code"], "4");
  kept.must_create();
  const Json since = kept.works.issue(kFish);
  REQUIRE(kept.works.temgoc({"lot", "cancel", since["short_code"], "--reason", "nhầm"}).status ==
          0);
  kept.recall(lot);
  REQUIRE(kept.works
              .temgoc({"label", "void", lot["short_code"].get<std::string>(), "--first", "2",
                       "--last", "3", "--reason", "rách"})
              .status == 0);
  const Json keys = kept.works.temgoc({"--json", "key", "list"}).json()["keys"];
  for (const Json& key : keys) {
    if (key["cooperative"] == "C01")
      REQUIRE(kept.works.temgoc({"key", "retire", key["key_id"].get<std::string>()}).status == 0);
  }
  REQUIRE(kept.restore({"--old", kept.works.folder().string()}).status == 0);
  CHECK(kept.there({"log", "check"}).status == 0);
  const std::string of_row = "(SELECT row_id FROM known_by_entry WHERE kind = ";
  const std::vector<std::pair<std::string, std::string>> tamperings = {
      {"DELETE FROM recall", "recall_hidden"},
      {"UPDATE recall SET since = since + 30", "recall_hidden"},
      {"UPDATE recall SET lot_id = NULL, product_id = 'P01'", "recall_hidden"},
      {"DELETE FROM recall; UPDATE known_by_entry SET kind = 'none', row_id = NULL WHERE kind = "
       "'recall'",
       "recall_hidden"},
      {"DELETE FROM recall; UPDATE known_by_entry SET row_id = NULL WHERE kind = 'recall'",
       "taken_back_not_in_force"},
      {"DELETE FROM void_range", "void_hidden"},
      {"UPDATE void_range SET first = 3", "void_hidden"},
      {"DELETE FROM lot_cancellation", "lot_cancellation_hidden"},
      {"UPDATE lot_cancellation SET lot_id = (SELECT min(id) FROM lot)", "lot_cancellation_hidden"},
      {"DELETE FROM issuer_key_status WHERE id = " + of_row + "'key_status')", "key_status_hidden"},
      {"UPDATE issuer_key_status SET status = 'active' WHERE id = " + of_row + "'key_status')",
       "key_status_hidden"},
      {"DELETE FROM lot WHERE id = " + of_row + "'lot')", "lot_deleted"},
      {"UPDATE lot SET packed_on = packed_on - 1 WHERE id = " + of_row + "'lot')", "lot_edited"}};
  for (const auto& [statements, code] : tamperings) {
    CAPTURE(statements);
    const ScratchFolder scratch;
    const fs::path copy = scratch.path() / "works";
    fs::copy(kept.restored, copy, fs::copy_options::recursive);
    edit(copy, statements);
    const Ran check = run(kTemgoc, {"--json", "log", "check"}, copy);
    CHECK(check.status == 3);
    CHECK_MESSAGE(check.out.find("\"" + code + "\"") != std::string::npos, check.out);
  }
}

TEST_CASE("a bundle is built of what a restore took back, though its words are lost") {
  const Kept kept;
  const Json lot = kept.works.issue(kFish);
  kept.must_create();
  kept.recall(lot);
  const Json since = kept.works.issue(kFish);
  const Ran links = kept.works.temgoc({"label", "print", since["short_code"], "--template",
                                       "a4-65-link", "--codes", "item_link", "--count", "5",
                                       "--passphrase-file", kept.works.passphrase_file()});
  REQUIRE_MESSAGE(links.status == 0, links.err);
  REQUIRE(kept.restore({"--old", kept.works.folder().string()}).status == 0);
  const std::string out = (kept.works.scratch().path() / "bundle").string();
  const Words build{
      "--json", "bundle", "build", "--out", out, "--passphrase-file", kept.works.passphrase_file()};
  const Ran built = kept.there(build);
  REQUIRE_MESSAGE(built.status == 0, (built.out + built.err));
  // A recall that is not in force any more is still missed.
  edit(kept.restored, "DELETE FROM recall");
  fs::remove(out);
  const Ran refused = kept.there(build);
  CHECK(refused.status == 6);
  CHECK_MESSAGE(refused.out.find("bundle_recall_left_out") != std::string::npos, refused.out);
}

TEST_CASE(
    "a recall that waits for its product is said not to be in force once the product is back") {
  const Kept kept;
  kept.must_create();
  const std::string row = kept.works.scratch().write(
      "one.csv",
      "product_id,coop_id,name_vi,gtin,shelf_life_days\nNEW-1,C01,Cá mới,8938505974019,90\n");
  REQUIRE(kept.works.temgoc({"import", "products", row}).status == 0);
  kept.works.sign_trust();
  const Json since = kept.works.issue("8938505974019");
  REQUIRE(kept.works
              .temgoc({"lot", "recall", since["short_code"].get<std::string>(), "--reason", "mốc",
                       "--scope", "product", "--confirm", "NEW-1"})
              .status == 0);
  REQUIRE(kept.restore({"--old", kept.works.folder().string()}).status == 0);
  CHECK(kept.there({"log", "check"}).status == 0);
  REQUIRE(kept.there({"import", "products", row}).status == 0);
  CHECK(kept.there({"--json", "log", "check"}).out.find("\"taken_back_not_in_force\"") !=
        std::string::npos);
  REQUIRE(kept.there({"doctor", "--mend"}).status == 0);
  CHECK(kept.there({"log", "check"}).status == 0);
  CHECK(verdict_of(kept.there({"--json", "verify", since["url"]})) == "recalled");
}

TEST_CASE("a trust list that was signed since the backup is named, and its number is spent") {
  const Kept kept;
  kept.works.issue(kFish);
  kept.must_create();
  kept.works.sign_trust();
  const auto trust = kept.works.temgoc({"--json", "trust", "show"}).json();
  const std::uint64_t last = trust["version"];
  const std::string list = (kept.works.folder() / "trust" / "trust_list").string();
  const std::string log = (kept.works.folder() / "log").string();
  const Ran restored = kept.restore({"--log", log});
  REQUIRE_MESSAGE(restored.status == 0, (restored.out + restored.err));
  CHECK(restored.json()["trust_list"] == last - 1);
  CHECK(restored.json()["trust_list_lost"] == last);
  const Words sign{"--json",
                   "trust",
                   "sign",
                   "--root-keys",
                   kept.works.root_keys().string(),
                   "--root-passphrase-file",
                   (kept.works.scratch().path() / "root-passphrase").string()};
  CHECK(kept.there(sign).json()["version"] == last + 1);
  CHECK(kept.there({"log", "check"}).status == 0);
  // With the list itself nothing is lost.
  fs::remove_all(kept.restored);
  const Ran whole = kept.restore({"--log", log, "--trust", list});
  REQUIRE_MESSAGE(whole.status == 0, (whole.out + whole.err));
  CHECK(whole.json()["trust_list"] == last);
  CHECK(whole.json()["trust_list_lost"] == 0);
  CHECK(text_of(fs::path(kept.restored) / "trust" / "trust_list") == text_of(list));
  CHECK(kept.there(sign).json()["version"] == last + 1);
  CHECK(kept.there({"log", "check"}).status == 0);
  // Without the log any number may have been signed that the person allows for.
  fs::remove_all(kept.restored);
  REQUIRE(kept.restore({"--skip", "5"}).status == 0);
  CHECK(kept.there(sign).json()["version"].get<std::uint64_t>() > last);
}

TEST_CASE("the people of the console come back, and nobody's password lies in a backup") {
  const Kept kept;
  const auto user = [&](const Words& more) {
    Words words{"--json", "user"};
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = kept.works.temgoc(words);
    REQUIRE_MESSAGE(ran.status == 0, (ran.out + ran.err));
    return ran.json();
  };
  user({"add", "lan", "--role", "administrator", "--name", "Lan"});
  user({"add", "hoa", "--role", "printer", "--cooperative", "C01"});
  user({"add", "cu", "--role", "viewer"});
  user({"disable", "cu"});
  const Ran token = kept.works.temgoc(
      {"--json", "token", "add", "Kho", "--role", "viewer", "--valid-days", "30"});
  REQUIRE_MESSAGE(token.status == 0, (token.out + token.err));
  const std::string secret = token.json()["token"];
  const Json people = user({"list"})["users"];
  kept.must_create();
  for (const auto& entry : fs::recursive_directory_iterator(kept.backups)) {
    if (!entry.is_regular_file()) continue;
    CHECK(entry.path().filename() != "console.sqlite");
    CHECK(text_of(entry.path()).find(secret) == std::string::npos);
  }
  const Ran restored = kept.restore({"--skip", "1"});
  REQUIRE_MESSAGE(restored.status == 0, (restored.out + restored.err));
  CHECK(restored.json()["people_without_password"] == Json({"hoa", "lan"}));
  CHECK(restored.json()["programs_without_token"] == Json({"Kho"}));
  CHECK(kept.there({"--json", "user", "list"}).json()["users"] == people);
  CHECK(kept.there({"--json", "user", "reset", "lan"}).status == 0);
  CHECK(kept.there({"--json", "user", "reset", "cu"}).json()["error"]["code"] == "user_disabled");
  CHECK_FALSE(fs::exists(fs::path(kept.restored) / "console_people.json"));

  // Where the old console can be read, all of it comes back, though somebody left since the backup.
  user({"disable", "hoa"});
  fs::remove_all(kept.restored);
  const Ran whole = kept.restore({"--old", kept.works.folder().string()});
  REQUIRE_MESSAGE(whole.status == 0, (whole.out + whole.err));
  CHECK(whole.json()["people_without_password"].empty());
  CHECK(kept.there({"--json", "user", "list"}).json()["users"] == user({"list"})["users"]);
  const Json tokens = kept.there({"--json", "token", "list"}).json();
  CHECK(tokens == kept.works.temgoc({"--json", "token", "list"}).json());
  CHECK(text_of(fs::path(kept.restored) / "console.key") ==
        text_of(kept.works.folder() / "console.key"));
}

TEST_CASE("a console that is damaged gives way to the people of the backup") {
  const Kept kept;
  REQUIRE(kept.works.temgoc({"user", "add", "lan", "--role", "administrator"}).status == 0);
  kept.must_create();
  kept.works.scratch().write("works/console.sqlite", "nothing of the kind");
  CHECK(kept.create().json()["error"]["code"] == "console_file_damaged");
  CHECK(kept.works.temgoc({"--json", "doctor"}).out.find("console_file_damaged") !=
        std::string::npos);
  const Ran restored = kept.restore({"--old", kept.works.folder().string()});
  REQUIRE_MESSAGE(restored.status == 0, (restored.out + restored.err));
  CHECK(restored.json()["people_without_password"] == Json({"lan"}));
  CHECK(kept.there({"user", "reset", "lan"}).status == 0);
}

TEST_CASE("a backup of what log check refuses is restored, and called unsound") {
  const Kept kept;
  kept.works.issue(kFish);
  edit(kept.works.folder(), "UPDATE lot SET quantity_thousandths = 9000000");
  kept.must_create();
  const Ran restored = kept.restore({"--old", kept.works.folder().string()});
  CHECK(restored.status != 0);
  CHECK(restored.json()["error"]["code"] == "restore_unsound");
}

TEST_CASE(
    "a restore keeps events, takes error declarations back, and gives no number of one twice") {
  const Kept kept;
  const auto event = [&](const Words& more) {
    Words words{"--json", "event", "add", "harvest", "--cooperative", "C01", "--goods", "Cá"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  REQUIRE(kept.works.temgoc(event({"--lot", "TH-1=10 kg"})).status == 0);
  kept.must_create();
  REQUIRE(kept.works.temgoc(event({"--lot", "TH-2=10 kg"})).status == 0);
  REQUIRE(kept.works.temgoc({"event", "correct", "1", "--reason", "nhầm"}).status == 0);
  const Ran restored = kept.restore({"--old", kept.works.folder().string()});
  REQUIRE_MESSAGE(restored.status == 0, (restored.out + restored.err));
  CHECK(restored.json()["events_lost"] == 1);
  CHECK(restored.json()["event_errors_by_entry"] == 1);
  const Json first = kept.there({"--json", "event", "show", "1"}).json();
  CHECK(first["error"]["reason"] != "nhầm");
  CHECK(first["error"].is_object());
  CHECK(kept.there({"--json", "log", "check"}).status == 0);
  CHECK(kept.there(event({"--lot", "TH-3=10 kg"})).json()["event"] == 3);
}
