// What pages say of goods is what their labels say, in the reader's language and way of writing.
#include <doctest/doctest.h>

#include <regex>

#include "page_world.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/seal/lot_seal.h"
#include "web/paths.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The text of a page from `begin` on, up to the end of that section.
std::string section(const std::string& page, const std::string& begin) {
  const std::size_t at = page.find(begin);
  return at == std::string::npos ? "" : page.substr(at, page.find("</section>", at) - at);
}

// A product of C90 that no other test knows, stored as `change` leaves it.
Product stored(const char* id, const char* digits, const std::function<void(Product&)>& change) {
  Registry& registry = page_world().workplace().registry();
  Product product = registry.product(std::string_view(id))
                        .value_or(Product{.id = id,
                                          .cooperative_id = "C90",
                                          .name = "Khô mực",
                                          .gtin = Gtin::parse(digits).value()});
  change(product);
  REQUIRE(registry.store(product, page_world().now(), true).has_value());
  return product;
}

HttpResponse page_of(const Lot& lot, const std::string& query = "") {
  return page_world().get(path_of(lot_url(lot)), query);
}

PrintJob printed(const Lot& lot, std::uint32_t labels, Instant at) {
  auto job = page_world().workplace().registry().add_print_job(
      {.lot_id = lot.id,
       .template_id = "roll-60x40-seal",
       .template_sha256 = std::string(64, '0'),
       .kind = CodeKind::lot_seal,
       .labels = labels},
      at, {}, [](const PrintJob&) { return std::string("temgoc-print/test\n"); });
  REQUIRE(job.has_value());
  return *job;
}

// What is left of an English page once all that is marked as Vietnamese is taken out.
std::string unmarked(std::string page) {
  page = page.substr(page.find("</style>"));
  for (std::size_t at = page.find(" lang=\"vi\""); at != std::string::npos;
       at = page.find(" lang=\"vi\"")) {
    const std::size_t open = page.rfind('<', at);
    const std::string name = page.substr(open + 1, page.find(' ', open) - open - 1);
    const std::size_t close = page.find("</" + name + ">", at);
    REQUIRE(close != std::string::npos);
    page.erase(open, close + name.size() + 3 - open);
  }
  return page;
}

// Letters that no English word has.
bool has_vietnamese(const std::string& text, std::smatch& found) {
  static const std::regex letter(
      "[^<>\"]{0,30}(ă|â|đ|ê|ô|ơ|ư|Đ|ạ|ả|ấ|ầ|ẩ|ậ|ắ|ằ|ẵ|ặ|ẹ|ẻ|ẽ|ế|ề|ể|ễ|ệ|"
      "ị|ỉ|ĩ|ọ|ỏ|ố|ồ|ổ|ỗ|ộ|ớ|ờ|ở|ỡ|ợ|ụ|ủ|ũ|ứ|ừ|ử|ữ|ự|ỳ|ỷ|ỹ|ý)[^<>\"]{0,30}");
  return std::regex_search(text, found, letter);
}

}  // namespace

TEST_CASE("after a product is renamed the page of an older label shows the name on the pack") {
  stored("PX1", "8938505974217", [](Product& product) {
    product.net_content = "250 g";
    product.shelf_life_days = 180;
  });
  const Lot lot = page_world().issued("8938505974217", "DOI-TEN", 1, {});
  CHECK_FALSE(holds(page_of(lot).body, "nay là"));
  stored("PX1", "8938505974217", [](Product& product) {
    product.name = "Khô mực một nắng";
    product.net_content = "500 g";
    product.label_name = "Mực một nắng";
  });
  const std::string page = page_of(lot).body;
  const std::string compare = section(page, "class=\"compare\"");
  CHECK(holds(compare, ">Khô mực<"));
  CHECK(holds(compare, "nay là <span lang=\"vi\">Khô mực một nắng</span>"));
  const std::string goods = section(page, "id=\"origin\"");
  CHECK(holds(goods, ">250 g<"));
  CHECK(holds(goods, "nay là <span lang=\"vi\">500 g</span>"));
  CHECK(holds(page_of(lot, "lang=en").body, "now <span lang=\"vi\">Khô mực một nắng</span>"));
  const std::string safety = page_world().get(lot_safety_path(lot.gtin, lot.code)).body;
  CHECK(holds(safety, ">Khô mực<"));
  // A lot issued now is called by the new name alone.
  const std::string later = page_of(page_world().issued("8938505974217", "TEN-MOI", 1, {})).body;
  CHECK(holds(section(later, "class=\"compare\""), ">Khô mực một nắng<"));
  CHECK(holds(section(later, "class=\"compare\""), "trên tem ghi <span lang=\"vi\">Mực một nắng"));
  CHECK_FALSE(holds(section(later, "class=\"compare\""), "nay là"));
}

TEST_CASE(
    "no use-by day is none where the record says so, and not on record where it says nothing") {
  stored("PX2", "8938505974224", [](Product& product) { product.shelf_life_days = 0; });
  const Lot none = page_world().issued("8938505974224", "KHONG-HAN", 1, {});
  CHECK(holds(page_of(none).body, "Không có hạn sử dụng"));
  CHECK(holds(page_of(none).body, "và ngày đóng gói với bao bì"));
  CHECK_FALSE(holds(section(page_of(none).body, "<h1>"), "hạn sử dụng với bao bì"));
  CHECK(holds(page_world().get(product_path(none.gtin)).body, "Không có hạn sử dụng"));
  stored("PX3", "8938505974231", [](Product& product) { product.shelf_life_days = 30; });
  stored("PX3", "8938505974231", [](Product& product) { product.shelf_life_days.reset(); });
  CHECK(holds(page_world().get("/product/8938505974231").body, "Chưa có trong hồ sơ"));
  LotDraft draft{.gtin = Gtin::parse("8938505974231").value(),
                 .packed_on = vietnam_day(page_world().now()),
                 .quantity = Quantity::parse("1", "kg").value()};
  const auto refused = issue_lot(page_world().workplace(), draft, "đồng bằng sông Cửu Long");
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == "shelf_life_not_known");
  draft.shelf_life_days = 0;
  CHECK(issue_lot(page_world().workplace(), draft, "đồng bằng sông Cửu Long").error().code ==
        "shelf_life_not_known");
}

TEST_CASE("the journey counts the labels of all jobs, and packs once") {
  const Lot lot = page_world().issued("2990001000339", "HANH-TRINH", 2, {}, "L91");
  const Instant now = page_world().now();
  const PrintJob first = printed(lot, 3, now);
  CHECK(holds(section(page_of(lot).body, "Hành trình"), ">3 tem<"));
  printed(lot, 18, now + std::chrono::hours(1));
  PrintJob again = first;
  again.id = 0;
  again.reprint_of = first.id;
  again.reprint_reason = "in hỏng";
  again.at = now + std::chrono::hours(2);
  REQUIRE(page_world().workplace().registry().add_reprint(again).has_value());
  const std::string journey = section(page_of(lot).body, "Hành trình");
  CHECK(holds(journey, "21 tem trong 2 lần in, lần cuối 10:14 24/11/2026"));
  const std::string events = page_world().get(lot_events_path(lot.gtin, lot.code)).body;
  CHECK(holds(events, "In lại tem"));
  // One line says that the goods were packed, and where.
  CHECK(holds(journey, "Đóng gói tại"));
  CHECK_FALSE(holds(journey, "<b>Đóng gói</b>"));
  CHECK_FALSE(holds(journey, "Trước khi đóng gói"));
  const std::string grown =
      section(page_of(page_world().issued("2990001000339", "TRONG", 2, {})).body, "Hành trình");
  CHECK(grown.find("Nuôi trồng tại") < grown.find("<b>Đóng gói</b>"));
  CHECK(holds(grown, "Trước khi đóng gói"));
}

TEST_CASE(
    "a certificate that began after packing had not been issued then, and a dead one is last") {
  const Product product =
      stored("PX4", "8938505974248", [](Product& each) { each.shelf_life_days = 30; });
  Registry& registry = page_world().workplace().registry();
  const auto certify = [&](const char* id, const char* issued, const char* level) {
    const Certification paper{.id = id,
                              .cooperative_id = "C90",
                              .product_id = product.id,
                              .scheme = "OCOP",
                              .level = level,
                              .issued = VagueDate::parse(issued, "issued").value()};
    REQUIRE(registry.store(paper, page_world().now(), true).has_value());
  };
  certify("A-DEAD", "01/02/2020", "3");
  certify("B-NEW", "23/11/2026", "5");
  const std::string page = page_of(page_world().issued("8938505974248", "GIAY", 3, {})).body;
  const std::string certificates = section(page, "<h2>Chứng nhận</h2>");
  CHECK(holds(certificates, ">chưa được cấp<"));
  CHECK(certificates.find("OCOP 5 sao") < certificates.find("OCOP 3 sao"));
}

TEST_CASE("days and decimals are written as their reader writes them") {
  Registry& registry = page_world().workplace().registry();
  Cooperative cooperative{.id = "CX", .name = "HTX Vĩnh Lộc", .founded = "2019-05-12"};
  cooperative.area_ha = 12.5;
  REQUIRE(registry.store(cooperative, page_world().now(), true).has_value());
  const std::string page = page_world().get("/cooperative/CX").body;
  CHECK(holds(page, "12/05/2019"));
  CHECK(holds(page, "12,5 ha"));
  CHECK(holds(page_world().get("/cooperative/CX", "lang=en").body, "12.5 ha"));
}

TEST_CASE("the page of a test label names no issuer, and that of a newer label does not say wait") {
  CHECK_FALSE(
      holds(page_world().get(page_world().example("test_label")).body, "ký và chưa bị sửa"));
  const std::string newer = page_world().get(page_world().example("cannot_check")).body;
  CHECK_FALSE(holds(newer, "thử lại sau ít phút"));
  CHECK(holds(newer, "hãy nhập mã tem"));
  CHECK(holds(newer, ">Nhập mã tem</a>"));
}

TEST_CASE("a Vietnamese word on an English page is marked as one, on every page") {
  std::vector<Example> all = page_world().headlines();
  for (const auto* list : {&page_world().others(), &page_world().safety()})
    all.insert(all.end(), list->begin(), list->end());
  for (const Example& example : all) {
    const std::string page = page_world().get(example, "en").body;
    std::smatch found;
    CHECK_MESSAGE(!has_vietnamese(unmarked(page), found), example.name << ": " << found.str());
  }
}

TEST_CASE("a lot's code stays on one line within a sentence") {
  const std::string page = page_world().get(page_world().example("valid")).body;
  CHECK(holds(page, "<span class=\"whole\">261120-01</span>"));
  CHECK(holds(page, ".whole{display:inline-block"));
}

TEST_CASE("nobody is told not to eat what may be no food") {
  for (const char* language : {"vi", "en"}) {
    const std::string page = page_world().get(page_world().example("recalled"), language).body;
    CHECK_FALSE(std::regex_search(page, std::regex("[Kk]hông ăn|not eat")));
  }
}
