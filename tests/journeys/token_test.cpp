// A cooperative whose key never leaves its PKCS#11 token, from the key to the label.
#include <doctest/doctest.h>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;

TEST_CASE(
    "a key in a token is made, listed, issues, seals items, and is refused with a wrong PIN") {
  const Works works;
  const auto tokens = works.scratch().path() / "tokens";
  std::filesystem::create_directory(tokens);
  const auto settings = works.scratch().write(
      "softhsm2.conf", "directories.tokendir = " + tokens.string() +
                           "\nobjectstore.backend = file\nlog.level = ERROR\n");
  ::setenv("SOFTHSM2_CONF", settings.c_str(), 1);
  REQUIRE(run("softhsm2-util", {"--init-token", "--free", "--label", "HTX C02", "--so-pin",
                                "12345678", "--pin", "654321"})
              .status == 0);
  const auto pin = works.scratch().write("pin", "654321\n");
  const auto wrong = works.scratch().write("wrong-pin", "000000\n");
  const Words make{"--json",
                   "key",
                   "new",
                   "--cooperative",
                   "C02",
                   "--pkcs11",
                   "/usr/lib/softhsm/libsofthsm2.so",
                   "--token",
                   "HTX C02",
                   "--passphrase-file"};
  Words refused = make;
  refused.push_back(wrong.string());
  CHECK(works.temgoc(refused).status == 8);
  Words right = make;
  right.push_back(pin.string());
  const Json key = works.temgoc(right).json();
  REQUIRE(key["ok"] == true);
  const auto file = works.folder() / "keys" / (key["key_id"].get<std::string>() + ".token");
  CHECK(text_of(file).find("HTX C02") != std::string::npos);
  works.sign_trust();

  const auto issue = [&](const std::filesystem::path& with) {
    return works
        .temgoc({"--json", "lot", "issue", "--product", kLettuce, "--packed", today_iso(),
                 "--quantity", "5", "--unit", "kg", "--again", "--passphrase-file",
                 with.string()})
        .json();
  };
  CHECK(issue(wrong)["error"]["code"] == "pin_wrong");
  const Json lot = issue(pin);
  REQUIRE(lot["ok"] == true);
  CHECK(works.verify(lot["url"])["verdict"] == "valid");
  CHECK(works.verify_offline(lot["url"]).status == 0);
  CHECK(works
            .temgoc({"label", "print", lot["short_code"], "--template", "roll-60x40-seal",
                     "--codes", "item_seal", "--count", "3", "--passphrase-file", pin.string()})
            .status == 0);

  const Ran pulled_out = works.temgoc({"key", "list"});
  CHECK(pulled_out.status == 0);
  std::filesystem::remove_all(tokens);
  std::filesystem::create_directory(tokens);
  CHECK(issue(pin)["error"]["code"] == "token_missing");
  CHECK(works.verify(lot["url"])["verdict"] == "valid");
}
