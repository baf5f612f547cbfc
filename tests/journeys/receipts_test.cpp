// Receipts: a lot's place in the log, proved to someone who has no network.
#include <doctest/doctest.h>

#include "journeys/works.h"
#include "temgoc/base/text.h"
#include "temgoc/scan/scan.h"
#include "temgoc/signer/signer.h"

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

// The links of a print job's labels, scanned from its pages.
std::vector<std::string> labels_of(const Works& works, const Json& lot, const char* codes,
                                   const char* count) {
  const Ran printed = works.temgoc({"--json", "label", "print", lot["short_code"], "--template",
                                    "roll-60x40-seal", "--codes", codes, "--count", count,
                                    "--passphrase-file", works.passphrase_file(), "--again"});
  REQUIRE_MESSAGE(printed.status == 0, printed.err);
  const ScratchFolder pages;
  const Ran read = run(
      "sh", {"-c", "pdftoppm -r 203 -gray -png '" + printed.json()["files"][0].get<std::string>() +
                       "' '" + pages.path().string() + "/p' && zbarimg --nodbus -q --raw '" +
                       pages.path().string() + "'/p-*.png"});
  std::vector<std::string> links;
  for (const std::string_view line : split(read.out, '\n'))
    if (!line.empty()) links.emplace_back(line);
  return links;
}

// What a thief of the key seals: that label's lot with a serial that nobody printed.
std::string with_invented_serial(const Works& works, const std::string& label,
                                 std::uint32_t serial) {
  const SealedScan scan = std::get<SealedScan>(read_scan(label));
  Claim claim = scan.sealed.claim;
  claim.serial = Serial::sealed(serial);
  const auto file = works.folder() / "keys" / (to_hex(claim.header.key_id) + ".pem");
  const SigningKey stolen = load_key(file, "đồng bằng sông Cửu Long").value();
  return sealed_uri(scan.host, {claim, stolen.sign(signed_message(claim, "ocop.example.vn"))});
}

std::string said(const Json& verdict) {
  const std::string headline = verdict["verdict"];
  return verdict["reason"].is_null() ? headline
                                     : headline + "/" + verdict["reason"].get<std::string>();
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
  CHECK(checked.json()["receipts"][0]["index"] == 5);
  CHECK(checked.json()["receipts"][0]["size"] == 8);
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
  CHECK(refusal(replaced("index 5\n", "index 4\n")) == "receipt_not_included");
  CHECK(refusal(replaced("index 5\n", "index 4000\n")) == "receipt_not_included");
  CHECK(refusal(replaced("\n8\n", "\n9\n")) == "receipt_unsigned");
  std::string hash = text;
  char& digit = hash[hash.find("index 5\n") + 10];
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

TEST_CASE("a scanned item is proved by its two receipts, and one with an invented serial by none") {
  const Works works;
  const Json lot = works.issue(kFish);
  const auto items = labels_of(works, lot, "item_seal", "2");
  REQUIRE(items.size() == 2);
  const std::string of_lot = receipt_of(works, lot, "lot.tlog-proof");
  const std::string of_job = receipt_of(works, lot, "job.tlog-proof", {"--job", "1"});
  const std::string invented = with_invented_serial(works, items[0], 9999);
  const auto offline = [&](const std::string& label, const Words& receipts) {
    Words more;
    for (const std::string& receipt : receipts) more.insert(more.end(), {"--receipt", receipt});
    return works.verify_offline(label, more).json();
  };
  for (const std::string& item : items) {
    const Json proved = offline(item, {of_lot, of_job});
    CHECK(said(proved) == "valid");
    CHECK(proved["checks"]["issued"] == "pass");
    CHECK(said(offline(item, {of_lot})) == "cannot_check/serial_not_checked");
    CHECK(said(works.verify(item)) == "valid");
  }
  CHECK(said(offline(invented, {})) == "valid");  // by the list alone nobody can tell
  CHECK(offline(invented, {})["checks"]["issued"] == "not_checked");
  CHECK(said(offline(invented, {of_lot})) == "cannot_check/serial_not_checked");
  CHECK(said(offline(invented, {of_lot, of_job})) == "cannot_check/serial_not_checked");
  CHECK(said(works.verify(invented)) == "unknown/serial_not_issued");
}

TEST_CASE("of a cut key receipts prove what was printed before the cut, and no serial besides") {
  const Works works;
  const Json lot = works.issue(kFish);
  const auto before = labels_of(works, lot, "item_seal", "2");
  const auto after = labels_of(works, lot, "item_seal", "2");
  REQUIRE(before.size() == 2);
  REQUIRE(after.size() == 2);
  const std::string of_lot = receipt_of(works, lot, "lot.tlog-proof");
  const std::string first_job = receipt_of(works, lot, "job-1.tlog-proof", {"--job", "1"});
  const std::string second_job = receipt_of(works, lot, "job-2.tlog-proof", {"--job", "2"});
  const std::string invented = with_invented_serial(works, before[0], 9999);
  Words alone = trust_of(works);
  alone.insert(alone.end(), {"--receipt", second_job});
  const int cut = run(kVerify, alone).json()["receipts"][0]["index"];
  const std::string key =
      to_hex(std::get<SealedScan>(read_scan(before[0])).sealed.claim.header.key_id);
  const Ran revoked = works.temgoc({"key", "revoke", key, "--cut-at", std::to_string(cut),
                                    "--reason", "mất máy", "--confirm", key});
  REQUIRE_MESSAGE(revoked.status == 0, revoked.err);
  works.sign_trust();
  const std::string bundle = (works.scratch().path() / "after.bundle").string();
  REQUIRE(works.build_bundle(bundle).status == 0);

  const Words all{"--receipt", of_lot, "--receipt", first_job, "--receipt", second_job};
  const auto with_all = [&](const std::string& label) {
    return said(works.verify_offline(label, all).json());
  };
  const auto bundled = [&](const std::string& label) {
    return said(run(kVerify, {"--json", "--roots", (works.folder() / "trust/roots").string(),
                              "--bundle", bundle, label})
                    .json());
  };
  for (const std::string& item : before) {
    CHECK(with_all(item) == "valid");
    CHECK(said(works.verify(item)) == "valid");
    CHECK(bundled(item) == "valid");
    CHECK(said(works.verify_offline(item, {"--receipt", of_lot}).json()) ==
          "cannot_check/serial_not_checked");
  }
  for (const std::string& item : after) {
    CHECK(with_all(item) == "unknown/key_cut");
    CHECK(said(works.verify(item)) == "unknown/key_cut");
    CHECK(bundled(item) == "unknown/key_cut");
  }
  CHECK(with_all(invented) == "cannot_check/serial_not_checked");
  CHECK(said(works.verify(invented)) == "unknown/serial_not_issued");
  CHECK(bundled(invented).starts_with("unknown/"));
  // The lot itself is from before the cut: its label without serial may still be printed.
  const auto of_the_lot = labels_of(works, lot, "lot_seal", "1");
  REQUIRE(of_the_lot.size() == 1);
  CHECK(with_all(of_the_lot[0]) == "valid");
  CHECK(said(works.verify(of_the_lot[0])) == "valid");
  CHECK(bundled(of_the_lot[0]) == "valid");
}
