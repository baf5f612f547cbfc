// `temgoc token`, and programs that use the API of a console that runs.
#include <doctest/doctest.h>

#include "journeys/serving.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

std::string code_of(const Ran& ran) { return ran.json()["error"]["code"]; }

std::string base_of(const Serving& console) {
  std::string url = console.url();
  while (url.ends_with('/')) url.pop_back();
  return url;
}

std::string new_token(const Works& works, const Words& more = {}) {
  Words words{"--json", "token", "add", "season", "--role", "printer", "--cooperative", "C01"};
  words.insert(words.end(), more.begin(), more.end());
  return works.temgoc(words).json()["token"];
}

// The examples of docs/api.md, as they stand there.
std::string examples_in_docs() {
  const std::string text = text_of(std::string(TEMGOC_SOURCE_DIR) + "/docs/api.md");
  std::string commands;
  for (std::size_t at = text.find("```sh\n"); at != text.npos; at = text.find("```sh\n", at)) {
    at += 6;
    commands += text.substr(at, text.find("```", at) - at);
  }
  return commands;
}

}  // namespace

TEST_CASE("tokens are given out, listed and revoked") {
  const Works works;
  const Json added =
      works
          .temgoc({"--json", "token", "add", "kho", "--role", "printer", "--cooperative", "C01",
                   "--valid-days", "30", "--network", "192.168.1.0/24"})
          .json();
  const std::string id = added["id"];
  CHECK(added["token"].get<std::string>().starts_with("temgoc_" + id + "_"));
  const Json listed = works.temgoc({"--json", "token", "list"}).json()["tokens"];
  REQUIRE(listed.size() == 1);
  CHECK(listed[0]["state"] == "active");
  CHECK(listed[0]["networks"] == Json::array({"192.168.1.0/24"}));
  CHECK(listed[0]["used_at"].is_null());
  CHECK_FALSE(listed[0].contains("token"));
  CHECK(works.temgoc({"token", "list"}).out.find("kho") != std::string::npos);
  CHECK(works.temgoc({"--json", "token", "revoke", id}).json()["token"]["state"] == "revoked");
  CHECK(code_of(works.temgoc({"--json", "token", "revoke", "x"})) == "token_unknown");
  CHECK(code_of(works.temgoc({"--json", "token", "add", " ", "--role", "viewer"})) ==
        "token_name_missing");
  CHECK(code_of(works.temgoc({"--json", "token", "add", "x", "--role", "boss"})) == "role_unknown");
  CHECK(code_of(works.temgoc({"--json", "token", "add", "x", "--role", "viewer", "--valid-days",
                              "9999"})) == "token_days_invalid");
  CHECK(code_of(works.temgoc({"--json", "token", "add", "x", "--role", "viewer", "--network",
                              "home"})) == "token_network_invalid");
}

TEST_CASE(
    "the client of the examples issues and prints a season, and run again does nothing twice") {
  const Works works("");  // test lots need no key
  const std::string token = works.scratch().write("token", new_token(works) + "\n");
  const Serving console(works, {}, {"console"});
  const std::string examples = std::string(TEMGOC_SOURCE_DIR) + "/examples";
  const std::string out = works.scratch().path() / "season";
  const Words season{
      "-B", examples + "/season.py", "--url", base_of(console), "--token-file", token, "--out",
      out,  examples + "/season.csv"};
  const Ran first = run("python3", season);
  REQUIRE_MESSAGE(first.status == 0, first.out, first.err);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(out)) {
    CHECK(text_of(entry.path()).starts_with("%PDF-"));
    ++files;
  }
  CHECK(files == 3);
  const Ran again = run("python3", season);
  CHECK(again.status == 0);
  CHECK(again.out == first.out);
  CHECK(works.temgoc({"--json", "lot", "list"}).json()["lots"].size() == 3);
  CHECK(works.temgoc({"--json", "label", "list"}).json()["jobs"].size() == 3);
  CHECK(works.temgoc({"log", "check"}).status == 0);
}

TEST_CASE("the examples of the document run as they stand there") {
  const Works works("");
  works.scratch().write("token", new_token(works));
  const Serving console(works, {}, {"console"});
  std::string commands = examples_in_docs();
  const std::string documented = "http://127.0.0.1:8081";
  REQUIRE(commands.find(documented) != std::string::npos);
  commands.replace(commands.find(documented), documented.size(), base_of(console));
  const Ran ran = run("bash", {"-ec", "cd " + works.scratch().path().string() + "\n" + commands});
  CHECK_MESSAGE(ran.status == 0, ran.out, ran.err);
  CHECK(ran.out.find("\"results\"") != std::string::npos);
  CHECK(works.temgoc({"--json", "lot", "list"}).json()["lots"].size() == 3);
}

TEST_CASE("the server's own refusals under /api are problem documents") {
  const Works works("");
  const Serving console(works, {"--requests-per-second", "1"}, {"console"});
  const std::string host = base_of(console).substr(7);
  const std::string unknown =
      console.get("/api/v1/lots", host, "Authorization: Bearer temgoc_x\r\n");
  CHECK(unknown.starts_with("HTTP/1.1 401 Unauthorized\r\n"));
  CHECK(unknown.find("application/problem+json") != std::string::npos);
  CHECK(unknown.find("Set-Cookie") == std::string::npos);
  CHECK(console.get("/api/v1/openapi.json", host).find("\"openapi\":\"3.1.0\"") !=
        std::string::npos);
  std::string limited;
  for (int i = 0; i < 400 && !limited.starts_with("HTTP/1.1 429 "); ++i)
    limited = console.get("/api/v1/lots", host, "Authorization: Bearer temgoc_x\r\n");
  CHECK(limited.find("application/problem+json") != std::string::npos);
  CHECK(limited.find("api_too_many_requests") != std::string::npos);
  CHECK(limited.find("Retry-After: ") != std::string::npos);
}
