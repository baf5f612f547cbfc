// Who is believed of a bundle: what it takes to make one, and who notices what it hides.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include <fstream>

#include "bundle/bundle_file.h"
#include "journeys/works.h"
#include "temgoc/base/compression.h"
#include "temgoc/log/log.h"
#include "temgoc/signer/signer.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

// A workplace with a recalled lot, cancelled labels and listed codes.
class Office {
 public:
  Office() {
    const Json fish = works.issue(kFish);
    lot = fish["lot"];
    const Json oyster = works.issue(kOyster);
    recalled = oyster["url"];
    const std::string code = fish["short_code"];
    for (const auto& [label, kind] :
         {std::pair{"roll-60x40-seal", "item_seal"}, {"a4-65-link", "item_link"}}) {
      must({"label", "print", code, "--template", label, "--codes", kind, "--count", "3", "--out",
            file(std::string(kind) + ".pdf"), "--passphrase-file", works.passphrase_file()});
    }
    works.issue(kFish, {"--lot", "BA"});
    must({"label", "void", code, "--first", "2", "--last", "2", "--reason", "hỏng"});
    must({"lot", "recall", oyster["short_code"], "--reason", "dư lượng", "--confirm",
          oyster["lot"]});
  }
  void must(const Words& arguments) const {
    const Ran ran = works.temgoc(arguments);
    REQUIRE_MESSAGE(ran.status == 0, ran.out, ran.err);
  }
  std::string file(const std::string& name) const {
    return (works.scratch().path() / name).string();
  }
  // As someone would who holds the registry's file.
  void sql(const std::string& statements) const {
    const std::string path = (works.folder() / "registry.sqlite").string();
    const Ran listed = run("sqlite3", {path,
                                       "SELECT 'DROP TRIGGER ' || name || ';' FROM "
                                       "sqlite_schema WHERE type = 'trigger'"});
    const Ran ran = run("sqlite3", {path, listed.out + statements});
    REQUIRE_MESSAGE(ran.status == 0, ran.err);
  }
  Json check(const std::string& bundle) const {
    return run(kTemgoc, {"--json", "bundle", "check", file(bundle), "--roots", roots(), "--log",
                         (works.folder() / "log").string(), "--test-log",
                         (works.folder() / "log-test").string()})
        .json();
  }
  std::string roots() const { return (works.folder() / "trust/roots").string(); }
  Json ask(const std::string& bundle, const std::string& text, const Words& more = {}) const {
    Words arguments{"--json", "--roots", roots(), "--bundle", file(bundle)};
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.push_back(text);
    return run(kVerify, arguments).json();
  }

  const Works works;
  std::string lot;
  std::string recalled;
};

std::string refusal(const Ran& ran) {
  const Json json = ran.json();
  return json["ok"] == true ? "" : json["error"]["code"].get<std::string>();
}

std::string any_typed_code() {
  return ShortCode::random(
             [](std::span<std::uint8_t> bytes) { std::ranges::fill(bytes, std::uint8_t{7}); })
      .text();
}

SigningKey key_in(const Works& works, const std::string& name) {
  const std::string passphrase = text_of(works.passphrase_file());
  return load_key(works.folder() / "keys" / name, passphrase.substr(0, passphrase.size() - 1))
      .value();
}

// What whoever has the workplace and both keys can do: a bundle without its recalls, whose entry he
// appends to the log.
std::string without_recalls(const Office& office, const std::string& honest) {
  const Works& works = office.works;
  const std::string whole = text_of(office.file(honest));
  const BundleParts parts = take_apart(as_bytes(whole)).value();
  BundleManifest manifest = parts.manifest;
  const std::string folder = (works.folder() / "log").string();
  TileLog log = TileLog::open(folder, manifest.realm).value();
  manifest.facts_size = log.head().size;
  std::vector<Bytes> stored;
  for (std::size_t i = 0; i < parts.stored.size(); ++i) {
    BundleManifest::Section& section = manifest.sections[i];
    Bytes content = unpacked(section, parts.stored[i]).value();
    if (section.name == "recalls") content.clear();
    if (section.name.starts_with("status/")) std::ranges::fill(content, std::uint8_t{0});
    section = {section.name, content.size(), sha256(content)};
    stored.push_back(is_stored_plain(section.name) ? content : compressed(content));
  }
  const std::vector<std::string> entries{manifest.log_entry()};
  REQUIRE(log.append(manifest.facts_size, entries));
  const auto signed_by = [](const SigningKey& key, const std::string& name,
                            const std::string& text) {
    return SignedNote{text, {note_signature(name, key.public_key(), key.sign(text))}};
  };
  log.publish(signed_by(key_in(works, "log.pem"), manifest.realm,
                        checkpoint_text(manifest.realm, log.head()))
                  .serialised());
  const auto proof = log.inclusion_proof(manifest.facts_size, log.head().size).value();
  std::string bundle_key;
  for (const auto& entry : fs::directory_iterator(works.folder() / "keys")) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("bundle-")) bundle_key = name;
  }
  const Bytes made = put_together(
      "", signed_by(key_in(works, bundle_key), bundle_signer(manifest.realm), manifest.text()),
      as_bytes(*log.checkpoint_note()), proof_bytes(proof), stored);
  return works.scratch().write("hiding.bundle", std::string(as_text(made))).filename().string();
}

}  // namespace

TEST_CASE("a key's status in the list is one that the log has, and an older list is told of") {
  const Office office;
  const Works& works = office.works;
  std::string key;
  const Json keys = works.temgoc({"--json", "key", "list"}).json()["keys"];
  for (const Json& each : keys)
    if (each["cooperative"] == "C90") key = each["key_id"];
  office.must({"key", "retire", key, "--reason", "đổi máy"});
  // A recall must reach inspectors although the roots' holders are away: built, with a warning.
  const Ran built = works.temgoc({"bundle", "build", "--out", office.file("day.bundle"),
                                  "--passphrase-file", works.passphrase_file()});
  CHECK(built.status == 0);
  CHECK(built.err.find("trust sign") != std::string::npos);
  CHECK(office.check("day.bundle")["log"]["differences"][0]["code"] == "bundle_key_behind");
  // What the log never said.
  office.sql(
      "INSERT INTO issuer_key_status (key_id, status, packed_until, reason, at) SELECT id, "
      "'retired', 20000, 'x', 1 FROM issuer_key WHERE cooperative_id = 'C01';");
  works.sign_trust();
  CHECK(refusal(works.build_bundle(office.file("next.bundle"))) == "bundle_key_differs");
}

TEST_CASE("a copy of the log that is not the bundle's is named") {
  const Office office;
  REQUIRE(office.works.build_bundle(office.file("day.bundle")).status == 0);
  const fs::path copy = office.works.scratch().path() / "copy";
  fs::copy(office.works.folder() / "log", copy, fs::copy_options::recursive);
  for (const auto& entry : fs::recursive_directory_iterator(copy / "tile/entries")) {
    if (!entry.is_regular_file()) continue;
    std::string bytes = text_of(entry.path());
    bytes.at(40) ^= 1;
    std::ofstream(entry.path(), std::ios::binary) << bytes;
  }
  const Json check = run(kTemgoc, {"--json", "bundle", "check", office.file("day.bundle"),
                                   "--roots", office.roots(), "--log", copy.string()})
                         .json();
  CHECK(check["log"]["differences"][0]["code"] == "bundle_log_differs");
}

TEST_CASE("what somebody deleted from the registry is not signed") {
  for (const auto& [change, code] : std::vector<std::pair<std::string, std::string>>{
           {"DELETE FROM recall", "bundle_recall_left_out"},
           {"UPDATE recall SET since = since + 1", "bundle_recall_left_out"},
           {"INSERT INTO recall SELECT 99, NULL, 'P01', NULL, 'x', '', 1, 1 FROM recall",
            "bundle_recall_not_in_log"},
           {"DELETE FROM void_range", "bundle_void_left_out"},
           {"UPDATE void_range SET last = 3", "bundle_void_left_out"},
           {"UPDATE lot SET shelf_life_days = 999", "bundle_lot_differs"},
           {"DELETE FROM lot WHERE id = 3", "bundle_lot_left_out"},
           {"INSERT INTO lot SELECT 9, realm_id, key_id, 4, leaf_index, cooperative_id, "
            "product_id, "
            "gtin, 'X', '" +
                any_typed_code() +
                "', seal, host, packed_on, shelf_life_days, quantity_thousandths, unit, place_id, "
                "NULL, backdate_reason, issued_at FROM lot WHERE id = 3",
            "bundle_lot_not_in_log"},
           {"INSERT INTO print_job (id, lot_id, realm_id, leaf_index, template_id, "
            "template_sha256, kind, first_serial, last_serial, labels, at) SELECT 99, lot_id, "
            "realm_id, leaf_index + 1, template_id, template_sha256, kind, 4, 6, 3, at FROM "
            "print_job WHERE kind = 'item_seal'",
            "bundle_print_not_in_log"},
           {"INSERT INTO void_range (id, lot_id, first, last, reason, at) SELECT 99, lot_id, 3, 3, "
            "'x', at FROM void_range",
            "bundle_void_not_in_log"},
           {"DELETE FROM print_job WHERE kind = 'item_seal'", "bundle_print_differs"},
           {"UPDATE print_job SET last_serial = 9, labels = 9 WHERE kind = 'item_seal'",
            "bundle_print_differs"},
           {"DELETE FROM listed_serial WHERE position = 1", "bundle_listed_differs"},
           {"UPDATE record SET body = replace(body, '\"name\":\"', '\"name\":\"x')",
            "bundle_record_differs"}}) {
    CAPTURE(change);
    const Office office;
    office.sql("PRAGMA foreign_keys = OFF; " + change + ";");
    const Ran ran = office.works.build_bundle(office.file("day.bundle"));
    CHECK(refusal(ran) == code);
    CHECK(ran.status == 6);
    CHECK_FALSE(fs::exists(office.file("day.bundle")));
  }
}

TEST_CASE("a bundle that hides a recall is named by whoever has the log") {
  const Office office;
  REQUIRE(office.works.build_bundle(office.file("honest.bundle")).status == 0);
  const Json sound = office.check("honest.bundle");
  REQUIRE(sound["ok"] == true);
  CHECK(sound["log"]["sound"] == true);
  CHECK(sound["log"]["not_compared"] == 0);
  CHECK(office.ask("honest.bundle", office.recalled)["verdict"] == "recalled");

  const std::string hiding = without_recalls(office, "honest.bundle");
  CHECK(office.ask(hiding, office.recalled)["verdict"] ==
        "valid");  // it took both keys and the log
  const Json caught = office.check(hiding);
  CHECK(caught["ok"] == false);
  CHECK(caught["error"]["code"] == "bundle_differs_from_log");
  REQUIRE(caught["log"]["differences"].size() == 1);
  CHECK(caught["log"]["differences"][0]["code"] == "bundle_recall_left_out");
  // The earlier bundle is sound beside the longer log.
  CHECK(office.check("honest.bundle")["log"]["sound"] == true);
  // Another log's entries are not this one's.
  const Ran other = office.works.temgoc({"--json", "bundle", "check", office.file("honest.bundle"),
                                         "--log", (office.works.folder() / "log-test").string()});
  CHECK(other.status == 6);
  CHECK(other.json()["error"]["code"] == "bundle_differs_from_log");
}

TEST_CASE("a bundle that was made is a fact of the registry and of the log") {
  const Office office;
  REQUIRE(office.works.build_bundle(office.file("day.bundle")).status == 0);
  CHECK(office.works.temgoc({"log", "check"}).status == 0);
  office.sql("DELETE FROM bundle;");
  const Json check = office.works.temgoc({"--json", "log", "check"}).json();
  REQUIRE(check["differences"].size() >= 1);
  bool named = false;
  for (const Json& each : check["differences"]) named = named || each["code"] == "bundle_hidden";
  CHECK(named);
}

TEST_CASE("a bundle under a key that a newer list has replaced is refused") {
  const Office office;
  const Works& works = office.works;
  REQUIRE(works.build_bundle(office.file("old.bundle")).status == 0);
  const Words newest{"--trust", (works.folder() / "trust/trust_list").string()};
  CHECK(office.ask("old.bundle", office.recalled, newest)["verdict"] == "recalled");
  office.must({"key", "rotate", "--bundle", "--passphrase-file", works.passphrase_file()});
  // Until the list is signed the older key goes on.
  CHECK(works.build_bundle(office.file("between.bundle")).status == 0);
  works.sign_trust();
  CHECK(office.ask("between.bundle", office.recalled, newest)["error"]["code"] ==
        "bundle_key_replaced");
  REQUIRE(works.build_bundle(office.file("new.bundle")).status == 0);
  CHECK(office.ask("new.bundle", office.recalled, newest)["verdict"] == "recalled");
  // The new bundle brings its list along: the older one beside it is no longer believed.
  CHECK(office.check("old.bundle")["ok"] == true);
}

TEST_CASE("the bundle key is made once, named by a signed list, and may be kept apart") {
  const Works works;  // for its passphrases
  const fs::path folder = works.scratch().path() / "second";
  const std::string passphrase = works.passphrase_file();
  const std::string roots = (works.scratch().path() / "second-roots").string();
  const std::string root_passphrase = (works.scratch().path() / "root-passphrase").string();
  const auto temgoc = [&](const Words& arguments) { return run(kTemgoc, arguments, folder); };
  const std::string out = (works.scratch().path() / "second.bundle").string();
  const auto build = [&](const Words& more = {}) {
    Words arguments{"--json", "bundle", "build", "--out", out, "--passphrase-file", passphrase};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return temgoc(arguments);
  };
  const auto sign = [&] {
    const Ran ran =
        temgoc({"trust", "sign", "--root-keys", roots, "--root-passphrase-file", root_passphrase});
    REQUIRE_MESSAGE(ran.status == 0, ran.err);
  };
  REQUIRE(temgoc({"init", folder.string(), "--realm", "hai.example.vn", "--host", "hai.example.vn",
                  "--root-keys", roots, "--root-passphrase-file", root_passphrase})
              .status == 0);
  CHECK(refusal(build()) == "bundle_key_missing");
  CHECK(build().status == 5);
  CHECK(refusal(temgoc({"--json", "key", "rotate", "--bundle", "--passphrase-file", passphrase})) ==
        "bundle_key_missing");
  const auto make = [&](const char* verb, const Words& more = {}) {
    Words arguments{"--json", "key", verb, "--bundle", "--passphrase-file", passphrase};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return temgoc(arguments);
  };
  REQUIRE(make("new").status == 0);
  CHECK(refusal(make("new")) == "bundle_key_exists");
  CHECK(refusal(build()) == "bundle_key_not_listed");
  sign();
  REQUIRE_MESSAGE(build().status == 0, build().out);
  CHECK(refusal(temgoc({"--json", "bundle", "build", "--out", out})) == "passphrase_missing");
  CHECK(refusal(temgoc({"--json", "bundle", "build", "--out", out, "--passphrase-file",
                        root_passphrase})) == "key_passphrase_wrong");

  const fs::path stick = works.scratch().path() / "stick";
  CHECK(refusal(make("rotate", {"--folder", stick.string()})) == "folder_not_found");
  fs::create_directory(stick);
  const Json next = make("rotate", {"--folder", stick.string()}).json();
  CHECK(temgoc({"--json", "key", "list"}).json()["bundle_key"]["next"]["key_id"] == next["key_id"]);
  sign();
  CHECK(temgoc({"--json", "trust", "show"}).json()["bundle_key"] == next["public_key"]);
  CHECK(refusal(build()) == "bundle_key_file_missing");
  const std::string kept = next["file"];
  CHECK(fs::path(kept).parent_path() == stick);
  CHECK(build({"--bundle-key", kept}).status == 0);
  works.scratch().write("second/trust/bundle_key", "no key\n");
  CHECK(refusal(temgoc({"--json", "trust", "draft"})) == "bundle_key_unreadable");
  // Not any key will do.
  std::string older;
  for (const auto& entry : fs::directory_iterator(folder / "keys")) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("bundle-")) older = entry.path().string();
  }
  CHECK(refusal(build({"--bundle-key", older})) == "key_file_wrong");
  CHECK(refusal(temgoc({"--json", "key", "new", "--passphrase-file", passphrase})) ==
        "usage_missing");
}

TEST_CASE("a bundle of version 1 is refused by name, with what to do") {
  const Works works;
  const std::string old =
      works.scratch().write("old.bundle", "temgoc-bundle/v1 10\n0123456789").string();
  const Ran ran = run(kVerify, {"--lang", "en", "--roots",
                                (works.folder() / "trust/roots").string(), "--bundle", old, "x"});
  CHECK(ran.status == 3);
  CHECK(ran.err.find("temgoc bundle build") != std::string::npos);
}

TEST_CASE("a bundle that is built while trust lists are signed holds one of them, whole") {
  const Works works;
  works.issue(kFish);
  const std::string bundle = works.scratch().path() / "today.bundle";
  const Words sign{"trust",
                   "sign",
                   "--root-keys",
                   works.root_keys(),
                   "--root-passphrase-file",
                   works.scratch().path() / "root-passphrase"};
  std::atomic<bool> ended = false;
  std::atomic<int> lists = 0;
  std::thread signing([&] {
    do lists += works.temgoc(sign).status == 0;
    while (!ended);
  });
  for (int build = 0; build < 3; ++build) {
    // It waits before each look at the list, and meanwhile the next one takes force.
    const Ran built = run("env",
                          {"LD_PRELOAD=" TEMGOC_BINARY_DIR "/libslow_open.so",
                           "ASAN_OPTIONS=verify_asan_link_order=0", "SLOW_FILE=trust/trust_list",
                           "SLOW_MS=600", kTemgoc, "--json", "bundle", "build", "--out", bundle,
                           "--passphrase-file", works.passphrase_file()},
                          works.folder());
    CHECK_MESSAGE(built.status == 0, built.out);
  }
  ended = true;
  signing.join();
  CHECK(lists > 1);
}
