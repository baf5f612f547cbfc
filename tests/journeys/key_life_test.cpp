// A key's life: replaced with an overlap, retired, stolen and cut.
#include <doctest/doctest.h>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

// The keys of C01, oldest first.
std::vector<Json> keys_of_c01(const Works& works) {
  const Json list = works.temgoc({"--json", "key", "list"}).json();
  std::vector<Json> keys;
  for (const Json& key : list["keys"]) {
    if (key["cooperative"] == "C01") keys.push_back(key);
  }
  return keys;
}

// With the same passphrase, so that Works::issue goes on.
void rotate(const Works& works) {
  const Ran made = works.temgoc(
      {"key", "rotate", "--cooperative", "C01", "--passphrase-file", works.passphrase_file()});
  REQUIRE_MESSAGE(made.status == 0, made.err);
}

// The key id that a sealed text carries: bytes 1 to 4, the top of its first 17 digits.
std::string key_of(const std::string& url) {
  const std::uint64_t group = std::stoull(url.substr(url.find('/', 8) + 1, 17));
  std::string hex;
  for (int shift : {40, 32, 24, 16}) {
    constexpr const char* kDigits = "0123456789abcdef";
    hex += kDigits[(group >> (shift + 4)) & 15];
    hex += kDigits[(group >> shift) & 15];
  }
  return hex;
}

std::string said(const Json& verdict) {
  const std::string headline = verdict["verdict"];
  return verdict["reason"].is_null() ? headline
                                     : headline + "/" + verdict["reason"].get<std::string>();
}

// What a copy of the whole folder, key file included, issues elsewhere.
class Thief {
 public:
  explicit Thief(const Works& works)
      : folder_(works.scratch().path() / "stolen"), passphrase_(works.passphrase_file()) {
    fs::copy(works.folder(), folder_, fs::copy_options::recursive);
  }
  std::string forge(const std::string& packed, const Words& more = {}) const {
    Words issue{"--json",    "lot",        "issue", "--product", kFish, "--packed",
                packed,      "--quantity", "120",   "--unit",    "kg",  "--passphrase-file",
                passphrase_, "--again"};
    issue.insert(issue.end(), more.begin(), more.end());
    const Json lot = run(kTemgoc, issue, folder_).json();
    REQUIRE(lot["ok"] == true);
    return lot["url"];
  }

 private:
  fs::path folder_;
  std::string passphrase_;
};

Json revoke(const Works& works, const std::string& key, const Words& more) {
  Words arguments{"--json", "key", "revoke", key};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return works.temgoc(arguments).json();
}

}  // namespace

TEST_CASE("a key is replaced with an overlap, and what the old one sealed stays good") {
  const Works works;
  const std::string before = works.issue(kFish)["url"];
  rotate(works);
  CHECK(works
            .temgoc({"key", "rotate", "--cooperative", "C01", "--passphrase-file",
                     works.passphrase_file()})
            .status == 6);
  const auto keys = keys_of_c01(works);
  REQUIRE(keys.size() == 2);
  const std::string between = works.issue(kFish)["url"];
  CHECK(key_of(between) == keys[0]["key_id"]);
  works.sign_trust();
  const Json after = works.issue(kFish);
  CHECK(key_of(after["url"]) == keys[1]["key_id"]);
  CHECK(after["issue_number"] == 1);

  REQUIRE(
      works.temgoc({"key", "retire", keys[0]["key_id"], "--packed-until", today_iso()}).status ==
      0);
  works.sign_trust();
  for (const std::string& url : {before, between, after["url"].get<std::string>()}) {
    CHECK(works.verify(url)["verdict"] == "valid");
    CHECK(works.verify_offline(url).status == 0);
  }
  CHECK(keys_of_c01(works)[0]["history"].size() == 2);
}

TEST_CASE("a retired key's window never shuts out its own labels, and it seals no more") {
  const Works works;
  const Json lot = works.issue(kFish);
  const std::string key = keys_of_c01(works)[0]["key_id"];
  const Json early =
      works.temgoc({"--json", "key", "retire", key, "--packed-until", days_ago(1)}).json();
  CHECK(early["error"]["code"] == "packed_until_too_early");
  REQUIRE(works.temgoc({"key", "retire", key}).status == 0);
  CHECK(works.issue(kFish)["error"]["code"] == "key_missing");
  const Words print{
      "--json",          "label",   "print", lot["short_code"],   "--template",
      "roll-60x40-seal", "--count", "1",     "--passphrase-file", works.passphrase_file(),
      "--codes"};
  Words items = print;
  items.push_back("item_seal");
  CHECK(works.temgoc(items).json()["error"]["code"] == "key_not_in_use");
  Words lots = print;
  lots.push_back("lot_seal");
  CHECK(works.temgoc(lots).status == 0);
  CHECK(works.temgoc({"key", "retire", key}).status == 6);
  CHECK(works.temgoc({"key", "retire", "01234567"}).status == 5);
}

TEST_CASE(
    "a stolen key is cut by log position: honest labels before it stay good, the thief's fall") {
  const Works works;
  std::vector<std::string> honest{works.issue(kFish)["url"], works.issue(kOyster)["url"]};
  const Thief thief(works);
  honest.push_back(works.issue(kFish)["url"]);
  // With numbers that honest lots have, with numbers ahead of them, dated back before the theft.
  const std::string reused = thief.forge(days_ago(20), {"--lot", "THIEF-1"});
  (void)thief.forge(days_ago(15));
  const std::string ahead = thief.forge(days_ago(10), {"--lot", "THIEF-2"});
  CHECK(works.verify_offline(ahead).status == 0);  // why a theft matters
  const std::string key = keys_of_c01(works)[0]["key_id"];
  CHECK(key_of(ahead) == key);

  // A thief at the workplace itself logs what it issues: the cut is set below it.
  const Json inside = works.issue(kFish, {"--lot", "THIEF-3", "--packed", days_ago(5)});
  const std::string cut = std::to_string(inside["leaf_index"].get<int>());
  const Json preview = revoke(works, key, {"--cut-at", cut});
  CHECK(preview["revoked"] == false);
  REQUIRE(preview["last_lots"].size() == 4);
  CHECK(preview["last_lots"][0]["lot"] == "THIEF-3");
  CHECK(preview["last_lots"][0]["believed"] == false);
  CHECK(preview["last_lots"][1]["believed"] == true);
  CHECK(keys_of_c01(works)[0]["status"] == "active");
  CHECK(revoke(works, key,
               {"--cut-at", cut, "--reason", "mất máy", "--confirm",
                "00000000"})["error"]["code"] == "revoke_not_confirmed");
  // The log's size is the last cut that there is: everything on record is believed.
  const auto size = works.temgoc({"--json", "log", "show"}).json()["size"].get<int>();
  CHECK(revoke(works, key,
               {"--cut-at", std::to_string(size + 1), "--reason", "mất máy", "--confirm",
                key})["error"]["code"] == "cut_beyond_log");
  CHECK(revoke(works, key, {"--cut-at", std::to_string(size)})["revoked"] == false);
  CHECK(revoke(works, key, {"--cut-at", cut, "--confirm", key})["error"]["code"] ==
        "reason_missing");
  const Json done = revoke(works, key, {"--cut-at", cut, "--reason", "mất máy", "--confirm", key});
  REQUIRE(done["revoked"] == true);
  CHECK(works.issue(kFish)["error"]["code"] == "key_missing");
  works.sign_trust();

  for (const std::string& url : honest) {
    CHECK(said(works.verify(url)) == "valid");
    CHECK(said(works.verify_offline(url).json()) == "cannot_check/log_position_unknown");
  }
  CHECK(said(works.verify(reused)) == "unknown/number_conflict");
  CHECK(said(works.verify(ahead)) == "unknown/key_cut");
  CHECK(said(works.verify(inside["url"])) == "unknown/key_cut");
  for (const std::string& url : {reused, ahead, inside["url"].get<std::string>()}) {
    const Json verdict = works.verify(url);
    CHECK(verdict["exit"] == 24);
    CHECK(verdict["cooperative"].is_null());
    CHECK(works.verify_offline(url).status == 25);
  }

  const Ran fresh = works.temgoc(
      {"key", "new", "--cooperative", "C01", "--passphrase-file", works.passphrase_file()});
  REQUIRE_MESSAGE(fresh.status == 0, fresh.err);
  works.sign_trust();
  const Json next = works.issue(kFish);
  CHECK(said(works.verify(next["url"])) == "valid");
  CHECK(works.verify_offline(next["url"]).status == 0);
}

TEST_CASE("after a theft the field says with a bundle or a receipt what the office says") {
  const Works works;
  const auto file = [&](const std::string& name) {
    return (works.scratch().path() / name).string();
  };
  const auto bundled = [&](const char* bundle, const std::string& url, bool newest_list = false) {
    Words arguments{"--json", "--roots", (works.folder() / "trust/roots").string(), "--bundle",
                    file(bundle)};
    if (newest_list)
      arguments.insert(arguments.end(),
                       {"--trust", (works.folder() / "trust/trust_list").string()});
    arguments.push_back(url);
    return said(run(kVerify, arguments).json());
  };
  const auto receipt = [&](const Json& lot, const std::string& name) {
    const Ran proved = works.temgoc({"log", "prove", lot["url"], "--out", file(name)});
    REQUIRE_MESSAGE(proved.status == 0, proved.err);
    return file(name);
  };
  const Json first = works.issue(kFish);
  const Thief thief(works);
  const Json second = works.issue(kOyster);
  const std::string reused = thief.forge(days_ago(20), {"--lot", "THIEF-1"});
  for (int i = 0; i < 2; ++i) (void)thief.forge(days_ago(15));
  const std::string ahead = thief.forge(days_ago(10), {"--lot", "THIEF-2"});
  const Json inside = works.issue(kFish, {"--lot", "THIEF-3", "--packed", days_ago(5)});
  REQUIRE(works.build_bundle(file("before.bundle")).status == 0);
  CHECK(bundled("before.bundle", reused) == "unknown/number_conflict");
  CHECK(bundled("before.bundle", ahead) == "cannot_check/newer_than_data");
  CHECK(bundled("before.bundle", inside["url"]) == "valid");  // nobody knows yet
  const std::string honest_receipt = receipt(first, "first.tlog-proof");
  const std::string late_receipt = receipt(inside, "inside.tlog-proof");

  const std::string key = keys_of_c01(works)[0]["key_id"];
  REQUIRE(revoke(works, key,
                 {"--cut-at", std::to_string(inside["leaf_index"].get<int>()), "--reason",
                  "mất máy", "--confirm", key})["revoked"] == true);
  works.sign_trust();
  REQUIRE(works.build_bundle(file("after.bundle")).status == 0);

  // With the bundle of after the cut, and with the old one beside the new trust list.
  for (const Json& lot : {first, second}) {
    const std::string url = lot["url"];
    CHECK(bundled("after.bundle", url) == "valid");
    CHECK(bundled("before.bundle", url, true) == "valid");
    CHECK(said(works.verify(url)) == "valid");
    CHECK(said(works.verify_offline(url).json()) == "cannot_check/log_position_unknown");
  }
  for (const std::string& url : {ahead, inside["url"].get<std::string>()}) {
    CHECK(bundled("after.bundle", url) == "unknown/key_cut");
    CHECK(said(works.verify(url)) == "unknown/key_cut");
  }
  CHECK(bundled("before.bundle", inside["url"], true) == "unknown/key_cut");
  CHECK(bundled("after.bundle", reused) == "unknown/number_conflict");

  // A receipt alone tells the side of the cut; the thief has none for what nobody logged.
  CHECK(said(works.verify_offline(first["url"], {"--receipt", honest_receipt}).json()) == "valid");
  CHECK(said(works.verify_offline(inside["url"], {"--receipt", late_receipt}).json()) ==
        "unknown/key_cut");
  for (const std::string& url : {reused, ahead}) {
    CHECK(works.verify_offline(url, {"--receipt", honest_receipt}).json()["error"]["code"] ==
          "receipt_of_other_label");
  }
  // One made after the cut says the same: the number in the log does not move.
  CHECK(
      said(works.verify_offline(second["url"], {"--receipt", receipt(second, "second.tlog-proof")})
               .json()) == "valid");
}

TEST_CASE("a cut holds for listed and typed codes, links and serials as for sealed lots") {
  const Works works;
  const auto file = [&](const std::string& name) {
    return (works.scratch().path() / name).string();
  };
  const auto printed = [&](const Json& lot, const char* codes, const std::string& name) {
    return works.temgoc({"--json", "label", "print", lot["short_code"], "--template",
                         codes == std::string("item_link") ? "roll-35x22-link" : "roll-60x40-seal",
                         "--codes", codes, "--count", "12", "--out", file(name),
                         "--passphrase-file", works.passphrase_file()});
  };
  const auto codes_of = [&](const Json& lot) {
    const std::string url = lot["url"];
    const std::string link = url.substr(0, url.find('/', 8)) + url.substr(url.find("/01/"));
    return std::vector<std::string>{link, lot["short_code"]};
  };
  const auto bundled = [&](const std::string& text) {
    return said(run(kVerify, {"--json", "--roots", (works.folder() / "trust/roots").string(),
                              "--bundle", file("after.bundle"), text})
                    .json());
  };
  const Json before = works.issue(kFish);
  REQUIRE(printed(before, "item_seal", "items.pdf").status == 0);
  const Json after = works.issue(kFish, {"--lot", "THIEF-1"});
  REQUIRE(printed(after, "item_link", "links.pdf").status == 0);
  // A print job of the honest lot, logged after the cut to come.
  REQUIRE(printed(before, "item_link", "late-links.pdf").status == 0);
  const std::string key = keys_of_c01(works)[0]["key_id"];
  REQUIRE(revoke(works, key,
                 {"--cut-at", std::to_string(after["leaf_index"].get<int>()), "--reason", "mất máy",
                  "--confirm", key})["revoked"] == true);
  works.sign_trust();
  REQUIRE(works.build_bundle(file("after.bundle")).status == 0);
  const auto cut_off = codes_of(after);
  REQUIRE_FALSE(cut_off.empty());
  for (const std::string& text : cut_off) {
    CHECK(said(works.verify(text)) == "unknown/key_cut");
    CHECK(bundled(text) == "unknown/key_cut");
  }
  CHECK(said(works.verify(codes_of(before)[0])) == "unsealed/no_seal");
  CHECK(said(works.verify(codes_of(before)[1])) == "unsealed/typed_code");
  // Nothing with serials is printed of it any more; the lot's own code is.
  for (const char* codes : {"item_link", "item_seal"})
    CHECK(printed(before, codes, "more.pdf").json()["error"]["code"] == "key_not_in_use");
  CHECK(printed(before, "lot_seal", "lot.pdf").status == 0);
}

TEST_CASE("a cut without a place takes the log's end, and the test key is not cut") {
  const Works works;
  const std::string url = works.issue(kFish)["url"];
  const std::string key = keys_of_c01(works)[0]["key_id"];
  for (const Words& at : {Words{}, Words{"--cut-at", "now"}}) {
    const Json preview = revoke(works, key, at);
    CHECK(preview["cut_at"] == preview["log_size"]);
    CHECK(preview["last_lots"][0]["believed"] == true);
  }
  const Json list = works.temgoc({"--json", "key", "list"}).json();
  std::string test_key;
  for (const Json& each : list["keys"]) {
    if (each["status"] == "test") test_key = each["key_id"];
  }
  CHECK(revoke(works, test_key, {"--reason", "thử", "--confirm", test_key})["error"]["code"] ==
        "key_is_test");
  CHECK(revoke(works, key, {"--cut-at", "-1"})["error"]["code"] == "option_not_number");
}
