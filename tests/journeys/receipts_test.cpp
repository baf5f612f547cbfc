// Receipts: a lot's place in the log, proved to someone who has no network.
#include <doctest/doctest.h>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

std::string receipt_of(const Works& works, const Json& lot, const std::string& name,
                       const Words& more = {}) {
  const std::string file = (works.scratch().path() / name).string();
  Words arguments{"log", "prove", lot["url"].get<std::string>(), "--out", file};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const Ran proved = works.temgoc(arguments);
  REQUIRE_MESSAGE(proved.status == 0, proved.err);
  return file;
}

Words trust_of(const Works& works) {
  return {"--roots", (works.folder() / "trust/roots").string(), "--trust",
          (works.folder() / "trust/trust_list").string(), "--json"};
}

}  // namespace

TEST_CASE("a lot's receipt is checked offline, alone and with its label") {
  const Works works;
  std::vector<Json> lots;
  for (int i = 0; i < 5; ++i) lots.push_back(works.issue(kFish));
  const std::string file = receipt_of(works, lots[2], "lot.tlog-proof");
  CHECK(text_of(file).starts_with("c2sp.org/tlog-proof@v1\nextra "));

  Words alone = trust_of(works);
  alone.insert(alone.end(), {"--receipt", file});
  const Ran checked = run(kVerify, alone);
  CHECK(checked.status == 0);
  CHECK(checked.json()["receipts"][0]["index"] == 4);
  CHECK(checked.json()["receipts"][0]["size"] == 7);
  CHECK(checked.json()["receipts"][0]["kind"] == "temgoc-lot-leaf/v1");

  const Ran label = works.verify_offline(lots[2]["url"], {"--receipt", file});
  CHECK(label.status == 0);
  CHECK(label.json()["checks"]["issued"] == "pass");
  CHECK(works.verify_offline(lots[2]["url"]).json()["checks"]["issued"] == "not_checked");

  const Ran other = works.verify_offline(lots[3]["url"], {"--receipt", file});
  CHECK(other.status == 3);
  CHECK(other.json()["error"]["code"] == "receipt_of_other_label");
  CHECK(run(kVerify, {"--json", "--receipt", file, lots[2]["url"].get<std::string>()})
            .json()["error"]["code"] == "receipt_needs_trust");
  CHECK(works.verify_offline(lots[2]["url"], {"--receipt", "/no/such"}).status == 5);
}

TEST_CASE("a receipt that was altered anywhere is refused by name") {
  const Works works;
  std::vector<Json> lots;
  for (int i = 0; i < 5; ++i) lots.push_back(works.issue(kFish));
  const std::string text = text_of(receipt_of(works, lots[2], "lot.tlog-proof"));
  const auto refusal = [&](std::string altered) {
    const auto file = works.scratch().write("altered", altered);
    const Ran ran = works.verify_offline(lots[2]["url"], {"--receipt", file.string()});
    CHECK(ran.status == 3);
    return ran.json()["error"]["code"].get<std::string>();
  };
  const auto replaced = [&text](const std::string& from, const std::string& to) {
    std::string altered = text;
    return altered.replace(altered.find(from), from.size(), to);
  };
  CHECK(refusal(replaced("index 4\n", "index 5\n")) == "receipt_not_included");
  CHECK(refusal(replaced("index 4\n", "index 4000\n")) == "receipt_not_included");
  CHECK(refusal(replaced("\n7\n", "\n8\n")) == "receipt_unsigned");
  std::string hash = text;
  char& digit = hash[hash.find("index 4\n") + 10];
  digit = digit == 'A' ? 'B' : 'A';
  CHECK(refusal(hash) == "receipt_not_included");
  CHECK(refusal(replaced("— ocop.example.vn ", "— ocop.example.com ")) == "receipt_unsigned");
  CHECK(refusal(text.substr(0, 150)) == "receipt_unreadable");
  CHECK(refusal("") == "receipt_unreadable");
  const Works others(Works::OwnKeys{});
  REQUIRE(others.issue(kFish)["ok"] == true);
  const std::string foreign =
      text_of(receipt_of(others, others.issue(kFish), "foreign.tlog-proof"));
  CHECK(refusal(foreign) == "receipt_unsigned");
}

TEST_CASE("an item's serial is proved by the receipt of its print job beside the lot's") {
  const Works works;
  const Json lot = works.issue(kFish);
  const Ran printed =
      works.temgoc({"--json", "label", "print", lot["short_code"].get<std::string>(), "--template",
                    "roll-60x40-seal", "--codes", "item_seal", "--count", "3", "--passphrase-file",
                    works.passphrase_file()});
  REQUIRE_MESSAGE(printed.status == 0, printed.err);
  const std::string of_lot = receipt_of(works, lot, "lot.tlog-proof");
  const std::string of_job = receipt_of(works, lot, "job.tlog-proof", {"--job", "1"});
  CHECK(works
            .temgoc({"--json", "log", "prove", lot["url"].get<std::string>(), "--job", "9", "--out",
                     "/dev/null"})
            .json()["error"]["code"] == "print_job_unknown");
  Words both = trust_of(works);
  both.insert(both.end(), {"--receipt", of_lot, "--receipt", of_job});
  const Ran checked = run(kVerify, both);
  CHECK(checked.status == 0);
  CHECK(checked.json()["receipts"][1]["kind"] == "temgoc-print/v1");
  const Ran label = works.verify_offline(lot["url"], {"--receipt", of_lot, "--receipt", of_job});
  CHECK(label.status == 0);
  CHECK(works.verify_offline(lot["url"], {"--receipt", of_job}).json()["error"]["code"] ==
        "receipt_of_other_label");
}
