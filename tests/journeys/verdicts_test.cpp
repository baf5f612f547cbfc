// Every headline, against the registry.
#include <doctest/doctest.h>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

// The same link without its 187 digits.
std::string stripped(const std::string& url) {
  const std::size_t seal = url.find('/', 8) + 1;
  return url.substr(0, seal) + url.substr(seal + 188);
}

}  // namespace

TEST_CASE("valid, expired on the day after its use-by day, and still valid on it") {
  const Works works;
  const Json lot = works.issue(kOyster);
  const std::string url = lot["url"];
  CHECK(works.verify(url)["verdict"] == "valid");
  CHECK(works.verify(url, {"--at", lot["expires_on"]})["verdict"] == "valid");
  const Json late = works.verify(url, {"--at", days_ago(-6)});
  CHECK(late["verdict"] == "expired");
  CHECK(late["exit"] == 20);
}

TEST_CASE("a recalled lot, product or cooperative is recalled at once") {
  const Works works;
  const Json lot = works.issue(kFish);
  const Json other = works.issue(kOyster);
  const Words recall{"lot", "recall", lot["short_code"], "--reason", "nhiễm khuẩn", "--confirm"};
  Words slip = recall;
  slip.push_back("WRONG");
  CHECK(works.temgoc(slip).status == 3);
  CHECK(works.verify(lot["url"])["verdict"] == "valid");
  const Ran preview = works.temgoc({"lot", "recall", lot["short_code"], "--reason", "nhiễm khuẩn"});
  CHECK(preview.status == 3);
  CHECK(preview.err.find("nhiễm khuẩn") != preview.err.npos);
  CHECK(works.verify(lot["url"])["verdict"] == "valid");
  Words sure = recall;
  sure.push_back(lot["lot"]);
  REQUIRE(works.temgoc(sure).status == 0);
  CHECK(works.verify(lot["url"])["verdict"] == "recalled");
  CHECK(works.verify(lot["url"])["exit"] == 21);
  // A second time would add its reason for ever.
  Words again = sure;
  again.insert(again.begin(), "--json");
  const Ran refused = works.temgoc(again);
  CHECK(refused.status == 6);
  CHECK(refused.json()["error"]["code"] == "already_recalled");
  const Json listed = works.temgoc({"--json", "lot", "list"}).json();
  CHECK(std::ranges::count_if(listed["lots"], [](const Json& each) {
          return each["recalled"].get<bool>() && each["labels"] == 0;
        }) == 1);
  CHECK(works.verify(other["url"])["verdict"] == "valid");
  sure.back() = "C01";
  sure.insert(sure.end(), {"--scope", "cooperative"});
  REQUIRE(works.temgoc(sure).status == 0);
  CHECK(works.verify(other["url"])["reason"] == "cooperative_recalled");
}

TEST_CASE("another host, a stripped seal, a typed code, a made-up lot, a newer format") {
  const Works works;
  const Json lot = works.issue(kFish);
  const std::string url = lot["url"];
  const Json elsewhere = works.verify(replaced(url, "tg.example.vn", "tg.example.com"));
  CHECK(elsewhere["verdict"] == "wrong_site");
  CHECK(elsewhere["exit"] == 27);
  CHECK(works.verify(stripped(url))["verdict"] == "unsealed");
  CHECK(works.verify(stripped(url))["exit"] == 28);
  CHECK(works.verify(lot["short_code"])["verdict"] == "unsealed");
  CHECK(works.verify(replaced(stripped(url), "/10/", "/10/X"))["verdict"] == "unknown");
  CHECK(works.verify("hello")["exit"] == 24);
  std::string newer = url;
  // The first group is version and suite in its top byte: 0x20… is version 2.
  newer.replace(newer.find('/', 8) + 1, 17, "09007199254740992");
  const Json verdict = works.verify(newer);
  CHECK(verdict["verdict"] == "cannot_check");
  CHECK(verdict["reason"] == "newer_label");
}

TEST_CASE("another lot's seal and another product's seal are forged") {
  const Works works;
  const std::string first = works.issue(kFish)["url"];
  const std::string second = works.issue(kFish)["url"];
  const std::string tail = second.substr(second.find("/01/"));
  CHECK(works.verify(first.substr(0, first.find("/01/")) + tail)["verdict"] == "forged");
  std::string other_product = replaced(first, "02990001000018", "02990001000025");
  CHECK(works.verify(other_product)["verdict"] == "forged");
}

TEST_CASE("cancelled labels are void, their neighbours are not") {
  const Works works;
  const Json lot = works.issue(kFish);
  const auto pdf = works.scratch().path() / "items.pdf";
  REQUIRE(works
              .temgoc({"label", "print", lot["short_code"], "--template", "roll-60x40-seal",
                       "--codes", "item_seal", "--count", "3", "--out", pdf.string(),
                       "--passphrase-file", works.passphrase_file()})
              .status == 0);
  REQUIRE(
      works
          .temgoc({"label", "void", lot["short_code"], "--first", "0000002", "--reason", "in hỏng"})
          .status == 0);
  const Ran codes = run("sh", {"-c", "pdftoppm -r 203 -gray -png '" + pdf.string() + "' '" +
                                         (works.scratch().path() / "i").string() +
                                         "' && zbarimg --nodbus -q --raw '" +
                                         works.scratch().path().string() + "'/i-*.png"});
  std::map<std::string, std::string> verdicts;
  for (std::size_t from = 0, end; (end = codes.out.find('\n', from)) != std::string::npos;
       from = end + 1) {
    const std::string code = codes.out.substr(from, end - from);
    verdicts[code.substr(code.size() - 7)] = works.verify(code)["verdict"];
  }
  CHECK(verdicts == std::map<std::string, std::string>{
                        {"0000001", "valid"}, {"0000002", "void"}, {"0000003", "valid"}});
  CHECK(
      works
          .temgoc({"label", "void", lot["short_code"], "--first", "0000009", "--reason", "in hỏng"})
          .status == 3);
}

TEST_CASE("an item scanned in too many places is suspected to be copied, a lot code never is") {
  const Works works;
  const Json lot = works.issue(kFish);
  const Json printed = works
                           .temgoc({"--json", "label", "print", lot["short_code"], "--template",
                                    "roll-60x40-seal", "--codes", "item_seal", "--count", "1",
                                    "--passphrase-file", works.passphrase_file()})
                           .json();
  const Ran read =
      run("sh",
          {"-c", "pdftoppm -r 203 -gray -png '" + std::string(printed["files"][0]) + "' '" +
                     (works.scratch().path() / "c").string() + "' && zbarimg --nodbus -q --raw '" +
                     works.scratch().path().string() + "'/c-*.png"});
  const std::string code = read.out.substr(0, read.out.find('\n'));
  for (const char* place : {"Cà Mau", "Huế", "Hà Nội", "Sơn La", "Lâm Đồng", "Cần Thơ"}) {
    works.verify(code, {"--record-scan", place});
    works.verify(lot["url"], {"--record-scan", place});
  }
  const Json verdict = works.verify(code);
  CHECK(verdict["verdict"] == "suspected_copy");
  CHECK(verdict["exit"] == 22);
  CHECK(works.verify(lot["url"])["verdict"] == "valid");
}

TEST_CASE("many texts, one answer a line, the gravest decides") {
  const Works works;
  const std::string url = works.issue(kFish)["url"];
  const Ran all = works.temgoc({"--json", "verify", "-"},
                               url + "\n\n" + stripped(url) + "\n" + std::string(5000, 'x') + "\n");
  CHECK(all.status == 24);
  CHECK(std::ranges::count(all.out, '\n') == 4);
  CHECK(works.temgoc({"verify", "-"}, url + "\n").status == 0);
  const std::string readable = works.temgoc({"verify", "-"}, url + "\n" + url + ".\n").out;
  CHECK(std::ranges::count(readable, '\n') == 2);
  CHECK(readable.find('{') == readable.npos);
}
