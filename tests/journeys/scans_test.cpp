// Scans: counted for the cooperative, and nobody named.
#include <doctest/doctest.h>

#include <fstream>
#include <thread>

#include "journeys/serving.h"
#include "temgoc/base/words.h"

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

std::string path_of(const std::string& url) { return url.substr(url.find('/', 8)); }

// The same scanner again and again, which counts once, until the page says so; ten seconds at most.
bool says_soon(const Serving& serving, const std::string& path, const std::string& fields,
               const std::string& words) {
  for (int i = 0; i < 200; ++i) {
    if (serving.get(path, "tg.example.vn", fields).find(words) != std::string::npos) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

std::string from(const std::string& address, const std::string& province = {}) {
  return "X-Forwarded-For: " + address + "\r\n" +
         (province.empty() ? "" : "X-Province: " + province + "\r\n");
}

void set_in(const fs::path& settings, const std::string& line, const std::string& by) {
  std::string text = text_of(settings);
  const std::size_t at = text.find(line);
  REQUIRE(at != std::string::npos);
  std::ofstream(settings, std::ios::binary) << text.replace(at, line.size(), by);
}

// A workplace whose proxy says the province, where more than three scans of an item are too many.
struct WatchedWorks {
  Works works;
  WatchedWorks() {
    const fs::path settings = works.folder() / "temgoc.toml";
    set_in(settings, "place_header = \"\"", "place_header = \"X-Province\"");
    set_in(settings, "staff_networks = []", "staff_networks = [\"192.0.2.0/24\"]");
    set_in(settings, "\nscans = 20", "\nscans = 3");
  }
  Json report() const { return works.temgoc({"--json", "scan", "report"}).json(); }
};

}  // namespace

TEST_CASE("a recorded scan is answered: counted, the second time no more, or of no lot") {
  const Works works;
  const std::string code = item_code(works, works.issue(kFish));
  const auto scan = [&](const std::string& text) {
    return works.temgoc({"verify", text, "--record-scan", "Huế"}).err;
  };
  CHECK(scan(code).find("recorded the scan in Huế") != std::string::npos);
  CHECK(scan(code).find("not counted again") != std::string::npos);
  CHECK(scan("https://tg.example.vn/nothing").find("of no lot") != std::string::npos);
}

TEST_CASE("a copied item shows in the report and the table, and a lot scanned more than printed") {
  const Works works;
  const Json lot = works.issue(kFish);
  const std::string code = item_code(works, lot);
  for (const char* place : {"Cà Mau", "Huế", "Hà Nội", "Sơn La", "Lâm Đồng", "Cần Thơ"})
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
  const Ran refused = works.temgoc({"--json", "verify", code, "--record-scan", "10.77, 106.69"});
  CHECK(refused.status == 3);
  CHECK(refused.json()["error"]["code"] == "province_unknown");
  const std::string xlsx = (works.scratch().path() / "scans.xlsx").string();
  CHECK(works.temgoc({"export", "scans", "--out", xlsx}).status == 0);
  CHECK(text_of(xlsx).starts_with("PK"));
  const Words later{"--json", "export", "scans", "--from", days_ago(-1), "--out", csv.string()};
  CHECK(works.temgoc(later).json()["error"]["code"] == "export_exists");
  Words replacing = later;
  replacing.emplace_back("--replace");
  CHECK(works.temgoc(replacing).json()["rows"] == 0);
  CHECK(works.temgoc({"--json", "export", "scans", "--out", "scans.pdf"}).json()["error"]["code"] ==
        "table_format_unknown");
  const fs::path full = works.scratch().path() / "full.csv";
  fs::create_symlink("/dev/full", full);
  CHECK(
      works.temgoc({"--json", "export", "scans", "--out", full.string()}).json()["error"]["code"] ==
      "disk_write_failed");
}

TEST_CASE("an item scanned in two provinces too far apart is suspected, and no address is kept") {
  const WatchedWorks watched;
  const Works& works = watched.works;
  const Json lot = works.issue(kFish);
  const std::string path = path_of(item_code(works, lot));
  std::string forged = path;
  forged[102] = forged[102] == '1' ? '2' : '1';  // within the signature
  Serving serving(works, {"--trusted-proxy", "127.0.0.1"});
  const std::string south = from("203.0.113.77", "Cà Mau"), north = from("2001:db8:77::1", "VN-HN");

  for (int i = 0; i < 5; ++i) serving.get(path, "tg.example.vn", from("192.0.2.5", "Huế"));
  CHECK(serving.get(path, "tg.example.vn", south).find("lượt quét đầu tiên") != std::string::npos);
  CHECK(says_soon(serving, path, south, "Đã ghi nhận 1 lượt quét"));
  CHECK(serving.get(path, "tg.example.vn", south).find("TEM HỢP LỆ") != std::string::npos);
  CHECK(says_soon(serving, path, north, "NGHI TEM BỊ SAO CHÉP"));
  const std::string page = serving.get(path, "tg.example.vn", north);
  CHECK(page.find("đã được quét 2 lần, ở 2 nơi") != std::string::npos);
  CHECK(page.find("tại Cà Mau") != std::string::npos);
  serving.get(forged, "tg.example.vn", south);
  CHECK(serving
            .post("/report",
                  "label=https%3A%2F%2Ftg.example.vn" + path + "&message=v%E1%BB%8B+l%E1%BA%A1")
            .find("BN-") != std::string::npos);

  CHECK(serving.post("/report", "label=&message=").find(message(Language::vi, {"report_empty"})) !=
        std::string::npos);

  // While it runs, its write-ahead log too.
  for (const char* file : {"registry.sqlite", "registry.sqlite-wal"}) {
    const std::string bytes = text_of(works.folder() / file);
    CAPTURE(file);
    CHECK(!bytes.empty());
    for (const char* address : {"127.0.0.1", "203.0.113.77", "2001:db8:77", "192.0.2.5"})
      CHECK_MESSAGE(bytes.find(address) == std::string::npos, address);
  }
  serving.signal(SIGTERM);
  CHECK(serving.exit_status() == 0);

  const Json report = watched.report();
  REQUIRE(report["items"].size() == 1);
  CHECK(report["items"][0]["scans"] == 2);
  CHECK(report["items"][0]["reasons"] == Json{"too_far_too_fast"});
  CHECK(report["items"][0]["first_place"] == "Cà Mau");
  REQUIRE(report["alarms"].size() == 1);
  CHECK(report["alarms"][0]["kind"] == "forged");
  CHECK(report["alarms"][0]["asked"] == 1);
  REQUIRE(report["reports"].size() == 1);
  CHECK(report["reports"][0]["lot"] == lot["lot"]);
  CHECK(report["reports"][0]["reports"] == 1);
  CHECK(works.temgoc({"scan", "report"}).out.find(lot["lot"]) != std::string::npos);
}

TEST_CASE("an item that more phones scan than one pack meets is suspected, wherever they are") {
  const WatchedWorks watched;
  const std::string path = path_of(item_code(watched.works, watched.works.issue(kFish)));
  Serving serving(watched.works, {"--trusted-proxy", "127.0.0.1"});
  for (int phone = 1; phone <= 3; ++phone) {
    const std::string fields = from("203.0.113." + std::to_string(phone));
    CHECK(says_soon(serving, path, fields, "Đã ghi nhận " + std::to_string(phone) + " lượt quét"));
  }
  CHECK(serving.get(path).find("TEM HỢP LỆ") != std::string::npos);
  CHECK(says_soon(serving, path, from("203.0.113.4"), "NGHI TEM BỊ SAO CHÉP"));
}

TEST_CASE("who sends a province or another's address without being the proxy is not believed") {
  const WatchedWorks watched;
  const std::string path = path_of(item_code(watched.works, watched.works.issue(kFish)));
  Serving serving(watched.works, {});
  CHECK(says_soon(serving, path, from("203.0.113.1", "Cà Mau"), "Đã ghi nhận 1 lượt quét"));
  for (int i = 2; i < 30; ++i)
    serving.get(path, "tg.example.vn",
                from("203.0.113." + std::to_string(i), i % 2 == 0 ? "Hà Nội" : "Huế"));
  serving.signal(SIGTERM);
  CHECK(serving.exit_status() == 0);
  CHECK(watched.report()["items"].empty());
  const fs::path csv = watched.works.scratch().path() / "scans.csv";
  watched.works.temgoc({"export", "scans", "--out", csv.string()});
  CHECK(text_of(csv).find(",0000001,,1,") != std::string::npos);
}

TEST_CASE("a service that is killed keeps what it had committed, and goes on from there") {
  const WatchedWorks watched;
  const std::string path = path_of(item_code(watched.works, watched.works.issue(kFish)));
  const auto phone = [](int number) { return from("203.0.113." + std::to_string(number)); };
  {
    Serving serving(watched.works, {"--trusted-proxy", "127.0.0.1"});
    CHECK(says_soon(serving, path, phone(1), "Đã ghi nhận 1 lượt quét"));
    for (int i = 2; i < 40; ++i) serving.get(path, "tg.example.vn", phone(i));
    serving.signal(SIGKILL);
    serving.exit_status();
  }
  const auto scans = [&] {
    const fs::path csv = watched.works.scratch().path() / "scans.csv";
    watched.works.temgoc({"export", "scans", "--replace", "--out", csv.string()});
    const std::string table = text_of(csv), before = ",0000001,,";
    const std::size_t at = table.find(before);
    return at == std::string::npos ? 0 : std::stoi(table.substr(at + before.size()));
  };
  const int kept = scans();
  CHECK(kept >= 1);
  CHECK(kept < 40);
  Serving again(watched.works, {"--trusted-proxy", "127.0.0.1"});
  for (int i = 40; i < 44; ++i) again.get(path, "tg.example.vn", phone(i));
  again.signal(SIGTERM);
  CHECK(again.exit_status() == 0);
  CHECK(scans() == kept + 4);
}
