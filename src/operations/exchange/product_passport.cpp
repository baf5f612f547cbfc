// A lot's digital product passport as EN 18223 shapes it: an envelope and data elements, each with
// its entry in GS1's vocabulary.
#include <algorithm>

#include "operations/exchange/lot_story.h"
#include "temgoc/base/percent.h"
#include "temgoc/events/public_journey.h"
#include "temgoc/exchange/credentials.h"

namespace temgoc {
namespace {

constexpr const char* kVocabulary = "https://ref.gs1.org/voc/";

// A data element: a value, texts in several languages, a document, members, or groups of members.
struct Element {
  enum class Kind { value, texts, document, members, groups };
  std::string id;
  Kind kind = Kind::value;
  std::string type = {};       // XSD, of a value
  std::string reference = {};  // in GS1's vocabulary; empty: as the id. "-": it has none
  Json value = {};             // of all but members and groups
  std::vector<Element> members = {};
  std::vector<std::vector<Element>> groups = {};
};

Json compressed(const std::vector<Element>& elements);

Json short_form(const Element& each) {
  if (each.kind == Element::Kind::members) return compressed(each.members);
  if (each.kind == Element::Kind::document) return each.value.at("url");
  if (each.kind != Element::Kind::groups) return each.value;
  Json list = Json::array();
  for (const auto& group : each.groups) list.push_back(compressed(group));
  return list;
}

Json compressed(const std::vector<Element>& elements) {
  Json made = Json::object();
  for (const Element& each : elements) made[each.id] = short_form(each);
  return made;
}

Json full_list(const std::vector<Element>& elements);

Json full_form(const Element& each) {
  using Kind = Element::Kind;
  Json made{{"elementId", each.id}};
  if (each.reference != "-")
    made["dictionaryReference"] = kVocabulary + (each.reference.empty() ? each.id : each.reference);
  switch (each.kind) {
    case Kind::value:
      made["objectType"] = "SingleValuedDataElement";
      made["valueDataType"] = "xsd:" + each.type;
      made["value"] = each.value;
      break;
    case Kind::texts:
      made["objectType"] = "MultiLanguageDataElement";
      made["value"] = each.value;
      break;
    case Kind::document:
      made["objectType"] = "RelatedResource";
      made.update(each.value);
      break;
    case Kind::members:
      made["objectType"] = "DataElementCollection";
      made["elements"] = full_list(each.members);
      break;
    case Kind::groups:
      made["objectType"] = "MultiValuedDataElement";
      made["value"] = Json::array();
      for (const auto& group : each.groups) made["value"].push_back(full_list(group));
      break;
  }
  return made;
}

Json full_list(const std::vector<Element>& elements) {
  Json list = Json::array();
  for (const Element& each : elements) list.push_back(full_form(each));
  return list;
}

class Elements {
 public:
  void text(const char* id, const std::string& value, const char* reference = "",
            const char* type = "string") {
    if (!value.empty())
      all.push_back({.id = id, .type = type, .reference = reference, .value = value});
  }
  void texts(const char* id, const std::string& vi, const std::string& en) {
    if (vi.empty() && en.empty()) return;
    Json value = Json::array();
    if (!vi.empty()) value.push_back({{"value", vi}, {"language", "vi"}});
    if (!en.empty()) value.push_back({{"value", en}, {"language", "en"}});
    all.push_back({.id = id, .kind = Element::Kind::texts, .value = std::move(value)});
  }
  void groups(const char* id, std::vector<std::vector<Element>> several,
              const char* reference = "") {
    if (!several.empty())
      all.push_back({.id = id,
                     .kind = Element::Kind::groups,
                     .reference = reference,
                     .groups = std::move(several)});
  }

  std::vector<Element> all = {};
};

std::vector<Element> certificate_of(const Certification& each) {
  Elements made;
  made.text("certificationStandard", each.scheme);
  made.text("certificationValue", each.level);
  made.text("certificationIdentification", each.number);
  made.text("certificationAgency", each.issuer);
  if (const auto end = valid_through(each); end && end->precision == VagueDate::Precision::day)
    made.text("certificationEndDate", to_iso(end->first), "", "date");
  return made.all;
}

std::vector<Element> stage_of(const JourneyStage& stage) {
  Elements made;
  made.text("stage", to_text(stage.kind), "-");
  made.text("firstDay", to_iso(stage.first), "-", "date");
  made.text("lastDay", to_iso(stage.last), "-", "date");
  std::string provinces;
  for (const std::string& each : stage.provinces)
    provinces += (provinces.empty() ? "" : ", ") + each;
  made.text("province", provinces, "-");
  return made.all;
}

class Passport {
 public:
  Passport(const Registry& registry, const LotStory& story, const LotFacts& facts, Day today)
      : registry_(registry),
        story_(story),
        facts_(facts),
        today_(today),
        journey_(public_journey(registry, story.lot, today)) {}

  Json made(bool full) const {
    Json passport = envelope();
    const std::vector<Element> elements = all();
    if (full)
      passport["elements"] = full_list(elements);
    else
      passport.update(compressed(elements));
    return passport;
  }

 private:
  bool is_recalled() const {
    return std::ranges::any_of(facts_.recalls,
                               [&](const Recall& each) { return each.since <= today_; });
  }

  // When anything that it tells was last recorded.
  Instant last_updated() const {
    Instant last = story_.lot.issued_at;
    for (const auto& [kind, id] : {std::pair{"product", story_.lot.product_id},
                                   std::pair{"cooperative", story_.lot.cooperative_id}})
      for (const RecordVersion& each : registry_.history(kind, id)) last = std::max(last, each.at);
    for (const Certification& paper : facts_.certifications)
      for (const RecordVersion& each : registry_.history("certification", paper.id))
        last = std::max(last, each.at);
    for (const JourneyStage& each : journey_) last = std::max(last, each.recorded);
    if (facts_.cancelled) last = std::max(last, facts_.cancelled->at);
    for (const RecallOnRecord& each : registry_.recalls())
      if (concerns(each)) last = std::max(last, each.at);
    return last;
  }

  bool concerns(const RecallOnRecord& each) const {
    if (each.lot)
      return each.lot->key_id == story_.lot.key_id &&
             each.lot->issue_number == story_.lot.issue_number;
    return each.subject == (each.recall.scope == Recall::Scope::product
                                ? story_.lot.product_id
                                : story_.lot.cooperative_id);
  }

  Json envelope() const {
    const Lot& lot = story_.lot;
    const std::string& gln = story_.cooperative.gln;
    Json made{{"digitalProductPassportId", "https://" + lot.host + "/dpp/" + lot.gtin.digits() +
                                               "/" + percent_encoded(lot.code.text())},
              {"uniqueProductIdentifier", trace_link(lot)},
              {"granularity", "batch"},
              {"dppSchemaVersion", "EN 18223:2026"},
              {"dppStatus", facts_.cancelled || is_recalled() ? "inactive" : "active"},
              {"lastUpdated", to_iso(last_updated())},
              {"economicOperatorId", gln.empty() ? cooperative_did(lot.host, lot.cooperative_id)
                                                 : "https://id.gs1.org/417/" + gln}};
    const bool is_farm = story_.place && story_.place->kind == PlaceKind::growing_area;
    if (story_.place && !is_farm && !story_.place->gln.empty())
      made["facilityId"] = "https://id.gs1.org/414/" + story_.place->gln;
    made["contentSpecificationIds"] = Json::array({kVocabulary});
    return made;
  }

  std::vector<Element> producer() const {
    Elements made;
    made.text("organizationName", story_.cooperative.name);
    made.text("address", address_of(story_.cooperative.addresses, today_));
    made.text("globalLocationNumber", story_.cooperative.gln);
    return made.all;
  }

  std::vector<Element> all() const {
    const Product& product = story_.product;
    Elements made;
    made.texts("productName", product.name, product.name_en);
    made.text("gtin", story_.lot.gtin.digits());
    made.text("brandName", product.brand);
    made.text("hasBatchLotNumber", story_.lot.code.text());
    made.text("packagingDate", to_iso(story_.lot.packed_on), "", "date");
    if (const auto day = story_.lot.expires_on())
      made.text("expirationDate", to_iso(*day), "", "date");
    made.text("netContent", product.net_content);
    made.text("countryOfOriginStatement", product.origin);
    made.all.push_back(
        {.id = "manufacturer", .kind = Element::Kind::members, .members = producer()});
    made.texts("ingredientStatement", product.ingredients, product.ingredients_en);
    made.texts("allergenStatement", product.allergens, product.allergens_en);
    made.texts("consumerStorageInstructions", product.storage, product.storage_en);
    made.texts("preparationInstructions", product.usage, product.usage_en);
    made.texts("consumerSafetyInformation", product.warnings, product.warnings_en);
    made.text("appliedStandards", product.standards, "-");
    std::vector<std::vector<Element>> papers, stages;
    for (const Certification& each : story_.in_force) papers.push_back(certificate_of(each));
    made.groups("certification", std::move(papers));
    for (const JourneyStage& each : journey_) stages.push_back(stage_of(each));
    made.groups("journey", std::move(stages), "-");
    if (!story_.picture.empty())
      made.all.push_back({.id = "image",
                          .kind = Element::Kind::document,
                          .value = {{"resourceTitle", product.name},
                                    {"contentType", "image/jpeg"},
                                    {"url", story_.picture}}});
    made.all.push_back(
        {.id = "hasActiveRecall", .type = "boolean", .reference = "-", .value = is_recalled()});
    return made.all;
  }

  const Registry& registry_;
  const LotStory& story_;
  const LotFacts& facts_;
  Day today_;
  std::vector<JourneyStage> journey_;
};

}  // namespace

std::optional<Json> digital_product_passport(const Registry& registry, const Lot& lot, Day today,
                                             bool full) {
  if (lot.test) return std::nullopt;
  const LotStory story = story_without_events(registry, lot, today);
  const LotFacts facts = registry.facts(lot.realm, lot.gtin, lot.code, {}, {});
  return Passport(registry, story, facts, today).made(full);
}

}  // namespace temgoc
