// Register a batch, print its labels, verify a scan.
#include <doctest/doctest.h>

#include <algorithm>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t from = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos;
       from = end + 1, end = text.find('\n', from)) {
    lines.push_back(text.substr(from, end - from));
  }
  return lines;
}

// Every code on every page of a PDF, as zbar reads it off the raster at the printer's own dots.
std::vector<std::string> scanned(const Works& works, const std::filesystem::path& pdf,
                                 const std::string& dpi) {
  const std::string pages = (works.scratch().path() / "page").string();
  REQUIRE(run("sh", {"-c", "rm -f " + pages + "*; pdftoppm -r " + dpi + " -gray -png '" +
                               pdf.string() + "' " + pages})
              .status == 0);
  const Ran read = run("sh", {"-c", "zbarimg --nodbus --quiet --raw " + pages + "*.png"});
  return lines_of(read.out);
}

}  // namespace

TEST_CASE("labels printed from an issued lot scan back to a valid verdict, online and offline") {
  const Works works;
  const Json lot = works.issue(kSauce);
  REQUIRE(lot["ok"] == true);
  CHECK(lot["issue_number"] == 1);
  const std::string url = lot["url"];
  for (const char* dpi : {"203", "300"}) {
    const auto pdf = works.scratch().path() / (std::string("roll-") + dpi + ".pdf");
    const Ran printed =
        works.temgoc({"--json", "label", "print", lot["short_code"], "--template",
                      "roll-60x40-seal", "--count", "3", "--dpi", dpi, "--out", pdf.string()});
    REQUIRE_MESSAGE(printed.status == 0, printed.out);
    const auto codes = scanned(works, pdf, dpi);
    REQUIRE(codes.size() == 3);
    CHECK(std::ranges::all_of(codes, [&](const std::string& code) { return code == url; }));
  }
  const Json verdict = works.verify(url);
  CHECK(verdict["verdict"] == "valid");
  CHECK(verdict["proof"] == "sealed");
  CHECK(verdict["basis"] == "registry");
  CHECK(verdict["cooperative"]["name"] == "Hợp tác xã Mẫu Rừng Ngập Mặn (HƯ CẤU)");
  CHECK(verdict["product"]["gtin"] == "02990001000315");
  CHECK(verdict["lot"]["packed_on"] == today_iso());
  const auto& certifications = verdict["certifications"];
  const auto ocop = std::ranges::find_if(certifications,
                                         [](const Json& each) { return each["scheme"] == "OCOP"; });
  REQUIRE(ocop != certifications.end());
  CHECK((*ocop)["level"] == 5);
  CHECK((*ocop)["in_force_on_packing"] == true);

  const Ran offline = works.verify_offline(url);
  CHECK(offline.status == 0);
  CHECK(offline.json()["basis"] == "trust_list");
  CHECK(offline.json()["checks"]["issued"] == "not_checked");
  CHECK(offline.json()["certifications"].is_null());
}

TEST_CASE(
    "per-item labels carry serials in sequence, each sealed and issued, and no number is printed "
    "twice") {
  const Works works;
  const Json lot = works.issue(kFish);
  const Words print{"--json",
                    "label",
                    "print",
                    lot["short_code"],
                    "--template",
                    "roll-60x40-seal",
                    "--codes",
                    "item_seal",
                    "--count",
                    "3",
                    "--passphrase-file",
                    works.passphrase_file()};
  const Json first = works.temgoc(print).json();
  Words again = print;
  again.push_back("--again");
  const Json second = works.temgoc(again).json();
  REQUIRE(second["ok"] == true);
  CHECK(first["first_serial"] == 1);
  CHECK(first["last_serial"] == 3);
  CHECK(second["first_serial"] == 4);
  const auto codes = scanned(works, std::string(second["files"][0]), "203");
  REQUIRE(codes.size() == 3);
  CHECK(codes[0].ends_with("/21/0000004"));
  for (const std::string& code : codes) CHECK(works.verify(code)["verdict"] == "valid");
}

TEST_CASE("the sheet of 65 holds 65 different links, each listed and none sealed") {
  const Works works;
  const Json lot = works.issue(kFish);
  const Json printed = works
                           .temgoc({"--json", "label", "print", lot["short_code"], "--template",
                                    "a4-65-link", "--count", "65"})
                           .json();
  REQUIRE(printed["ok"] == true);
  auto codes = scanned(works, std::string(printed["files"][0]), "300");
  std::ranges::sort(codes);
  codes.erase(std::ranges::unique(codes).begin(), codes.end());
  CHECK(codes.size() >=
        60);  // zbar misses a few on so full a page; label tests read each cell by itself
  const Json verdict = works.verify(codes.front());
  CHECK(verdict["verdict"] == "valid");
  CHECK(verdict["proof"] == "listed");
  std::string made_up = codes.front();
  made_up.back() = made_up.back() == 'A' ? 'B' : 'A';
  CHECK(works.verify(made_up)["verdict"] == "unknown");
  CHECK(works.verify_offline(codes.front()).status == 25);
}

TEST_CASE("one altered digit of the seal is refused as forged") {
  const Works works;
  std::string url = works.issue(kFish)["url"];
  url[120] = url[120] == '5' ? '6' : '5';
  const Json verdict = works.verify(url);
  CHECK(verdict["verdict"] == "forged");
  CHECK(verdict["exit"] == 23);
  CHECK(verdict["cooperative"].is_null());
  CHECK(verdict["claimed"]["gtin"] == "02990001000018");
  CHECK(works.verify_offline(url).status == 23);
}

TEST_CASE("a lot is verified with openssl alone by the documented recipe") {
  const Works works;
  const std::string url = works.issue(kFish)["url"];
  const Json keys = works.temgoc({"--json", "key", "list"}).json()["keys"];
  const auto key =
      std::ranges::find_if(keys, [](const Json& each) { return each["cooperative"] == "C01"; });
  REQUIRE(key != keys.end());
  // RFC 8410: an Ed25519 public key is these 12 bytes and the 32 of the key.
  const auto pem = works.scratch().write("key.pem", "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA" +
                                                        std::string((*key)["public_key"]) +
                                                        "\n-----END PUBLIC KEY-----\n");
  const std::string recipe = std::string(TEMGOC_SOURCE_DIR) + "/docs/verify_with_openssl.sh";
  const Ran good = run("bash", {recipe, url, "ocop.example.vn", pem.string()});
  CHECK_MESSAGE(good.status == 0, good.out, good.err);
  std::string altered = url;
  altered.replace(altered.find("/10/") + 4, 1, "9");
  const Ran forged = run("bash", {recipe, altered, "ocop.example.vn", pem.string()});
  CHECK(forged.status != 0);
  CHECK_MESSAGE((forged.out + forged.err).find("Verification Failure") != std::string::npos,
                forged.out, forged.err);
}

TEST_CASE("without a host every label is a test label: marked, and void online and offline") {
  const Works works("");
  const Json lot = works.issue(kFish);
  REQUIRE(lot["ok"] == true);
  CHECK(lot["test"] == true);
  CHECK(std::string(lot["url"]).starts_with("https://temgoc.invalid/"));
  const Json printed = works
                           .temgoc({"--json", "label", "print", lot["short_code"], "--template",
                                    "roll-60x40-seal", "--count", "1"})
                           .json();
  REQUIRE(printed["ok"] == true);
  const Ran text = run(
      "sh", {"-c", "pdftotext -raw '" + std::string(printed["files"][0]) + "' - | tr -d ' \\n'"});
  CHECK(text.out.find("MẪUTHỬ–KHÔNGBÁN") != std::string::npos);
  CHECK(scanned(works, std::string(printed["files"][0]), "203") ==
        std::vector<std::string>{lot["url"]});
  CHECK(works.verify(lot["url"])["verdict"] == "void");
  CHECK(works.verify(lot["url"])["reason"] == "test_key");
  CHECK(works.verify_offline(lot["url"]).status == 26);
}
