// An inspector's day: the office builds a bundle, the field has no network, and both say the same.
#include <doctest/doctest.h>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

std::string in(const Works& works, const char* name) {
  return (works.scratch().path() / name).string();
}

Json build(const Works& works, const char* name, const Words& more = {}) {
  const Ran ran = works.build_bundle(in(works, name), more);
  REQUIRE_MESSAGE(ran.status == 0, ran.out, ran.err);
  return ran.json();
}

std::string roots_of(const Works& works) { return (works.folder() / "trust/roots").string(); }

Ran inspect(const Works& works, const Words& bundles, const std::string& text,
            const Words& more = {}) {
  Words arguments{"--json", "--roots", roots_of(works)};
  for (const std::string& bundle : bundles)
    arguments.insert(arguments.end(), {"--bundle", in(works, bundle.c_str())});
  arguments.insert(arguments.end(), more.begin(), more.end());
  arguments.push_back(text);
  return run(kVerify, arguments);
}

std::string altered(const Works& works, const char* from, const char* to, std::size_t at) {
  std::string bytes = text_of(works.scratch().path() / from);
  bytes.at(at < bytes.size() ? at : bytes.size() - 2) ^= 0x20;
  return works.scratch().write(to, bytes).filename().string();
}

}  // namespace

TEST_CASE("with a bundle the field says what the office says") {
  const Works works;
  const Json fish = works.issue(kFish);
  const Json oyster = works.issue(kOyster, {"--packed", days_ago(20)});
  const Json sauce = works.issue(kSauce);
  const std::string code = fish["short_code"];
  const auto print = [&](const std::string& what, const char* name, const char* kind) {
    const Ran printed =
        works.temgoc({"label", "print", code, "--template", what, "--codes", kind, "--count", "4",
                      "--out", in(works, name), "--passphrase-file", works.passphrase_file()});
    REQUIRE_MESSAGE(printed.status == 0, printed.err);
  };
  print("roll-60x40-seal", "seals.pdf", "item_seal");
  print("a4-65-link", "links.pdf", "item_link");
  REQUIRE(works.temgoc({"label", "void", code, "--first", "2", "--last", "3", "--reason", "hỏng"})
              .status == 0);
  REQUIRE(works
              .temgoc({"lot", "recall", sauce["short_code"], "--reason", "dư lượng", "--confirm",
                       sauce["lot"]})
              .status == 0);
  const Json built = build(works, "day.bundle");
  CHECK(built["lots"] == 3);
  CHECK(built["listed_codes"] == 4);
  CHECK(built["recalls"] == 1);
  CHECK(built["voids"] == 1);
  CHECK(built["state"] == "fresh");

  const std::string url = fish["url"];
  const std::string link = url.substr(0, 22) + url.substr(url.find("01/0299", 100));
  std::string forged = url;
  forged[100] = forged[100] == '1' ? '2' : '1';
  for (const std::string& text :
       {url, oyster["url"].get<std::string>(), sauce["url"].get<std::string>(), code, link,
        link + "/21/0000001", link + "/21/0000002", forged, std::string("hello"),
        "https://other.example.vn" + url.substr(21)}) {
    CAPTURE(text);
    const Json office = works.verify(text);
    const Json field = inspect(works, {"day.bundle"}, text).json();
    for (const char* key : {"verdict", "reason", "also", "proof", "cooperative", "product", "lot",
                            "certifications", "claimed", "headline"}) {
      CAPTURE(key);
      CHECK(field[key] == office[key]);
    }
    CHECK(field["offline"]["state"] == "fresh");
    CHECK(field["offline"]["clock"] == "plausible");
    CHECK(office["offline"].is_null());
  }
  const Ran words = run(kVerify, {"--lang", "vi", "--roots", roots_of(works), "--bundle",
                                  in(works, "day.bundle"), url});
  CHECK(words.out.find("dữ liệu ngoại tuyến lập lúc ") != std::string::npos);
  CHECK(words.out.find("cách đây ") != std::string::npos);
}

TEST_CASE("what was issued after the bundle is not known, until the delta is there") {
  const Works works;
  const std::string first = works.issue(kFish)["url"];
  build(works, "one.bundle");
  const Json late = works.issue(kFish);
  const std::string url = late["url"];
  const Json before = inspect(works, {"one.bundle"}, url).json();
  CHECK(before["verdict"] == "cannot_check");
  CHECK(before["reason"] == "newer_than_data");
  const Json built = build(works, "two.bundle", {"--since", in(works, "one.bundle")});
  CHECK(built["delta_bytes"] < built["bytes"]);
  CHECK(inspect(works, {"two.bundle"}, url).status == 0);
  CHECK(inspect(works, {"one.bundle", "two.bundle.delta"}, url).status == 0);
  CHECK(works
            .temgoc({"bundle", "apply", in(works, "two.bundle.delta"), "--since",
                     in(works, "one.bundle"), "--out", in(works, "made.bundle")})
            .status == 0);
  CHECK(text_of(works.scratch().path() / "made.bundle") ==
        text_of(works.scratch().path() / "two.bundle"));
  // Only onto its own base.
  CHECK(inspect(works, {"two.bundle", "two.bundle.delta"}, url).json()["error"]["code"] ==
        "bundle_wrong_base");
  CHECK(inspect(works, {"two.bundle.delta"}, url).json()["error"]["code"] == "bundle_is_delta");
}

TEST_CASE("a damaged, cut, foreign or older bundle is refused by name and never half used") {
  const Works works;
  const Works others(Works::OwnKeys{});
  const std::string url = works.issue(kFish)["url"];
  build(works, "one.bundle");
  build(others, "foreign.bundle");
  const auto refused = [&](const Words& bundles) {
    const Ran ran = inspect(works, bundles, url);
    CHECK(ran.status >= 3);
    CHECK(ran.status < 20);
    return ran.json()["error"]["code"].get<std::string>();
  };
  const std::string whole = text_of(works.scratch().path() / "one.bundle");
  works.scratch().write("cut.bundle", whole.substr(0, whole.size() / 2));
  works.scratch().write("empty.bundle", "");
  works.scratch().write("foreign.bundle", text_of(others.scratch().path() / "foreign.bundle"));
  CHECK(refused({"cut.bundle"}) == "bundle_unreadable");
  CHECK(refused({"empty.bundle"}) == "bundle_unreadable");
  CHECK(refused({altered(works, "one.bundle", "tail.bundle", std::string::npos)}) ==
        "bundle_damaged");
  CHECK(refused({altered(works, "one.bundle", "head.bundle", whole.find("expires_at") + 14)}) !=
        "");
  // The same realm's name, other roots.
  CHECK(refused({"foreign.bundle"}) == "trust_not_signed");
  CHECK(refused({"missing.bundle"}) == "file_not_found");
  CHECK(works.temgoc({"bundle", "check", in(works, "cut.bundle")}).status == 3);
  CHECK(works.temgoc({"bundle", "check", in(works, "one.bundle")}).status == 0);

  const std::string state = in(works, "state.json");
  build(works, "two.bundle");
  CHECK(inspect(works, {"one.bundle"}, url, {"--state", state}).status == 0);
  CHECK(inspect(works, {"two.bundle"}, url, {"--state", state}).status == 0);
  const Ran older = inspect(works, {"one.bundle"}, url, {"--state", state});
  CHECK(older.status == 6);
  CHECK(older.json()["error"]["code"] == "bundle_rolled_back");
}

TEST_CASE("one verifier serves several realms") {
  const Works works;
  const Works others("khac.example.vn", "khac.example.vn");
  const std::string here = works.issue(kFish)["url"];
  const std::string there = others.issue(kSauce)["url"];
  build(works, "a.bundle");
  build(others, "b.bundle");
  const auto ask = [&](const std::string& text) {
    return run(kVerify,
               {"--json", "--roots", roots_of(works), "--roots", roots_of(others), "--bundle",
                in(others, "b.bundle"), "--bundle", in(works, "a.bundle"), text});
  };
  CHECK(ask(here).status == 0);
  CHECK(ask(there).status == 0);
  CHECK(ask(there).json()["lot"]["code"] == others.verify(there)["lot"]["code"]);
}
