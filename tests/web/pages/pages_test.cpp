// Every page as bytes: what it says, what it never says, how large it is.
#include <doctest/doctest.h>

#include <zlib.h>
#include <regex>

#include <cstdlib>
#include <fstream>
#include <set>

#include "page_world.h"
#include "support/gunzip.h"
#include "temgoc/base/files.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/base/vietnam_time.h"
#include "temgoc/check/check.h"
#include "temgoc/http/accept.h"
#include "temgoc/scans/answering.h"
#include "temgoc/seal/lot_seal.h"
#include "web/answer_cache.h"
#include "web/answer_remark.h"
#include "web/pages/asked.h"
#include "web/pages/record_views.h"
#include "web/paths.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

// The lot that a page says it has shown.
std::optional<SeenLot> seen(const HttpResponse& response) {
  return response.remark ? response.remark->seen : std::nullopt;
}

std::optional<ScanAlarm> alarm_in(const HttpResponse& response) {
  return response.remark ? response.remark->alarm : std::nullopt;
}

constexpr std::size_t kMostCompressedBytes = 14 * 1024;

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// What a person reads, without the style sheet.
std::string said(const HttpResponse& page) {
  const std::size_t begin = page.body.find("<style>"), end = page.body.find("</style>");
  return page.body.substr(0, begin) + page.body.substr(end);
}

// One put together of parts that were packed each alone.
constexpr std::size_t kMostPackedBytes = 8 * 1024;

std::size_t compressed_size(const std::string& body) {
  uLongf size = compressBound(body.size());
  std::string out(size, '\0');
  REQUIRE(compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                    reinterpret_cast<const Bytef*>(body.data()), body.size(), 6) == Z_OK);
  return size + 18;  // the frame of gzip
}

std::string header(const HttpResponse& response, const std::string& name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

// Overwrites a file from `begin` on, under the feet of whoever has it open.
void spoil(const std::filesystem::path& path, std::size_t begin) {
  std::error_code absent;
  const auto size = std::filesystem::file_size(path, absent);
  if (absent || size <= begin) return;
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  const std::string junk(size - begin, '\x5a');
  file.seekp(static_cast<std::streamoff>(begin));
  file.write(junk.data(), static_cast<std::streamsize>(junk.size()));
}

std::vector<Example> all_examples() {
  std::vector<Example> all = page_world().headlines();
  for (const Example& other : page_world().others()) all.push_back(other);
  return all;
}

struct Expected {
  const char* vietnamese;
  const char* english;
  const char* code;
};
const std::map<std::string, Expected> kExpected = {
    {"valid", {"TEM HỢP LỆ", "VALID LABEL", "valid"}},
    {"forged", {"CÓ DẤU HIỆU GIẢ MẠO", "POSSIBLE FORGERY", "forged"}},
    {"unknown", {"KHÔNG TÌM THẤY MÃ NÀY", "CODE NOT FOUND", "unknown"}},
    {"recalled", {"LÔ NÀY ĐANG BỊ THU HỒI", "RECALLED – DO NOT USE OR SELL", "recalled"}},
    {"void", {"TEM ĐÃ HỦY", "CANCELLED LABEL", "void"}},
    {"cancelled", {"LÔ ĐÃ HỦY", "CANCELLED LOT", "void"}},
    {"test_label", {"MẪU THỬ – KHÔNG BÁN", "TEST LABEL – NOT FOR SALE", "void"}},
    {"suspected_copy", {"NGHI TEM BỊ SAO CHÉP", "MAY HAVE BEEN COPIED", "suspected_copy"}},
    {"expired", {"ĐÃ HẾT HẠN SỬ DỤNG", "PAST ITS USE-BY DATE", "expired"}},
    {"unsealed", {"CÓ LÔ NÀY", "THIS LOT EXISTS", "unsealed"}},
    {"cannot_check", {"CHƯA KIỂM TRA ĐƯỢC", "COULD NOT CHECK", "cannot_check"}},
    {"wrong_site", {"CHỮ KÝ ĐÚNG, TRANG WEB SAI", "WRONG WEBSITE", "wrong_site"}},
};

}  // namespace

TEST_CASE("each headline has its page in both languages, verdict first, and its JSON") {
  for (const Example& example : page_world().headlines()) {
    CAPTURE(example.name);
    const Expected& expected = kExpected.at(example.name);
    const HttpResponse vi = page_world().get(example, "vi-VN,vi;q=0.9,en;q=0.5");
    const HttpResponse en = page_world().get(example, "en-GB,en;q=0.8,vi;q=0.2");
    CHECK(vi.status == (example.name == "unknown" ? 404 : 200));
    CHECK(holds(vi.body, expected.vietnamese));
    CHECK(holds(en.body, expected.english));
    CHECK(holds(vi.body, "<html lang=\"vi\">"));
    CHECK(holds(en.body, "<html lang=\"en\">"));
    const std::size_t title = vi.body.find("<title>");
    CHECK(vi.body.find(expected.vietnamese, title) < vi.body.find("</title>"));
    CHECK(vi.body.find("<h1>") < vi.body.find("<h2>"));
    const HttpResponse json = page_world().get(example, "vi", "application/json");
    CHECK(json.content_type == "application/json");
    CHECK(parse_json(json.body).value()["verdict"] == expected.code);
    CHECK(json.status == vi.status);
  }
}

TEST_CASE("a page of parts that other pages left is the same page") {
  std::map<std::string, AnswerCache> caches;  // of each site
  for (int round = 0; round < 2; ++round) {
    for (const Example& example : all_examples()) {
      for (const char* language : {"vi", "en"}) {
        CAPTURE(example.name);
        const bool own_site = example.name == "test_label" || example.name == "wrong_site";
        AnswerCache& cache = caches[own_site ? example.name : ""];
        CHECK(page_world().get(example, language, "text/html", &cache).body ==
              page_world().get(example, language).body);
      }
    }
  }
}

// A sealed label of each serial, two print jobs' worth; the fourth was scanned before.
std::vector<std::string> sealed_items(PageWorld& world) {
  const Lot& lot = world.lot();
  Registry& registry = world.workplace().registry();
  std::vector<std::string> paths;
  for (int job = 0; job < 2; ++job) {
    REQUIRE(registry.add_print_job({.lot_id = lot.id,
                                    .template_id = "roll-60x40-seal",
                                    .template_sha256 = std::string(64, '0'),
                                    .kind = CodeKind::item_seal,
                                    .labels = 5},
                                   world.now(), {},
                                   [](const PrintJob&) { return "temgoc-print/test\n"; }));
  }
  REQUIRE(world.workplace().settle_log(false).has_value());
  for (std::uint32_t number = 1; number <= 10; ++number)
    paths.push_back(world.stolen(lot.code, lot.issue_number, Serial::sealed(number)));
  registry.add_scan({lot.id, Serial::sealed(4).text(), Province::named("Hà Nội"), world.now()});
  return paths;
}

TEST_CASE("labels of a lot share what their pages have in common, and each has its own page") {
  PageWorld& world = page_world();
  AnswerCache cache;
  const std::vector<std::string> paths = sealed_items(world);
  for (const char* language : {"vi", "en"}) {
    for (const std::string& path : paths) {
      for (const char* query : {"", "lang=en", "lang=vi&utm_source=zalo"}) {
        CAPTURE(path);
        HttpRequest request{
            .path = path, .query = query, .has_query = *query != '\0', .accept_language = language};
        const SharedResponse alone = world.answered(request, nullptr);
        REQUIRE(alone->status == 200);
        const SharedResponse kept = world.answered(request, &cache);
        CHECK(kept->body == alone->body);
        CHECK(kept->headers == alone->headers);
        CHECK(kept->route == alone->route);
        CHECK(seen(*kept)->serial == seen(*alone)->serial);
        request.accept_encoding = "gzip";
        const SharedResponse packed = world.answered(request, &cache);
        CHECK(gunzipped(packed->body) == alone->body);
        CHECK(packed->body.size() <= kMostPackedBytes);
      }
    }
  }
}

TEST_CASE("every page is small, has no script, asks no third party and sets no cookie") {
  for (const Example& example : all_examples()) {
    for (const char* language : {"vi", "en"}) {
      CAPTURE(example.name);
      const HttpResponse page = page_world().get(example, language);
      CHECK(compressed_size(page.body) <= kMostCompressedBytes);
      for (const char* never : {"<script", "javascript:", " onclick", " onload", "@import", "url(",
                                "src=\"http", "src=\"//", "<iframe", "<link"})
        CHECK_MESSAGE(!holds(page.body, never), never);
      CHECK(header(page, "Set-Cookie").empty());
      CHECK(
          holds(header(page, "Content-Security-Policy"), "default-src 'none'; style-src 'sha256-"));
      CHECK(header(page, "Content-Language") == language);
      CHECK(!holds(page.body, "[["));
      CHECK(!holds(page.body, "{{"));
      CHECK(!holds(page.body, "&lt;page."));
      CHECK(page.body.find("<h1") == page.body.rfind("<h1"));
      CHECK(is_utf8(page.body));
    }
  }
}

TEST_CASE("no page calls goods genuine or fake") {
  for (const Example& example : all_examples())
    for (const char* language : {"vi", "en"})
      for (const char* never :
           {"hàng thật", "chính hãng", "100%", "100 %", "genuine goods", "fake"})
        CHECK_MESSAGE(!holds(said(page_world().get(example, language)), never), example.name);
}

// Circular 02/2024/TT-BKHCN, the ten items, and Decree 37/2026/ND-CP article 32, the passport's.
TEST_CASE("the page of a good label holds what the circular and the decree ask for") {
  const std::string page = page_world().get(page_world().example("valid")).body;
  const Lot& lot = page_world().lot();
  const std::pair<const char*, std::string> items[] = {
      {"(1) name", "Mắm mẫu 5 sao (HƯ CẤU)"},
      {"(2) picture", "Hình ảnh"},
      {"(3) producer", "Hợp tác xã Mẫu Rừng Ngập Mặn (HƯ CẤU)"},
      {"(4) address", "Số 0, đường Mẫu, xã Mẫu Mới"},
      {"(5) stages", "Hành trình"},
      {"(5) stages: place", "Xưởng ủ mắm mẫu"},
      {"(5) stages: sealed", "Ký số và ghi vào sổ công khai"},
      {"(6) time of production", "NSX: 20/11/2026"},
      {"(7) trace code", "(01)02990001000315 (10)261120-01"},
      {"(8) brand", "Rừng Đước"},
      {"(9) shelf life", "HSD: 19/11/2028"},
      {"(10) standards", "TCVN 5107:2018; QCVN 8-2:2011/BYT; TCCS 01:2026/HTXM"},
      {"passport: GTIN", "02990001000315"},
      {"passport: number of the producer", "0312345678"},
      {"passport: origin", "Xuất xứ"},
      {"passport: the last stage", "Chế biến tại"},
      {"passport: certificates", "OCOP"},
      {"passport: safety warnings", "người cao huyết áp nên dùng ít"},
      {"passport: trace information", lot_events_path(lot.gtin, lot.code)},
      {"telephone to tap", "href=\"tel:02838890123\""},
      {"the old place",
       "trước 01/07/2025 là <span lang=\"vi\">Số 0, đường Mẫu, xã Mẫu Cũ, huyện Mẫu"},
      {"sample data", "DỮ LIỆU MẪU"},
      {"typed code", lot.short_code.printed()},
      {"what it does not prove", "Không cho biết"},
      {"report without script", "<form method=\"post\" action=\"/report\""},
  };
  for (const auto& [item, text] : items) CHECK_MESSAGE(holds(page, text), item);
}

TEST_CASE("a forged or unknown label shows nothing of the producer as if it were confirmed") {
  for (const char* name : {"forged", "unknown", "malformed", "cannot_check"}) {
    CAPTURE(name);
    const std::string page = page_world().get(page_world().example(name)).body;
    for (const char* never : {"Mắm mẫu", "Rừng Ngập Mặn", "tel:", "★", "Hành trình", "<img"})
      CHECK_MESSAGE(!holds(page, never), never);
    CHECK(holds(page, "Mã tự ghi, chưa xác minh"));
  }
}

TEST_CASE("a page asks for a report once, in the action's place where that is what to do") {
  const auto times = [](const std::string& text, const std::string& part) {
    int count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
  };
  for (const char* name : {"forged", "void", "suspected_copy", "wrong_site", "valid", "unsealed"}) {
    CAPTURE(name);
    const std::string page = said(page_world().get(page_world().example(name)));
    CHECK(times(page, ">Báo nghi vấn<") == 1);
    CHECK(times(page, "id=\"report\"") == 1);
  }
  const std::string forged = said(page_world().get(page_world().example("forged")));
  CHECK(forged.find("id=\"report\"") < forged.find("Mã tự ghi"));
  const std::string form = said(page_world().get("/"));
  CHECK(times(form, ">Báo nghi vấn<") == 1);
}

TEST_CASE("a bad label's page says what to do, and says nothing twice") {
  const std::pair<std::string, const char*> advice[] = {
      {"forged", "giữ lại bao bì và báo cho cơ quan chức năng."},
      {"void", "nếu thấy tem này trên hàng đang bán, đừng mua"},
      {"test_label", "nếu thấy tem này trên hàng đang bán, đừng mua"},
      {"unsealed", "quét trực tiếp mã QR trên bao bì."},
      {"cannot_check", "mã này có thể do hệ thống mới hơn in ra; hãy nhập mã tem"},
      {"not_found", "quét lại mã QR trên tem"},
      {"unknown", "quét lại; nếu vẫn vậy"}};
  for (const auto& [name, text] : advice) {
    CAPTURE(name);
    const std::string page = said(page_world().get(page_world().example(name)));
    CHECK(holds(page, std::string("<b>Nên làm:</b> ") + text));
    CHECK(holds(page, "Lý do:") == (name == "cannot_check"));
  }
  const std::string copied = said(page_world().get(page_world().example("suspected_copy")));
  CHECK(copied.rfind("NGHI TEM BỊ SAO CHÉP") < copied.find("</h1>"));
}

TEST_CASE("a lot that was never issued has a page of its own words") {
  const HttpResponse page = page_world().get("/lot/02990001000315/999999-99/events");
  CHECK(page.status == 404);
  CHECK(holds(page.body, "Không tìm thấy lô này"));
}

TEST_CASE("a value does not repeat the words that it stands under") {
  Workplace& works = page_world().workplace();
  Product product = works.registry().product(std::string_view("P91")).value();
  product.storage = "Bảo quản: nơi khô mát";
  REQUIRE(works.registry().store(product, page_world().now(), true).has_value());
  const std::string page = said(page_world().get(product_path(product.gtin)));
  CHECK(holds(page, ">Nơi khô mát<"));
}

TEST_CASE("a recall page has hazard, instruction and date, and neither stars nor praise") {
  const std::string page = page_world().get(page_world().example("recalled")).body;
  for (const char* text : {"Nhiễm histamin vượt mức cho phép", "mang trả nơi mua", "24/11/2026",
                           "role=\"alert\"", "tel:"})
    CHECK_MESSAGE(holds(page, text), text);
  for (const char* never : {"★", "OCOP"}) CHECK_MESSAGE(!holds(page, never), never);
}

TEST_CASE("the page of a cancelled lot says why, and neither stars nor praise") {
  const std::string page = page_world().get(page_world().example("cancelled")).body;
  for (const char* text : {"gõ nhầm sản phẩm", "Hủy lô, chưa in tem nào", "đừng mua"})
    CHECK_MESSAGE(holds(page, text), text);
  for (const char* never : {"★", "OCOP"}) CHECK_MESSAGE(!holds(page, never), never);
}

TEST_CASE("an unknown lot of a known product says that it was never issued") {
  const std::string path = lot_path(page_world().lot().gtin, LotCode::parse("999999-99").value());
  const HttpResponse page = page_world().get(path);
  CHECK(page.status == 404);
  CHECK(holds(page.body, "chưa từng được phát hành"));
  CHECK(!holds(page.body, "Mắm mẫu"));
}

TEST_CASE(
    "the text to check is made from the configured host, and only a real seal counts a scan") {
  const HttpResponse valid = page_world().get(page_world().example("valid"));
  REQUIRE(seen(valid).has_value());
  CHECK(seen(valid)->lot_id == page_world().lot().id);
  CHECK(valid.repeatable);
  for (const char* name : {"forged", "unknown", "unsealed", "code"})
    CHECK(!seen(page_world().get(page_world().example(name))).has_value());
  const HttpResponse item = page_world().get(page_world().example("listed"));
  CHECK(seen(item).has_value());
  CHECK(!item.repeatable);
  CHECK(holds(item.body, "TEM HỢP LỆ"));
}

TEST_CASE("a link that was pasted, and a serial without its seal, count as no scan of the lot") {
  const Lot& lot = page_world().lot();
  const HttpResponse pasted = page_world().get("/", "code=" + percent_encoded(lot_url(lot)));
  CHECK(holds(pasted.body, "TEM HỢP LỆ"));
  CHECK(!seen(pasted).has_value());
  // The lot is on record and its page is shown, and yet anybody may have made this link up.
  sealed_items(page_world());
  const HttpResponse unsealed = page_world().get(lot_path(lot.gtin, lot.code, Serial::sealed(1)));
  CHECK(unsealed.status == 200);
  CHECK(!holds(unsealed.body, "TEM HỢP LỆ"));
  CHECK(holds(unsealed.body, lot.code.text()));
  CHECK(!seen(unsealed).has_value());
}

TEST_CASE("who asks for a page's head alone, and who belongs to the shop, is no scan") {
  const auto scans = [] {
    return page_world()
        .workplace()
        .registry()
        .facts(page_world().lot().short_code, page_world().now())
        .scans->scans;
  };
  const std::string path = page_world().example("valid").path;
  const auto counted = [&](const HttpRequest& request) {
    const std::uint64_t before = scans();
    CHECK(page_world().scanned(request)->status == 200);
    return scans() - before;
  };
  CHECK(counted({.path = path, .client = "192.0.2.7"}) == 1);
  CHECK(counted({.method = "HEAD", .path = path, .client = "192.0.2.8"}) == 0);
  CHECK(counted({.path = path, .client = "192.0.2.9", .staff = true}) == 0);
  CHECK(counted({.path = path, .client = "192.0.2.10"}) == 1);
}

TEST_CASE("a typed code forgives what people mistype, and a miss is marked") {
  const std::string code = page_world().lot().short_code.printed();
  std::string sloppy = ascii_lower(code);
  for (char& c : sloppy)
    if (c == '0') c = 'o';
  CHECK(page_world().get("/", "code=" + percent_encoded(" " + sloppy)).status == 200);
  CHECK(holds(page_world().get("/", "code=" + code).body, "CÓ LÔ NÀY – HÃY QUÉT MÃ QR"));
  const HttpResponse wrong = page_world().get("/", "code=%3Cb%3E1");
  CHECK(wrong.status == 400);
  CHECK(holds(wrong.body, "aria-invalid=\"true\""));
  CHECK(holds(wrong.body, "&lt;b&gt;1"));
  CHECK(!wrong.guess_missed);
  RandomSource random = [](std::span<std::uint8_t> bytes) {
    std::fill(bytes.begin(), bytes.end(), std::uint8_t{3});
  };
  const HttpResponse miss = page_world().get(code_path(ShortCode::random(random)));
  CHECK(miss.status == 404);
  CHECK(miss.guess_missed);
}

TEST_CASE("a link pasted in place of a code is checked as it stands, its host too") {
  const std::string url = lot_url(page_world().lot());
  CHECK(holds(page_world().get("/", "code=" + percent_encoded(url)).body, "TEM HỢP LỆ"));
  std::string elsewhere = url;
  elsewhere.replace(8, std::string("tg.example.vn").size(), "tg.examp1e.vn");
  CHECK(holds(page_world().get("/", "code=" + percent_encoded(elsewhere)).body,
              "CHỮ KÝ ĐÚNG, TRANG WEB SAI"));
}

TEST_CASE("a report is kept without script and gets a receipt") {
  const std::string url = lot_url(page_world().lot());
  const auto post = [&](const std::string& body) {
    return page_world().ask({.method = "POST",
                             .path = "/report",
                             .content_type = "application/x-www-form-urlencoded",
                             .body = body});
  };
  const std::string nfd = "hộp mở s\u0061\u0306\u0303n\r\nnắp lỏng";
  const HttpResponse thanks = post("label=" + percent_encoded(url) +
                                   "&message=" + percent_encoded(nfd) + "&place=ch%E1%BB%A3");
  CHECK(thanks.status == 200);
  const auto kept = page_world().workplace().registry().reports(5);
  REQUIRE(!kept.empty());
  CHECK(kept.back().verdict == "valid");
  CHECK(kept.back().lot_id == page_world().lot().id);
  CHECK(kept.back().message == "hộp mở sẵn nắp lỏng");
  CHECK(holds(thanks.body, kept.back().receipt()));
  const HttpResponse again = post("label=" + percent_encoded(url) +
                                  "&message=" + percent_encoded(nfd) + "&place=ch%E1%BB%A3");
  CHECK(holds(again.body, kept.back().receipt()));
  const HttpResponse empty = post("");
  CHECK(empty.status == 400);
  CHECK(holds(empty.body, "role=\"alert\""));
  const HttpResponse too_long = post("label=x&message=" + std::string(1500, 'a'));
  CHECK(too_long.status == 400);
  CHECK(holds(too_long.body, "aria-invalid"));
  CHECK(post("message=%00%01&label=%00%01").status == 400);
}

TEST_CASE("whoever has the receipt reads the answer, and nothing of what was reported") {
  const HttpResponse thanks = page_world().ask(
      {.method = "POST", .path = "/report", .body = "label=x&message=chuy%E1%BB%87n+ri%C3%AAng"});
  const std::string receipt = page_world().workplace().registry().reports(1).at(0).receipt();
  const auto look = [&](const std::string& typed) {
    return page_world().ask(
        {.path = "/report/answer", .query = "receipt=" + typed, .has_query = true});
  };
  CHECK(holds(thanks.body, "/report/answer?receipt=" + receipt));
  const HttpResponse open = look(receipt);
  CHECK(open.status == 200);
  CHECK(holds(open.body, words(Language::vi, "page.answer.none")));
  Workplace& works = page_world().workplace();
  REQUIRE(answer_report(works, {.receipt = receipt,
                                .kind = ReportAnswer::Kind::acted_on,
                                .words = "Đã thu lại <b>hàng</b>"})
              .has_value());
  const HttpResponse answered = look(receipt);
  CHECK(holds(answered.body, words(Language::vi, "page.answer.acted_on")));
  CHECK(holds(answered.body, "Đã thu lại &lt;b&gt;hàng&lt;/b&gt;"));
  CHECK_FALSE(holds(answered.body, "chuyện riêng"));
  CHECK(page_world().ask({.path = "/report/answer"}).status == 200);
  for (const char* wrong : {"BN-261124-1", "x", "%ff", "BN-999999-999999"}) {
    const HttpResponse none = look(wrong);
    CHECK(none.status == 404);
    CHECK(none.guess_missed);
  }
  CHECK(page_world().ask({.method = "POST", .path = "/report/answer"}).status == 405);
}

TEST_CASE("a report takes what phones paste, and shows it as it was meant") {
  const auto message_of = [](const std::string& typed) {
    const HttpResponse answer = page_world().ask(
        {.method = "POST", .path = "/report", .body = "label=x&message=" + percent_encoded(typed)});
    CHECK_MESSAGE(answer.status == 200, typed);
    return page_world().workplace().registry().reports(1).at(0).message;
  };
  const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
  CHECK(message_of("cả nhà " + family + " xem") == "cả nhà " + family + " xem");
  CHECK(message_of("\uFEFFmã\u200B tem\u2060 lạ") == "mã tem lạ");
  CHECK(message_of("a\u200Db") == "ab");
  CHECK(message_of("dòng một\r\ndòng hai\ndòng ba") == "dòng một dòng hai dòng ba");
  // As a browser counts: each line break is one character of the thousand.
  std::string most(498, 'a');
  CHECK(message_of(most + "\r\n" + most + "\r\nab").size() == 1000);
}

TEST_CASE("a report that cannot be taken now says so in its own words and keeps what was typed") {
  HttpRequest request{.method = "POST", .path = "/report", .body = "label=x&message=kept"};
  request.wait = std::chrono::seconds(42);
  const HttpResponse refused = page_world().ask(request);
  CHECK(refused.status == 429);
  CHECK(header(refused, "Retry-After") == "42");
  CHECK(holds(refused.body, "42 giây"));
  CHECK(holds(refused.body, message(Language::vi, {.code = "reports_too_many"})));
  CHECK(holds(refused.body, "kept</textarea>"));
  const HttpResponse too_long = page_world().ask(
      {.method = "POST", .path = "/report", .body = "place=" + std::string(300, 'a')});
  CHECK(too_long.status == 400);
  CHECK(holds(too_long.body, "Nơi bạn thấy"));
  CHECK_FALSE(holds(too_long.body, "Excel"));
}

TEST_CASE("no key of a sentence and no empty place reaches a reader, on any page in any language") {
  const std::regex key(R"(&lt;[a-z]+[a-z_]*\.[a-z_.]+&gt;|<[a-z]+\.[a-z_.]+>|\{[a-z_:|]+\})");
  const auto check = [&](const std::string& name, const HttpResponse& page) {
    const std::size_t style = page.body.find("</style>");  // whose rules stand in braces too
    const std::string words = style == std::string::npos ? page.body : page.body.substr(style);
    std::smatch found;
    CHECK_MESSAGE(!std::regex_search(words, found, key), name << " " << found.str());
  };
  const auto check_example = [&](const Example& example) {
    for (const char* language : {"vi", "en"}) {
      const std::string name = example.name + " " + language;
      check(name, page_world().get(example, language));
      check(name + " json", page_world().get(example, language, "application/json"));
    }
  };
  for (const Example& example : page_world().headlines()) check_example(example);
  for (const Example& example : page_world().others()) check_example(example);
  for (const Example& example : page_world().headlines()) {
    for (const char* below : {"/events", "/safety", "/proof"})
      if (example.path.starts_with("/lot/"))
        for (const char* language : {"lang=vi", "lang=en"})
          check(example.name + below, page_world().get(example.path + below, language));
  }
  for (const Example& example : page_world().safety())
    for (const char* language : {"lang=vi", "lang=en"})
      check(example.name, page_world().get(example.path, language));
}

TEST_CASE("the safety page says what is recalled, in words") {
  const auto page = [](const char* name) {
    for (const Example& each : page_world().safety())
      if (each.name == name) return page_world().get(each.path).body;
    return std::string();
  };
  CHECK(holds(page("lot recalled"), "LÔ NÀY ĐANG BỊ THU HỒI"));
  CHECK(holds(page("lot expired"), "ĐÃ HẾT HẠN SỬ DỤNG"));
  CHECK(holds(page("lot cancelled"), "LÔ ĐÃ HỦY"));
}

TEST_CASE("hostile text in a record or an address is shown and never obeyed") {
  const HttpResponse page = page_world().get("/product/%3Cscript%3E");
  CHECK(page.status == 404);
  CHECK(!holds(page.body, "<script"));
  Workplace& works = page_world().workplace();
  Product hostile = works.registry().product(std::string_view("P93")).value();
  hostile.name = "\"><script>alert(1)</script>{{host}}[[page.home]]";
  REQUIRE(works.registry().store(hostile, page_world().now(), true).has_value());
  const HttpResponse shown = page_world().get(product_path(hostile.gtin));
  CHECK(!holds(shown.body, "<script"));
  CHECK(holds(shown.body, "&lt;script&gt;alert(1)"));
  CHECK(holds(shown.body, "{{host}}[[page.home]]"));
}

TEST_CASE("odd requests get an answer of ours") {
  const std::string long_query(10'000, 'q');
  CHECK(page_world().get("/", long_query).status == 200);
  CHECK(page_world().get("/", "code=" + long_query).status == 400);
  CHECK(page_world().get("/", "code=https://" + long_query).status == 200);
  CHECK(page_world().get("/code/%FF%FE").status == 400);
  CHECK(page_world().get("/lot/1/2").status == 404);
  CHECK(page_world().get("/lot/a/b/c/d/e/f").status == 404);
  CHECK(page_world().get("/cooperative/..%2F..%2Fetc").status == 404);
  const HttpResponse posted = page_world().ask({.method = "POST", .path = "/product/1"});
  CHECK(posted.status == 405);
  CHECK(header(posted, "Allow") == "GET, HEAD, OPTIONS");
  CHECK(page_world().ask({.method = "OPTIONS", .path = "/report"}).status == 204);
}

TEST_CASE("an address that is not ours is left to others") {
  Site mine = Site::open(page_world().folder() / "works", system_clock()).value();
  for (const char* path :
       {"/01/02990001000315", "/log/checkpoint", "/robots.txt", "//", "/%zz", ""})
    CHECK_MESSAGE(!answer_with_page({.path = path}, {mine}).has_value(), path);
  const std::string sealed = path_of(lot_url(page_world().lot()));
  CHECK(!answer_with_page({.path = sealed, .query = "linkType=all"}, {mine}).has_value());
  CHECK(!answer_with_page({.path = sealed, .accept = "application/linkset+json"}, {mine})
             .has_value());
}

TEST_CASE("the language is that of the highest weight, and a chosen one goes before") {
  const std::pair<const char*, Language> asked[] = {{"", Language::vi},
                                                    {"vi", Language::vi},
                                                    {"en", Language::en},
                                                    {"en-US,en;q=0.9", Language::en},
                                                    {"en;q=0.3,vi;q=0.4", Language::vi},
                                                    {"fr-FR,fr;q=0.9", Language::en},
                                                    {"ko,en;q=0.1,vi;q=0.2", Language::vi},
                                                    {"*", Language::vi},
                                                    {"en;q=0", Language::vi},
                                                    {"en;q=x", Language::en},
                                                    {";;,,;q=1", Language::vi},
                                                    {"VI-vn", Language::vi}};
  for (const auto& [field, language] : asked)
    CHECK_MESSAGE(spoken_language(field) == language, field);
  CHECK(holds(page_world().get("/", "lang=en").body, "<html lang=\"en\">"));
  CHECK(holds(page_world().get("/product/2990001000315", "lang=en").body,
              "/cooperative/C90?lang=en"));
}

TEST_CASE("JSON is for who prefers it to a page") {
  const auto json = [](const std::string& accept, const std::string& query = "") {
    return wants_json({.query = query, .accept = accept});
  };
  CHECK(json("application/json"));
  CHECK(json("application/json, */*;q=0.5"));
  CHECK(json("text/html", "format=json"));
  CHECK(!json("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
  CHECK(!json("*/*"));
  CHECK(!json(""));
  CHECK(!json("text/html, application/json;q=0.9"));
  CHECK(!json("application/json;q=0"));
}

TEST_CASE("the proof of a lot is a receipt as text") {
  const Lot& lot = page_world().lot();
  const HttpResponse proof = page_world().get(lot_proof_path(lot.gtin, lot.code));
  CHECK(proof.status == 200);
  CHECK(proof.content_type == "text/plain; charset=utf-8");
  CHECK(proof.body.starts_with("c2sp.org/tlog-proof@v1\n"));
}

TEST_CASE("a broken registry is told as no result about the product") {
  namespace fs = std::filesystem;
  const fs::path broken = page_world().folder() / "broken";
  fs::copy(page_world().folder() / "works", broken, fs::copy_options::recursive);
  Site site = Site::open(broken, system_clock()).value();
  spoil(broken / "registry.sqlite", 4096);
  spoil(broken / "registry.sqlite-wal", 32);
  const auto page = answer_with_page({.path = path_of(lot_url(page_world().lot()))}, {site});
  REQUIRE(page.has_value());
  CHECK(page->status == 503);
  CHECK(holds(page->body, "CHƯA KIỂM TRA ĐƯỢC"));
  CHECK(header(*page, "Retry-After") == "30");
}

// For tests/web/browser: every page into the folder that TEMGOC_PAGES_DIR names.
TEST_CASE("the pages can be laid out for a browser") {
  const char* folder = std::getenv("TEMGOC_PAGES_DIR");
  if (folder == nullptr) return;
  Json list = Json::array();
  for (const Example& example : all_examples()) {
    for (const char* language : {"vi", "en"}) {
      const HttpResponse page = page_world().get(example, language);
      Json headers = Json::object();
      for (const auto& [name, value] : page.headers) headers[name] = value;
      list.push_back({{"name", example.name},
                      {"language", language},
                      {"path", example.path},
                      {"verdict", kExpected.contains(example.name)},
                      {"status", page.status},
                      {"headers", headers},
                      {"body", page.body}});
    }
  }
  write_file(std::filesystem::path(folder) / "pages.json", as_bytes(dump(list)));
}

TEST_CASE("an item's page says how often it was scanned, when and where first") {
  const std::string often = said(page_world().get(page_world().example("suspected_copy")));
  const std::string first = vietnam_moment(page_world().now() - std::chrono::minutes(900));
  CHECK(holds(often, "Đã ghi nhận 30 lượt quét, lượt đầu lúc " + first + " tại Hà Nội"));
  CHECK(holds(page_world().get(page_world().example("suspected_copy"), "en").body,
              "30 scans on record, the first at " + first + " in <span lang=\"vi\">Hà Nội</span>"));
  CHECK(holds(page_world().get(page_world().example("listed")).body,
              "Đây là lượt quét đầu tiên được ghi nhận"));
  CHECK(!holds(page_world().get(page_world().example("valid")).body, "lượt quét"));
}

TEST_CASE("a label that nobody may have is an alarm of its kind, and no other label is") {
  using Kind = ScanAlarm::Kind;
  const Lot& lot = page_world().lot();
  const auto alarm = [](const std::string& path) { return alarm_in(page_world().get(path)); };
  for (const Example& example : all_examples()) {
    CAPTURE(example.name);
    CHECK(alarm_in(page_world().get(example)).has_value() == (example.name == "forged"));
  }
  const auto forged = alarm_in(page_world().get(page_world().example("forged")));
  CHECK(forged->kind == Kind::forged);
  CHECK(forged->gtin.empty());
  CHECK(forged->day == vietnam_day(page_world().now()));
  const auto serial = alarm(page_world().stolen(lot.code, lot.issue_number, Serial::sealed(777)));
  REQUIRE(serial);
  CHECK(serial->kind == Kind::serial_not_issued);
  CHECK(serial->gtin == lot.gtin.digits());
  CHECK(serial->lot == lot.code.text());
  CHECK(serial->serial == "0000777");
  const auto other = alarm(page_world().stolen(LotCode::parse("BIA-DAT").value(), 4711, {}));
  REQUIRE(other);
  CHECK(other->kind == Kind::lot_not_issued);
  CHECK(other->lot == "BIA-DAT");
  // The number of a lot that stands, under another code.
  const auto clash =
      alarm(page_world().stolen(LotCode::parse("BIA-DAT").value(), lot.issue_number, {}));
  REQUIRE(clash);
  CHECK(clash->kind == Kind::lot_not_issued);
  const auto link = alarm(lot_path(lot.gtin, lot.code) + "/serial/0000000000000");
  REQUIRE(link);
  CHECK(link->kind == Kind::link_not_issued);
  CHECK(!alarm(lot_path(lot.gtin, LotCode::parse("KHONG-CO").value())));
}

TEST_CASE(
    "a green certificate is on a page while its evidence holds, and a name is not borne out") {
  PageWorld world;
  Registry& registry = world.workplace().registry();
  const Product product = registry.product(world.lot().gtin).value();
  Product organic = product;
  organic.name = "Gạo hữu cơ";
  organic.standards = "TCVN 11041";
  REQUIRE(registry.store(organic, world.now(), true));
  Certification paper{.id = "K950",
                      .cooperative_id = product.cooperative_id,
                      .product_id = product.id,
                      .scheme = "Hữu cơ EU",
                      .number = "EU-9"};
  paper.issued = VagueDate::parse("2020", "issued").value();
  paper.stated_end = VagueDate::parse("2099", "end").value();
  REQUIRE(registry.store(paper, world.now(), false));
  const std::string page = "/product/" + product.gtin.digits();
  const std::string bare = world.get(page).body;  // nobody issued it
  CHECK(bare.find("EU-9") == std::string::npos);
  CHECK(bare.find("11041") == std::string::npos);
  CHECK(bare.find(words(Language::vi, "page.claim.unproven")) != std::string::npos);
  CHECK(world.get("/certification/K950").status == 404);
  paper.issuer = "Control Union";
  REQUIRE(registry.store(paper, world.now(), true));
  const std::string proven = world.get(page).body;
  CHECK(proven.find("EU-9") != std::string::npos);
  CHECK(proven.find("11041") != std::string::npos);
  CHECK(proven.find(words(Language::vi, "page.claim.unproven")) == std::string::npos);
  CHECK(world.get("/certification/K950").status == 200);
}
