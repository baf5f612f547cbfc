#include "page_world.h"

#include <doctest/doctest.h>

#include "temgoc/base/files.h"
#include "temgoc/import/import_step.h"
#include "temgoc/keys/issuer_keys.h"
#include "temgoc/keys/sign_trust_list.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/lots/recall.h"
#include "temgoc/seal/lot_seal.h"
#include "web/paths.h"
#include "web/scan_recorder.h"

namespace temgoc::test {
namespace fs = std::filesystem;
namespace {

constexpr const char* kPassphrase = "đồng bằng sông Cửu Long";
constexpr const char* kSauce = "2990001000315";
constexpr const char* kTea = "2990001000339";

Instant noon_in_vietnam() { return parse_instant("2026-11-24T02:14:00.000Z").value(); }

void import_example(Registry& registry, ImportKind kind, const std::string& name, Instant now) {
  const std::string path = TEMGOC_SOURCE_DIR "/examples/" + name + ".csv";
  const auto content = read_file(path, kMaxTableBytes);
  const auto report = import_table(registry, kind, as_bytes(*content), path, now, {});
  REQUIRE(report.has_value());
  REQUIRE(report->errors.empty());
}

// As long as real values are: what a co-op with much to say would enter.
void complete_records(Registry& registry, Instant now) {
  Cooperative cooperative = registry.cooperative("C90").value();
  cooperative.phone = "028 3889 0123";
  cooperative.registration_no = "0312345678";
  cooperative.gtin_prefixes = {"8938505974"};  // for products that tests add
  REQUIRE(registry.store(cooperative, now, true).has_value());
  Product product = registry.product(std::string_view("P90")).value();
  product.brand = "Rừng Đước";
  product.standards = "TCVN 5107:2018; QCVN 8-2:2011/BYT; TCCS 01:2026/HTXM";
  product.ingredients = "Cá cơm (70 %), muối biển Cần Giờ (30 %)";
  product.origin = "Việt Nam";
  product.allergens = "Cá";
  product.warnings = "Chứa cá. Sản phẩm mặn: người cao huyết áp nên dùng ít.";
  REQUIRE(registry.store(product, now, true).has_value());
}

// The same seal with one digit of its signature changed.
std::string altered(std::string path) {
  char& digit = path[170];
  digit = digit == '1' ? '2' : '1';
  return path;
}

std::string with_newer_version(const Lot& lot) {
  SealBytes seal = lot.seal;
  seal[0] = 0x20;
  return "/" + seal_digits(seal) + "/01/" + lot.gtin.digits() + "/10/" + lot.code.text();
}

}  // namespace

std::string path_of(const std::string& url) {
  return url.substr(url.find('/', std::string("https://").size()));
}

PageWorld& page_world() {
  static PageWorld world;
  return world;
}

PageWorld::PageWorld() : now_(noon_in_vietnam()) {
  std::string name = (fs::temp_directory_path() / "temgoc-pages-XXXXXX").string();
  REQUIRE(mkdtemp(name.data()) != nullptr);
  folder_ = name;
  fill();
  sites_.emplace("", Site::open(folder_ / "works", clock()).value());
  make_headlines();
  make_others();
}

PageWorld::~PageWorld() {
  sites_.clear();
  workplace_.reset();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

Clock PageWorld::clock() const {
  return [now = now_] { return now; };
}

RandomSource PageWorld::random() {
  return [this](std::span<std::uint8_t> bytes) {
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(generator_());
  };
}

void PageWorld::fill() {
  auto made = Workplace::init(
      {folder_ / "works", "ocop.example.vn", {"tg.example.vn"}, folder_ / "roots", kPassphrase},
      clock(), random());
  REQUIRE(made.has_value());
  workplace_.emplace(std::move(*made));
  Registry& registry = workplace_->registry();
  import_example(registry, ImportKind::cooperatives, "cooperatives", now_);
  import_example(registry, ImportKind::places, "places", now_);
  import_example(registry, ImportKind::products, "products", now_);
  import_example(registry, ImportKind::certifications, "certifications", now_);
  complete_records(registry, now_);
  REQUIRE(new_issuer_key(*workplace_, "C90", kPassphrase).has_value());
  REQUIRE(sign_trust_list(*workplace_, folder_ / "roots", kPassphrase).has_value());
}

Lot PageWorld::issued(const std::string& gtin, const std::string& code, int days_ago,
                      std::optional<unsigned> shelf_life, const std::string& place) {
  LotDraft draft{.gtin = Gtin::parse(gtin).value(),
                 .code = LotCode::parse(code).value(),
                 .packed_on = vietnam_day(now_) - std::chrono::days(days_ago),
                 .shelf_life_days = shelf_life,
                 .quantity = Quantity::parse("600", "chai").value(),
                 .place_id = gtin == kSauce ? "L92" : place};
  auto report = issue_lot(*workplace_, draft, kPassphrase);
  REQUIRE(report.has_value());
  return report->lot;
}

std::vector<Serial> PageWorld::listed(const Lot& lot, unsigned count) {
  std::vector<Serial> serials;
  for (unsigned i = 0; i < count; ++i) serials.push_back(Serial::listed(random()));
  const auto job = workplace_->registry().add_print_job(
      {.lot_id = lot.id,
       .template_id = "a4-65-link",
       .template_sha256 = std::string(64, (char)48),
       .kind = CodeKind::item_link,
       .labels = count},
      now_, serials, [](const PrintJob&) { return std::string("temgoc-print/test\n"); });
  REQUIRE(job.has_value());
  return serials;
}

void PageWorld::make_headlines() {
  lot_ = issued(kSauce, "261120-01", 4, {});
  const Lot expired = issued(kTea, "261101-01", 23, 5);
  const Lot recalled = issued(kSauce, "261118-03", 6, {});
  REQUIRE(
      recall_lot(*workplace_, recalled,
                 {Recall::Scope::lot, "Nhiễm histamin vượt mức cho phép", "", vietnam_day(now_)})
          .has_value());
  const auto serials = listed(*lot_, 3);
  REQUIRE(void_labels(*workplace_, *lot_,
                      {.listed_serial = serials[1].text(), .reason = "tem hỏng khi in"})
              .has_value());
  constexpr const char* kProvinces[] = {"Hà Nội", "Huế", "Đà Nẵng", "Cần Thơ", "Cà Mau", "Lào Cai"};
  for (int i = 0; i < 30; ++i)
    workplace_->registry().add_scan({lot_->id, serials[2].text(),
                                     Province::named(kProvinces[i % 6]),
                                     now_ - std::chrono::minutes(900 - 20 * i)});
  const Lot cancelled = issued(kSauce, "261119-07", 5, {});
  REQUIRE(cancel_lot(*workplace_, cancelled, {.reason = "gõ nhầm sản phẩm", .at = {}}).has_value());
  REQUIRE(workplace_->settle_log(false).has_value());
  const std::string sealed = path_of(lot_url(*lot_));
  headlines_ = {{"valid", sealed},
                {"forged", altered(sealed)},
                {"unknown", lot_path(lot_->gtin, LotCode::parse("KHONG-CO").value())},
                {"recalled", path_of(lot_url(recalled))},
                {"void", lot_path(lot_->gtin, lot_->code, serials[1])},
                {"suspected_copy", lot_path(lot_->gtin, lot_->code, serials[2])},
                {"expired", path_of(lot_url(expired))},
                {"unsealed", lot_path(lot_->gtin, lot_->code)},
                {"cannot_check", with_newer_version(*lot_)},
                {"cancelled", path_of(lot_url(cancelled))}};
  others_.push_back({"listed", lot_path(lot_->gtin, lot_->code, serials[0])});
  safety_ = {{"lot good", lot_safety_path(lot_->gtin, lot_->code)},
             {"lot recalled", lot_safety_path(recalled.gtin, recalled.code)},
             {"lot expired", lot_safety_path(expired.gtin, expired.code)},
             {"lot cancelled", lot_safety_path(cancelled.gtin, cancelled.code)}};
  make_test_works();
  make_moved_site();
}

std::string PageWorld::stolen(const LotCode& code, std::uint32_t issue_number,
                              const std::optional<Serial>& serial) const {
  SealHeader header = decode_header(std::span(lot_->seal).first<13>()).value();
  header.issue_number = issue_number;
  SealedClaim sealed{{header, lot_->gtin, code, serial}, {}};
  const auto key = load_key(workplace_->key_path(header.key_id), kPassphrase);
  REQUIRE(key.has_value());
  sealed.signature = key->sign(signed_message(sealed.claim, lot_->realm));
  return path_of(sealed_uri("tg.example.vn", sealed));
}

// A lot whose product is called otherwise by now.
Lot PageWorld::renamed() {
  Product product{.id = "P89",
                  .cooperative_id = "C90",
                  .name = "Khô mực mẫu",
                  .gtin = Gtin::parse("8938505974200").value()};
  product.net_content = "250 g";
  product.shelf_life_days = 180;
  product.sample = true;
  REQUIRE(workplace_->registry().store(product, now_, false).has_value());
  const Lot lot = issued(product.gtin.digits(), "261119-01", 5, {}, "L91");
  product.name = "Khô mực mẫu một nắng";
  product.label_name = "Mực một nắng";
  product.net_content = "500 g";
  REQUIRE(workplace_->registry().store(product, now_, true).has_value());
  return lot;
}

void PageWorld::make_others() {
  const Gtin& gtin = lot_->gtin;
  const LotCode& code = lot_->code;
  for (const Example& example :
       std::vector<Example>{{"form", "/"},
                            {"code", code_path(lot_->short_code)},
                            {"malformed", path_of(lot_url(*lot_)).substr(0, 120)},
                            {"events", lot_events_path(gtin, code)},
                            {"safety", lot_safety_path(gtin, code)},
                            {"product", product_path(gtin)},
                            {"service", product_path(Gtin::parse("2990001000353").value())},
                            {"cooperative", cooperative_path("C90")},
                            {"cooperative_real", cooperative_path("C01")},
                            {"place", place_path("L90")},
                            {"certification", certification_path("K30")},
                            {"report", "/report"},
                            {"renamed", path_of(lot_url(renamed()))},
                            {"not_found", "/product/0"}})
    others_.push_back(example);
}

// A workplace without a host prints test labels.
void PageWorld::make_test_works() {
  auto works = Workplace::init(
      {folder_ / "test_works", "thu.example.vn", {}, folder_ / "test_roots", kPassphrase}, clock(),
      random());
  REQUIRE(works.has_value());
  import_example(works->registry(), ImportKind::cooperatives, "cooperatives", now_);
  import_example(works->registry(), ImportKind::products, "products", now_);
  const auto report = issue_lot(*works,
                                {.gtin = Gtin::parse(kTea).value(),
                                 .packed_on = vietnam_day(now_),
                                 .quantity = Quantity::parse("10", "hộp").value()},
                                "");
  REQUIRE(report.has_value());
  headlines_.push_back({"test_label", path_of(report->url)});
  sites_.emplace("test_label", Site::open(folder_ / "test_works", clock()).value());
}

// The same workplace under a host that its trust list does not name yet.
void PageWorld::make_moved_site() {
  const fs::path moved = folder_ / "moved";
  fs::copy(folder_ / "works", moved, fs::copy_options::recursive);
  Settings settings = workplace_->settings();
  settings.hosts = {"moi.example.vn", "tg.example.vn"};
  write_file(moved / "temgoc.toml", as_bytes(settings.text()));
  headlines_.push_back({"wrong_site", path_of(lot_url(*lot_))});
  sites_.emplace("wrong_site", Site::open(moved, clock()).value());
}

const Example& PageWorld::example(const std::string& name) const {
  for (const auto* list : {&headlines_, &others_})
    for (const Example& example : *list)
      if (example.name == name) return example;
  throw std::logic_error("no example " + name);
}

Site& PageWorld::site_for(const std::string& name) const {
  const auto found = sites_.find(name);
  return found == sites_.end() ? sites_.at("") : found->second;
}

HttpResponse PageWorld::get(const Example& example, const std::string& accept_language,
                            const std::string& accept, AnswerCache* cache) const {
  Site& site = site_for(example.name);
  auto page =
      answer_with_page({.path = example.path, .accept = accept, .accept_language = accept_language},
                       {site, nullptr, cache});
  REQUIRE(page.has_value());
  return *page;
}

SharedResponse PageWorld::answered(const HttpRequest& request, AnswerCache* cache) const {
  return answer(request, {sites_.at(""), nullptr, cache});
}

SharedResponse PageWorld::scanned(const HttpRequest& request) const {
  auto recorder =
      ScanRecorder::start(folder_ / "works" / "registry.sqlite", {clock(), system_random()});
  REQUIRE(recorder.has_value());
  return answer(request, {sites_.at(""), recorder->get()});
}

HttpResponse PageWorld::get(const std::string& path, const std::string& query) const {
  return ask({.path = path, .query = query, .has_query = !query.empty()});
}

HttpResponse PageWorld::ask(const HttpRequest& request) const {
  Site& site = sites_.at("");
  // Ends with the request, so that what it took is in the registry when the caller looks.
  auto recorder =
      ScanRecorder::start(folder_ / "works" / "registry.sqlite", {clock(), system_random()});
  REQUIRE(recorder.has_value());
  auto page = answer_with_page(request, {site, recorder->get()});
  REQUIRE(page.has_value());
  return *page;
}

}  // namespace temgoc::test
