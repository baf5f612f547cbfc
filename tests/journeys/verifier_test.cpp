// temgoc-verify: what it can say from a trust list alone, what it refuses, and what is not in it.
#include <doctest/doctest.h>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;

TEST_CASE("the verifier holds no code that signs, stores or draws") {
  const Ran symbols =
      run("sh", {"-c", "nm -D --undefined-only '" + kVerify + "'; nm --defined-only '" + kVerify +
                           "' 2>/dev/null; ldd '" + kVerify + "'"});
  REQUIRE(symbols.out.find("crypto_sign_ed25519_verify_detached") != std::string::npos);
  for (const char* forbidden :
       {"EVP_DigestSign", "crypto_sign_ed25519_detached", "keypair", "PrivateKey", "private_key",
        "PKCS8", "SigningKey", "sqlite3", "libsqlite", "HPDF", "libhpdf", "QRcode", "libpoppler",
        "libZXing", "libxlsx"}) {
    CAPTURE(forbidden);
    CHECK(symbols.out.find(forbidden) == std::string::npos);
  }
}

TEST_CASE("without a trust list nothing is known, with another realm's list the key is not known") {
  const Works works;
  const std::string url = works.issue(kFish)["url"];
  const Ran bare = run(kVerify, {"--json", url});
  CHECK(bare.status == 25);
  CHECK(bare.json()["reason"] == "no_trust_list");
  const Works others(Works::OwnKeys{});
  const Ran elsewhere = others.verify_offline(url);
  CHECK(elsewhere.status == 24);
  CHECK(elsewhere.json()["reason"] == "no_such_key");
}

TEST_CASE("an altered trust list, another's roots and a missing file are refused, never ignored") {
  const Works works;
  const Works others(Works::OwnKeys{});
  const std::string url = works.issue(kFish)["url"];
  std::string list = text_of(works.folder() / "trust/trust_list");
  list.replace(list.find("tg.example.vn"), 13, "tg.example.com");
  const auto altered = works.scratch().write("altered", list);
  const std::string roots = (works.folder() / "trust/roots").string();
  const std::string trust = (works.folder() / "trust/trust_list").string();
  CHECK(run(kVerify, {"--json", "--roots", roots, "--trust", altered.string(), url})
            .json()["error"]["code"] == "trust_not_signed");
  CHECK(run(kVerify, {"--roots", (others.folder() / "trust/roots").string(), "--trust", trust, url})
            .status == 3);
  CHECK(run(kVerify, {"--roots", roots, "--trust", "/no/such", url}).status == 5);
  CHECK(run(kVerify, {}).status == 2);
}

TEST_CASE("with kept state an older trust list is refused") {
  const Works works;
  const std::string url = works.issue(kFish)["url"];
  const std::string roots = (works.folder() / "trust/roots").string();
  const auto older = works.scratch().write("older", text_of(works.folder() / "trust/trust_list"));
  works.sign_trust();
  const std::string newer = (works.folder() / "trust/trust_list").string();
  const std::string state = (works.scratch().path() / "state.json").string();
  CHECK(run(kVerify, {"--roots", roots, "--trust", older.string(), "--state", state, url}).status ==
        0);
  CHECK(run(kVerify, {"--roots", roots, "--trust", newer, "--state", state, url}).status == 0);
  const Ran back =
      run(kVerify, {"--json", "--roots", roots, "--trust", older.string(), "--state", state, url});
  CHECK(back.status == 6);
  CHECK(back.json()["error"]["code"] == "trust_rolled_back");
  works.scratch().write("state.json", "{damaged");
  CHECK(run(kVerify, {"--roots", roots, "--trust", newer, "--state", state, url}).status == 3);
}

TEST_CASE("offline: forged, unknown, wrong site, expired, void and cannot check") {
  const Works works;
  const Json lot = works.issue(kOyster);
  const std::string url = lot["url"];
  std::string forged = url;
  forged.replace(forged.find("/10/") + 4, 1, "9");
  CHECK(works.verify_offline(forged).status == 23);
  CHECK(works.verify_offline("https://tg.example.vn/01/x").status == 24);
  std::string elsewhere = url;
  CHECK(works.verify_offline(elsewhere.replace(8, 13, "tg.example.com")).status == 27);
  CHECK(works.verify_offline(url, {"--at", days_ago(-30)}).status == 20);
  CHECK(works.verify_offline(lot["short_code"]).status == 25);
  CHECK(works.verify_offline(url + "?utm_source=zalo#top").status == 0);
  CHECK(works.verify_offline("  HTTPS://TG.EXAMPLE.VN" + url.substr(21) + "/ ").status == 0);
}
