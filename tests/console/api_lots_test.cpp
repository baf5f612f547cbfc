// Lots over the API: one, a thousand, twice, and what is refused.
#include <doctest/doctest.h>

#include <future>
#include <set>

#include "console/api/answer_api.h"
#include "console/program.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

std::size_t lots_in(Office& world) {
  return world.workplace().registry().lots({.limit = 100'000}).size();
}

Json drafts(std::size_t count) {
  Json lots = Json::array();
  for (std::size_t i = 0; i < count; ++i) lots.push_back(lot_draft());
  return {{"lots", std::move(lots)}};
}

}  // namespace

TEST_CASE(
    "a lot is issued by a program as a person issues it, and stands in the journal as its act") {
  Office world;
  open_key(world);
  Program program(world);
  const HttpResponse issued = program.post("/lots", lot_draft());
  REQUIRE(issued.status == 201);
  const Json lot = body_of(issued);
  CHECK(lot["lot"] == "261124-01");
  CHECK(lot["quantity"] == "5");
  const std::string address = field(issued, "Location");
  CHECK(address == "/api/v1/lots/" + lot["short_code"].get<std::string>());
  const Json shown = body_of(program.get(address));
  CHECK(shown["url"] == lot["url"]);
  CHECK(shown["labels"] == 0);
  CHECK(shown["cancelled"] == false);
  const Json acts = body_of(program.get("/journal?kind=lot"))["items"];
  REQUIRE(acts.size() == 1);
  CHECK(acts[0]["actor"]["channel"] == "api");
  CHECK(acts[0]["actor"]["id"] == "token:" + program.token.id);
  const Json verdict = body_of(program.post("/verify", {{"text", lot["url"]}}));
  CHECK(verdict["verdict"] == "valid");
  const Json checkpoint = body_of(program.get("/log/checkpoint"));
  CHECK(checkpoint["size"].get<std::uint64_t>() > lot["leaf_index"].get<std::uint64_t>());
}

TEST_CASE("while nobody has opened the key for programs no lot is issued") {
  Office world;
  Program program(world);
  world.house().keys.unlock("somebody", "C01", SecretText(kPassphrase),
                            std::chrono::steady_clock::now() + std::chrono::hours(1));
  const HttpResponse locked = program.post("/lots", lot_draft(), {{"idempotency-key", "one"}});
  CHECK(locked.status == 403);
  CHECK(code_in(locked) == "key_locked");
  CHECK(lots_in(world) == 0);
  open_key(world);
  // What was refused may be asked again under its key.
  CHECK(program.post("/lots", lot_draft(), {{"idempotency-key", "one"}}).status == 201);
  world.house().keys.lock("somebody");
  CHECK(code_in(program.post("/lots", lot_draft())) == "key_locked");
}

TEST_CASE("a person opens the key for programs by a tick, and locks it for them too") {
  Office world;
  world.add("lan", Role::printer, "C01");
  Browser browser(world);
  REQUIRE(browser.sign_in("lan").status == 303);
  Program program(world);
  REQUIRE(browser
              .post("/keys/unlock",
                    {{"cooperative", "C01"}, {"passphrase", kPassphrase}, {"for_programs", "1"}})
              .status == 303);
  CHECK(program.post("/lots", lot_draft()).status == 201);
  REQUIRE(browser.post("/keys/lock", {}).status == 303);
  CHECK(code_in(program.post("/lots", lot_draft())) == "key_locked");
}

TEST_CASE("a thousand lots are durable together, each with a result of its own") {
  Office world;
  open_key(world);
  Program program(world);
  Json asked = drafts(1'000);
  asked["lots"][3]["product"] = "2990001000094";  // of C02
  asked["lots"][4]["packed_on"] = "2027-01-01";
  asked["lots"][5] = {{"product", kFish.printed()}, {"colour", "red"}};
  asked["lots"][6]["quantity"] = -1;
  asked["lots"][7]["quantity"] = "12,5";
  asked["lots"][8] = "a lot";
  const HttpResponse answer = program.post("/lots", asked);
  REQUIRE(answer.status == 200);
  const Json results = body_of(answer)["results"];
  REQUIRE(results.size() == 1'000);
  const auto code = [&](std::size_t i) { return results[i]["problem"]["code"].get<std::string>(); };
  CHECK(code(3) == "product_unknown");
  CHECK(code(4) == "packed_in_future");
  CHECK(code(5) == "api_member_unknown");
  CHECK(results[5]["problem"]["errors"].size() == 4);
  CHECK(results[5]["problem"]["field"] == "lots[5].colour");
  CHECK(code(6) == "quantity_not_positive");
  CHECK(results[7]["lot"]["quantity"] == "12.5");
  CHECK(code(8) == "api_object_expected");
  CHECK(results[999]["lot"]["lot"] == "261124-995");
  CHECK(lots_in(world) == 995);
}

TEST_CASE("10,001 lots in one call, or none, are refused and nothing is issued") {
  Office world;
  open_key(world);
  Program program(world);
  const HttpResponse refused = program.post("/lots", drafts(10'001));
  CHECK(refused.status == 422);
  CHECK(code_in(refused) == "api_lots_number");
  CHECK(code_in(program.post("/lots", drafts(1'001))) == "api_lots_number");
  CHECK(code_in(program.post("/lots", drafts(0))) == "api_lots_number");
  CHECK(code_in(program.post("/lots", {{"lots", "all"}})) == "api_member_kind");
  CHECK(lots_in(world) == 0);
}

TEST_CASE("the same key with the same content has the same answer, with other content none") {
  Office world;
  open_key(world);
  Program program(world), other(world);
  const Fields key{{"idempotency-key", "3fa85f64-5717"}};
  const HttpResponse first = program.post("/lots", lot_draft(), key);
  REQUIRE(first.status == 201);
  const HttpResponse again = program.post("/lots", lot_draft(), key);
  CHECK(again.status == 201);
  CHECK(again.body == first.body);
  CHECK(field(again, "Location") == field(first, "Location"));
  Json more = lot_draft();
  more["quantity"] = 6;
  const HttpResponse reused = program.post("/lots", more, key);
  CHECK(reused.status == 422);
  CHECK(code_in(reused) == "api_key_reused");
  CHECK(lots_in(world) == 1);
  // Another program's keys are its own.
  CHECK(other.post("/lots", lot_draft(), key).status == 201);
  // The answer was lost with the machine, the lots were not.
  world.accounts().forget_answer({program.token.id, "3fa85f64-5717"});
  CHECK(program.post("/lots", lot_draft(), key).body == first.body);
  world.accounts().forget_answer({program.token.id, "3fa85f64-5717"});
  CHECK(code_in(program.post("/lots", more, key)) == "api_key_reused");
  CHECK(lots_in(world) == 2);
  const HttpResponse many = program.post("/lots", drafts(3), {{"idempotency-key", "three"}});
  CHECK(program.post("/lots", drafts(3), {{"idempotency-key", "three"}}).body == many.body);
  CHECK(code_in(program.post("/lots", drafts(4), {{"idempotency-key", "three"}})) ==
        "api_key_reused");
  CHECK(lots_in(world) == 5);
  CHECK(code_in(program.post("/lots", lot_draft(), {{"idempotency-key", "a b"}})) ==
        "api_key_invalid");
  // A day later the key is forgotten, and so is no answer of it.
  world.world().now += std::chrono::hours(25);
  CHECK(program.post("/lots", drafts(1), {{"idempotency-key", "four"}}).status == 200);
  CHECK_FALSE(world.accounts().answer({program.token.id, "three"}).has_value());
}

TEST_CASE("a request id without a key finds the standing lot, and a difference is a conflict") {
  Office world;
  open_key(world);
  Program program(world);
  Json draft = lot_draft();
  draft["request_id"] = "don-17";
  const HttpResponse first = program.post("/lots", draft);
  CHECK(first.status == 201);
  const HttpResponse again = program.post("/lots", draft);
  CHECK(again.status == 200);
  CHECK(body_of(again)["short_code"] == body_of(first)["short_code"]);
  draft["quantity"] = 7;
  const HttpResponse differs = program.post("/lots", draft);
  CHECK(differs.status == 409);
  CHECK(code_in(differs) == "lot_differs");
}

TEST_CASE("many programs at once share commits, and no number is given twice") {
  Office world;
  open_key(world);
  Program program(world);
  std::vector<std::promise<SharedResponse>> answers(40);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    HttpRequest request{.method = "POST"};
    request.path = "/api/v1/lots";
    request.client = program.address;
    request.authorization = "Bearer " + program.text;
    request.content_type = "application/json";
    // Two of each key: the second has the answer of the first, also in one commit.
    request.idempotency_key = "key-" + std::to_string(i / 2);
    request.body = lot_draft().dump();
    REQUIRE(answer_api_later(request, world.house(), world.accounts(), [&, i](SharedResponse made) {
      answers[i].set_value(std::move(made));
    }));
  }
  std::set<std::string> bodies;
  for (auto& each : answers) {
    const SharedResponse made = each.get_future().get();
    CHECK(made->status == 201);
    bodies.insert(made->body);
  }
  CHECK(bodies.size() == 20);
  CHECK(lots_in(world) == 20);
  world.house().lots.finish();
  CHECK(program.post("/lots", lot_draft()).status == 201);
}

TEST_CASE("another cooperative's token sees none of it and changes none of it") {
  Office world;
  open_key(world);
  Program own(world), other(world, Role::administrator, "C90");
  const std::string lot = body_of(own.post("/lots", lot_draft()))["short_code"];
  CHECK(own.get("/lots/" + lot).status == 200);
  CHECK(code_in(other.get("/lots/" + lot)) == "lot_unknown");
  CHECK(code_in(other.post("/lots/" + lot + "/cancel", {{"reason", "x"}})) == "lot_unknown");
  CHECK(code_in(other.post("/lots/" + lot + "/recall", {{"reason", "x"}, {"confirm", "x"}})) ==
        "lot_unknown");
  CHECK(code_in(other.post("/lots", lot_draft())) == "product_unknown");
  CHECK(code_in(other.get("/products/P01")) == "record_unknown");
  CHECK(code_in(other.patch("/products/P01", {{"name_vi", "x"}}, {{"if-match", "*"}})) ==
        "record_unknown");
  CHECK(code_in(other.get("/jobs?lot=" + lot)) == "lot_unknown");
  CHECK(body_of(other.get("/lots?cooperative=C01"))["items"].empty());
  CHECK(body_of(other.get("/products?cooperative=C01"))["items"].size() ==
        body_of(other.get("/products"))["items"].size());
  CHECK(other.get("/journal").body.find(lot) == std::string::npos);
}

TEST_CASE("a lot is cancelled with a reason, recalled with a confirmation, each once") {
  Office world;
  open_key(world);
  Program program(world, Role::administrator);
  const auto issued = [&] { return body_of(program.post("/lots", lot_draft())); };
  const Json wrong = issued(), bad = issued();
  const std::string cancel = "/lots/" + wrong["short_code"].get<std::string>() + "/cancel";
  CHECK(code_in(program.post(cancel, Json::object())) == "api_member_missing");
  CHECK(code_in(program.post(cancel, {{"reason", " "}})) == "reason_missing");
  CHECK(body_of(program.post(cancel, {{"reason", "gõ nhầm"}}))["cancelled"] == true);
  CHECK(code_in(program.post(cancel, {{"reason", "gõ nhầm"}})) == "lot_is_cancelled");
  const std::string recall = "/lots/" + bad["short_code"].get<std::string>() + "/recall";
  Json order{{"reason", "mốc"}, {"confirm", "something"}};
  CHECK(code_in(program.post(recall, order)) == "recall_not_confirmed");
  CHECK(code_in(program.post(recall, {{"reason", "x"}, {"confirm", "x"}, {"scope", "all"}})) ==
        "api_member_choice");
  order["confirm"] = bad["lot"];
  const HttpResponse done = program.post(recall, order, {{"idempotency-key", "recall-1"}});
  CHECK(body_of(done)["recalled"] == true);
  CHECK(program.post(recall, order, {{"idempotency-key", "recall-1"}}).body == done.body);
  CHECK(code_in(program.post(recall, order)) == "already_recalled");
  CHECK(world.workplace().registry().recalls().size() == 1);
}

TEST_CASE("a request that was begun before a crash is not done a second time") {
  Office world;
  open_key(world);
  Program program(world, Role::administrator);
  const Json lot = body_of(program.post("/lots", lot_draft()));
  const std::string recall = "/lots/" + lot["short_code"].get<std::string>() + "/recall";
  const Json order{{"reason", "mốc"}, {"confirm", lot["lot"]}};
  REQUIRE(program.post(recall, order, {{"idempotency-key", "k"}}).status == 200);
  // As the crash would have left it: begun, and done, and no answer kept.
  const KeptAnswer kept = world.accounts().answer({program.token.id, "k"}).value();
  world.accounts().forget_answer({program.token.id, "k"});
  world.accounts().keep_answer({program.token.id, "k"}, {kept.request}, world.world().now);
  CHECK(program.post(recall, order, {{"idempotency-key", "k"}}).status == 409);
  REQUIRE(world.house().at_work.begin(program.token.id, "k"));
  CHECK(code_in(program.post(recall, order, {{"idempotency-key", "k"}})) == "api_key_running");
  world.house().at_work.end(program.token.id, "k");
  CHECK(world.workplace().registry().recalls().size() == 1);
}

TEST_CASE("lots are listed page by page, each once, by product and by day") {
  Office world;
  open_key(world);
  Program program(world);
  Json asked = drafts(7);
  for (std::size_t i = 0; i < 3; ++i) asked["lots"][i]["packed_on"] = "2026-11-23";
  REQUIRE(program.post("/lots", asked).status == 200);
  std::vector<std::string> seen;
  std::string at = "/lots?limit=2&cooperative=C01";
  while (!at.empty()) {
    const HttpResponse page = program.get(at);
    const Json body = body_of(page);
    CHECK(body["items"].size() <= 2);
    for (const Json& lot : body["items"]) seen.push_back(lot["short_code"]);
    const std::string link = field(page, "Link");
    CHECK(link.empty() == body["next"].is_null());
    at = link.empty() ? "" : link.substr(1, link.find('>') - 1);
  }
  CHECK(seen.size() == 7);
  CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == 7);
  CHECK(body_of(program.get("/lots?until=2026-11-23"))["items"].size() == 3);
  CHECK(body_of(program.get("/lots?from=24/11/2026"))["items"].size() == 4);
  CHECK(body_of(program.get("/lots?product=P77"))["items"].empty());
}
