// The administrator's office over the API: keys, the trust list, bundles, the log, backups,
// settings.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>

#include "console/program.h"
#include "temgoc/base/bytes.h"
#include "temgoc/keys/root_ceremony.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

namespace fs = std::filesystem;

constexpr const char* kNewPassphrase = "một mật khẩu khác hẳn";

// A token of an administrator of all cooperatives, unless another is named.
struct Desk {
  Office world;
  Program program;
  explicit Desk(const std::string& cooperative = "")
      : program(world, Role::administrator, cooperative) {}

  Json read(const std::string& target) {
    const HttpResponse response = program.get(target);
    REQUIRE(response.status == 200);
    return body_of(response);
  }
  std::string key_of(const std::string& cooperative) {
    const Json listed = read("/issuer-keys");
    for (const Json& key : listed["items"])
      if (key["cooperative"] == cooperative) return key["key"];
    return {};
  }
};

}  // namespace

TEST_CASE("keys are listed, made and replaced over the API") {
  Desk desk;
  const Json listed = desk.read("/issuer-keys")["items"];
  REQUIRE(!listed.empty());
  CHECK(listed[0]["listed"] == true);
  CHECK(desk.read("/issuer-keys/" + desk.key_of("C01"))["status"] == "active");
  const HttpResponse made =
      desk.program.post("/issuer-keys", {{"cooperative", "C90"}, {"passphrase", kNewPassphrase}});
  CHECK(made.status == 201);
  CHECK(body_of(made)["listed"] == false);
  CHECK(field(made, "Location") == "/api/v1/issuer-keys/" + desk.key_of("C90"));
  const Json again{{"cooperative", "C01"}, {"passphrase", kNewPassphrase}};
  CHECK(code_in(desk.program.post("/issuer-keys", again)) == "cooperative_has_key");
  Json next = again;
  next["replace"] = true;
  CHECK(desk.program.post("/issuer-keys", next).status == 201);
  CHECK(code_in(desk.program.post("/issuer-keys", next)) == "rotation_unfinished");
  CHECK(code_in(desk.program.get("/issuer-keys/00000000")) == "key_unknown");
}

TEST_CASE("a token of one cooperative sees and makes no key of another") {
  Desk desk("C90");
  CHECK(desk.read("/issuer-keys")["items"].empty());
  CHECK(code_in(desk.program.post("/issuer-keys",
                                  {{"cooperative", "C01"}, {"passphrase", kNewPassphrase}})) ==
        "cooperative_unknown");
  Desk all;
  const std::string other = "/issuer-keys/" + all.key_of("C01");
  CHECK(code_in(desk.program.get(other)) == "key_unknown");
  for (const char* path : {"/trust", "/bundles", "/backups", "/settings"})
    CHECK(code_in(desk.program.get(path)) == "api_all_needed");
}

TEST_CASE("a cut is shown on its lots first, and made once the key is named again") {
  Desk desk;
  desk.world.issued();
  const std::string id = desk.key_of("C01"), path = "/issuer-keys/" + id;
  const Json kept = desk.read(path + "/cut");
  REQUIRE(kept["lots"].size() == 1);
  CHECK(kept["lots"][0]["kept"] == true);
  CHECK(kept["cut_at"] == kept["log_size"]);
  CHECK(desk.read(path + "/cut?cut_at=1")["lots"][0]["kept"] == false);
  CHECK(code_in(desk.program.get(path + "/cut?cut_at=x")) == "api_parameter_invalid");
  Json order{{"cut_at", 1}, {"reason", "mất máy"}, {"confirm", "00000000"}};
  CHECK(code_in(desk.program.post(path + "/revoke", order)) == "key_not_confirmed");
  CHECK(desk.read(path)["status"] == "active");
  order["confirm"] = id;
  order["cut_at"] = 999'999;
  CHECK(code_in(desk.program.post(path + "/revoke", order)) == "cut_beyond_log");
  order["cut_at"] = 1;
  const HttpResponse cut = desk.program.post(path + "/revoke", order);
  CHECK(cut.status == 200);
  CHECK(body_of(cut)["cut_at"] == 1);
}

TEST_CASE("a key is retired over the API, with a last pack day") {
  Desk desk;
  const std::string id = desk.key_of("C01"), path = "/issuer-keys/" + id + "/retire";
  Json order{{"confirm", id}, {"packed_until", "31/02/2026"}};
  CHECK(desk.program.post(path, order).status == 422);
  order["packed_until"] = "31/12/2026";
  const HttpResponse retired = desk.program.post(path, order);
  CHECK(retired.status == 200);
  CHECK(body_of(retired)["status"] == "retired");
  CHECK(body_of(retired)["packed_until"] == "2026-12-31");
  CHECK(code_in(desk.program.post(path, order)) == "key_not_active");
}

TEST_CASE("a trust list is drawn up for its signers, and refused back without their signatures") {
  Desk desk;
  const Json before = desk.read("/trust");
  CHECK(before["waiting"].is_null());
  CHECK(before["changes"].empty());
  REQUIRE(
      desk.program.post("/issuer-keys", {{"cooperative", "C90"}, {"passphrase", kNewPassphrase}})
          .status == 201);
  const HttpResponse drafted = desk.program.post("/trust/draft", Json::object());
  REQUIRE(drafted.status == 200);
  const Json waiting = body_of(drafted)["waiting"];
  CHECK(waiting["version"] == before["version"].get<int>() + 1);
  const Json changes = body_of(drafted)["changes"];
  REQUIRE(changes.size() == 1);
  CHECK(changes[0]["change"] == "added");
  CHECK(changes[0]["cooperative"] == "C90");
  CHECK(code_in(desk.program.post("/trust/adopt", {{"note", waiting["note"]}})) ==
        "pending_unsigned");
  CHECK(desk.program.post("/trust/adopt", {{"note", "nothing\n"}}).status == 422);
  CHECK(desk.read("/trust")["version"] == before["version"]);
}

TEST_CASE("the next root keys are drawn up over the API, and refused back without signatures") {
  Desk desk;
  const Json before = desk.read("/root-keys");
  CHECK(before["version"] == 1);
  CHECK(before["roots"].size() == 1);
  CHECK(before["next"].is_null());
  CHECK(before["waiting"].is_null());
  const auto made = new_root_key(desk.world.world().folder / "second", kPassphrase,
                                 desk.world.house().world.random)
                        .value();
  CHECK(code_in(desk.program.post("/root-keys/draft", Json::object())) == "roots_unchanged");
  CHECK(code_in(desk.program.post("/root-keys/draft", {{"add", Json::array({"2=x"})}})) ==
        "root_unreadable");
  CHECK(code_in(desk.program.post("/root-keys/draft", {{"remove", Json::array({"nobody"})}})) ==
        "root_unknown");
  const HttpResponse drafted = desk.program.post(
      "/root-keys/draft", {{"add", Json::array({"2=" + to_base64(made.key)})}, {"threshold", 2}});
  REQUIRE(drafted.status == 200);
  const Json waiting = parse_json(drafted.body).value()["waiting"];
  CHECK(waiting["version"] == 2);
  CHECK(waiting["threshold"] == 2);
  CHECK(waiting["roots"].size() == 2);
  CHECK(waiting["signatures"].size() == 2);
  CHECK(code_in(desk.program.post("/root-keys/adopt", {{"note", waiting["note"]}})) ==
        "pending_unsigned");
  CHECK(desk.program.post("/root-keys/adopt", {{"note", "nothing\n"}}).status == 422);
  CHECK(desk.read("/root-keys")["version"] == 1);
}

TEST_CASE("the log is checked, and a backup made and checked, over the API") {
  Desk desk;
  const HttpResponse checked = desk.program.post("/log/check", Json::object());
  REQUIRE(checked.status == 200);
  CHECK(body_of(checked)["sound"] == true);
  CHECK(body_of(checked)["logs"].size() == 2);
  CHECK(desk.read("/backups")["items"].empty());
  CHECK(code_in(desk.program.post("/backups", {{"folder", "beside"}})) == "path_not_absolute");
  const std::string folder =
      (fs::temp_directory_path() / ("temgoc-api-backup-" + std::to_string(::getpid()))).string();
  const HttpResponse made =
      desk.program.post("/backups", {{"folder", folder}, {"passphrase", kNewPassphrase}});
  REQUIRE(made.status == 201);
  const Json backups = desk.read("/backups")["items"];
  REQUIRE(backups.size() == 1);
  CHECK(backups[0]["backup"] == body_of(made)["backup"]);
  const HttpResponse sound =
      desk.program.post("/backups/check", {{"folder", folder}, {"passphrase", kNewPassphrase}});
  REQUIRE(sound.status == 200);
  CHECK(body_of(sound)["sound"] == true);
  CHECK(body_of(sound)["keys_opened"] == true);
  CHECK(code_in(desk.program.post("/backups/check", {{"folder", folder}, {"backup", "none"}})) ==
        "backup_unknown");
  fs::remove_all(folder);
}

TEST_CASE("settings are changed by who has seen them as they stand") {
  Desk desk;
  const HttpResponse shown = desk.program.get("/settings");
  const std::string tag = field(shown, "ETag");
  REQUIRE(tag != "");
  const auto change = [](const char* value) {
    return Json{{"settings", {{{"name", "issuing.max_backdate_days"}, {"value", value}}}}};
  };
  CHECK(code_in(desk.program.patch("/settings", change("9"))) == "api_if_match_missing");
  CHECK(desk.program.patch("/settings", change("x"), {{"if-match", tag}}).status == 422);
  const HttpResponse changed = desk.program.patch("/settings", change("9"), {{"if-match", tag}});
  REQUIRE(changed.status == 200);
  CHECK(field(changed, "ETag") != tag);
  const HttpResponse late = desk.program.patch("/settings", change("8"), {{"if-match", tag}});
  CHECK(late.status == 412);
  CHECK(code_in(late) == "settings_changed_meanwhile");
  CHECK(
      code_in(desk.program.patch("/settings", {{"settings", {{{"name", "realm"}, {"value", "x"}}}}},
                                 {{"if-match", "*"}})) == "setting_fixed");
}

TEST_CASE("a bundle is built by the key that a list names, and handed out as it lies") {
  Desk desk;
  CHECK(desk.read("/bundles")["items"].empty());
  const Json order{{"passphrase", kNewPassphrase}};
  CHECK(code_in(desk.program.post("/bundles", order)) == "bundle_key_missing");
  const HttpResponse key = desk.program.post("/bundle-key", order);
  REQUIRE(key.status == 201);
  CHECK(code_in(desk.program.post("/bundle-key", order)) == "bundle_key_exists");
  CHECK(code_in(desk.program.post("/bundles", order)) == "bundle_key_not_listed");
  {
    Workplace works = desk.world.workplace();
    REQUIRE(sign_trust_list(works, desk.world.world().folder / "roots", kPassphrase).has_value());
  }
  CHECK(code_in(desk.program.post("/bundles", {{"passphrase", kNewPassphrase}, {"days", 0}})) ==
        "api_member_range");
  const HttpResponse built = desk.program.post("/bundles", order);
  REQUIRE(built.status == 201);
  const std::string name = body_of(built)["bundle"];
  const Json listed = desk.read("/bundles")["items"];
  REQUIRE(listed.size() == 1);
  CHECK(listed[0]["bundle"] == name);
  CHECK(field(built, "Location") == "/api/v1/bundles/" + name);
  const HttpResponse file = desk.program.get("/bundles/" + name);
  CHECK(file.status == 200);
  CHECK(file.body.size() == listed[0]["bytes"].get<std::size_t>());
  for (const char* path : {"/bundles/nothing", "/bundles/..%2Ftemgoc.toml"})
    CHECK(code_in(desk.program.get(path)) == "api_file_unknown");
}

TEST_CASE("what stands within an object of a request is judged too, and named by its place") {
  Desk desk;
  const HttpResponse refused = desk.program.patch(
      "/settings", {{"settings", {{{"name", Json::object()}, {"value", "9"}}, {{"name", "x"}}}}},
      {{"if-match", "*"}});
  CHECK(refused.status == 422);
  const Json errors = body_of(refused)["errors"];
  REQUIRE(errors.size() == 2);
  CHECK(errors[0]["field"] == "settings[0].name");
  CHECK(errors[0]["code"] == "api_member_kind");
  CHECK(errors[1]["field"] == "settings[1].value");
  CHECK(errors[1]["code"] == "api_member_missing");
}
