// The administrator's office: keys, the trust list, bundles, the log, backups, settings.
#include <doctest/doctest.h>

#include "console/daily_care.h"
#include "console/office.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/json.h"
#include "temgoc/events/events.h"
#include "temgoc/keys/issuer_keys.h"
#include "temgoc/keys/root_ceremony.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/registry/personal_data.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

constexpr const char* kNewPassphrase = "một mật khẩu khác hẳn";

struct Desk {
  Office console;
  Browser browser{console};

  Desk() {
    console.add("lan", Role::administrator);
    REQUIRE(browser.sign_in("lan").status == 303);
  }
  // A key of the cooperative, another than `but`; empty: there is none.
  std::string key_of(const std::string& cooperative, const std::string& but = {}) {
    for (const IssuerKeyRecord& key : console.workplace().registry().keys())
      if (key.cooperative_id == cooperative && to_hex(key.id) != but) return to_hex(key.id);
    return {};
  }
  // That the page made for a cooperative that had none.
  std::string first_key(const std::string& cooperative) {
    REQUIRE(browser
                .post("/issuer-keys", {{"cooperative", cooperative},
                                       {"passphrase", kNewPassphrase},
                                       {"passphrase_again", kNewPassphrase}})
                .status == 303);
    return key_of(cooperative);
  }
  KeyStatus status_of(const std::string& id) {
    return find_issuer_key(console.workplace(), id).value().status;
  }
  HttpResponse upload(const std::string& path, const std::string& content) {
    HttpRequest request{.method = "POST", .path = path};
    request.content_type = "multipart/form-data; boundary=--x";
    const auto part = [](const std::string& head, const std::string& body) {
      return "----x\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + body + "\r\n";
    };
    request.body = part("name=\"form_token\"", browser.form_token()) +
                   part("name=\"note\"; filename=\"trust_list\"", content) + "----x--\r\n";
    return browser.send(std::move(request));
  }
};

}  // namespace

TEST_CASE("a key is replaced from the page, and waits for a trust list") {
  Desk desk;
  std::map<std::string, std::string> fields{
      {"cooperative", "C01"}, {"passphrase", kNewPassphrase}, {"passphrase_again", "anders"}};
  const std::string before = desk.key_of("C01");
  CHECK(desk.browser.post("/issuer-keys/rotate", fields).status == 422);
  CHECK(desk.key_of("C01", before).empty());
  fields["passphrase_again"] = kNewPassphrase;
  REQUIRE(desk.browser.post("/issuer-keys/rotate", fields).status == 303);
  const std::string next = desk.key_of("C01", before);
  CHECK(next != "");
  const HttpResponse page = desk.browser.get("/issuer-keys?made=" + next);
  CHECK(says(page, words(Language::vi, "console.ikeys.waits")));
  CHECK(desk.browser.post("/issuer-keys/rotate", fields).status == 422);  // rotation_unfinished
  fields["cooperative"] = "C90";
  REQUIRE(desk.browser.post("/issuer-keys", fields).status == 303);
  CHECK(desk.key_of("C90") != "");
}

TEST_CASE("a key is retired once its id is typed again, and not before") {
  Desk desk;
  const std::string id = desk.key_of("C01"), path = "/issuer-keys/" + id + "/retire";
  CHECK(desk.browser.get(path).status == 200);
  std::map<std::string, std::string> fields{{"packed_until", "31/02/2026"},
                                            {"reason", "đổi người"}};
  CHECK(desk.browser.post(path, fields).status == 422);
  fields["packed_until"] = "31/12/2026";
  const HttpResponse preview = desk.browser.post(path, fields);
  CHECK(preview.status == 200);
  CHECK(says(preview, words(Language::vi, "console.ikeys.retire.then")));
  CHECK(says(preview, "temgoc key retire " + id));
  fields["confirm"] = "00000000";
  CHECK(desk.browser.post(path, fields).status == 200);
  CHECK(desk.status_of(id) == KeyStatus::active);
  fields["confirm"] = id;
  REQUIRE(desk.browser.post(path, fields).status == 303);
  CHECK(desk.status_of(id) == KeyStatus::retired);
  CHECK(desk.browser.post(path, fields).status == 422);  // key_not_active
}

TEST_CASE("a cut is shown on the lots that it takes before it is made") {
  Desk desk;
  {
    Workplace works = desk.console.workplace();
    REQUIRE(issue_lot(works, desk.console.world().draft(), kPassphrase).has_value());
  }
  const std::string id = desk.key_of("C01"), path = "/issuer-keys/" + id + "/revoke";
  const HttpResponse form = desk.browser.get(path);
  CHECK(says(form, words(Language::vi, "key.revoke.kept")));  // "now" keeps all
  CHECK_FALSE(says(form, "class=\"chip bad\""));
  std::map<std::string, std::string> fields{{"cut_at", "1"}, {"reason", ""}};
  CHECK(desk.browser.post(path, fields).status == 422);
  fields["reason"] = "mất máy";
  const HttpResponse preview = desk.browser.post(path, fields);
  CHECK(preview.status == 200);
  CHECK(says(preview, "class=\"chip bad\""));
  CHECK(says(preview, "temgoc key revoke " + id + " --cut-at 1"));
  fields["cut_at"] = "999999";
  CHECK(desk.browser.post(path, fields).status == 422);
  fields["cut_at"] = "1";
  CHECK(desk.status_of(id) == KeyStatus::active);
  fields["confirm"] = id;
  REQUIRE(desk.browser.post(path, fields).status == 303);
  CHECK(desk.status_of(id) == KeyStatus::cut);
}

TEST_CASE("an administrator of one cooperative sees and changes its keys alone") {
  Desk desk;
  desk.console.add("one", Role::administrator, "C90");
  Browser one(desk.console);
  REQUIRE(one.sign_in("one").status == 303);
  const std::string id = desk.key_of("C01");
  CHECK_FALSE(says(one.get("/issuer-keys"), id));
  CHECK(one.get("/issuer-keys/" + id + "/revoke").status == 404);
  CHECK(one.post("/issuer-keys/" + id + "/retire", {{"confirm", id}}).status == 404);
  CHECK(one.post("/issuer-keys/rotate", {{"cooperative", "C01"}}).status == 404);
  CHECK(desk.status_of(id) == KeyStatus::active);
}

TEST_CASE("a draft is downloaded, signed elsewhere, and takes force when it comes back") {
  Desk desk;
  const std::string fresh = desk.first_key("C90");
  CHECK(says(desk.browser.get("/trust"), fresh));
  CHECK(desk.browser.get("/trust/draft").status == 404);
  REQUIRE(desk.browser.post("/trust/draft", {}).status == 303);
  const HttpResponse draft = desk.browser.get("/trust/draft");
  REQUIRE(draft.status == 200);
  auto note = PendingNote::parse(draft.body);
  REQUIRE(note.has_value());
  // Nobody signed it, so it does not count.
  CHECK(desk.upload("/trust/adopt", draft.body).status == 422);
  CHECK(desk.upload("/trust/adopt", "nothing of the kind").status == 422);
  const HttpResponse no_file = desk.upload("/trust/adopt", "");
  CHECK(no_file.status == 422);
  CHECK(says(no_file, message(Language::vi, {"note_missing", "note"})));
  {
    Workplace works = desk.console.workplace();
    std::vector<RootKeyFile> keys;
    for (const auto& path : find_root_keys(desk.console.world().folder / "roots", works.roots()))
      keys.push_back({path, SecretText(kPassphrase)});
    REQUIRE(!keys.empty());
    REQUIRE(sign_pending(*note, works.roots(), keys).has_value());
  }
  const HttpResponse adopted = desk.upload("/trust/adopt", note->serialised());
  REQUIRE(adopted.status == 303);
  CHECK(field(adopted, "Location") == "/trust?done=in_force");
  bool listed = false;
  for (const IssuerKey& key : desk.console.workplace().trust().list().keys)
    listed = listed || key.cooperative_id == "C90";
  CHECK(listed);
  CHECK(desk.browser.get("/trust/list").body == desk.console.workplace().trust_note());
}

TEST_CASE("a list is signed on the machine only with each change ticked and the right code") {
  Desk desk;
  const std::string fresh = desk.first_key("C90");
  const auto version = [&] { return desk.console.workplace().trust().list().version; };
  const std::uint64_t before = version();
  std::map<std::string, std::string> fields{
      {"root_folder", (desk.console.world().folder / "roots").string()},
      {"root_passphrase", kPassphrase}};
  const HttpResponse unticked = desk.browser.post("/trust/sign", fields);
  CHECK(unticked.status == 422);
  CHECK(version() == before);
  fields["confirm-" + fresh] = "1";
  fields["root_passphrase"] = "sai mật khẩu rồi";
  CHECK(desk.browser.post("/trust/sign", fields).status == 422);
  fields["root_folder"] = "/nowhere";
  CHECK(desk.browser.post("/trust/sign", fields).status == 422);
  CHECK(version() == before);
  fields["root_folder"] = (desk.console.world().folder / "roots").string();
  fields["root_passphrase"] = kPassphrase;
  REQUIRE(desk.browser.post("/trust/sign", fields).status == 303);
  CHECK(version() == before + 1);
}

TEST_CASE("root keys are changed by both sets of holders, and with the next list in force") {
  Desk desk;
  const std::filesystem::path folder = desk.console.world().folder;
  const auto second =
      new_root_key(folder / "second", kPassphrase, desk.console.house().world.random).value();
  const std::string line = "hai=" + to_base64(second.key);
  const auto told = [&](const std::map<std::string, std::string>& fields) {
    return desk.browser.post("/trust/root-keys/draft", fields);
  };
  CHECK(desk.browser.get("/trust/root-keys/draft").status == 404);
  CHECK(desk.browser.post("/trust/root-keys/sign", {{"root_folder", (folder / "roots").string()}})
            .status == 422);
  const HttpResponse unread = told({{"add", "hai=không phải khóa"}, {"threshold", "2"}});
  CHECK(unread.status == 422);
  CHECK(says(unread, "hai=không phải khóa"));  // still there to be mended
  CHECK(says(unread, words(Language::vi, "console.hint.root_unreadable")));
  CHECK(told({{"threshold", "1"}}).status == 422);
  CHECK(told({{"add", line}, {"threshold", "3"}}).status == 422);
  CHECK(told({{"add", line}, {"threshold", "hai"}}).status == 422);
  CHECK(told({{"remove", "ai đó"}, {"threshold", "1"}}).status == 422);
  CHECK_FALSE(says(desk.browser.get("/trust/root-keys"), "root-keys/sign"));

  REQUIRE(told({{"add", line}, {"threshold", "2"}}).status == 303);
  CHECK(desk.console.workplace().roots().version == 1);
  CHECK(says(desk.browser.get("/trust/root-keys"), to_base64(second.key)));
  std::map<std::string, std::string> sign{{"root_folder", (folder / "roots").string()},
                                          {"root_passphrase", kPassphrase},
                                          {"confirm-come-hai", "1"}};
  const HttpResponse unticked = desk.browser.post("/trust/root-keys/sign", sign);
  CHECK(unticked.status == 422);
  CHECK(says(unticked, words(Language::vi, "console.hint.trust_change_unconfirmed")));
  sign["confirm-threshold"] = "1";
  sign["root_passphrase"] = "sai mật khẩu rồi";
  CHECK(desk.browser.post("/trust/root-keys/sign", sign).status == 422);
  sign["root_passphrase"] = kPassphrase;
  const HttpResponse first = desk.browser.post("/trust/root-keys/sign", sign);
  REQUIRE(first.status == 303);
  CHECK(field(first, "Location") == "/trust/root-keys?done=kept");  // the new holder is missing

  auto note = PendingNote::parse(desk.browser.get("/trust/root-keys/draft").body);
  REQUIRE(note.has_value());
  const std::vector<RootKeyFile> keys{{second.path, SecretText(kPassphrase)}};
  REQUIRE(sign_pending(*note, desk.console.workplace().roots(), keys).has_value());
  const HttpResponse taken = desk.upload("/trust/root-keys/adopt", note->serialised());
  REQUIRE(taken.status == 303);
  CHECK(field(taken, "Location") == "/trust/root-keys?done=adopted");
  const HttpResponse waits = desk.browser.get("/trust/root-keys");
  CHECK(says(waits, words(Language::vi, "console.roots.adopted.what")));
  CHECK_FALSE(says(waits, "root-keys/draft"));
  CHECK(told({{"remove", "hai"}, {"threshold", "1"}}).status == 422);
  CHECK(desk.console.workplace().roots().version == 1);

  CHECK(says(desk.browser.get("/trust"), words(Language::vi, "console.trust.next_roots")));
  REQUIRE(
      desk.browser
          .post("/trust/sign", {{"root_folder", folder.string()}, {"root_passphrase", kPassphrase}})
          .status == 303);
  CHECK(desk.console.workplace().roots().version == 2);
  CHECK(desk.console.workplace().roots().threshold == 2);
}

TEST_CASE("a bundle is built with a key that a list names, and downloaded") {
  Desk desk;
  CHECK_FALSE(says(desk.browser.get("/bundles"), "name=\"days\""));
  REQUIRE(desk.browser
              .post("/bundles/key",
                    {{"key_passphrase", kNewPassphrase}, {"key_passphrase_again", kNewPassphrase}})
              .status == 303);
  std::map<std::string, std::string> order{
      {"days", "7"}, {"grace_days", "7"}, {"passphrase", kNewPassphrase}};
  CHECK(desk.browser.post("/bundles", order).status == 422);  // no signed list names it yet
  {
    Workplace works = desk.console.workplace();
    REQUIRE(sign_trust_list(works, desk.console.world().folder / "roots", kPassphrase).has_value());
  }
  order["days"] = "0";
  CHECK(desk.browser.post("/bundles", order).status == 422);
  order["days"] = "7";
  const HttpResponse built = desk.browser.post("/bundles", order);
  REQUIRE(built.status == 303);
  const std::string name = field(built, "Location").substr(std::string("/bundles?built=").size());
  const HttpResponse page = desk.browser.get("/bundles");
  CHECK(says(page, "/bundles/" + name));
  CHECK(desk.browser.get("/bundles/" + name).body.size() > 100);
  for (const char* path : {"/bundles/nothing", "/bundles/..%2Ftemgoc.toml"})
    CHECK(desk.browser.get(path).status == 404);
}

TEST_CASE("the log is checked from the page, and says what differs") {
  Desk desk;
  CHECK(says(desk.browser.get("/log"), words(Language::vi, "console.log.checkpoint")));
  CHECK(desk.browser.get("/log/checkpoint").body.starts_with("ocop.example.vn\n"));
  const HttpResponse sound = desk.browser.post("/log", {});
  CHECK(sound.status == 200);
  CHECK(says(sound, words(Language::vi, "console.log.sound")));
}

TEST_CASE("a backup is made and checked from the page, and a damaged one is told") {
  Desk desk;
  const std::string folder = (desk.console.world().folder / "backups").string();
  std::map<std::string, std::string> fields{
      {"folder", "backups"}, {"passphrase", kNewPassphrase}, {"passphrase_again", kNewPassphrase}};
  const HttpResponse relative = desk.browser.post("/backup", fields);
  CHECK(relative.status == 422);  // where would that be?
  CHECK(says(relative, words(Language::vi, "error.path_not_absolute.hint")));
  fields["folder"] = folder;
  fields["passphrase_again"] = "anders";
  CHECK(desk.browser.post("/backup", fields).status == 422);
  CHECK_FALSE(fs::exists(folder));
  fields["passphrase_again"] = kNewPassphrase;
  const HttpResponse made = desk.browser.post("/backup", fields);
  REQUIRE(made.status == 303);
  CHECK(says(desk.browser.get(field(made, "Location")), "temgoc backup create " + folder));
  const HttpResponse sound = desk.browser.post("/backup/check", {{"folder", folder}});
  CHECK(sound.status == 200);
  CHECK(says(sound, words(Language::vi, "console.backups.sound")));
  CHECK(desk.browser.post("/backup/check", {{"folder", "/nowhere/at/all"}}).status == 422);
}

TEST_CASE("settings are shown and changed; what belongs to the file is only shown") {
  Desk desk;
  const HttpResponse page = desk.browser.get("/settings");
  CHECK(says(page, "tg.example.vn"));
  CHECK(says(page, "name=\"programme.products_target\" value=\"124\""));
  CHECK_FALSE(says(page, "name=\"hosts\""));
  const auto settings = [&] { return Settings::read(desk.console.world().works()).value(); };
  std::map<std::string, std::string> fields{
      {"issuing.max_backdate_days", "30"},
      {"trust.valid_days", "365"},
      {"copies.scans", "20"},
      {"copies.places", "5"},
      {"copies.fastest_km_per_hour", "500"},
      {"scans.keep_months", "24"},
      {"retention.report_months", "24"},
      {"retention.visit_months", "60"},
      {"retention.epcis_months", "60"},
      {"retention.journal_months", "120"},
      {"printing.read_back", "200"},
      {"printing.pages_in_part", "5000"},
      {"programme.products_target", "163"},
      {"programme.communes", "xã Bình Khánh, TP.HCM\r\nxã Thạnh An, TP.HCM"},
      {"issuing.pack_tomorrow", "true"},
      {"hosts", "evil.example"}};
  REQUIRE(desk.browser.post("/settings", fields).status == 303);
  CHECK(settings().programme.products_target == 163);
  CHECK(settings().programme.communes.size() == 2);
  CHECK(settings().pack_tomorrow);
  CHECK(settings().hosts == std::vector<std::string>{"tg.example.vn"});
  fields["programme.communes"] = "xã Bình Khánh";
  fields["programme.products_target"] = "200";
  const HttpResponse wrong = desk.browser.post("/settings", fields);
  CHECK(wrong.status == 422);
  CHECK(says(wrong, "value=\"200\""));  // what was typed stays
  CHECK(settings().programme.products_target == 163);
}

TEST_CASE("a person's data is found, handed out and erased from the page, and names the journal") {
  Desk desk;
  {
    Workplace works = desk.console.workplace();
    REQUIRE(record_partner(
        works, {.id = "MUA1", .cooperative_id = "C01", .name = "Bà <Tư>", .phone = "0911 222 333"},
        false));
  }
  const HttpResponse empty = desk.browser.get("/privacy");
  REQUIRE(empty.status == 200);
  CHECK(says(empty, words(Language::vi, "console.privacy.retention")));
  CHECK(says(empty, "120"));
  CHECK_FALSE(says(empty, "action=\"/privacy/erase\""));
  CHECK(desk.browser.post("/privacy/find", {{"person", "Tư"}}).status == 422);
  const HttpResponse none = desk.browser.post("/privacy/find", {{"person", "Ông Sáu"}});
  CHECK(says(none, words(Language::vi, "console.privacy.none")));
  const HttpResponse found = desk.browser.post("/privacy/find", {{"person", "0911 222 333"}});
  REQUIRE(found.status == 200);
  CHECK(says(found, "MUA1/1"));
  CHECK(says(found, "&lt;Tư&gt;"));
  const HttpResponse file = desk.browser.post("/privacy/export", {{"person", "0911 222 333"}});
  CHECK(field(file, "Content-Disposition").starts_with("attachment"));
  CHECK(parse_json(file.body).value()["places"].size() == 1);
  const HttpResponse unsure =
      desk.browser.post("/privacy/erase", {{"person", "0911 222 333"}, {"confirm", "7"}});
  CHECK(unsure.status == 422);
  CHECK(says(unsure, "MUA1/1"));
  const HttpResponse erased =
      desk.browser.post("/privacy/erase", {{"person", "0911 222 333"}, {"confirm", "1"}});
  CHECK(erased.status == 200);
  CHECK_FALSE(says(erased, "&lt;Tư&gt;"));
  CHECK(EventBook::of(desk.console.workplace().registry()).partner("MUA1")->name == kErased);
  CHECK(says(desk.browser.get("/journal"),
             words(Language::vi, "act.person_erased", {{"count", "1"}})));
  Browser of_one(desk.console);
  desk.console.add("hoa", Role::administrator, "C01");
  REQUIRE(of_one.sign_in("hoa").status == 303);
  CHECK(of_one.get("/privacy").status != 200);
}

TEST_CASE("what is past its time is told on the page and let go from it") {
  Desk desk;
  CHECK_FALSE(says(desk.browser.get("/privacy"), "action=\"/privacy/retention\""));
  REQUIRE(desk.console.workplace().registry().add_report(
      {.number = 1,
       .label = "x",
       .message = "cũ",
       .at = desk.console.world().now - std::chrono::days(1000)}));
  CHECK(says(desk.browser.get("/privacy"), "action=\"/privacy/retention\""));
  const HttpResponse gone = desk.browser.post("/privacy/retention", {});
  REQUIRE(gone.status == 303);
  CHECK(field(gone, "Location").find("gone=1") != std::string::npos);
  CHECK(desk.console.workplace().registry().reports(9).empty());
}

TEST_CASE("the journal offers the kinds of acts, and shows one of them alone") {
  Desk desk;
  const char* row = "<td>người dùng mới lan (";
  const HttpResponse all = desk.browser.get("/journal");
  CHECK(says(all, row));
  CHECK(says(all, "<option value=\"user\">" + words(Language::vi, "act_kind.user")));
  CHECK(says(all, "<optgroup label=\"" + words(Language::vi, "act_group.lots") + "\">"));
  const HttpResponse some = desk.browser.get("/journal?kind=user");
  CHECK(says(some, row));
  CHECK(says(some, "<option value=\"user\" selected>"));
  CHECK(says(some, "format=xlsx&amp;kind=user"));
  CHECK_FALSE(says(desk.browser.get("/journal?kind=recall"), row));
}

TEST_CASE("the console lets go by itself, a minute after it began and then once an hour") {
  Desk desk;
  REQUIRE(desk.console.workplace().registry().add_report(
      {.number = 1,
       .label = "x",
       .message = "cũ",
       .at = desk.console.world().now - std::chrono::days(1000)}));
  const auto there = [&] { return !desk.console.workplace().registry().reports(9).empty(); };
  DailyCare care(desk.console.house());
  const auto begun = std::chrono::steady_clock::time_point();
  care.look(begun);
  care.look(begun + std::chrono::seconds(59));
  CHECK(there());
  care.look(begun + std::chrono::seconds(61));
  CHECK_FALSE(there());
  const auto acts = desk.console.workplace().registry().acts({.kind = "retention"});
  REQUIRE(acts.size() == 1);
  CHECK(acts[0].actor.role == "system");
}
