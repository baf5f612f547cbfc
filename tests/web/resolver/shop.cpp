#include "web/resolver/shop.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "temgoc/keys/issuer_keys.h"
#include "temgoc/keys/sign_trust_list.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/seal/seal.h"

namespace temgoc::test {
namespace fs = std::filesystem;
namespace {

constexpr const char* kPassphrase = "đồng bằng sông Cửu Long";
const Clock kClock = [] { return parse_instant("2026-11-24T02:00:00.000Z").value(); };

void fill(Registry& registry) {
  const Instant at = kClock();
  Cooperative cooperative{.id = "C90", .name = "Hợp tác xã Mẫu \"Sông <Xanh>\"", .sample = true};
  cooperative.gtin_prefixes = {"8938505974"};
  cooperative.gln = kSeat;
  REQUIRE(registry.store(cooperative, at, false));
  REQUIRE(registry.store(
      Place{.id = "G90", .cooperative_id = "C90", .name = "Vườn mẫu", .gln = kGarden}, at, false));
  for (const auto& [id, gtin] : {std::pair{"P90", kGtin}, {"P91", kOtherGtin}})
    REQUIRE(registry.store(Product{.id = id,
                                   .cooperative_id = "C90",
                                   .name = "Trà mẫu & sen",
                                   .gtin = Gtin::parse(gtin).value(),
                                   .shelf_life_days = 180,
                                   .sample = true},
                           at, false));
  for (const auto& [id, product, gdti] : {std::tuple{"K90", "P90", kPaper}, {"K91", "", ""}})
    REQUIRE(registry.store(Certification{.id = id,
                                         .cooperative_id = "C90",
                                         .product_id = product,
                                         .scheme = "VietGAP",
                                         .number = std::string("12/") + id,
                                         .gdti = gdti},
                           at, false));
}

}  // namespace

struct Shop::World {
  fs::path folder;
  std::optional<Workplace> workplace;
  std::optional<Site> site;

  World() {
    std::string name = (fs::temp_directory_path() / "temgoc-shop-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder = name;
    const auto generator = std::make_shared<std::mt19937>(1);
    const RandomSource random = [generator](std::span<std::uint8_t> bytes) {
      for (auto& byte : bytes) byte = static_cast<std::uint8_t>((*generator)());
    };
    workplace = std::move(*Workplace::init(
        {folder / "works", "ocop.example.vn", {"tg.example.vn"}, folder / "roots", kPassphrase},
        kClock, random));
  }
  ~World() {
    site.reset();
    workplace.reset();
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
};

Shop::Shop() : world_(std::make_unique<World>()) {
  Workplace& workplace = *world_->workplace;
  fill(workplace.registry());
  REQUIRE(new_issuer_key(workplace, "C90", kPassphrase));
  REQUIRE(sign_trust_list(workplace, world_->folder / "roots", kPassphrase));
  const auto issued = issue_lot(workplace,
                                {.gtin = Gtin::parse(kGtin).value(),
                                 .code = LotCode::parse("LO24A").value(),
                                 .packed_on = workplace.today(),
                                 .quantity = Quantity::parse("10", "kg").value()},
                                kPassphrase);
  REQUIRE(issued);
  sealed_path_ = issued->url.substr(kRoot.size());
  world_->site = std::move(*Site::open(world_->folder / "works", kClock));
}

Shop::~Shop() = default;

Shop& Shop::open() {
  static Shop shop;
  return shop;
}

Registry& Shop::registry() { return world_->workplace->registry(); }

HttpResponse Shop::ask(HttpRequest request) {
  const auto response = answer_as_resolver(request, Desk{*world_->site});
  REQUIRE(response.has_value());
  return *response;
}

HttpResponse Shop::through_all(HttpRequest request) {
  return *answer(request, Desk{*world_->site});
}

HttpResponse Shop::get(const std::string& url, const std::string& accept,
                       const std::string& accept_language) {
  HttpRequest request = request_for(url);
  request.accept = accept;
  request.accept_language = accept_language;
  return ask(request);
}

LinkFor::LinkFor(Link link) {
  REQUIRE(check_rules(link));
  const auto stored = Shop::open().registry().add_link(link, kClock());
  REQUIRE(stored);
  id_ = stored->id;
}

LinkFor::~LinkFor() { (void)Shop::open().registry().remove_link(id_, kClock()); }

Link recipe(const std::string& url, std::vector<std::string> languages,
            const std::string& media_type, std::vector<std::string> contexts) {
  return {.subject = {.ai = "01", .value = kGtin},
          .type = "gs1:recipeInfo",
          .url = url,
          .title = "Cách pha trà",
          .languages = std::move(languages),
          .media_type = media_type,
          .contexts = std::move(contexts)};
}

HttpRequest request_for(const std::string& url) {
  const std::size_t mark = std::min(url.find('?'), url.size());
  HttpRequest request;
  request.path = url.substr(0, mark);
  request.has_query = mark < url.size();
  if (request.has_query) request.query = url.substr(mark + 1);
  return request;
}

std::vector<std::string> headers(const HttpResponse& response, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [key, value] : response.headers)
    if (key == name) values.push_back(value);
  return values;
}

std::string header(const HttpResponse& response, std::string_view name) {
  const auto values = headers(response, name);
  return values.empty() ? "" : values.front();
}

std::string location(const HttpResponse& response) {
  CHECK(response.status == 307);
  return header(response, "Location");
}

Json json_of(const HttpResponse& response) {
  auto json = parse_json(response.body);
  REQUIRE(json.has_value());
  return *json;
}

std::string schema_faults(const std::string& schema, const std::string& document) {
  using PlainJson = nlohmann::json;
  using Adapter = valijson::adapters::NlohmannJsonAdapter;
  std::ifstream file(fs::path(TEMGOC_SOURCE_DIR) / "tests/vectors/gs1" / schema);
  REQUIRE(file.is_open());
  const PlainJson text = PlainJson::parse(file);
  valijson::Schema parsed;
  valijson::SchemaParser().populateSchema(Adapter(text), parsed);
  const PlainJson value = PlainJson::parse(document);
  valijson::ValidationResults results;
  if (valijson::Validator().validate(parsed, Adapter(value), &results)) return "";
  std::string faults;
  for (valijson::ValidationResults::Error error; results.popError(error);)
    faults += error.description + "\n";
  return faults;
}

}  // namespace temgoc::test
