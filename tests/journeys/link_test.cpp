// Links of GS1 keys, from the first record to the last removal.
#include <doctest/doctest.h>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

std::string code_of(const Ran& ran) {
  const Json answer = ran.json();
  return answer["ok"] == false ? answer["error"]["code"].get<std::string>() : "ok";
}

Ran add(const Works& works, Words more) {
  Words arguments{"--json", "link", "add"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return works.temgoc(arguments);
}

Words recipe(const Words& more = {}) {
  Words words{"--gtin",         kFish,      "--type",
              "gs1:recipeInfo", "--url",    "https://example.vn/kho?a=1",
              "--title",        "Cá kho tộ"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

}  // namespace

TEST_CASE("a link is added, listed and removed, and what was removed is gone") {
  const Works works;
  const Json added = add(works, recipe({"--language", "vi", "--language", "en", "--media-type",
                                        "text/html", "--context", "VN"}))
                         .json();
  REQUIRE(added["ok"] == true);
  CHECK(added["link"]["value"] == "02990001000018");
  CHECK(added["link"]["languages"] == Json::array({"vi", "en"}));
  CHECK(added["link"]["lot"].is_null());
  CHECK(works.temgoc({"--json", "link", "list"}).json()["links"] == Json::array({added["link"]}));
  CHECK(works.temgoc({"--json", "link", "list", "--gtin", kOyster}).json()["links"].empty());
  CHECK(works.temgoc({"link", "list"}).out.find("Cá kho tộ") != std::string::npos);
  CHECK(works.temgoc({"link", "remove", "1"}).status == 0);
  CHECK(works.temgoc({"link", "remove", "1"}).status == 5);
  CHECK(works.temgoc({"--json", "link", "list"}).json()["links"].empty());
}

TEST_CASE("links that must not be are refused with what to do") {
  const Works works;
  CHECK(code_of(add(works, recipe({"--lot", "CHUA-CAP"}))) == "unknown_reference");
  CHECK(code_of(add(works, recipe({"--lot", "A", "--serial", "ABCDEFGHJKMNP"}))) ==
        "link_serial_with_lot");
  CHECK(code_of(add(works, recipe({"--serial", "0000001"}))) == "link_serial_repeats");
  CHECK(code_of(add(works, recipe({"--gdti", "8938505974002"}))) == "link_subject_one");
  CHECK(code_of(add(works, recipe({"--language", "Tiếng Việt"}))) == "language_invalid");
  CHECK(code_of(add(works, recipe({"--media-type", "html"}))) == "media_type_invalid");
  CHECK(code_of(add(works, {"--gtin", kFish, "--type", "gs1:nosuchlt", "--url", "https://a.vn/",
                            "--title", "a"})) == "link_type_unknown");
  CHECK(code_of(add(works, {"--gtin", kFish, "--type", "gs1:pip", "--url", "javascript:alert(1)",
                            "--title", "a"})) == "link_url_invalid");
  CHECK(code_of(add(works, {"--gtin", kFish, "--type", "gs1:pip", "--url", "https://a.vn/",
                            "--title", std::string(100'000, 'a')})) == "text_too_long");
  CHECK(code_of(add(works, {"--gtin", kFish, "--type", "gs1:defaultLink", "--url", "https://a.vn/",
                            "--title", "a"})) == "link_default_unlisted");
  CHECK(works.temgoc({"--json", "link", "list"}).json()["links"].empty());
}

TEST_CASE("a cooperative's GLN is checked, taken once, and may have links") {
  const Works works;
  const auto with_gln = [&](const std::string& id, const std::string& gln) {
    return works.temgoc(
        {"--json", "cooperative", "add", "--id", id, "--name", "HTX thử", "--gln", gln});
  };
  CHECK(code_of(with_gln("C97", "8938505974003")) == "gln_check_digit");
  CHECK(code_of(with_gln("C97", "893850597400")) == "gln_length");
  REQUIRE(code_of(with_gln("C97", "8938505974002")) == "ok");
  const Ran taken = with_gln("C98", "8938505974002");
  CHECK(code_of(taken) == "gs1_key_taken");
  CHECK(taken.status == 6);
  CHECK(code_of(add(works, {"--party-gln", "8938505974002", "--type", "gs1:homepage", "--url",
                            "https://htx.example.vn/", "--title", "Trang của hợp tác xã"})) ==
        "ok");
  CHECK(code_of(add(works, {"--party-gln", "8938505974002", "--lot", "A", "--type", "gs1:homepage",
                            "--url", "https://htx.example.vn/", "--title", "a"})) ==
        "link_qualifier_of_gtin");
}
