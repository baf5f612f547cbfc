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
                 "--quantity", "5", "--unit", "kg", "--again", "--passphrase-file", with.string()})
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

TEST_CASE("a key that may lie outside its token is taken with a warning, one made in it without") {
  const Works works;
  const auto tokens = works.scratch().path() / "tokens";
  std::filesystem::create_directory(tokens);
  const auto settings = works.scratch().write(
      "softhsm2.conf", "directories.tokendir = " + tokens.string() +
                           "\nobjectstore.backend = file\nlog.level = ERROR\n");
  ::setenv("SOFTHSM2_CONF", settings.c_str(), 1);
  const std::string module = "/usr/lib/softhsm/libsofthsm2.so";
  const auto must = [](const std::string& program, const Words& arguments) {
    const Ran ran = run(program, arguments);
    REQUIRE_MESSAGE(ran.status == 0, ran.out, ran.err);
  };
  must("softhsm2-util",
       {"--init-token", "--free", "--label", "T", "--so-pin", "12345678", "--pin", "654321"});
  must("pkcs11-tool",
       {"--module", module, "--token-label", "T", "--login", "--pin", "654321", "--keypairgen",
        "--key-type", "EC:edwards25519", "--extractable", "--label", "copied", "--id", "77"});
  const std::string pem = works.scratch().path() / "k.pem";
  must("openssl", {"genpkey", "-algorithm", "ED25519", "-out", pem});
  for (const auto& [label, id] : {std::pair{"brought", "88"}, {"twice", "90"}, {"twice", "91"}}) {
    must("softhsm2-util", {"--import", pem, "--token", "T", "--label", label, "--id", id, "--pin",
                           "654321", "--force"});
  }
  const auto make = [&](const std::string& cooperative, const std::string& label) {
    Words words{"--json",
                "key",
                "new",
                "--cooperative",
                cooperative,
                "--pkcs11",
                module,
                "--token",
                "T",
                "--passphrase-file",
                works.scratch().write("pin", "654321\n")};
    if (!label.empty()) words.insert(words.end(), {"--token-key", label});
    return works.temgoc(words).json();
  };
  const Json copied = make("C02", "copied");
  CHECK(copied["ok"] == true);
  CHECK(copied["warnings"][0]["code"] == "token_key_extractable");
  const Json brought = make("C03", "brought");
  CHECK(brought["ok"] == true);
  CHECK(brought["warnings"][0]["code"] == "token_key_imported");
  const Json own = make("C04", "");
  CHECK(own["ok"] == true);
  CHECK(own["warnings"].empty());
  CHECK(make("C05", "twice")["error"]["code"] == "token_key_ambiguous");
}
