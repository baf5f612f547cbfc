// Records from their forms: by the rules of the import, with what was typed kept on a fault.
#include <doctest/doctest.h>

#include <algorithm>

#include "console/office.h"
#include "temgoc/http/uploaded_file.h"
#include "temgoc/records/record_editing.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

using Fields = std::map<std::string, std::string>;

Browser clerk(Office& console, const std::string& id = "lan", const std::string& coop = "C01") {
  console.add(id, Role::data_entry, coop);
  Browser browser(console);
  REQUIRE(browser.sign_in(id).status == 303);
  return browser;
}

// The form of a record as a browser would send it back.
Fields fields_of(const HttpResponse& page) {
  Fields fields{{"version", hidden(page, "version")}};
  std::size_t at = 0;
  const std::string mark = "<input id=\"f-";
  while ((at = page.body.find(mark, at)) != std::string::npos) {
    at += mark.size();
    const std::string name = page.body.substr(at, page.body.find('"', at) - at);
    const std::size_t value = page.body.find("value=\"", at) + 7;
    fields[name] = page.body.substr(value, page.body.find('"', value) - value);
  }
  return fields;
}

std::string location(const HttpResponse& response) {
  const std::string to = field(response, "Location");
  return to.substr(0, to.find('?'));
}

std::string product_of_c01(Office& console) {
  return console.workplace().registry().product(kFish)->id;
}

}  // namespace

TEST_CASE("a product is added from its form, with an id and a number of its own") {
  Office console;
  Browser browser = clerk(console);
  const HttpResponse form = browser.get("/records/products/new");
  CHECK(form.status == 200);
  const HttpResponse sent =
      browser.post("/records/products/new", {{"name_vi", "Khô mực một nắng"},
                                             {"net_content", "250 g"},
                                             {"shelf_life_days", "180"},
                                             {"storage_vi", "Nơi khô ráo,\r\nthoáng mát"}});
  REQUIRE(sent.status == 303);
  const HttpResponse page = browser.get(location(sent) + "?saved=1");
  CHECK(page.body.find("Khô mực một nắng") != std::string::npos);
  Workplace works = console.workplace();
  const auto products = works.registry().products("C01");
  const auto found = std::ranges::find(products, "Khô mực một nắng", &Product::name);
  REQUIRE(found != products.end());
  CHECK(found->shelf_life_days == 180U);
  CHECK(found->storage == "Nơi khô ráo, thoáng mát");
  CHECK(found->gtin.is_restricted());
  const auto act = works.registry().acts({.limit = 1}).at(0);
  CHECK(act.act.kind == "record");
  CHECK(act.act.cooperative_id == "C01");
  CHECK(act.actor.id == "lan");
  // The second click of two changes nothing.
  CHECK(browser.get("/records/products").body.find("Khô mực một nắng") != std::string::npos);
}

TEST_CASE("a fault stands beside its field and nothing that was typed is lost") {
  Office console;
  Browser browser = clerk(console);
  const HttpResponse page = browser.post("/records/products/new", {{"name_vi", ""},
                                                                   {"net_content", "250"},
                                                                   {"shelf_life_days", "6 tháng"},
                                                                   {"origin", "Cần Giờ"}});
  CHECK(page.status == 422);
  CHECK(page.body.find("id=\"e-name_vi\"") != std::string::npos);
  CHECK(page.body.find("id=\"e-net_content\"") != std::string::npos);
  CHECK(page.body.find("id=\"e-shelf_life_days\"") != std::string::npos);
  CHECK(page.body.find("value=\"6 tháng\"") != std::string::npos);
  CHECK(page.body.find("value=\"Cần Giờ\"") != std::string::npos);
  CHECK(page.body.find("name_vi:") == std::string::npos);
}

TEST_CASE("each form has a field for every column that an import reads") {
  Office console;
  console.add("chi", Role::administrator);
  Browser browser(console);
  REQUIRE(browser.sign_in("chi").status == 303);
  for (const ImportKind kind : {ImportKind::cooperatives, ImportKind::places, ImportKind::products,
                                ImportKind::certifications}) {
    const HttpResponse form = browser.get("/records/" + to_text(kind) + "/new");
    REQUIRE(form.status == 200);
    for (const ImportColumn& column : import_columns(kind)) {
      if (column.name == "status_as_of") continue;  // follows from the dates
      CAPTURE(column.name);
      CHECK(form.body.find("name=\"" + column.name + "\"") != std::string::npos);
    }
  }
}

TEST_CASE("a form that is sent as it came changes nothing, of any record") {
  Office console;
  console.add("chi", Role::administrator);
  Browser browser(console);
  REQUIRE(browser.sign_in("chi").status == 303);
  Workplace works = console.workplace();
  std::vector<std::pair<ImportKind, std::string>> all;
  for (const auto& each : works.registry().cooperatives())
    all.emplace_back(ImportKind::cooperatives, each.id);
  for (const auto& each : works.registry().products(""))
    all.emplace_back(ImportKind::products, each.id);
  for (const auto& each : works.registry().certifications(""))
    all.emplace_back(ImportKind::certifications, each.id);
  REQUIRE(all.size() > 20);
  for (std::size_t i = 0; i < all.size(); i += 7) {
    const auto& [kind, id] = all[i];
    CAPTURE(id);
    const RecordTexts texts = record_texts(works.registry(), kind, id, works.today(), Language::vi);
    Fields fields(texts.begin(), texts.end());
    fields["version"] = record_version(works.registry(), kind, id);
    CHECK(browser.post("/records/" + to_text(kind) + "/" + id, fields).status == 303);
    CHECK(works.registry().history(record_noun(kind), id).size() == 1);
  }
}

TEST_CASE("of two people who change one record the second is told what the first wrote") {
  Office console;
  Browser lan = clerk(console), hoa = clerk(console, "hoa");
  const std::string address = "/records/products/" + product_of_c01(console);
  Fields first = fields_of(lan.get(address)), second = fields_of(hoa.get(address));
  first["origin"] = "Cần Giờ";
  second["brand"] = "Sóng";
  REQUIRE(lan.post(address, first).status == 303);
  const HttpResponse told = hoa.post(address, second);
  CHECK(told.status == 409);
  CHECK(says(told, words(Language::vi, "console.hint.record_changed_meanwhile")));
  CHECK(told.body.find("Cần Giờ") != std::string::npos);
  CHECK(told.body.find("value=\"Sóng\"") != std::string::npos);
  CHECK(console.workplace().registry().product(kFish)->brand.empty());
  // With the version that she has seen now she may save.
  Fields again = fields_of(told);
  again["origin"] = "Cần Giờ";
  CHECK(hoa.post(address, again).status == 303);
  CHECK(console.workplace().registry().product(kFish)->brand == "Sóng");
  CHECK(lan.get(address).body.find("Sóng") != std::string::npos);
}

TEST_CASE("a product that was re-rated gets a certificate that takes the place of the old one") {
  Office console;
  Browser browser = clerk(console, "chi", "");
  const auto all = console.workplace().registry().certifications("");
  const auto old = std::ranges::find_if(all, [](const Certification& each) {
    return each.is_ocop() && each.level == "4" && each.events.empty() && !each.product_id.empty();
  });
  REQUIRE(old != all.end());
  const HttpResponse form = browser.get("/records/certifications/new?supersedes=" + old->id);
  CHECK(form.body.find("<option value=\"" + old->id + "\" selected>") != std::string::npos);
  CHECK(form.body.find("<option value=\"" + old->product_id + "\" selected>") != std::string::npos);
  const HttpResponse sent =
      browser.post("/records/certifications/new", {{"coop_id", old->cooperative_id},
                                                   {"product_id", old->product_id},
                                                   {"scheme", "OCOP"},
                                                   {"level", "5"},
                                                   {"decision_no", "1234/QĐ-BNN"},
                                                   {"issuer_level", "central"},
                                                   {"issue_date", "20/11/2026"},
                                                   {"supersedes", old->id}});
  REQUIRE(sent.status == 303);
  const auto after = console.workplace().registry().certification(old->id);
  REQUIRE(after->events.size() == 1);
  CHECK(after->events[0].kind == CertificationEvent::Kind::superseded);
  CHECK(location(sent) == "/records/certifications/" + after->events[0].by);
}

TEST_CASE("a cooperative's people neither see nor change another's records") {
  Office console;
  Browser other = clerk(console, "khac", "C90");
  const std::string address = "/records/products/" + product_of_c01(console);
  CHECK(other.get(address).status == 404);
  CHECK(other.post(address, {{"name_vi", "x"}}).status == 404);
  CHECK(other.get("/records/products").body.find("Cá đù") == std::string::npos);
  // Named by its id, and as a new one.
  const HttpResponse moved = other.post(
      "/records/products/new", {{"product_id", product_of_c01(console)}, {"name_vi", "Của tôi"}});
  CHECK(moved.status == 422);
  const HttpResponse theirs =
      other.post("/records/products/new", {{"coop_id", "C01"}, {"name_vi", "Của họ"}});
  CHECK(theirs.status == 422);
  CHECK(theirs.body.find(words(Language::vi, "error.cooperative_not_yours", {{"own", "C90"}})) !=
        std::string::npos);
  CHECK(console.workplace().registry().product(kFish)->cooperative_id == "C01");
}

TEST_CASE("what was typed beside a large photo outlives the session; the photo is chosen again") {
  Office console;
  Browser browser = clerk(console);
  console.accounts().end_sessions("lan");
  auto sent = UploadedFile::create(console.world().works());
  REQUIRE(sent);
  REQUIRE((*sent)->append(
      "--xx\r\nContent-Disposition: form-data; name=\"name_vi\"\r\n\r\nMắm ruốc\r\n--xx\r\n"
      "Content-Disposition: form-data; name=\"picture\"; filename=\"a.jpg\"\r\n\r\n" +
      std::string(300u << 10, 'x') + "\r\n--xx--\r\n"));
  HttpRequest request{.method = "POST", .path = "/records/products/new"};
  request.content_type = "multipart/form-data; boundary=xx";
  request.upload = *std::move(sent);
  const HttpResponse ended = browser.send(request);
  CHECK(ended.status == 401);
  CHECK(hidden(ended, "kept_path") == "/records/products/new");
  CHECK(hidden(ended, "kept.name_vi") == "Mắm ruốc");
  CHECK(ended.body.size() < (100u << 10));
}

TEST_CASE("a form that is too long to be kept keeps nobody out") {
  Office console;
  Browser browser = clerk(console);
  std::string cells;
  while (cells.size() < (100u << 10)) cells += "Cá dứa một nắng\tXã đảo Thạnh An\r\n";
  console.accounts().end_sessions("lan");
  const HttpResponse ended =
      browser.post("/import", {{"form_token", "x"}, {"kind", "products"}, {"pasted", cells}});
  CHECK(ended.status == 401);
  CHECK(hidden(ended, "kept_path").empty());
  CHECK(ended.body.find("kept.pasted") == std::string::npos);
}

TEST_CASE("a form that was sent after its session had ended is kept until the next sign-in") {
  Office console;
  Browser browser = clerk(console);
  const std::string token = browser.form_token();
  console.accounts().end_sessions("lan");
  const HttpResponse ended =
      browser.post("/records/products/new", {{"form_token", token},
                                             {"name_vi", "Mắm \"ruốc\""},
                                             {"passphrase", kPassphrase},
                                             {"root_passphrase", kPassphrase},
                                             {"passphrase-C01", kPassphrase}});
  CHECK(ended.status == 401);
  CHECK(hidden(ended, "kept_path") == "/records/products/new");
  CHECK(hidden(ended, "kept.name_vi") == "Mắm &quot;ruốc&quot;");
  CHECK(ended.body.find(kPassphrase) == std::string::npos);
  const HttpResponse back = browser.post("/sign-in", {{"user", "lan"},
                                                      {"password", kPassword},
                                                      {"kept_path", "/records/products/new"},
                                                      {"kept.name_vi", "Mắm \"ruốc\""},
                                                      {"kept.net_content", "300 g"}});
  REQUIRE(back.status == 200);
  // In parts: an address that takes files reads no other form.
  CHECK(back.body.find("action=\"/records/products/new\" enctype=\"multipart/form-data\"") !=
        std::string::npos);
  CHECK(browser
            .post("/records/products/new", {{"form_token", hidden(back, "form_token")},
                                            {"name_vi", "Mắm \"ruốc\""},
                                            {"net_content", hidden(back, "net_content")}})
            .status == 303);
  // Nowhere but to a form of the console.
  CHECK(browser
            .post("/sign-in", {{"user", "lan"},
                               {"password", kPassword},
                               {"kept_path", "//evil.example/records/products/new"}})
            .status == 303);
}
