// A spreadsheet from the browser into the registry, step by step.
#include <doctest/doctest.h>

#include <algorithm>

#include "console/office.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

using Fields = std::map<std::string, std::string>;

constexpr const char* kUnknownHeaders =
    "Tên gọi hàng;Một gói nặng;Dùng trong\n"
    "Khô mực;250 g;180\n"
    "Mắm ruốc;300 g;365\n";

Browser clerk(Office& console, const std::string& id = "lan", const std::string& coop = "C01") {
  console.add(id, Role::data_entry, coop);
  Browser browser(console);
  REQUIRE(browser.sign_in(id).status == 303);
  return browser;
}

// As a browser sends a chosen file.
HttpResponse send_file(Browser& browser, const std::string& kind, const std::string& content) {
  HttpRequest request{.method = "POST", .path = "/import"};
  request.content_type = "multipart/form-data; boundary=xx";
  for (const auto& [name, value] :
       Fields{{"form_token", browser.form_token()}, {"kind", kind}, {"pasted", ""}})
    request.body +=
        "--xx\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  request.body +=
      "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"hang.csv\"\r\n\r\n" +
      content + "\r\n--xx--\r\n";
  return browser.send(request);
}

Fields columns(std::initializer_list<const char*> names) {
  Fields fields;
  for (const char* name : names) fields["column-" + std::to_string(fields.size())] = name;
  return fields;
}

std::string step(const std::string& columns_page, const char* name) {
  return columns_page.substr(0, columns_page.rfind('/') + 1) + name;
}

}  // namespace

TEST_CASE("a table of an old font is read as what it is, and the encoding is changed by a choice") {
  Office console;
  Browser browser = clerk(console);
  // TCVN3 and Windows-1258: what an old font and an old Excel leave behind.
  const std::string old =
      "T\xAAn s\xB6n ph\xC8m;Kh\xE8i l\xAD\xEEng t\xDEnh;H\xB9n s\xF6 d\xF4ng\n"
      "N\xAD\xED"
      "c m\xBEm c\xA8n;500 ml;365\n";
  const HttpResponse sent = send_file(browser, "products", old);
  REQUIRE(sent.status == 303);
  const std::string address = field(sent, "Location");
  const HttpResponse understood = browser.get(address);
  CHECK(says(understood, "<option value=\"tcvn3\" selected>"));
  CHECK(says(understood, words(Language::vi, "console.import.converted")));
  CHECK(says(understood, "Tên sản phẩm"));
  CHECK(says(understood, "Nước mắm căn"));
  CHECK(says(understood, "<option value=\"name_vi\" selected>"));
  // Another choice shows other letters; one that cannot be is refused, and nothing changes.
  REQUIRE(browser.post(address, {{"read_again", "1"}, {"encoding", "vni"}}).status == 303);
  CHECK(says(browser.get(address), "<option value=\"vni\" selected>"));
  CHECK_FALSE(says(browser.get(address), "Nước mắm căn"));
  const HttpResponse refused = browser.post(address, {{"read_again", "1"}, {"encoding", "utf-8"}});
  CHECK(refused.status == 422);
  CHECK(says(refused, "<option value=\"vni\" selected>"));
  CHECK(browser.post(address, {{"read_again", "1"}, {"encoding", "ebcdic"}}).status == 303);
  CHECK(says(browser.get(address), "<option value=\"vni\" selected>"));
  REQUIRE(browser.post(address, {{"read_again", "1"}, {"encoding", "tcvn3"}}).status == 303);
  // The choice outlives the process, as the columns do.
  console.restart();
  CHECK(says(browser.get(address), "Nước mắm căn"));
  REQUIRE(browser.post(address, columns({"name_vi", "net_content", "shelf_life_days"})).status ==
          303);
  REQUIRE(browser.post(step(address, "rows"), {{"save", "all"}}).status == 303);
  Workplace works = console.workplace();
  CHECK(std::ranges::count(works.registry().products("C01"), "Nước mắm căn", &Product::name) == 1);
}

TEST_CASE("a table in Unicode is left as it stands, and says so") {
  Office console;
  Browser browser = clerk(console);
  const std::string address = field(send_file(browser, "products", kUnknownHeaders), "Location");
  const HttpResponse understood = browser.get(address);
  CHECK(says(understood, "<option value=\"utf-8\" selected>"));
  CHECK_FALSE(says(understood, words(Language::vi, "console.import.converted")));
}

TEST_CASE("an unknown workbook is matched by hand once, and by itself the next time") {
  Office console;
  Browser browser = clerk(console);
  const HttpResponse sent = send_file(browser, "products", kUnknownHeaders);
  REQUIRE(sent.status == 303);
  const std::string address = field(sent, "Location");
  const HttpResponse understood = browser.get(address);
  CHECK(understood.body.find("Tên gọi hàng") != std::string::npos);
  CHECK(understood.body.find("<option value=\"semicolon\" selected>") != std::string::npos);
  CHECK(browser.post(address, columns({"", "net_content", ""}))
            .body.find(hint(Language::vi, {"column_not_chosen"})) != std::string::npos);
  CHECK(browser.post(address, columns({"name_vi", "name_vi", ""}))
            .body.find(hint(Language::vi, {"column_chosen_twice"})) != std::string::npos);
  REQUIRE(browser.post(address, columns({"name_vi", "net_content", "shelf_life_days"})).status ==
          303);
  const HttpResponse rows = browser.get(step(address, "rows"));
  CHECK(rows.body.find("value=\"all\"") != std::string::npos);
  REQUIRE(browser.post(step(address, "rows"), {{"save", "all"}}).status == 303);
  const HttpResponse done = browser.get(step(address, "rows"));
  CHECK(done.body.find("temgoc import products hang.csv") != std::string::npos);
  Workplace works = console.workplace();
  const auto products = works.registry().products("C01");
  CHECK(std::ranges::count(products, "Khô mực", &Product::name) == 1);
  CHECK(works.registry().acts({.limit = 1}).at(0).act.cooperative_id == "C01");
  // The second click of two, and the same file a second time.
  CHECK(browser.post(step(address, "rows"), {{"save", "all"}}).status == 303);
  const std::string again = field(send_file(browser, "products", kUnknownHeaders), "Location");
  CHECK(browser.get(again).body.find("<option value=\"name_vi\" selected>") != std::string::npos);
  CHECK(browser.get(step(again, "rows")).body.find(words(Language::vi, "console.import.known")) !=
        std::string::npos);
  CHECK(console.workplace().registry().products("C01").size() == products.size());
}

TEST_CASE("a bad cell is mended in its place, and good rows need not wait for it") {
  Office console;
  Browser browser = clerk(console);
  const std::string pasted =
      "Tên sản phẩm\tKhối lượng tịnh\tHạn sử dụng (ngày)\n"
      "Khô mực\t250 g\t180\n"
      "Mắm ruốc\t300\t365\n"
      "Tôm tẩm sa tế\t500 g\thai năm\n";
  const HttpResponse sent = browser.post("/import", {{"kind", "products"}, {"pasted", pasted}});
  REQUIRE(sent.status == 303);
  const std::string rows = step(field(sent, "Location"), "rows");
  const HttpResponse page = browser.get(rows);
  CHECK(page.body.find("name=\"cell-3-1\" value=\"300\"") != std::string::npos);
  CHECK(page.body.find("aria-invalid=\"true\"") != std::string::npos);
  CHECK(page.body.find("Khô mực") == std::string::npos);  // the bad rows alone
  CHECK(browser.get(rows + "?all=1").body.find("Khô mực") != std::string::npos);
  CHECK(browser.post(rows, {{"save", "all"}}).body.find(hint(Language::vi, {"import_rows_left"})) !=
        std::string::npos);
  REQUIRE(browser.post(rows, {{"save", "check"}, {"cell-3-1", "300 g"}}).status == 303);
  CHECK(browser.get(rows).body.find("Mắm ruốc") == std::string::npos);
  REQUIRE(browser.post(rows, {{"save", "good"}}).status == 303);
  const auto products = console.workplace().registry().products("C01");
  CHECK(std::ranges::count(products, "Mắm ruốc", &Product::name) == 1);
  CHECK(std::ranges::count(products, "Tôm tẩm sa tế", &Product::name) == 0);
  const HttpResponse workbook = browser.get(step(rows, "errors"));
  const auto table = read_table(as_bytes(workbook.body), "dong-sai.xlsx");
  REQUIRE(table.has_value());
  REQUIRE(table->rows.size() == 1);
  CHECK(table->rows[0].cells[0].text == "Tôm tẩm sa tế");
  REQUIRE(browser.post(rows, {{"save", "all"}, {"cell-4-2", "730"}}).status == 303);
  CHECK(console.workplace().registry().products("C01").size() == products.size() + 1);
}

TEST_CASE("an import half done is there after the console was started again, as it was left") {
  Office console;
  Browser browser = clerk(console);
  const HttpResponse sent = send_file(browser, "products", kUnknownHeaders);
  const std::string address = field(sent, "Location"), rows = step(address, "rows");
  REQUIRE(browser.post(address, columns({"name_vi", "net_content", ""})).status == 303);
  REQUIRE(browser.post(rows, {{"save", "check"}, {"cell-2-0", "Khô mực một nắng"}}).status == 303);
  console.restart();
  CHECK(browser.get("/import").body.find("\"" + rows + "\"") != std::string::npos);
  const HttpResponse page = browser.get(rows + "?all=1");
  CHECK(page.status == 200);
  CHECK(page.body.find("<td>Khô mực một nắng</td>") != std::string::npos);
  CHECK(page.body.find("Mắm ruốc") != std::string::npos);
  console.restart();
  REQUIRE(browser.post(rows, {{"save", "all"}}).status == 303);
  const auto products = console.workplace().registry().products("C01");
  CHECK(std::ranges::count(products, "Khô mực một nắng", &Product::name) == 1);
  // It is done: offered no more, and a second click after another start stores nothing twice.
  CHECK(browser.get("/import").body.find(rows) == std::string::npos);
  console.restart();
  CHECK(browser.post(rows, {{"save", "all"}}).status == 303);
  CHECK(browser.get(rows).body.find("temgoc import products hang.csv") != std::string::npos);
  CHECK(console.workplace().registry().products("C01").size() == products.size());
}

TEST_CASE("rows that were stored stay out of a draft that was started again") {
  Office console;
  Browser browser = clerk(console);
  const std::string pasted =
      "Tên sản phẩm\tKhối lượng tịnh\tHạn sử dụng (ngày)\n"
      "Khô mực\t250 g\t180\n"
      "Tôm tẩm sa tế\t500 g\thai năm\n";
  const HttpResponse sent = browser.post("/import", {{"kind", "products"}, {"pasted", pasted}});
  const std::string rows = step(field(sent, "Location"), "rows");
  REQUIRE(browser.post(rows, {{"save", "good"}}).status == 303);
  console.restart();
  const HttpResponse page = browser.get(rows + "?all=1");
  CHECK(page.body.find("Khô mực") == std::string::npos);
  CHECK(page.body.find("Tôm tẩm sa tế") != std::string::npos);
}

TEST_CASE("a draft belongs to its person, is thrown away when asked, and ends after seven days") {
  Office console;
  Browser browser = clerk(console), other = clerk(console, "nam");
  const std::string kept = field(send_file(browser, "products", kUnknownHeaders), "Location"),
                    dropped = field(send_file(browser, "products", kUnknownHeaders), "Location");
  console.restart();
  CHECK(other.get(kept).status == 404);
  CHECK(other.get("/import").body.find(kept) == std::string::npos);
  CHECK(other.post(step(dropped, "drop"), {}).status == 303);
  CHECK(browser.get(dropped).status == 200);
  CHECK(browser.post(step(dropped, "drop"), {}).status == 303);
  CHECK(browser.get(dropped).status == 404);
  CHECK(browser.get(kept).status == 200);
  console.restart();
  console.world().now += std::chrono::days(8);
  REQUIRE(browser.sign_in("lan").status == 303);
  CHECK(browser.get("/import").body.find(kept) == std::string::npos);
  CHECK(browser.get(kept).status == 404);
}

TEST_CASE("the season's draft survives an ended session: signed in again, it goes on") {
  Office console;
  Browser browser = clerk(console);
  const std::string address = field(send_file(browser, "products", kUnknownHeaders), "Location");
  const std::string rows = step(address, "rows");
  REQUIRE(browser.post(address, columns({"name_vi", "net_content", ""})).status == 303);
  console.accounts().end_sessions("lan");
  const HttpResponse asked =
      browser.post(rows, {{"save", "check"}, {"cell-2-0", "Mực rim"}, {"form_token", "old"}});
  CHECK(asked.status == 401);
  CHECK(asked.body.find("Mực rim") != std::string::npos);
  REQUIRE(browser.sign_in("lan").status == 303);
  REQUIRE(browser.post(rows, {{"save", "check"}, {"cell-2-0", "Mực rim"}}).status == 303);
  CHECK(browser.get(rows + "?all=1").body.find("<td>Mực rim</td>") != std::string::npos);
}

TEST_CASE("a table is read again under another header row, separator and sheet") {
  Office console;
  Browser browser = clerk(console);
  const HttpResponse sent = send_file(
      browser, "products", "Danh mục, năm 2026\nTên gọi hàng;Nặng\nKhô mực, loại 1;250 g\n");
  REQUIRE(sent.status == 303);
  const std::string address = field(sent, "Location");
  REQUIRE(
      browser.post(address, {{"read_again", "1"}, {"header_row", "2"}, {"separator", "semicolon"}})
          .status == 303);
  const HttpResponse page = browser.get(address);
  CHECK(page.body.find("<b>Tên gọi hàng</b>") != std::string::npos);
  CHECK(page.body.find("Khô mực, loại 1") != std::string::npos);
}

TEST_CASE("what is no table, or nothing at all, is said on the first page") {
  Office console;
  Browser browser = clerk(console);
  const HttpResponse nothing = browser.post("/import", {{"kind", "products"}});
  CHECK(nothing.status == 422);
  CHECK(nothing.body.find(hint(Language::vi, {"import_nothing_sent"})) != std::string::npos);
  CHECK(send_file(browser, "products", "%PDF-1.7 nhãn").status == 422);
  CHECK(send_file(browser, "products", "PK\x03\x04 half").status == 422);
}

TEST_CASE("a file goes to the disk for who has a session, and for no stranger") {
  Office console;
  Browser browser = clerk(console);
  const auto takes = [&](const std::string& path, const std::string& cookie) {
    HttpRequest request{.method = "POST", .path = path, .cookie = cookie};
    request.content_type = "multipart/form-data; boundary=xx";
    return may_upload(request, console.accounts(), console.world().now);
  };
  const std::string cookie = "temgoc_console=" + browser.cookies()["temgoc_console"];
  CHECK(takes("/import", cookie));
  CHECK(takes("/import/page-1/rows", cookie));
  CHECK_FALSE(takes("/lots/new", cookie));
  CHECK_FALSE(takes("/import", "temgoc_console=x"));
  CHECK_FALSE(takes("/import", ""));
  console.world().now += std::chrono::days(60);  // the session is over, and its row still there
  CHECK_FALSE(takes("/import", cookie));
  Browser again = clerk(console, "hoa");
  const std::string fresh = "temgoc_console=" + again.cookies()["temgoc_console"];
  CHECK(takes("/import", fresh));
  Workplace works = console.workplace();
  REQUIRE(disable_user(works, console.accounts(), "hoa"));
  CHECK_FALSE(takes("/import", fresh));
}

TEST_CASE("nobody sees another's import, or imports into another cooperative") {
  Office console;
  Browser lan = clerk(console), khac = clerk(console, "khac", "C90");
  const std::string address = field(
      lan.post("/import",
               {{"kind", "products"}, {"pasted", "Tên sản phẩm\tHTX\nKhô mực\tC90\nMắm\tC01\n"}}),
      "Location");
  CHECK(khac.get(address).status == 404);
  const HttpResponse page = lan.get(step(address, "rows"));
  CHECK(page.body.find(hint(Language::vi, {"cooperative_not_yours"})) != std::string::npos);
  lan.post(step(address, "rows"), {{"save", "all"}});
  CHECK(console.workplace().registry().products("C90").size() ==
        Office().workplace().registry().products("C90").size());
}

TEST_CASE("a workbook to fill in is downloaded for each kind") {
  Office console;
  Browser browser = clerk(console);
  for (const char* kind : {"products", "places", "certifications"}) {
    const HttpResponse blank = browser.get(std::string("/import/blank/") + kind);
    CHECK(blank.status == 200);
    CHECK(blank.body.starts_with("PK"));
  }
  CHECK(browser.get("/import/blank/other").status == 404);
}

namespace {

constexpr const char* kSeason =
    "Sản phẩm;NSX;Số lượng\nP01;20/11/2026;120 kg\nP01;21/11/2026;90 kg\n";

Browser printer_of(Office& console, const std::string& id, const std::string& coop) {
  console.add(id, Role::printer, coop);
  Browser browser(console);
  REQUIRE(browser.sign_in(id).status == 303);
  return browser;
}

std::size_t lots_of(Office& console) {
  return console.workplace().registry().lots({.limit = 100}).size();
}

}  // namespace

TEST_CASE("a season's lots are tried without a key, and issued once it is open") {
  Office console;
  Browser browser = printer_of(console, "hoa", "C01");
  const std::string address = field(send_file(browser, "lots", kSeason), "Location");
  REQUIRE(browser.post(address, columns({"name_vi", "packed_on", "quantity"})).status == 303);
  const std::string rows = step(address, "rows"), key = step(address, "key");
  CHECK(browser.get(rows).body.find(words(Language::vi, "console.import.issue_all")) !=
        std::string::npos);
  // Locked: nothing is lost, nothing is issued, and the next page asks.
  const HttpResponse locked = browser.post(rows, {{"save", "all"}});
  REQUIRE(locked.status == 303);
  CHECK(field(locked, "Location") == key + "?save=all");
  CHECK(browser.get(key + "?save=all").body.find("passphrase-C01") != std::string::npos);
  CHECK(browser.post(key, {{"save", "all"}, {"passphrase-C01", ""}}).status == 422);
  CHECK(browser.post(key, {{"save", "all"}, {"passphrase-C01", "sai bét cả câu"}}).status == 422);
  CHECK(lots_of(console) == 0);
  REQUIRE(browser.post(key, {{"save", "all"}, {"passphrase-C01", kPassphrase}}).status == 303);
  CHECK(lots_of(console) == 2);
  const HttpResponse done = browser.get(rows);
  CHECK(done.body.find("261120-01") != std::string::npos);
  CHECK(done.body.find("temgoc import lots hang.csv") != std::string::npos);
  // The second click, and the same file once more.
  CHECK(browser.post(key, {{"save", "all"}, {"passphrase-C01", kPassphrase}}).status == 303);
  const std::string again = field(send_file(browser, "lots", kSeason), "Location");
  REQUIRE(browser.post(again, columns({"name_vi", "packed_on", "quantity"})).status == 303);
  CHECK(browser.get(step(again, "rows"))
            .body.find(words(Language::vi, "console.import.known.what_lots")) != std::string::npos);
  CHECK(lots_of(console) == 2);
}

TEST_CASE("good rows of a season are issued alone, and the key that is open asks no more") {
  Office console;
  Browser browser = printer_of(console, "hoa", "C01");
  REQUIRE(
      browser.post("/keys/unlock", {{"cooperative", "C01"}, {"passphrase", kPassphrase}}).status ==
      303);
  const std::string address = field(
      send_file(browser, "lots", std::string(kSeason) + "P01;22/11/2026;nhiều\n"), "Location");
  REQUIRE(browser.post(address, columns({"name_vi", "packed_on", "quantity"})).status == 303);
  const std::string rows = step(address, "rows");
  REQUIRE(browser.post(rows, {{"save", "good"}}).status == 303);
  CHECK(lots_of(console) == 2);
  REQUIRE(browser.post(rows, {{"cell-4-2", "70 kg"}, {"save", "all"}}).status == 303);
  CHECK(lots_of(console) == 3);
}

TEST_CASE("lots are brought by who may sign, for the own cooperative alone") {
  Office console;
  Browser enters = clerk(console, "lan", "C01");
  CHECK(send_file(enters, "lots", kSeason).status == 403);
  CHECK(enters.get("/import").body.find("value=\"lots\"") == std::string::npos);
  Browser other = printer_of(console, "ba", "C02");
  CHECK(other.get("/import").body.find("value=\"lots\"") != std::string::npos);
  const std::string address = field(send_file(other, "lots", kSeason), "Location");
  REQUIRE(other.post(address, columns({"name_vi", "packed_on", "quantity"})).status == 303);
  CHECK(
      other.get(step(address, "rows")).body.find(words(Language::vi, "console.import.bad_rows")) !=
      std::string::npos);
  CHECK(other.post(step(address, "rows"), {{"save", "all"}}).status == 422);
  CHECK(lots_of(console) == 0);
}
