#include "temgoc/model/records.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

using namespace temgoc;

namespace {

bool flag() { return *rc::gen::arbitrary<bool>(); }
int number(int below) { return *rc::gen::inRange(0, below); }
std::string text() { return *rc::gen::element<std::string>("", "Cần Giờ", "a\"b\\c", "0", "null"); }
Day day() { return Day{std::chrono::year{2020} / 1 / 1} + std::chrono::days(number(4000)); }

template <class Make>
auto perhaps(Make make) -> std::optional<decltype(make())> {
  if (flag()) return std::nullopt;
  return make();
}

template <class Make>
auto several(Make make) {
  std::vector<decltype(make())> values;
  for (int i = number(3); i > 0; --i) values.push_back(make());
  return values;
}

VagueDate date() {
  const auto first = day();
  return {*date_precision(*rc::gen::element<std::string>("day", "month", "year", "announced")),
          first, first + std::chrono::days(number(400))};
}

Address address() { return {text(), text(), text(), text(), perhaps(day), perhaps(day), text()}; }
double area() { return number(100000) / 7.0; }

Cooperative cooperative() {
  const auto members = [] { return number(1000); };
  return {.id = text(),
          .name = text(),
          .short_name = text(),
          .addresses = several(address),
          .phone = text(),
          .registration_no = text(),
          .founded = text(),
          .members = perhaps(members),
          .area_ha = perhaps(area),
          .gtin_prefixes = several(text),
          .gln = text(),
          .note = text(),
          .source = text(),
          .confidence = text(),
          .sample = flag()};
}

Place place() {
  return {.id = text(),
          .cooperative_id = text(),
          .kind = static_cast<PlaceKind>(number(3)),
          .name = text(),
          .code = text(),
          .market = text(),
          .gln = text(),
          .area_ha = perhaps(area),
          .addresses = several(address),
          .sample = flag()};
}

Product product() {
  return {.id = text(),
          .cooperative_id = text(),
          .name = text(),
          .name_en = text(),
          .label_name = text(),
          .brand = text(),
          .group = perhaps([] { return *OcopGroup::parse("I.3.d"); }),
          .gtin = *Gtin::parse(*rc::gen::element<std::string>("2990001000018", "96385074")),
          .net_content = text(),
          .shelf_life_days = perhaps([] { return static_cast<unsigned>(number(65535)); }),
          .storage = text(),
          .storage_en = text(),
          .ingredients = text(),
          .ingredients_en = text(),
          .allergens = text(),
          .allergens_en = text(),
          .warnings = text(),
          .warnings_en = text(),
          .usage = text(),
          .usage_en = text(),
          .origin = text(),
          .standards = text(),
          .ocop_stars_last_known = perhaps([] { return number(6); }),
          .ocop_round_last_known = text(),
          .closed = flag(),
          .sample = flag(),
          .sample_fields = several(text),
          .source = text(),
          .confidence = text()};
}

Certification certification() {
  const auto event = [] {
    return CertificationEvent{static_cast<CertificationEvent::Kind>(number(3)), date(), text(),
                              text()};
  };
  return {.id = text(),
          .cooperative_id = text(),
          .product_id = text(),
          .scheme = text(),
          .level = text(),
          .number = text(),
          .decision_no = text(),
          .gdti = text(),
          .issuer = text(),
          .issuer_level = static_cast<IssuerLevel>(number(6)),
          .criteria_version = text(),
          .issued = perhaps(date),
          .stated_end = perhaps(date),
          .events = several(event),
          .note = text(),
          .source = text(),
          .confidence = text(),
          .sample = flag()};
}

template <class Value>
Json through_text(const Value& value) {
  return parse_json(canonical_json(to_json(value))).value();
}

template <class Read>
std::string damage(Read read) {
  try {
    read();
  } catch (const SystemFailure& failure) {
    return failure.error().code;
  }
  return "";
}

Product sample_product() { return {.id = "P01", .gtin = *Gtin::parse("2990001000018")}; }

}  // namespace

TEST_CASE("every record reads back from its JSON, member for member") {
  CHECK(rc::check("cooperative", [] {
    const auto value = cooperative();
    RC_ASSERT(cooperative_from(through_text(value)) == value);
  }));
  CHECK(rc::check("place", [] {
    const auto value = place();
    RC_ASSERT(place_from(through_text(value)) == value);
  }));
  CHECK(rc::check("product", [] {
    const auto value = product();
    RC_ASSERT(product_from(through_text(value)) == value);
  }));
  CHECK(rc::check("certification", [] {
    const auto value = certification();
    RC_ASSERT(certification_from(through_text(value)) == value);
  }));
}

TEST_CASE("a record from before GS1 keys of parties and papers reads as one without") {
  Json json = to_json(Cooperative{.id = "C90"});
  json.erase("gln");
  CHECK(cooperative_from(json) == Cooperative{.id = "C90"});
}

TEST_CASE("a link reads back from its JSON") {
  const Link link{
      .id = 7,
      .subject = {.ai = "01", .value = "02990001000018", .lot = LotCode::parse("L1").value()},
      .type = "gs1:recipeInfo",
      .url = "https://example.vn/a?b=c",
      .title = "Cách nấu",
      .languages = {"vi", "en"},
      .media_type = "text/html",
      .contexts = {"VN"}};
  CHECK(link_from(through_text(link)) == link);
}

TEST_CASE("every key is present, null where not known and [] where known to be none") {
  CHECK(
      to_json(sample_product()).dump() ==
      R"({"id":"P01","cooperative_id":null,"name":null,"name_en":null,"label_name":null,"brand":null,"group":null,)"
      R"("gtin":"02990001000018","net_content":null,"shelf_life_days":null,"storage":null,"storage_en":null,)"
      R"("ingredients":null,"ingredients_en":null,"allergens":null,"allergens_en":null,)"
      R"("warnings":null,"warnings_en":null,"usage":null,"usage_en":null,"origin":null,"standards":null,)"
      R"("ocop_stars_last_known":null,"ocop_round_last_known":null,)"
      R"("closed":false,"sample":false,"sample_fields":[],"source":null,"confidence":null})");
  CHECK(to_json(Certification{}).dump() ==
        R"({"id":null,"cooperative_id":null,"product_id":null,"scheme":null,"level":null,)"
        R"("number":null,"decision_no":null,"gdti":null,"issuer":null,"issuer_level":null,)"
        R"("criteria_version":null,"issued":null,"stated_end":null,"events":[],"note":null,)"
        R"("source":null,"confidence":null,"sample":false})");
  CHECK(to_json(Cooperative{})["addresses"] == Json::array());
  CHECK(to_json(Cooperative{})["gtin_prefixes"] == Json::array());
  CHECK(to_json(VagueDate::exact(Day{std::chrono::year{2026} / 11 / 24})).dump() ==
        R"({"precision":"day","first":"2026-11-24","last":"2026-11-24"})");
}

TEST_CASE("a record with a member missing, added or of another kind is damaged") {
  const auto good = to_json(sample_product());
  CHECK(damage([&] { (void)product_from(good); }).empty());
  for (const auto& [key, value] : good.items()) {
    CAPTURE(key);
    static const std::set<std::string> kLater = {
        "brand",  "standards", "warnings",     "label_name",  "storage_en", "ingredients_en",
        "origin", "allergens", "allergens_en", "warnings_en", "usage",      "usage_en"};
    const bool came_later = kLater.contains(key);
    auto missing = good;
    missing.erase(key);
    CHECK(damage([&] { (void)product_from(missing); }) == (came_later ? "" : "record_damaged"));
    auto other = good;
    other[key] = Json::object();
    CHECK(damage([&] { (void)product_from(other); }) == "record_damaged");
  }
  auto added = good;
  added["x"] = 1;
  CHECK(damage([&] { (void)product_from(added); }) == "record_damaged");
  CHECK(damage([] { (void)product_from(Json::array()); }) == "record_damaged");
}

TEST_CASE("values that no record can have are damage") {
  const auto changed = [](const char* key, Json value) {
    auto json = to_json(sample_product());
    json[key] = std::move(value);
    return damage([&] { (void)product_from(json); });
  };
  CHECK(changed("gtin", "2990001000019") == "record_damaged");
  CHECK(changed("group", "VII") == "record_damaged");
  CHECK(changed("shelf_life_days", -1) == "record_damaged");
  CHECK(changed("shelf_life_days", 1.5) == "record_damaged");
  CHECK(changed("shelf_life_days", std::uint64_t{1} << 63) == "record_damaged");
  CHECK(changed("sample_fields", Json::array({1})) == "record_damaged");
  auto paper = to_json(Certification{});
  paper["issuer_level"] = "village";
  CHECK(damage([&] { (void)certification_from(paper); }) == "record_damaged");
  paper = to_json(Certification{});
  paper["issued"] = {{"precision", "day"}, {"first", "2026-11-24"}, {"last", "2026-11-23"}};
  CHECK(damage([&] { (void)certification_from(paper); }) == "record_damaged");
  paper["issued"] = {{"precision", "day"}, {"first", "24/11/2026"}, {"last", "2026-11-24"}};
  CHECK(damage([&] { (void)certification_from(paper); }) == "record_damaged");
}
