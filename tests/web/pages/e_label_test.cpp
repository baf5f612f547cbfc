// The electronic label: off unless it is turned on, every item in order, and each version as it
// stood when its labels were printed.
#include <doctest/doctest.h>

#include "support/world.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/seal/lot_seal.h"
#include "temgoc/workplace/site.h"
#include "web/answer.h"
#include "web/pages/label_versions.h"
#include "web/paths.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

struct Shop {
  World world;
  Workplace works = world.made();
  Lot lot = issue_lot(works, world.draft(), kPassphrase).value().lot;

  explicit Shop(bool on = true) {
    Settings settings = works.settings();
    settings.e_label = on;
    REQUIRE(works.write_settings(settings));
  }

  // The fish as `change` leaves it, an hour later.
  void corrected(const std::function<void(Product&)>& change) {
    world.now += std::chrono::hours(1);
    Product product = works.registry().product(kFish).value();
    change(product);
    REQUIRE(works.registry().store(product, world.now, true));
  }
  PrintJob printed() {
    world.now += std::chrono::hours(1);
    auto job = works.registry().add_print_job(
        {.lot_id = lot.id,
         .template_id = "roll-60x40-elabel",
         .template_sha256 = std::string(64, '0'),
         .kind = CodeKind::item_seal,
         .labels = 5},
        world.now, {}, [](const PrintJob&) { return std::string("temgoc-print/test\n"); });
    REQUIRE(job.has_value());
    return *job;
  }
  HttpResponse get(const std::string& path, const std::string& query = "") {
    Site site = std::move(Site::open(world.works(), world.clock()).value());
    HttpRequest request{.path = path, .query = query, .accept = "text/html"};
    request.accept_language = "vi";
    return *answer(request, {site});
  }
  std::string path() const { return lot_label_path(lot.gtin, lot.code); }
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("no lot has an electronic label unless it is turned on") {
  Shop shop(false);
  CHECK(shop.get(shop.path()).status == 404);
  CHECK_FALSE(holds(shop.get(lot_path(shop.lot.gtin, shop.lot.code)).body, "Xem nhãn điện tử"));
}

TEST_CASE("the electronic label has every compulsory item, in the order of the law") {
  Shop shop;
  shop.corrected([](Product& product) {
    product.origin = "Việt Nam";
    product.ingredients = "Cá đù, muối";
    product.warnings = "Không dùng khi bao bì rách";
    product.usage = "Chiên hoặc nướng";
    product.storage = "Nơi khô, mát";
  });
  shop.printed();
  const HttpResponse page = shop.get(shop.path());
  REQUIRE(page.status == 200);
  std::size_t at = 0;
  for (const char* text :
       {"Tên hàng hóa", "Tổ chức chịu trách nhiệm", "Địa chỉ", "Xuất xứ", "Việt Nam", "Định lượng",
        "Ngày sản xuất", "24/11/2026", "Hạn sử dụng", "Số lô", "Thành phần", "Cá đù, muối",
        "Cảnh báo an toàn", "Không dùng khi bao bì rách", "Hướng dẫn sử dụng", "Bảo quản"}) {
    CAPTURE(text);
    const std::size_t found = page.body.find(text, at);
    REQUIRE(found != std::string::npos);
    at = found;
  }
  CHECK(holds(shop.get(lot_path(shop.lot.gtin, shop.lot.code)).body, "Xem nhãn điện tử"));
  CHECK(shop.get(shop.path(), "version=0").status == 404);
  CHECK(shop.get(shop.path(), "version=2").status == 404);
  CHECK(shop.get(shop.path(), "version=x").status == 404);
  CHECK(shop.get("/lot/02990001000018/NONE/label").status == 404);
  // What the record lacks is said, not left out.
  shop.corrected([](Product& product) { product.origin.clear(); });
  shop.printed();
  CHECK(holds(shop.get(shop.path()).body, "Chưa có trong hồ sơ"));
}

TEST_CASE("each version stays as it stood when its labels were printed") {
  Shop shop;
  shop.corrected([](Product& product) { product.warnings = "Cảnh báo một"; });
  const PrintJob first = shop.printed();
  const PrintJob again = shop.printed();
  shop.corrected([](Product& product) {
    product.warnings = "Cảnh báo hai";
    product.name = "Tên đổi sau khi phát hành";
  });
  const PrintJob second = shop.printed();
  shop.corrected([](Product& product) { product.warnings = "Chưa in bao giờ"; });
  const LotFacts facts =
      shop.works.registry().facts(shop.lot.realm, shop.lot.gtin, shop.lot.code, {}, shop.world.now);
  const auto versions = label_versions(shop.works.registry(), facts);
  REQUIRE(versions.size() == 2);
  CHECK(versions[0].print_jobs == std::vector<std::uint64_t>{first.leaf_index, again.leaf_index});
  CHECK(version_of(versions, first.leaf_index) == 0);
  CHECK(version_of(versions, second.leaf_index) == 1);
  CHECK(version_of(versions, std::nullopt) == 1);
  for (const LabelVersion& each : versions) {
    REQUIRE(each.facts.size() == e_label_items().size());
    for (std::size_t i = 0; i < each.facts.size(); ++i)
      CHECK(each.facts[i].name == e_label_items()[i]);
  }
  const std::string one = shop.get(shop.path(), "version=1").body;
  CHECK(holds(one, "Cảnh báo một"));
  CHECK_FALSE(holds(one, "Cảnh báo hai"));
  const std::string last = shop.get(shop.path()).body;
  CHECK(holds(last, "Cảnh báo hai"));
  CHECK_FALSE(holds(last, "Chưa in bao giờ"));
  // A lot keeps the name that it was issued under, on paper and here.
  CHECK_FALSE(holds(last, "Tên đổi sau khi phát hành"));
  CHECK(holds(last, "version=1"));
  // A label leads to the version of its own print.
  for (const auto& [job, version] : {std::pair{first, "version=1"}, {second, "version=2"}}) {
    const std::string item =
        lot_path(shop.lot.gtin, shop.lot.code, Serial::sealed(job.first_serial));
    CHECK(holds(shop.get(item).body, version));
  }
}

TEST_CASE("before anything is printed the label is that of the issue") {
  Shop shop;
  const HttpResponse page = shop.get(shop.path());
  REQUIRE(page.status == 200);
  CHECK(holds(page.body, "Chưa in tem nào"));
}
