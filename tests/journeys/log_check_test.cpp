// log check: whoever edits the registry or the log's files behind our back is named.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "journeys/sample_works.h"
#include "temgoc/log/log.h"
#include "temgoc/seal/signature.h"
#include "temgoc/signer/signer.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

constexpr int kEntries = 31;  // of the sample's real log

// The differences of one code, or null.
Json named(const Json& check, const std::string& code) {
  for (const Json& difference : check["differences"]) {
    if (difference["code"] == code) return difference;
  }
  return nullptr;
}

struct Tampering {
  std::string what;
  const char* sql;
  const char* code;
  const char* detail;  // stands in the difference's JSON
};

const Tampering kTamperings[] = {
    {"a quantity edited", "UPDATE lot SET quantity_thousandths = 9000000 WHERE id = 2",
     "lot_edited", "quantity"},
    {"a pack day edited", "UPDATE lot SET packed_on = packed_on + 5 WHERE id = 2", "lot_edited",
     "packed_on"},
    {"a lot moved to another cooperative", "UPDATE lot SET cooperative_id = 'C90' WHERE id = 2",
     "lot_edited", "cooperative"},
    {"a stored record edited",
     "UPDATE lot_record SET record = replace(record, '120', '920') WHERE lot_id = 2", "lot_edited",
     "record"},
    {"what lots' records share edited",
     "UPDATE lot_record_part SET body = replace(body, 'C01', 'C09')", "lot_edited", "record"},
    {"what lots' records share edited, named by itself",
     "UPDATE lot_record_part SET body = replace(body, 'C01', 'C09')", "lot_record_part_edited",
     "value"},
    {"a stored record deleted", "DELETE FROM lot_record WHERE lot_id = 2", "lot_edited", "record"},
    {"a seal's signature exchanged",
     "UPDATE lot SET seal = CAST(substr(seal, 1, 76) || CASE WHEN substr(seal, 77) = x'00' THEN "
     "x'01' ELSE x'00' END AS BLOB) WHERE id = 2",
     "lot_seal_wrong", "index"},
    {"a seal's header exchanged",
     "UPDATE lot SET seal = (SELECT seal FROM lot WHERE id = 3) WHERE id = 2", "lot_edited",
     "seal"},
    {"a lot deleted", "DELETE FROM lot WHERE id = 3", "lot_deleted", "index"},
    {"a lot inserted that was never logged",
     "INSERT INTO lot SELECT 99, realm_id, key_id, 99, leaf_index, cooperative_id, product_id, "
     "gtin, 'FAKE', 'FAKE00000', seal, host, packed_on, shelf_life_days, quantity_thousandths, "
     "unit, place_id, NULL, backdate_reason, issued_at FROM lot WHERE id = 2",
     "lot_unlogged", "#99"},
    {"a lot replaced as a whole",
     "INSERT OR REPLACE INTO lot SELECT id, realm_id, key_id, issue_number, leaf_index, "
     "cooperative_id, product_id, gtin, code, short_code, seal, 'evil.example', packed_on, "
     "shelf_life_days, 5000, unit, place_id, request_id, backdate_reason, issued_at FROM "
     "lot WHERE id = 2",
     "lot_edited", "quantity, host"},
    {"a request's id edited", "UPDATE lot SET request_id = 'r-9' WHERE id = 2", "lot_edited",
     "\"request_id\""},
    {"an issue number changed", "UPDATE lot SET issue_number = 77 WHERE id = 2", "lot_edited",
     "issue_number"},
    {"a print job made larger", "UPDATE print_job SET last_serial = 9, labels = 9 WHERE id = 1",
     "print_job_edited", "index"},
    {"a print job's range laid over another's",
     "UPDATE print_job SET first_serial = 2, last_serial = 4 WHERE id = 2", "serials_overlap",
     "other"},
    {"a print job deleted", "DELETE FROM print_job WHERE id = 2", "print_job_deleted", "index"},
    {"a listed serial added",
     "UPDATE print_job SET labels = 3 WHERE id = 3; INSERT INTO listed_serial VALUES (2, "
     "'AAAAAAAAAAAAA', 3, 3)",
     "print_job_edited", "index"},
    {"a recall taken out", "DELETE FROM recall", "recall_hidden", "index"},
    {"a recall's day put off", "UPDATE recall SET since = since + 30", "recall_hidden", "index"},
    {"a recall put in",
     "INSERT INTO recall SELECT 99, 1, NULL, NULL, reason, instruction, since, "
     "at FROM recall",
     "recall_unlogged", "lot"},
    {"a cancelled label brought back", "DELETE FROM void_range", "void_hidden", "index"},
    {"a roll printed ahead taken out", "DELETE FROM roll", "roll_hidden", "index"},
    {"a roll printed ahead put in",
     "INSERT INTO roll SELECT 99, realm_id, 0, cooperative_id, product_id, gtin, host, "
     "template_id, template_sha256, labels, setup, who, at FROM roll",
     "roll_unlogged", "value"},
    {"a code of a roll exchanged",
     "UPDATE roll_code SET serial = 'AAAAAAAAAAAAA' WHERE position = 2", "roll_hidden", "index"},
    {"labels of a roll given to another lot", "UPDATE roll_range SET lot_id = 2 WHERE id = 1",
     "roll_range_hidden", "index"},
    {"labels of a roll given to one lot more",
     "INSERT INTO roll_range SELECT 99, roll_id, 6, 6, lot_id, reason, who, at, realm_id, "
     "leaf_index FROM roll_range WHERE id = 1",
     "roll_range_unlogged", "value"},
    {"spoilt labels of a roll brought back", "DELETE FROM roll_range WHERE lot_id IS NULL",
     "roll_range_hidden", "index"},
    {"a cancelled lot brought back", "DELETE FROM lot_cancellation", "lot_cancellation_hidden",
     "index"},
    {"why a lot was cancelled edited", "UPDATE lot_cancellation SET reason = 'khác'",
     "lot_cancellation_unlogged", "value"},
    {"another lot cancelled",
     "INSERT INTO lot_cancellation SELECT 99, 3, reason, who, at FROM lot_cancellation",
     "lot_cancellation_unlogged", "value"},
    {"a cooperative's history rewritten",
     "UPDATE record SET body = replace(body, 'C01', 'C01 ') WHERE kind = 'cooperative' AND "
     "record_id = 'C01'",
     "lot_history_edited", "cooperative C01"},
    {"a product's history rewritten",
     "UPDATE record SET body = json_replace(body, '$.storage', 'nơi nóng') WHERE kind = 'product' "
     "AND record_id = 'P01'",
     "lot_history_edited", "product P01"},
    {"a place's history rewritten",
     "UPDATE record SET body = replace(body, 'L92', 'L92 ') WHERE kind = 'place' AND record_id = "
     "'L92'",
     "lot_history_edited", "place L92"},
    {"a certificate's history rewritten",
     "UPDATE record SET body = json_replace(body, '$.level', '1') WHERE kind = 'certification'",
     "lot_history_edited", "certification "},
    {"a record's first version deleted",
     "UPDATE record SET version = 2 WHERE kind = 'product' AND id = (SELECT min(id) FROM record "
     "WHERE kind = 'product')",
     "record_gap", "product"},
    {"a product's shown name edited",
     "UPDATE record SET body = json_replace(body, '$.name', 'Yến sào') WHERE kind = 'product' AND "
     "record_id = 'P01'",
     "record_hidden", "index"},
    {"another product name laid over it",
     "INSERT INTO record SELECT 9999, kind, record_id, version + 1, at, json_replace(body, "
     "'$.name', 'Yến sào') FROM record WHERE kind = 'product' AND record_id = 'P01'; UPDATE "
     "product SET record = 9999 WHERE id = 'P01'",
     "record_unlogged", "product P01"},
    {"a certificate invented",
     "INSERT INTO record SELECT 9999, kind, 'NEW-1', 1, at, json_replace(body, '$.id', 'NEW-1') "
     "FROM record WHERE kind = 'certification' LIMIT 1",
     "record_unlogged", "certification NEW-1"},
    {"a record that no lot names deleted",
     "DELETE FROM record WHERE kind = 'product' AND record_id = (SELECT id FROM product WHERE "
     "cooperative_id = 'C02' LIMIT 1)",
     "record_hidden", "index"},
    {"a key's reason edited", "UPDATE issuer_key_status SET reason = '' WHERE status = 'retired'",
     "key_status_hidden", "index"},
    {"a key's last pack day edited",
     "UPDATE issuer_key_status SET packed_until = NULL WHERE status = 'retired'",
     "key_status_unlogged", "value"},
    {"a retired key brought back", "DELETE FROM issuer_key_status WHERE status = 'retired'",
     "key_status_hidden", "index"},
    {"a cut key made a retired one by the order of its statuses",
     "UPDATE issuer_key_status SET id = id + 100 WHERE status = 'retired'", "key_status_reordered",
     "value"},
    {"a key retired from the first",
     "UPDATE issuer_key_status SET status = 'retired' WHERE status = 'active' AND key_id = (SELECT "
     "id FROM issuer_key WHERE cooperative_id = 'C01')",
     "issuer_key_edited", "value"},
    {"a public key exchanged",
     "UPDATE issuer_key SET public_key = zeroblob(32) WHERE cooperative_id = 'C01'",
     "issuer_key_edited", "value"},
    {"a key given to another cooperative",
     "UPDATE issuer_key SET cooperative_id = 'C02' WHERE cooperative_id = 'C01'",
     "issuer_key_edited", "value"},
    {"who printed edited", "UPDATE print_job SET who = 'người khác' WHERE id = 1",
     "print_job_edited", "index"},
    {"how many copies edited", "UPDATE print_job SET copies = 3 WHERE id = 1", "print_job_edited",
     "index"},
    {"what labels say edited", "UPDATE print_job SET content = content || ' ' WHERE id = 1",
     "print_job_edited", "index"},
    {"who cancelled edited", "UPDATE void_range SET who = 'người khác'", "void_hidden", "index"},
    {"a reprint deleted", "DELETE FROM print_job WHERE reprint_of = 2", "reprint_hidden", "index"},
    {"a reprint's reason edited",
     "UPDATE print_job SET reprint_reason = 'khác' WHERE reprint_of = 2", "reprint_unlogged",
     "value"},
    {"a link's column edited", "UPDATE link SET url = 'https://evil.example/' WHERE id = 1",
     "link_edited", "\"1\""},
    {"a link led elsewhere",
     "UPDATE link SET url = 'https://evil.example/', body = json_replace(body, '$.url', "
     "'https://evil.example/') WHERE id = 1",
     "link_hidden", "index"},
    {"a link put in",
     "INSERT INTO link SELECT 99, ai, value, lot, serial, type, url, body, at, NULL FROM link "
     "WHERE id = 1",
     "link_unlogged", "\"99\""},
    {"a removed link brought back", "UPDATE link SET removed_at = NULL WHERE id = 2", "link_hidden",
     "index"},
    {"a used template edited", "UPDATE label_template SET body = body || ' '", "template_edited",
     "value"},
    {"a used template deleted", "DELETE FROM label_template", "template_edited", "value"},
    {"a reprint turned to another job", "UPDATE print_job SET reprint_of = 1 WHERE reprint_of = 2",
     "reprint_edited", "value"},
    {"a reprint's serials edited",
     "UPDATE print_job SET last_serial = last_serial + 1 WHERE "
     "reprint_of = 2",
     "reprint_edited", "value"},
    {"a job made half a reprint", "UPDATE print_job SET reprint_reason = 'x' WHERE id = 1",
     "reprint_edited", "\"1\""},
    {"a lot's recall made its product's too", "UPDATE recall SET product_id = 'P01'",
     "recall_hidden", "index"},
    {"an index that does not find its rows",
     "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE INDEX lot_by_day ON lot "
     "(issue_number)' WHERE name = 'lot_by_day'",
     "registry_file_damaged", "lot_by_day"},
    {"a key's row deleted", "DELETE FROM issuer_key", "rows_missing", "issuer_key"},
    {"a product's row deleted", "DELETE FROM product WHERE id = 'P02'", "record_out_of_date",
     "product P02"},
    {"a printed host taken out", "DELETE FROM label_host", "label_host_edited", "tg.example.vn"},
    {"a lot's entry logged a second time",
     "INSERT INTO log_entry SELECT realm_id, (SELECT max(leaf_index) + 1 FROM log_entry WHERE "
     "realm_id = e.realm_id), entry FROM log_entry e WHERE (realm_id, leaf_index) = (SELECT "
     "realm_id, leaf_index FROM lot WHERE id = 2)",
     "issue_number_repeated", "\"number\":\"2\""},
    {"the last lot's entry logged a second time",
     "INSERT INTO log_entry SELECT realm_id, (SELECT max(leaf_index) + 1 FROM log_entry WHERE "
     "realm_id = e.realm_id), entry FROM log_entry e WHERE (realm_id, leaf_index) = (SELECT "
     "realm_id, leaf_index FROM lot WHERE id = 4)",
     "issue_number_repeated", "\"number\":\"4\""},
    {"an issue number passed over",
     "INSERT INTO log_entry SELECT realm_id, (SELECT max(leaf_index) + 1 FROM log_entry WHERE "
     "realm_id = e.realm_id), CAST(replace(CAST(entry AS TEXT), '00000004', '00000009') AS BLOB) "
     "FROM log_entry e WHERE (realm_id, leaf_index) = (SELECT realm_id, leaf_index FROM lot WHERE "
     "id = 4)",
     "issue_number_gap", "\"from\":\"4\""},
    {"a record's text damaged",
     "UPDATE record SET body = substr(body, 2) WHERE kind = 'product' AND record_id = 'P01'",
     "record_not_json", "product P01"},
    {"a cooperative's GLN column edited",
     "UPDATE cooperative SET gln = '8930000000000' WHERE id = 'C01'", "record_out_of_date",
     "cooperative C01"},
    {"a certificate's GDTI column edited",
     "UPDATE certification SET gdti = '8930000000000' WHERE id = (SELECT min(id) FROM "
     "certification)",
     "record_out_of_date", "certification"},
    {"a realm made a test", "UPDATE realm SET test = 1", "realm_edited", "ocop.example.vn"},
    {"a key's first days moved",
     "UPDATE issuer_key SET created_at = created_at - 1000 WHERE cooperative_id = 'C01'; UPDATE "
     "issuer_key_status SET at = at - 1000 WHERE key_id = (SELECT id FROM issuer_key WHERE "
     "cooperative_id = 'C01')",
     "issuer_key_unlogged", "value"},
    {"labels cancelled that nobody cancelled",
     "INSERT INTO void_range SELECT 99, lot_id, 2, 2, NULL, reason, at, who FROM void_range",
     "void_unlogged", "value"},
    {"a print job led to another entry", "UPDATE print_job SET leaf_index = 0 WHERE id = 1",
     "print_job_unlogged", "\"1\""},
    {"a bundle put in that was never made",
     "INSERT INTO bundle SELECT realm_id, 0, 0, substr(hex(zeroblob(32)), 1, 64) FROM lot WHERE id "
     "= 1",
     "bundle_unlogged", "value"},
    {"an entry of a kind that nobody knows",
     "INSERT INTO log_entry SELECT realm_id, max(leaf_index) + 1, CAST('temgoc-other/v9' || "
     "char(10) AS BLOB) FROM log_entry WHERE realm_id = (SELECT realm_id FROM lot WHERE id = 1)",
     "entry_unread", "temgoc-other/v9"},
    {"a block of GTINs taken", "INSERT INTO gtin_block VALUES (77777, 'C02', 3)",
     "gtin_block_edited", "C02"},
    {"numbers of a block that no product has",
     "UPDATE gtin_block SET last_number = 3 WHERE cooperative_id = 'C01'", "gtin_block_edited",
     "C01"},
    {"a lot moved to a realm of nobody's",
     "INSERT INTO realm VALUES (99, 'other.example.vn', 0); UPDATE lot SET realm_id = 99 WHERE id "
     "= 5",
     "rows_of_other_realm", "\"count\":\"1\""},
    {"a lot said to be known by its entry alone",
     "INSERT INTO known_by_entry (realm_id, leaf_index, kind, row_id) SELECT realm_id, leaf_index, "
     "'lot', id FROM lot WHERE id = 2",
     "known_by_entry_undeclared", "index"},
    {"a column by another name", "ALTER TABLE recall RENAME COLUMN since TO sincc",
     "rows_not_compared", "since"},
    {"an entry edited",
     "UPDATE log_entry SET entry = CAST(entry || x'0a' AS BLOB) WHERE leaf_index = 1 AND realm_id "
     "= (SELECT id FROM realm WHERE test = 0)",
     "log_entry_differs", "\"1\""},
    {"an entry deleted",
     "DELETE FROM log_entry WHERE leaf_index = 1 AND realm_id = (SELECT id FROM realm WHERE test "
     "= 0)",
     "log_entry_missing", "\"1\""},
    {"an entry put far beyond the others",
     "INSERT INTO log_entry SELECT realm_id, 4611686018427387904, entry FROM log_entry WHERE "
     "leaf_index = 1",
     "log_entry_out_of_place", "4611686018427387904"},
    {"an entry put before the others",
     "INSERT INTO log_entry SELECT realm_id, -5, entry FROM log_entry WHERE leaf_index = 1",
     "log_entry_out_of_place", "-5"},
    {"a bundle taken out", "DELETE FROM bundle", "bundle_hidden", "index"},
    {"a bundle's digest edited", "UPDATE bundle SET facts_sha256 = substr(facts_sha256, 2) || 'x'",
     "bundle_unlogged", "value"},
    {"a bundle's moment edited", "UPDATE bundle SET made_at = made_at + 1", "bundle_unlogged",
     "value"},
    {"a kept trust list edited",
     "UPDATE trust_note SET note = CAST(replace(CAST(note AS TEXT), 'C90', 'C99') AS BLOB) WHERE "
     "kind = 'trust_list' AND version = 2",
     "trust_note_edited", "trust_list 2"},
    {"a kept trust list under another digest",
     "UPDATE trust_note SET digest = (SELECT digest FROM trust_note WHERE kind = 'roots') WHERE "
     "kind = 'trust_list' AND version = 1",
     "trust_note_edited", "trust_list 1"},
    {"a kept trust list under another version",
     "INSERT INTO trust_note SELECT kind, 99, digest, note, at, 1 FROM trust_note WHERE kind = "
     "'roots'",
     "trust_note_edited", "roots 99"},
    {"a trust list kept as a root set",
     "INSERT INTO trust_note SELECT 'roots', version + 1, digest, note, at, 1 FROM trust_note "
     "WHERE "
     "kind = 'trust_list' AND version = 1",
     "trust_note_edited", "roots 2"},
    {"a kept trust list taken out",
     "DELETE FROM trust_note WHERE kind = 'trust_list' AND version = 1", "trust_note_hidden",
     "index"},
    {"a root set taken out", "DELETE FROM trust_note WHERE kind = 'roots'", "trust_note_hidden",
     "index"},
    {"the moment of a trust list edited",
     "UPDATE trust_note SET at = at + 1 WHERE kind = 'trust_list' AND version = 2",
     "trust_note_unlogged", "trust_list 2"},
    {"a trust list made one of before lists had entries",
     "UPDATE trust_note SET logged = 0 WHERE kind = 'trust_list' AND version = 2",
     "trust_note_unlogged", "trust_list 2"},
    {"the first trust list made such a one",
     "UPDATE trust_note SET logged = 0 WHERE kind = 'trust_list' AND version = 1",
     "trust_note_hidden", "index"},
};

}  // namespace

TEST_CASE("a registry that nobody touched agrees with its log") {
  const Copy copy;
  const Json check = copy.check();
  CHECK(check["ok"] == true);
  CHECK(check["exit"] == 0);
  CHECK(check["sound"] == true);
  CHECK(check["differences"] == Json::array());
  CHECK(check["logs"][0]["lots"] == 6);
  CHECK(check["logs"][0]["print_jobs"] == 3);
  CHECK(check["logs"][0]["entries"] == kEntries);
}

TEST_CASE("what is put on record, corrected or linked is in the log at once") {
  const Works works;
  std::uint64_t entries = 0;
  const auto grown = [&] {
    const Json check = works.temgoc({"--json", "log", "check"}).json();
    CHECK(check["sound"] == true);
    const std::uint64_t now = check["logs"][0]["entries"];
    return now - std::exchange(entries, now);
  };
  // Its two issuer keys and its trust list: what came before them is in the test realm's log.
  CHECK(grown() == 3);
  REQUIRE(works.issue(kFish)["ok"] == true);
  CHECK(grown() == 1);
  const Words correction{"product", "add",      "--id",   "P01", "--cooperative", "C01",
                         "--name",  "Cá đù to", "--gtin", kFish, "--update"};
  REQUIRE(works.temgoc(correction).status == 0);
  CHECK(grown() == 1);
  REQUIRE(works.temgoc(correction).status == 0);  // the same again
  CHECK(grown() == 0);
  REQUIRE(works
              .temgoc({"link", "add", "--gtin", kFish, "--type", "gs1:pip", "--url",
                       "https://coop.example/", "--title", "Cá đù"})
              .status == 0);
  CHECK(grown() == 1);
  REQUIRE(works.temgoc({"link", "remove", "1"}).status == 0);
  CHECK(grown() == 1);
}

TEST_CASE("a tampered registry is caught, each way by its name") {
  for (const Tampering& tampering : kTamperings) {
    CAPTURE(tampering.what);
    const Copy copy;
    copy.sql(std::string("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; ") +
             tampering.sql);
    const Json check = copy.check();
    CAPTURE(dump(check));
    CHECK(check["exit"] == 3);
    CHECK(check["ok"] == false);
    CHECK(check["error"]["code"] == "log_not_sound");
    const Json difference = named(check, tampering.code);
    REQUIRE(difference.is_object());
    CHECK(dump(difference).find(tampering.detail) != std::string::npos);
  }
}

TEST_CASE("tampered log files are caught, each way by its name") {
  const auto flip = [](const fs::path& file, long at) {
    std::string content = text_of(file);
    content[static_cast<std::size_t>(at)] ^= 1;
    std::FILE* out = std::fopen(file.c_str(), "wb");
    std::fwrite(content.data(), 1, content.size(), out);
    std::fclose(out);
  };
  const std::string part = "000.p/" + std::to_string(kEntries);
  const std::string entries = "log/tile/entries/" + part;
  const std::string tile = "log/tile/0/" + part;
  {
    const Copy copy;
    flip(copy.folder() / tile, 40);
    CHECK(named(copy.check(), "log_file_differs")["file"] == "tile/0/" + part);
  }
  {
    const Copy copy;
    flip(copy.folder() / entries, 400);
    CHECK(named(copy.check(), "log_entry_differs").is_object());
    CHECK(named(copy.check(), "checkpoint_differs").is_object());
  }
  {
    const Copy copy;
    fs::resize_file(copy.folder() / entries, 300);
    CHECK(named(copy.check(), "log_file_differs")["file"] == "tile/entries/" + part);
  }
  {
    const Copy copy;
    fs::remove(copy.folder() / tile);
    CHECK(named(copy.check(), "log_file_missing")["file"] == "tile/0/" + part);
  }
  {
    const Copy copy;
    fs::remove(copy.folder() / "log/checkpoint");
    CHECK(named(copy.check(), "checkpoint_missing").is_object());
  }
  {
    const Copy copy;
    flip(copy.folder() / "log/checkpoint", 20);
    CHECK(named(copy.check(), "log_checkpoint_unsigned").is_object());
  }
}

TEST_CASE(
    "lots that were found sound are not judged again, and an edit of one is named all the same") {
  const Copy copy;
  const fs::path remembered = copy.folder() / "log/checked";
  fs::remove(remembered);
  const auto judged_before = [&](const Words& more = {}) -> std::uint64_t {
    Words words = {"--json", "log", "check"};
    words.insert(words.end(), more.begin(), more.end());
    const Json check = run(kTemgoc, words, copy.folder()).json();
    REQUIRE(check["sound"] == true);
    return check["logs"][0]["sound_before"];
  };
  CHECK(judged_before() == 0);
  const std::uint64_t lots = judged_before();
  CHECK(lots > 0);
  CHECK(judged_before({"--whole"}) == 0);
  CHECK(judged_before() == lots);
  SUBCASE("somebody who has no key tells that edited lots were sound") {
    std::string text = text_of(remembered);
    const std::size_t at = text.find("lots ");
    text.replace(text.find('\n', at) - 4, 4, "0000");
    std::ofstream(remembered) << text;
    CHECK(judged_before() == 0);
  }
  SUBCASE("a lot is edited after it was found sound") {
    copy.sql("UPDATE lot SET quantity_thousandths = 9000000 WHERE id = 2");
    CHECK(named(copy.check(), "lot_edited")["fields"] == "quantity");
    CHECK(named(copy.check(), "lot_edited")["fields"] == "quantity");
  }
}

TEST_CASE("a checkpoint of another origin is not the log's, though the log's key signed it") {
  const Copy copy;
  const fs::path file = copy.folder() / "log/checkpoint";
  const TreeHead head = parse_checkpoint_text(text_of(file)).value().head;
  const SigningKey key = load_key(copy.folder() / "keys/log.pem", "").value();
  const auto with_origin = [&](const std::string& origin) {
    const std::string text = checkpoint_text(origin, head);
    const SignedNote note{text,
                          {note_signature("ocop.example.vn", key.public_key(), key.sign(text))}};
    std::ofstream(file, std::ios::binary) << note.serialised();
    return copy.check();
  };
  CHECK(with_origin("ocop.example.vn")["sound"] == true);
  for (const char* other : {"ocop.example.vn/test", "ocop.example.vn2", "ocop.example"}) {
    CAPTURE(other);
    const Json check = with_origin(other);
    CHECK(check["exit"] == 3);
    CHECK(named(check, "log_checkpoint_unsigned")["value"] == "ocop.example.vn");
  }
}

TEST_CASE("a checkpoint kept elsewhere catches a history that was rewritten and signed anew") {
  const Works works;
  for (int i = 0; i < 2; ++i) REQUIRE(works.issue(kFish)["ok"] == true);
  const auto kept =
      works.scratch().write("kept-checkpoint", text_of(works.folder() / "log/checkpoint"));
  // The insider goes back to before the second lot, with every file, and issues another in its
  // place: the log key signs, everything agrees with everything.
  {
    const std::string registry = (works.folder() / "registry.sqlite").string();
    const std::string triggers =
        run("sqlite3", {registry,
                        "SELECT sql || ';' FROM sqlite_schema WHERE type = 'trigger' AND "
                        "name IN ('lot_remains', 'lot_record_remains', "
                        "'log_entry_remains')"})
            .out;
    const Ran cut = run(
        "sqlite3", {registry,
                    "PRAGMA foreign_keys = OFF; DROP TRIGGER lot_remains; DROP TRIGGER "
                    "lot_record_remains; DELETE FROM lot_record WHERE lot_id = 2; DROP TRIGGER "
                    "log_entry_remains; DELETE FROM lot WHERE id = 2; DELETE FROM log_entry "
                    "WHERE leaf_index = 4 AND realm_id = (SELECT id FROM realm WHERE test = 0);"});
    REQUIRE_MESSAGE(cut.status == 0, cut.err);
    fs::remove_all(works.folder() / "log");
    REQUIRE(run("sqlite3", {registry,
                            "PRAGMA foreign_keys = OFF; CREATE TABLE aside AS SELECT * "
                            "FROM log_entry WHERE realm_id = (SELECT id FROM realm "
                            "WHERE test = 0); DELETE FROM log_entry WHERE realm_id = "
                            "(SELECT id FROM realm WHERE test = 0);"})
                .status == 0);
    // An empty log is begun anew, then filled again.
    REQUIRE(works.temgoc({"log", "show"}).status == 0);
    REQUIRE(run("sqlite3", {registry,
                            "PRAGMA foreign_keys = OFF; INSERT INTO log_entry SELECT * "
                            "FROM aside; DROP TABLE aside; " +
                                triggers})
                .status == 0);
  }
  REQUIRE(works.issue(kOyster)["ok"] == true);
  REQUIRE(works.issue(kOyster)["ok"] == true);
  CHECK(works.temgoc({"--json", "log", "check"}).json()["sound"] == true);
  const Ran caught = works.temgoc({"--json", "log", "check", "--checkpoint", kept.string()});
  CHECK(caught.status == 3);
  CHECK(named(caught.json(), "kept_checkpoint_differs")["size"] == "5");
  const Works others(Works::OwnKeys{});
  // And a witness that saw the old history refuses the new one: witness_test.cpp.
  const auto stranger =
      works.scratch().write("stranger", text_of(others.folder() / "log/checkpoint"));
  CHECK(works.temgoc({"--json", "log", "check", "--checkpoint", stranger.string()})
            .json()["error"]["code"] == "kept_checkpoint_unsigned");
}
