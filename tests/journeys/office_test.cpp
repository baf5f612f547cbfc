// What an office worker reads and takes out: tables for Excel, histories, printers, product links.
#include <doctest/doctest.h>

#include "journeys/works.h"
#include "temgoc/base/text.h"

using namespace temgoc;
using namespace temgoc::journeys;
namespace fs = std::filesystem;

namespace {

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// As a Vietnamese user runs it.
Ran in_vietnamese(const Works& works, Words arguments) {
  arguments.insert(arguments.begin(), {"--lang", "vi"});
  return works.temgoc(arguments);
}

}  // namespace

TEST_CASE("products go to Excel, are edited there and come back; no file is replaced unasked") {
  const Works works;
  works.issue(kFish);
  for (const char* kind : {"lots", "products", "certifications", "jobs"}) {
    CAPTURE(kind);
    const std::string out = (works.scratch().path() / (std::string(kind) + ".xlsx")).string();
    const Ran first = works.temgoc({"--json", "export", kind, "--out", out});
    REQUIRE_MESSAGE(first.status == 0, first.out, first.err);
    CHECK((first.json()["rows"] > 0) == (std::string(kind) != "jobs"));
    const Ran again = works.temgoc({"--json", "export", kind, "--out", out});
    CHECK(again.status == 6);
    CHECK(again.json()["error"]["code"] == "export_exists");
    CHECK(holds(again.json()["error"]["hint"], "--replace"));
    CHECK(works.temgoc({"export", kind, "--out", out, "--replace"}).status == 0);
  }
  const std::string products = (works.scratch().path() / "products.xlsx").string();
  const Json same = works.temgoc({"--json", "import", "products", products}).json();
  CHECK(same["ok"] == true);
  CHECK(same["added"] == 0);
  CHECK(same["updated"] == 0);
  const fs::path csv = works.scratch().path() / "p.csv";
  REQUIRE(in_vietnamese(works, {"export", "products", "--out", csv.string()}).status == 0);
  std::string text = text_of(csv);
  CHECK(holds(text, "Tên sản phẩm"));
  CHECK(holds(text, kFish));
  const std::string before = "Cá đù một nắng";
  const auto at = text.find(before);
  REQUIRE(at != std::string::npos);
  text.replace(at, before.size(), "Cá đù hai nắng");
  const fs::path edited = works.scratch().write("edited.csv", text);
  REQUIRE(works.temgoc({"import", "products", edited.string(), "--update"}).status == 0);
  CHECK(holds(works.temgoc({"product", "show", "P01"}).out, "Cá đù hai nắng"));
  CHECK(works.temgoc({"--json", "export", "lots", "--out", csv.string(), "--from", "31/02/2026"})
            .json()["error"]["code"] == "date_not_real");
}

TEST_CASE("the history of a record says in words and in local time what each version changed") {
  const Works works;
  REQUIRE(works
              .temgoc({"product", "add", "--id", "P01", "--cooperative", "C01", "--name",
                       "Cá đù mới", "--shelf-life", "90", "--update"})
              .status == 0);
  const Ran shown = in_vietnamese(works, {"product", "show", "P01"});
  REQUIRE(shown.status == 0);
  CHECK(holds(shown.out, "Cá đù một nắng → Cá đù mới"));
  CHECK(holds(shown.out, "180 → 90"));
  CHECK(holds(shown.out, "mã vạch (GTIN): " + kFish + "\n"));
  CHECK_FALSE(holds(shown.out, "{"));
  const std::string today = to_dmy(vietnam_day(system_clock()()));
  CHECK(holds(shown.out, "  " + today + " "));
  const Json json = works.temgoc({"--json", "product", "show", "P01"}).json();
  CHECK(json["history"].size() == 2);
  CHECK(json["history"][0]["at"].get<std::string>().ends_with("Z"));
}

TEST_CASE("a printer says what it is calibrated for, and is reset") {
  const Works works;
  REQUIRE(works.temgoc({"printer", "add", "--id", "canon", "--name", "Canon"}).status == 0);
  CHECK(holds(works.temgoc({"printer", "list"}).out, "not calibrated"));
  REQUIRE(works
              .temgoc({"printer", "calibrate", "canon", "--template", "a4-65-link", "--first-right",
                       "1,5", "--first-down", "-0,5", "--last-right", "1,5", "--last-down", "-0,5"})
              .status == 0);
  const Json shown = works.temgoc({"--json", "printer", "show", "canon"}).json();
  REQUIRE(shown["corrections"].size() == 1);
  CHECK(shown["corrections"][0]["correction"]["offset_x_mm"] == 1.5);
  const std::string today = to_dmy(vietnam_day(system_clock()()));
  const std::string list = in_vietnamese(works, {"printer", "list"}).out;
  CHECK(holds(list, "+1,50 mm ngang"));
  CHECK(holds(list, today));
  CHECK(works.temgoc({"--json", "printer", "reset", "none"}).json()["error"]["code"] ==
        "printer_unknown");
  CHECK(works.temgoc({"--json", "printer", "reset", "canon"}).json()["stocks"].size() == 1);
  const Json after = works.temgoc({"--json", "printer", "list"}).json()["printers"][0];
  CHECK(after["corrections"][0]["correction"] == nullptr);
  CHECK(works.temgoc({"--json", "printer", "reset", "canon"}).json()["stocks"].empty());
}

TEST_CASE("the program's own product link and a typed barcode name the product, here and offline") {
  const Works works;
  works.issue(kFish);
  const std::string link = "https://tg.example.vn/01/0" + kFish;
  for (const std::string& text : {link, kFish}) {
    CAPTURE(text);
    const Ran ran = works.temgoc({"verify", text});
    CHECK(ran.status == 24);
    CHECK(holds(ran.out, "NOT A LABEL"));
    CHECK(holds(ran.out, "Cá đù một nắng"));
    const Json json = works.verify(text);
    CHECK(json["verdict"] == "unknown");
    CHECK(json["reason"] == "malformed");
    CHECK(json["named_product"]["name"] == "Cá đù một nắng");
    CHECK(json["named_product"]["gtin"] == "0" + kFish);
  }
  CHECK(holds(in_vietnamese(works, {"verify", kFish}).out, "Đây là mã vạch của Cá đù một nắng"));
  const std::string bundle = (works.scratch().path() / "day.bundle").string();
  REQUIRE(works.build_bundle(bundle).status == 0);
  const Json offline = run(kVerify, {"--json", "--roots", (works.folder() / "trust/roots").string(),
                                     "--bundle", bundle, link})
                           .json();
  CHECK(offline["named_product"]["name"] == "Cá đù một nắng");
  const Json by_list = works.verify_offline(link).json();
  CHECK(by_list["named_product"]["name"] == nullptr);
  CHECK(by_list["named_product"]["cooperative"].is_string());
}

TEST_CASE(
    "a template says how long a lot's code may be on it, and so does the lot when it is issued") {
  const Works works;
  const Json food = works.temgoc({"--json", "template", "check", "roll-100x60-food"}).json();
  CHECK(food["lot_code_letters"] == 20);
  CHECK(food["warnings"].empty());
  // A lot's box too narrow for more than a suggested code.
  std::string text =
      text_of(std::filesystem::path(TEMGOC_SOURCE_DIR) / "label_templates/a4-65-link.toml");
  const auto at = text.find("min_size_pt", text.find("[style.small]"));
  REQUIRE(at != std::string::npos);
  text.replace(at, text.find('\n', at) - at, "min_size_pt = 5");
  works.scratch().write("works/label_templates/narrow.toml", text);
  const Json small = works.temgoc({"--json", "template", "check", "narrow"}).json();
  CHECK(small["ok"] == true);
  CHECK(small["lot_code_letters"] >= 10);
  CHECK(small["lot_code_letters"] < 20);
  CHECK(small["warnings"][0]["code"] == "template_lot_code_limit");
  const Json lot = works.issue(kFish, {"--lot", "ABCDEFGHIJKLMNOPQRST"});
  CHECK(lot["warnings"][0]["code"] == "lot_code_too_long_for");
  CHECK(works.temgoc({"--json", "template", "check", "a4-poster"}).json()["lot_code_letters"] ==
        nullptr);
}

TEST_CASE("the programme is read and taken out by commands, and its target and communes are set") {
  const Works works;
  works.issue(kFish);
  const auto json = [&](Words arguments) {
    arguments.insert(arguments.begin(), "--json");
    return works.temgoc(arguments).json();
  };
  const Json open = json({"programme", "show"});
  CHECK(open["year"]["target"] == 124);
  CHECK(open["communes_given"] == false);
  CHECK(open["lots"][0]["cooperative"] == "C01");
  REQUIRE(json({"settings", "set", "programme.products_target", "163"})["ok"] == true);
  REQUIRE(json({"settings", "set", "programme.communes",
                "xã Bình Khánh, TP.HCM\nxã Thạnh An, TP.HCM"})["ok"] == true);
  CHECK(json({"settings", "show"})["settings"]["programme.products_target"] == "163");
  const Json given = json({"programme", "show", "--on", "24/11/2026"});
  CHECK(given["year"]["target"] == 163);
  CHECK(given["communes_given"] == true);
  CHECK(given["goals"].size() == 2);
  const Ran told = in_vietnamese(works, {"programme", "show"});
  CHECK(holds(told.out, "chỉ tiêu 163"));
  const std::string out = (works.scratch().path() / "communes.xlsx").string();
  CHECK(json({"export", "programme", "--table", "communes", "--out", out})["rows"] > 0);
  CHECK(json({"export", "programme", "--table", "communes", "--out", out})["error"]["code"] ==
        "export_exists");
  CHECK(json({"export", "programme", "--table", "all", "--out", out})["error"]["code"] ==
        "programme_table_unknown");
  CHECK(json({"programme", "show", "--on", "31/02/2026"})["error"]["code"] == "date_not_real");
  CHECK(json({"settings", "set", "hosts", "evil.example"})["error"]["code"] == "setting_fixed");
  CHECK(json({"settings", "set", "programme.communes", "Bình Khánh"})["error"]["code"] ==
        "commune_unreadable");
  CHECK(holds(works.temgoc({"act", "list"}).out, "programme.products_target"));
  const std::size_t all = json({"act", "list"})["acts"].size();
  REQUIRE(all > 2);
  CHECK(json({"act", "list", "--limit", "2"})["acts"].size() == 2);
  CHECK(json({"act", "list", "--limit", "999999999999"})["acts"].size() == all);
}

TEST_CASE("scans are shown by day and place, and a report that is none is not answered") {
  const Works works;
  const std::string url = works.issue(kFish)["url"];
  REQUIRE(works.temgoc({"verify", url, "--record-scan", "Cà Mau"}).status == 0);
  const Json shown = works.temgoc({"--json", "scan", "show", "--days", "7"}).json();
  CHECK(shown["scans"] == 1);
  CHECK(shown["days"].size() == 7);
  CHECK(shown["places"][0]["place"] == "Cà Mau");
  CHECK(holds(works.temgoc({"scan", "show"}).out, "Cà Mau"));
  const auto code = [&](const Words& arguments) -> std::string {
    return works.temgoc(arguments).json()["error"]["code"];
  };
  CHECK(code({"--json", "report", "answer", "BN-261124-1", "--as", "acted_on", "--words", "x"}) ==
        "report_unknown");
  CHECK(code({"--json", "report", "answer", "BN-261124-1", "--as", "fine", "--words", "x"}) ==
        "answer_unknown");
  CHECK(code({"--json", "report", "answer", "BN-261124-1", "--as", "acted_on", "--words", " "}) ==
        "answer_missing");
}
