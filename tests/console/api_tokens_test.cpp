// Who is let in by the API: tokens that are good, and those that are not.
#include <doctest/doctest.h>

#include "console/program.h"

using namespace temgoc;
using namespace temgoc::test;

TEST_CASE("a token says what it may do, and its use is noted") {
  Office world;
  Program program(world);
  CHECK_FALSE(world.accounts().token(program.token.id)->used_at.has_value());
  const Json token = body_of(program.get("/token"));
  CHECK(token["id"] == program.token.id);
  CHECK(token["role"] == "printer");
  CHECK(token["cooperative"] == "C01");
  CHECK(token["expires_at"] == "2026-12-24T02:00:00.000Z");
  const auto kept = world.accounts().token(program.token.id);
  CHECK(kept->used_at == world.world().now);
  CHECK(kept->used_from == program.address);
}

TEST_CASE("without a good token nothing is answered, and a cookie is none") {
  Office world;
  Program program(world);
  world.add("lan", Role::administrator);
  Browser browser(world);
  REQUIRE(browser.sign_in("lan").status == 303);
  const std::string cookie =
      std::string(kSessionCookie) + "=" + browser.cookies().at(std::string(kSessionCookie));
  for (const auto& [field_text, code] :
       {std::pair<std::string, std::string>{"", "api_token_missing"},
        {"Basic bGFuOng=", "api_token_missing"},
        {"Bearer ", "api_token_missing"},
        {"Bearer temgoc_abc", "api_token_unknown"},
        {"Bearer " + program.text + "0", "api_token_unknown"},
        {"Bearer " + std::string(5'000, 'x'), "api_token_unknown"}}) {
    const HttpResponse response =
        program.get("/lots", {{"authorization", field_text}, {"cookie", cookie}});
    CHECK(response.status == 401);
    CHECK(code_in(response) == code);
    CHECK(field(response, "WWW-Authenticate").starts_with("Bearer"));
    CHECK(response.guess_missed == (code == "api_token_unknown"));
  }
  CHECK(program.get("/lots", {{"authorization", "bearer " + program.text}}).status == 200);
}

TEST_CASE(
    "a token that has ended, was revoked or comes from elsewhere is refused, each by its name") {
  Office world;
  Program program(world);
  Workplace works = world.workplace();
  ApiToken draft{.id = {}, .name = "máy cân", .networks = {"10.1.0.0/16", "2001:db8::1"}};
  const NewToken near = add_token(works, world.accounts(), draft, 3'650).value();
  Fields fields{{"authorization", "Bearer " + near.text}};
  CHECK(code_in(program.get("/lots", fields)) == "api_token_address");
  program.address = "10.1.200.3";
  CHECK(program.get("/lots", fields).status == 200);
  program.address = "2001:db8::1";
  CHECK(program.get("/lots", fields).status == 200);
  // It ends with the moment that it names: until before it, and no longer.
  const Instant end = program.token.expires_at;
  world.world().now = end - std::chrono::milliseconds(1);
  CHECK(code_in(program.get("/lots")) != "api_token_expired");
  world.world().now = end;
  CHECK(code_in(program.get("/lots")) == "api_token_expired");
  world.world().now += std::chrono::days(1);
  CHECK(program.get("/lots", fields).status == 200);
  REQUIRE(revoke_token(works, world.accounts(), near.token.id));
  REQUIRE(revoke_token(works, world.accounts(), near.token.id));
  CHECK(code_in(program.get("/lots", fields)) == "api_token_revoked");
  CHECK(code_of(revoke_token(works, world.accounts(), "nobody")) == "token_unknown");
}

TEST_CASE(
    "a token is made with a name, a term and networks that can be, and goes into the journal") {
  Office world;
  Workplace works = world.workplace();
  const auto made = [&](ApiToken draft, std::uint64_t days) {
    return code_of(add_token(works, world.accounts(), std::move(draft), days));
  };
  CHECK(made({.id = {}, .name = " "}, 30) == "token_name_missing");
  CHECK(made({.id = {}, .name = "x"}, 0) == "token_days_invalid");
  CHECK(made({.id = {}, .name = "x"}, 3'651) == "token_days_invalid");
  CHECK(made({.id = {}, .name = "x", .networks = {"10.0.0.0/40"}}, 1) == "token_network_invalid");
  CHECK(made({.id = {}, .name = "x", .cooperative_id = "C77"}, 1) == "cooperative_unknown");
  CHECK(made({.id = {}, .name = "x", .role = Role::inspector, .cooperative_id = "C01"}, 1) ==
        "role_needs_all");
  CHECK(made({.id = {}, .name = "x"}, 1) == "ok");
  const auto acts = works.registry().acts({.kind = "token", .limit = 1});
  REQUIRE(acts.size() == 1);
  CHECK(acts[0].act.args.at("name") == "x");
}

TEST_CASE("what is kept of a token opens nothing: neither the digest nor another workplace's key") {
  Office world, other;
  Program program(world);
  const auto key = token_key(world.world().works(), world.world().random()).value();
  CHECK(token_key(world.world().works(), world.world().random()).value() == key);
  CHECK((fs::status(world.world().works() / "console.key").permissions() &
         (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
  CHECK(code_of(token_holder(world.accounts(), Digest{}, program.text, "", world.world().now)) ==
        "api_token_unknown");
  write_file(world.world().works() / "console.key", as_bytes("x"));
  CHECK(code_of(token_key(world.world().works(), world.world().random())) ==
        "token_key_unreadable");
  CHECK(program.get("/lots").status >= 400);
}

TEST_CASE(
    "an administrator makes and revokes tokens in a browser, and sees no other cooperative's") {
  Office world;
  world.add("chi", Role::administrator, "C01");
  world.add("lan", Role::administrator, "C90");
  Browser chi(world), lan(world);
  REQUIRE(chi.sign_in("chi").status == 303);
  REQUIRE(lan.sign_in("lan").status == 303);
  Fields form{{"name", "phần mềm kho"},
              {"role", "printer"},
              {"days", "90"},
              {"networks", "10.1.0.0/16, 10.2.0.1"}};
  const HttpResponse made = chi.post("/tokens", form);
  CHECK(made.status == 200);
  const std::size_t at = made.body.find("temgoc_");
  REQUIRE(at != std::string::npos);
  const std::string text = made.body.substr(at, made.body.find('"', at) - at);
  const auto tokens = world.accounts().tokens("C01");
  REQUIRE(tokens.size() == 1);
  CHECK(tokens[0].networks == std::vector<std::string>{"10.1.0.0/16", "10.2.0.1"});
  CHECK(chi.get("/tokens").body.find(text) == std::string::npos);
  CHECK(lan.get("/tokens").body.find(tokens[0].id) == std::string::npos);
  Program program(world);
  program.address = "10.2.0.1";
  const Fields with{{"authorization", "Bearer " + text}};
  CHECK(program.get("/token", with).status == 200);
  CHECK(lan.post("/tokens/" + tokens[0].id + "/revoke", {}).status == 404);
  CHECK(program.get("/token", with).status == 200);
  CHECK(chi.post("/tokens/" + tokens[0].id + "/revoke", {}).status == 303);
  CHECK(code_in(program.get("/token", with)) == "api_token_revoked");
  form["days"] = "mai";
  const HttpResponse refused = chi.post("/tokens", form);
  CHECK(refused.status == 422);
  CHECK(refused.body.find("10.1.0.0/16") != std::string::npos);
}
