// Label templates over the API.
#include <doctest/doctest.h>

#include "console/program.h"
#include "temgoc/label/label.h"
#include "temgoc/printing/find_template.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

std::string shipped() { return shipped_template("roll-60x40-seal").value(); }

HttpResponse put(Program& program, const std::string& id, const std::string& toml,
                 const std::string& tag) {
  HttpRequest request{.method = "PUT", .path = "/api/v1/templates/" + id};
  request.content_type = "application/json";
  request.body = dump(Json{{"toml", toml}});
  return program.send(std::move(request), tag.empty() ? Fields{} : Fields{{"if-match", tag}});
}

}  // namespace

TEST_CASE(
    "a template is made, shown, changed on the version that was seen, and keeps its versions") {
  Office world;
  Program program(world, Role::administrator, "");
  const HttpResponse made =
      program.post("/templates", {{"template", "tem-moi"}, {"toml", shipped()}});
  REQUIRE(made.status == 201);
  CHECK(field(made, "Location") == "/api/v1/templates/tem-moi");
  const HttpResponse shown = program.get("/templates/tem-moi");
  CHECK(body_of(shown)["toml"] == shipped());
  CHECK(body_of(shown)["own"] == true);
  CHECK(body_of(shown)["number"] == 1);
  const std::string tag = field(shown, "ETag");
  CHECK(tag == field(made, "ETag"));
  CHECK(program.send({.path = "/api/v1/templates/tem-moi", .if_none_match = tag}).status == 304);
  std::string other = shipped();
  other.replace(other.find("dpi = 203"), 9, "dpi = 300");
  CHECK(code_in(put(program, "tem-moi", other, "")) == "api_if_match_missing");
  const HttpResponse changed = put(program, "tem-moi", other, tag);
  REQUIRE(changed.status == 200);
  CHECK(body_of(changed)["number"] == 2);
  const HttpResponse stale = put(program, "tem-moi", shipped(), tag);
  CHECK(stale.status == 412);
  CHECK(code_in(stale) == "template_changed_meanwhile");
  CHECK(find_template(world.house().folder, "tem-moi")->stock.dpi == 300);
  const Json versions = body_of(program.get("/templates/tem-moi/versions"))["items"];
  REQUIRE(versions.size() == 2);
  CHECK(versions[0]["by"]["channel"] == "api");
  CHECK(body_of(program.get("/templates/tem-moi/versions/1"))["toml"] == shipped());
  const HttpResponse third = program.get("/templates/tem-moi/versions/3");
  CHECK(third.status == 404);
  CHECK(code_in(third) == "template_version_unknown");
  CHECK(program.post("/templates", {{"template", "tem-moi"}, {"toml", shipped()}}).status == 409);
}

TEST_CASE("a draft is checked without being saved") {
  Office world;
  Program program(world, Role::printer, "");
  const Json good = body_of(program.post("/templates/check", {{"toml", shipped()}}));
  CHECK(good["good"] == true);
  CHECK(good["dpi"] == 203);
  const Json broken = body_of(program.post("/templates/check", {{"toml", "code = "}}));
  CHECK(broken["reads"] == false);
  CHECK(broken["faults"][0]["code"] == "template_unreadable");
  CHECK(broken["faults"][0]["row"] == 1);
  std::string small = shipped();
  small.replace(small.find("width_mm = 26.8"), 15, "width_mm = 12.0");
  const Json faults = body_of(program.post("/templates/check", {{"toml", small}}))["faults"];
  REQUIRE(!faults.empty());
  CHECK(faults[0]["code"] == "code_too_large");
  CHECK(faults[0]["field"] == "/box/3");
}

TEST_CASE("what is no template, a stranger's token and an unknown id are clear problems") {
  Office world;
  Program program(world, Role::administrator, ""), reader(world, Role::printer, ""),
      other(world, Role::administrator, "C01");
  CHECK(code_in(program.post("/templates", {{"template", "../x"}, {"toml", shipped()}})) ==
        "template_id_invalid");
  const HttpResponse broken = program.post("/templates", {{"template", "x"}, {"toml", "["}});
  CHECK(broken.status == 422);
  CHECK(code_in(broken) == "template_unreadable");
  CHECK(code_in(reader.post("/templates", {{"template", "x"}, {"toml", shipped()}})) ==
        "api_role_too_small");
  CHECK(code_in(other.post("/templates", {{"template", "x"}, {"toml", shipped()}})) ==
        "api_all_needed");
  CHECK(program.get("/templates/x").status == 404);
  CHECK(put(program, "x", shipped(), "*").status == 404);
  const HttpResponse long_text =
      program.post("/templates", {{"template", "x"}, {"toml", std::string(300 << 10, '#')}});
  CHECK(long_text.status == 413);
  CHECK(code_in(long_text) == "template_too_long");
}
