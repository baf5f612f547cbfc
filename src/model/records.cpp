// Records as JSON and back.
#include "temgoc/model/records.h"

#include "temgoc/base/text.h"

namespace temgoc {

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

namespace {

[[noreturn]] void damaged(std::string_view where) {
  throw SystemFailure(Error{.code = "record_damaged", .value = shortened(where)});
}

Json day_or_null(const std::optional<Day>& day) { return day ? Json(to_iso(*day)) : Json(); }
Json date_or_null(const std::optional<VagueDate>& date) { return date ? to_json(*date) : Json(); }

template <class Value>
Json value_or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

Json to_json(const CertificationEvent& event) {
  return {{"kind", to_text(event.kind)},
          {"on", temgoc::to_json(event.on)},
          {"reason", text_or_null(event.reason)},
          {"by", text_or_null(event.by)}};
}

template <class Value>
Json list_of(const std::vector<Value>& values) {
  Json list = Json::array();
  for (const auto& value : values) list.push_back(to_json(value));
  return list;
}

// One object whose members must each be read once, and be all there are.
class Members {
 public:
  explicit Members(const Json& json) : json_(json) {
    if (!json.is_object()) damaged(json.type_name());
  }

  const Json& at(const char* name) {
    ++read_;
    const auto found = json_.find(name);
    if (found == json_.end()) damaged(name);
    return *found;
  }

  std::string text(const char* name) {
    const auto& member = at(name);
    if (member.is_null()) return {};
    if (!member.is_string()) damaged(name);
    return member.get<std::string>();
  }

  // Of a member that records did not have from the first: absent is not known.
  std::string later_text(const char* name) {
    return json_.contains(name) ? text(name) : std::string();
  }

  bool truth(const char* name) {
    const auto& member = at(name);
    if (!member.is_boolean()) damaged(name);
    return member.get<bool>();
  }

  std::optional<double> number(const char* name) {
    const auto& member = at(name);
    if (member.is_null()) return std::nullopt;
    if (!member.is_number()) damaged(name);
    return member.get<double>();
  }

  template <class Integer>
  std::optional<Integer> integer(const char* name) {
    const auto& member = at(name);
    if (member.is_null()) return std::nullopt;
    if (!member.is_number_integer()) damaged(name);
    const auto value = member.get<std::int64_t>();
    if (!std::in_range<Integer>(value)) damaged(name);
    return static_cast<Integer>(value);
  }

  std::optional<Day> day(const char* name) {
    const auto iso = text(name);
    if (iso.empty()) return std::nullopt;
    const auto parsed = parse_day(iso, name);
    if (!parsed || to_iso(*parsed) != iso) damaged(name);
    return *parsed;
  }

  // `read` makes a value of each element.
  template <class Read>
  auto list(const char* name, Read read) {
    const auto& member = at(name);
    if (!member.is_array()) damaged(name);
    std::vector<decltype(read(member))> values;
    for (const auto& element : member) values.push_back(read(element));
    return values;
  }

  // Takes the value that a parser of `name`'s text gives.
  template <class Parsed>
  auto taken(const char* name, Parsed parsed) {
    if (!parsed) damaged(name);
    return std::move(*parsed);
  }

  void finish() const {
    if (read_ != json_.size()) damaged("members");
  }

 private:
  const Json& json_;
  std::size_t read_ = 0;
};

std::string text_from(const Json& json) {
  if (!json.is_string()) damaged(json.type_name());
  return json.get<std::string>();
}

VagueDate date_from(const Json& json) {
  Members members(json);
  VagueDate date;
  date.precision = members.taken("precision", date_precision(members.text("precision")));
  date.first = members.taken("first", members.day("first"));
  date.last = members.taken("last", members.day("last"));
  members.finish();
  if (date.first > date.last) damaged("last");
  return date;
}

std::optional<VagueDate> date_or_none(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional(date_from(json));
}

Address address_from(const Json& json) {
  Members members(json);
  Address address;
  address.street = members.text("street");
  address.commune = members.text("commune");
  address.district = members.text("district");
  address.province = members.text("province");
  address.valid_from = members.day("valid_from");
  address.valid_until = members.day("valid_until");
  address.confidence = members.text("confidence");
  members.finish();
  return address;
}

CertificationEvent event_from(const Json& json) {
  Members members(json);
  CertificationEvent event;
  event.kind = members.taken("kind", event_kind(members.text("kind")));
  event.on = date_from(members.at("on"));
  event.reason = members.text("reason");
  event.by = members.text("by");
  members.finish();
  return event;
}

std::optional<OcopGroup> group_from(Members& members) {
  const auto code = members.text("group");
  if (code.empty()) return std::nullopt;
  return members.taken("group", OcopGroup::parse(code));
}

// Of a member that older records do not have.
std::optional<OcopSet> set_from(const Json& json, Members& members) {
  if (!json.contains("ocop_set")) return std::nullopt;
  const auto number = members.integer<int>("ocop_set");
  return members.taken("ocop_set", OcopSet::parse(std::to_string(number.value_or(0))));
}

}  // namespace

Json to_json(const Address& address) {
  return {{"street", text_or_null(address.street)},
          {"commune", text_or_null(address.commune)},
          {"district", text_or_null(address.district)},
          {"province", text_or_null(address.province)},
          {"valid_from", day_or_null(address.valid_from)},
          {"valid_until", day_or_null(address.valid_until)},
          {"confidence", text_or_null(address.confidence)}};
}

Json to_json(const VagueDate& date) {
  return {{"precision", to_text(date.precision)},
          {"first", to_iso(date.first)},
          {"last", to_iso(date.last)}};
}

Json to_json(const Cooperative& cooperative) {
  return {{"id", text_or_null(cooperative.id)},
          {"name", text_or_null(cooperative.name)},
          {"short_name", text_or_null(cooperative.short_name)},
          {"addresses", list_of(cooperative.addresses)},
          {"phone", text_or_null(cooperative.phone)},
          {"registration_no", text_or_null(cooperative.registration_no)},
          {"founded", text_or_null(cooperative.founded)},
          {"members", value_or_null(cooperative.members)},
          {"area_ha", value_or_null(cooperative.area_ha)},
          {"gtin_prefixes", Json(cooperative.gtin_prefixes)},
          {"gln", text_or_null(cooperative.gln)},
          {"note", text_or_null(cooperative.note)},
          {"source", text_or_null(cooperative.source)},
          {"confidence", text_or_null(cooperative.confidence)},
          {"sample", cooperative.sample}};
}

Json to_json(const Place& place) {
  return {{"id", text_or_null(place.id)},
          {"cooperative_id", text_or_null(place.cooperative_id)},
          {"kind", to_text(place.kind)},
          {"name", text_or_null(place.name)},
          {"code", text_or_null(place.code)},
          {"market", text_or_null(place.market)},
          {"gln", text_or_null(place.gln)},
          {"area_ha", value_or_null(place.area_ha)},
          {"addresses", list_of(place.addresses)},
          {"sample", place.sample}};
}

Json to_json(const Product& product) {
  Json json{{"id", text_or_null(product.id)},
            {"cooperative_id", text_or_null(product.cooperative_id)},
            {"name", text_or_null(product.name)},
            {"name_en", text_or_null(product.name_en)},
            {"label_name", text_or_null(product.label_name)},
            {"brand", text_or_null(product.brand)},
            {"group", product.group ? Json(product.group->code()) : Json()},
            {"gtin", product.gtin.digits()},
            {"net_content", text_or_null(product.net_content)},
            {"shelf_life_days", value_or_null(product.shelf_life_days)},
            {"storage", text_or_null(product.storage)},
            {"storage_en", text_or_null(product.storage_en)},
            {"ingredients", text_or_null(product.ingredients)},
            {"ingredients_en", text_or_null(product.ingredients_en)},
            {"allergens", text_or_null(product.allergens)},
            {"allergens_en", text_or_null(product.allergens_en)},
            {"warnings", text_or_null(product.warnings)},
            {"warnings_en", text_or_null(product.warnings_en)},
            {"usage", text_or_null(product.usage)},
            {"usage_en", text_or_null(product.usage_en)},
            {"origin", text_or_null(product.origin)},
            {"standards", text_or_null(product.standards)},
            {"ocop_stars_last_known", value_or_null(product.ocop_stars_last_known)},
            {"ocop_round_last_known", text_or_null(product.ocop_round_last_known)},
            {"closed", product.closed},
            {"sample", product.sample},
            {"sample_fields", Json(product.sample_fields)},
            {"source", text_or_null(product.source)},
            {"confidence", text_or_null(product.confidence)}};
  // Only where there is one: older records stay as they were, to the byte.
  if (!product.picture.empty()) json["picture"] = product.picture;
  if (product.ocop_set) json["ocop_set"] = product.ocop_set->number();
  return json;
}

Json to_json(const Certification& certification) {
  Json json{{"id", text_or_null(certification.id)},
            {"cooperative_id", text_or_null(certification.cooperative_id)},
            {"product_id", text_or_null(certification.product_id)},
            {"scheme", text_or_null(certification.scheme)},
            {"level", text_or_null(certification.level)},
            {"number", text_or_null(certification.number)},
            {"decision_no", text_or_null(certification.decision_no)},
            {"gdti", text_or_null(certification.gdti)},
            {"issuer", text_or_null(certification.issuer)},
            {"issuer_level", text_or_null(to_text(certification.issuer_level))},
            {"criteria_version", text_or_null(certification.criteria_version)},
            {"issued", date_or_null(certification.issued)},
            {"stated_end", date_or_null(certification.stated_end)},
            {"events", list_of(certification.events)},
            {"note", text_or_null(certification.note)},
            {"source", text_or_null(certification.source)},
            {"confidence", text_or_null(certification.confidence)},
            {"sample", certification.sample}};
  if (!certification.papers.empty()) json["papers"] = certification.papers;
  return json;
}

Cooperative cooperative_from(const Json& json) {
  Members members(json);
  Cooperative cooperative;
  cooperative.id = members.text("id");
  cooperative.name = members.text("name");
  cooperative.short_name = members.text("short_name");
  cooperative.addresses = members.list("addresses", address_from);
  cooperative.phone = members.text("phone");
  cooperative.registration_no = members.later_text("registration_no");
  cooperative.founded = members.text("founded");
  cooperative.members = members.integer<int>("members");
  cooperative.area_ha = members.number("area_ha");
  cooperative.gtin_prefixes = members.list("gtin_prefixes", text_from);
  cooperative.gln = members.later_text("gln");
  cooperative.note = members.text("note");
  cooperative.source = members.text("source");
  cooperative.confidence = members.text("confidence");
  cooperative.sample = members.truth("sample");
  members.finish();
  return cooperative;
}

Place place_from(const Json& json) {
  Members members(json);
  Place place;
  place.id = members.text("id");
  place.cooperative_id = members.text("cooperative_id");
  place.kind = members.taken("kind", place_kind(members.text("kind")));
  place.name = members.text("name");
  place.code = members.text("code");
  place.market = members.text("market");
  place.gln = members.later_text("gln");
  place.area_ha = members.number("area_ha");
  place.addresses = members.list("addresses", address_from);
  place.sample = members.truth("sample");
  members.finish();
  return place;
}

Product product_from(const Json& json) {
  Members members(json);
  Product product{.id = members.text("id"),
                  .cooperative_id = members.text("cooperative_id"),
                  .name = members.text("name"),
                  .gtin = members.taken("gtin", Gtin::parse(members.text("gtin")))};
  product.name_en = members.text("name_en");
  product.label_name = members.later_text("label_name");
  product.brand = members.later_text("brand");
  product.group = group_from(members);
  product.ocop_set = set_from(json, members);
  product.net_content = members.text("net_content");
  product.shelf_life_days = members.integer<unsigned>("shelf_life_days");
  product.storage = members.text("storage");
  product.storage_en = members.later_text("storage_en");
  product.ingredients = members.text("ingredients");
  product.ingredients_en = members.later_text("ingredients_en");
  product.allergens = members.later_text("allergens");
  product.allergens_en = members.later_text("allergens_en");
  product.warnings = members.later_text("warnings");
  product.warnings_en = members.later_text("warnings_en");
  product.usage = members.later_text("usage");
  product.usage_en = members.later_text("usage_en");
  product.origin = members.later_text("origin");
  product.standards = members.later_text("standards");
  product.ocop_stars_last_known = members.integer<int>("ocop_stars_last_known");
  product.ocop_round_last_known = members.text("ocop_round_last_known");
  product.picture = members.later_text("picture");
  product.closed = members.truth("closed");
  product.sample = members.truth("sample");
  product.sample_fields = members.list("sample_fields", text_from);
  product.source = members.text("source");
  product.confidence = members.text("confidence");
  members.finish();
  return product;
}

Certification certification_from(const Json& json) {
  Members members(json);
  Certification certification;
  certification.id = members.text("id");
  certification.cooperative_id = members.text("cooperative_id");
  certification.product_id = members.text("product_id");
  certification.scheme = members.text("scheme");
  certification.level = members.text("level");
  certification.number = members.text("number");
  certification.decision_no = members.text("decision_no");
  certification.gdti = members.later_text("gdti");
  certification.issuer = members.text("issuer");
  certification.issuer_level =
      members.taken("issuer_level", issuer_level(members.text("issuer_level")));
  certification.criteria_version = members.text("criteria_version");
  certification.issued = date_or_none(members.at("issued"));
  certification.stated_end = date_or_none(members.at("stated_end"));
  certification.events = members.list("events", event_from);
  if (json.contains("papers")) certification.papers = members.list("papers", text_from);
  certification.note = members.text("note");
  certification.source = members.text("source");
  certification.confidence = members.text("confidence");
  certification.sample = members.truth("sample");
  members.finish();
  return certification;
}

Json to_json(const Link& link) {
  const LinkSubject& of = link.subject;
  return {{"id", link.id},
          {"ai", of.ai},
          {"value", of.value},
          {"lot", of.lot ? Json(of.lot->text()) : Json()},
          {"serial", of.serial ? Json(of.serial->text()) : Json()},
          {"type", link.type},
          {"url", link.url},
          {"title", link.title},
          {"languages", Json(link.languages)},
          {"media_type", text_or_null(link.media_type)},
          {"contexts", Json(link.contexts)}};
}

Link link_from(const Json& json) {
  Members members(json);
  Link link;
  link.id = members.integer<std::int64_t>("id").value_or(0);
  link.subject.ai = members.text("ai");
  link.subject.value = members.text("value");
  if (const auto lot = members.text("lot"); !lot.empty())
    link.subject.lot = members.taken("lot", LotCode::parse(lot));
  if (const auto serial = members.text("serial"); !serial.empty())
    link.subject.serial = members.taken("serial", Serial::parse(serial));
  link.type = members.text("type");
  link.url = members.text("url");
  link.title = members.text("title");
  link.languages = members.list("languages", text_from);
  link.media_type = members.text("media_type");
  link.contexts = members.list("contexts", text_from);
  members.finish();
  return link;
}

}  // namespace temgoc
