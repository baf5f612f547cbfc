// Scans: counted for the cooperative, and nobody named.
#include <doctest/doctest.h>

#include "journeys/works.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

// The sealed code of the first item of a new print of one label.
std::string item_code(const Works& works, const Json& lot) {
  const Json printed = works
                           .temgoc({"--json", "label", "print", lot["short_code"], "--template",
                                    "roll-60x40-seal", "--codes", "item_seal", "--count", "1",
                                    "--passphrase-file", works.passphrase_file()})
                           .json();
  const std::string pages = (works.scratch().path() / "c").string();
  const Ran read =
      run("sh", {"-c", "pdftoppm -r 203 -gray -png '" + std::string(printed["files"][0]) + "' '" +
                           pages + "' && zbarimg --nodbus -q --raw '" + pages + "'-*.png"});
  return read.out.substr(0, read.out.find('\n'));
}

}  // namespace

TEST_CASE("a copied item shows in the report and the table, and a lot scanned more than printed") {
  const Works works;
  const Json lot = works.issue(kFish);
  const std::string code = item_code(works, lot);
  for (const char* place : {"Cà Mau", "=Huế", "Hà Nội", "Sơn La", "Đà Lạt", "Cần Thơ"})
    works.verify(code, {"--record-scan", place});
  works.verify(lot["url"], {"--record-scan", "Huế"});

  const Json report = works.temgoc({"--json", "scan", "report", "--cooperative", "C01"}).json();
  REQUIRE(report["items"].size() == 1);
  CHECK(report["items"][0]["serial"] == "0000001");
  CHECK(report["items"][0]["scans"] == 6);
  CHECK(report["items"][0]["reasons"] == Json{"too_many_places", "too_far_too_fast"});
  REQUIRE(report["lots"].size() == 1);
  CHECK(report["lots"][0]["labels"] == 0);
  CHECK(report["alarms"].empty());
  CHECK(works.temgoc({"--json", "scan", "report", "--cooperative", "C90"}).json()["items"].empty());
  CHECK(works.temgoc({"scan", "report", "--cooperative", "C00"}).status == 5);

  const fs::path csv = works.scratch().path() / "scans.csv";
  const Ran exported = works.temgoc({"--json", "export", "scans", "--out", csv.string()});
  REQUIRE_MESSAGE(exported.status == 0, exported.err);
  CHECK(exported.json()["rows"] == 7);
  const std::string table = text_of(csv);
  CHECK(
      table.starts_with("\xef\xbb\xbf"
                        "day,cooperative,gtin,lot,serial,place,scans,"));
  CHECK(table.find("\r\n" + today_iso() + ",C01,02990001000018,") != std::string::npos);
  CHECK(table.find(",0000001,Cà Mau,1,") != std::string::npos);
  CHECK(table.find(",'=Huế,") != std::string::npos);
  const std::string xlsx = (works.scratch().path() / "scans.xlsx").string();
  CHECK(works.temgoc({"export", "scans", "--out", xlsx}).status == 0);
  CHECK(text_of(xlsx).starts_with("PK"));
  CHECK(works.temgoc({"--json", "export", "scans", "--from", days_ago(-1), "--out", csv.string()})
            .json()["rows"] == 0);
  CHECK(works.temgoc({"--json", "export", "scans", "--out", "scans.pdf"}).json()["error"]["code"] ==
        "table_format_unknown");
  const fs::path full = works.scratch().path() / "full.csv";
  fs::create_symlink("/dev/full", full);
  CHECK(
      works.temgoc({"--json", "export", "scans", "--out", full.string()}).json()["error"]["code"] ==
      "disk_write_failed");
}
