// Records over the API: made, shown, edited on the version that was seen.
#include <doctest/doctest.h>

#include <set>

#include "console/program.h"

using namespace temgoc;
using namespace temgoc::test;

TEST_CASE("a product is made, shown, edited and keeps its versions") {
  Office world;
  Program program(world, Role::data_entry);
  const HttpResponse made = program.post(
      "/products", {{"name_vi", "Mắm ruốc"}, {"net_content", "250 g"}, {"shelf_life_days", 180}});
  REQUIRE(made.status == 201);
  const std::string address = field(made, "Location");
  const Json product = body_of(made);
  CHECK(product["cooperative"] == "C01");
  CHECK(product["columns"]["shelf_life_days"] == "180");
  CHECK(product["record"]["shelf_life_days"] == 180);
  CHECK(product["columns"]["brand"].is_null());
  const HttpResponse shown = program.get(address);
  const std::string tag = field(shown, "ETag");
  CHECK(tag == field(made, "ETag"));
  CHECK(program.send({.path = address, .if_none_match = tag}).status == 304);
  const HttpResponse edited = program.patch(
      address, {{"net_content", "500 g"}, {"shelf_life_days", nullptr}}, {{"if-match", tag}});
  REQUIRE(edited.status == 200);
  CHECK(body_of(edited)["columns"]["net_content"] == "500 g");
  CHECK(body_of(edited)["columns"]["shelf_life_days"].is_null());
  CHECK(body_of(edited)["columns"]["name_vi"] == "Mắm ruốc");
  CHECK(field(edited, "ETag") != tag);
  const Json versions = body_of(program.get(address + "/history"))["items"];
  REQUIRE(versions.size() == 2);
  CHECK(versions[0]["record"]["net_content"] == "250 g");
}

TEST_CASE(
    "an edit on a version that is no longer the last is refused, and nothing of it is stored") {
  Office world;
  Program program(world, Role::data_entry);
  const std::string tag = field(program.get("/products/P01"), "ETag");
  CHECK(code_in(program.patch("/products/P01", {{"brand", "A"}})) == "api_if_match_missing");
  REQUIRE(program.patch("/products/P01", {{"brand", "A"}}, {{"if-match", tag}}).status == 200);
  const HttpResponse stale = program.patch("/products/P01", {{"brand", "B"}}, {{"if-match", tag}});
  CHECK(stale.status == 412);
  CHECK(code_in(stale) == "record_changed_meanwhile");
  CHECK(body_of(program.get("/products/P01"))["columns"]["brand"] == "A");
  CHECK(program.patch("/products/P01", {{"brand", "C"}}, {{"if-match", "\"x\", *"}}).status == 200);
}

TEST_CASE("what is wrong with a record is told column by column, and nothing is stored") {
  Office world;
  Program program(world, Role::data_entry);
  const HttpResponse refused =
      program.post("/products", {{"name_vi", "x"}, {"gtin", "123"}, {"shelf_life_days", "tháng"}});
  CHECK(refused.status == 422);
  std::set<std::string> fields;
  const Json faults = body_of(refused)["errors"];
  for (const Json& each : faults) fields.insert(each["field"]);
  CHECK(fields.contains("gtin"));
  CHECK(fields.contains("shelf_life_days"));
  CHECK(code_in(program.post("/products", {{"colour", "red"}})) == "api_member_unknown");
  CHECK(code_in(program.post("/products", {{"name_vi", Json::array()}})) == "api_member_kind");
  const HttpResponse foreign = program.post("/products", {{"name_vi", "x"}, {"coop_id", "C90"}});
  CHECK(code_in(foreign) == "cooperative_not_yours");
  CHECK(foreign.status == 403);
  CHECK(program.post("/cooperatives", {{"name_vi", "HTX khác"}, {"coop_id", "C55"}}).status >= 400);
  CHECK_FALSE(world.workplace().registry().cooperative("C55").has_value());
}

TEST_CASE("records of every kind are listed page by page, those of the cooperative alone") {
  Office world;
  {
    Workplace works = world.workplace();
    for (const char* cooperative : {"C01", "C90"}) {
      const Place place{
          .id = std::string("PL-") + cooperative, .cooperative_id = cooperative, .name = "Ao 1"};
      REQUIRE(works.registry().store(place, works.now(), false).has_value());
    }
  }
  Program own(world), all(world, Role::viewer, "");
  for (const char* kind : {"cooperatives", "places", "products", "certifications"}) {
    CAPTURE(kind);
    std::set<std::string> seen;
    std::string at = std::string("/") + kind + "?limit=3";
    while (!at.empty()) {
      const HttpResponse page = all.get(at);
      const Json items = body_of(page)["items"];
      for (const Json& each : items) CHECK(seen.insert(each["id"].get<std::string>()).second);
      const std::string link = field(page, "Link");
      at = link.empty() ? "" : link.substr(1, link.find('>') - 1);
    }
    CHECK(seen.size() == body_of(all.get(std::string("/") + kind + "?limit=1000"))["items"].size());
    const Json own_items = body_of(own.get(std::string("/") + kind))["items"];
    REQUIRE_FALSE(own_items.empty());
    for (const Json& each : own_items) CHECK(each["cooperative"] == "C01");
  }
}
