// Pictures and scans sent with their record's form, shown to who may see them, and to nobody else.
#include <doctest/doctest.h>

#include "console/office.h"
#include "pictures/photos.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

using Fields = std::map<std::string, std::string>;

Browser person(Office& console, const std::string& id, Role role, const std::string& coop) {
  console.add(id, role, coop);
  Browser browser(console);
  REQUIRE(browser.sign_in(id).status == 303);
  return browser;
}

// As a browser sends a record's form with a chosen file.
HttpResponse send(Browser& browser, const std::string& path, Fields fields,
                  const std::string& file_field, const std::string& content) {
  fields.emplace("form_token", browser.form_token());
  if (!fields.contains("version")) fields["version"] = hidden(browser.get(path), "version");
  HttpRequest request{.method = "POST", .path = path};
  request.content_type = "multipart/form-data; boundary=xx";
  for (const auto& [name, value] : fields)
    request.body +=
        "--xx\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
  request.body += "--xx\r\nContent-Disposition: form-data; name=\"" + file_field +
                  "\"; filename=\"anh.jpg\"\r\n\r\n" + content + "\r\n--xx--\r\n";
  return browser.send(request);
}

std::string photo(std::uint8_t shade) {
  return png(64, 48, [shade](unsigned, unsigned) { return Colour{shade, shade, shade}; });
}
const std::string kPdf = "%PDF-1.4\nmột tờ giấy\n%%EOF\n";
const std::string kProduct = "/records/products/P01";

std::string certificate_of_c01(Office& console) {
  return console.workplace().registry().certifications("C01").at(0).id;
}

}  // namespace

TEST_CASE("a picture is sent with the form, shown beside it, and taken out again") {
  Office console;
  Browser browser = person(console, "lan", Role::data_entry, "C01");
  const std::string name = console.workplace().registry().product("P01")->name;
  CHECK(browser.get(kProduct + "/picture").status == 404);
  REQUIRE(send(browser, kProduct, {{"name_vi", name}, {"brand", "Cần Giờ"}}, "picture", photo(40))
              .status == 303);
  const auto product = console.workplace().registry().product("P01");
  CHECK(product->brand == "Cần Giờ");
  CHECK_FALSE(product->picture.empty());
  const HttpResponse shown = browser.get(kProduct + "/picture");
  CHECK(shown.content_type == "image/jpeg");
  CHECK(shown.body.starts_with("\xff\xd8\xff"));
  const HttpResponse page = browser.get(kProduct);
  CHECK(page.body.find("<img src=\"" + kProduct + "/picture?" + product->picture.substr(0, 8)) !=
        std::string::npos);
  // The history says when, without 64 digits.
  CHECK(page.body.find(product->picture.substr(0, 8) + "…") != std::string::npos);
  REQUIRE(send(browser, kProduct, {{"name_vi", name}, {"remove-picture", "yes"}}, "picture", "")
              .status == 303);
  CHECK(console.workplace().registry().product("P01")->picture.empty());
  CHECK(browser.get(kProduct).status == 200);
}

TEST_CASE("a list shows a small picture, made once and kept under the picture's name") {
  Office console;
  Browser browser = person(console, "lan", Role::data_entry, "C01");
  CHECK(browser.get(kProduct + "/thumbnail").status == 404);
  const std::string name = console.workplace().registry().product("P01")->name;
  const auto pictured = [&](std::uint8_t shade) {
    const std::string photo = png(640, 480, [shade](unsigned x, unsigned y) {
      return Colour{shade, static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y)};
    });
    REQUIRE(send(browser, kProduct, {{"name_vi", name}}, "picture", photo).status == 303);
    return console.workplace().registry().product("P01")->picture;
  };
  const fs::path folder = console.world().works() / "thumbnails";
  const std::string first = pictured(40);
  CHECK(browser.get("/records/products")
            .body.find("src=\"" + kProduct + "/thumbnail?" + first.substr(0, 8) + "\"") !=
        std::string::npos);
  const HttpResponse small = browser.get(kProduct + "/thumbnail");
  CHECK(small.status == 200);
  CHECK(small.content_type == "image/jpeg");
  CHECK(small.body.size() < browser.get(kProduct + "/picture").body.size());
  CHECK(field(small, "Cache-Control").find("immutable") != std::string::npos);
  REQUIRE(fs::exists(folder / first));
  // It is read, not made again.
  write_file(folder / first, as_bytes("kept"));
  CHECK(browser.get(kProduct + "/thumbnail").body == "kept");
  const std::string second = pictured(90);
  CHECK(second != first);
  CHECK(browser.get(kProduct + "/thumbnail").body.starts_with("\xff\xd8"));
  CHECK_FALSE(fs::exists(folder / first));
  CHECK(browser.get("/search?q=P01").body.find("/thumbnail?" + second.substr(0, 8)) !=
        std::string::npos);
}

TEST_CASE("a picture that is none is refused, and what was typed stays in the form") {
  Office console;
  Browser browser = person(console, "lan", Role::data_entry, "C01");
  const std::string name = console.workplace().registry().product("P01")->name;
  const HttpResponse refused =
      send(browser, kProduct, {{"name_vi", name}, {"brand", "Nhãn mới"}}, "picture", "không phải");
  CHECK(refused.status == 422);
  CHECK(refused.body.find(message(Language::vi, {"picture_format"})) != std::string::npos);
  CHECK(refused.body.find("Nhãn mới") != std::string::npos);
  CHECK(console.workplace().registry().product("P01")->brand != "Nhãn mới");
}

TEST_CASE("a new product may have its picture from the first") {
  Office console;
  Browser browser = person(console, "lan", Role::data_entry, "C01");
  const HttpResponse sent = send(
      browser, "/records/products/new",
      {{"name_vi", "Khô mực"}, {"shelf_life_days", "90"}, {"version", ""}}, "picture", photo(70));
  REQUIRE(sent.status == 303);
  const std::string address = field(sent, "Location");
  CHECK(browser.get(address.substr(0, address.find('?')) + "/picture").status == 200);
}

TEST_CASE("a scan is saved and never shown, by who may see the record") {
  Office console;
  Browser browser = person(console, "lan", Role::data_entry, "C01");
  const std::string id = certificate_of_c01(console);
  const std::string address = "/records/certifications/" + id;
  const auto scheme = console.workplace().registry().certification(id)->scheme;
  REQUIRE(send(browser, address, {{"scheme", scheme}}, "paper", kPdf).status == 303);
  const auto record = console.workplace().registry().certification(id);
  REQUIRE(record->papers.size() == 1);
  const std::string file = address + "/papers/" + record->papers[0];
  const HttpResponse saved = browser.get(file);
  CHECK(saved.body == kPdf);
  CHECK(saved.content_type == "application/pdf");
  CHECK(field(saved, "Content-Disposition").starts_with("attachment; "));
  CHECK(field(saved, "Content-Security-Policy") == "sandbox");
  CHECK(browser.get(address + "/papers/..%2F..%2Ftemgoc.toml").status == 404);
  CHECK(browser.get("/records/products/P01/papers/" + record->papers[0]).status == 404);
  Browser viewer = person(console, "xem", Role::viewer, "C01");
  CHECK(viewer.get(file).status == 200);
  CHECK(viewer.get(address).body.find(record->papers[0]) != std::string::npos);
  Browser officer = person(console, "can-bo", Role::programme_officer, "");
  CHECK(officer.get(file).status == 200);
  Browser other = person(console, "ba", Role::administrator, "C02");
  CHECK(other.get(file).status == 404);
  CHECK(Browser(console).get(file).status != 200);
  REQUIRE(send(browser, address, {{"scheme", scheme}, {"remove-" + record->papers[0], "yes"}},
               "paper", "")
              .status == 303);
  CHECK(console.workplace().registry().certification(id)->papers.empty());
  CHECK(browser.get(file).status == 404);
}

TEST_CASE("evidence is sent, shown and taken back from its page, by its own cooperative alone") {
  Office console;
  Browser browser = person(console, "lan", Role::data_entry, "C01");
  const std::string of = "certification/" + certificate_of_c01(console);
  const Fields fields{
      {"of", of}, {"kind", "laboratory"}, {"title", "Kim loại <nặng>"}, {"version", ""}};
  const HttpResponse sent = send(browser, "/evidence", fields, "file", kPdf);
  REQUIRE(sent.status == 303);
  const HttpResponse page = browser.get(field(sent, "Location"));
  CHECK(says(page, "Kim loại &lt;nặng&gt;"));
  CHECK(says(page, words(Language::vi, "evidence.private")));
  const HttpResponse file = browser.get("/evidence/1/file");
  CHECK(file.body == kPdf);
  CHECK(field(file, "Content-Disposition").starts_with("attachment"));
  CHECK(field(file, "Content-Security-Policy") == "sandbox");
  REQUIRE(browser.post("/evidence/1/shown", {{"shown", "yes"}}).status == 303);
  CHECK(says(browser.get("/evidence"), words(Language::vi, "evidence.public")));
  Browser other = person(console, "hoa", Role::administrator, "C02");
  CHECK_FALSE(says(other.get("/evidence"), "Kim loại"));
  CHECK_FALSE(says(other.get("/evidence?of=" + of), "Kim loại"));
  CHECK(other.get("/evidence/1/file").status == 404);
  CHECK(other.post("/evidence/1/removed", {}).status == 404);
  CHECK(send(other, "/evidence", fields, "file", kPdf).status == 422);
  Browser viewer = person(console, "ca", Role::viewer, "C01");
  CHECK(viewer.get("/evidence/1/file").status == 200);
  CHECK(viewer.post("/evidence/1/removed", {}).status == 403);
  CHECK(send(browser, "/evidence", fields, "file", "").status == 422);
  REQUIRE(browser.post("/evidence/1/removed", {}).status == 303);
  CHECK(browser.get("/evidence/1/file").status == 404);
}
