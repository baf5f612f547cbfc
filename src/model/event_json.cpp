// Events as JSON and back.
#include "temgoc/model/event.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

[[noreturn]] void damaged(const char* what) {
  throw SystemFailure(Error{.code = "record_damaged", .value = what});
}

Json quantity_json(const std::optional<Quantity>& quantity) {
  if (!quantity) return nullptr;
  return {{"thousandths", quantity->thousandths}, {"unit", quantity->unit}};
}

std::optional<Quantity> quantity_in(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return Quantity{json.at("thousandths").get<std::int64_t>(), json.at("unit").get<std::string>()};
}

std::string text_in(const Json& json, const char* name) {
  const Json& member = json.at(name);
  return member.is_null() ? std::string() : member.get<std::string>();
}

Json lot_json(const EventLot& each) {
  return {{"role", to_text(each.role)},
          {"name", to_text(each.lot.kind)},
          {"owner", text_or_null(each.lot.owner)},
          {"code", each.lot.code},
          {"goods", text_or_null(each.goods)},
          {"quantity", quantity_json(each.quantity)}};
}

LotName::Kind name_kind(const std::string& text) {
  for (const auto kind : {LotName::Kind::sealed, LotName::Kind::own, LotName::Kind::partner}) {
    if (to_text(kind) == text) return kind;
  }
  damaged("name");
}

EventLot lot_in(const Json& json) {
  const auto role = lot_role(text_in(json, "role"));
  if (!role) damaged("role");
  return {.role = *role,
          .lot = {.kind = name_kind(text_in(json, "name")),
                  .owner = text_in(json, "owner"),
                  .code = text_in(json, "code")},
          .goods = text_in(json, "goods"),
          .quantity = quantity_in(json.at("quantity"))};
}

Json time_json(const EventTime& when) {
  return {{"at", to_iso(when.at)},
          {"zone_minutes", when.zone_minutes},
          {"precision", to_text(when.precision)}};
}

EventTime time_in(const Json& json) {
  const auto at = parse_instant(text_in(json, "at"));
  if (!at) damaged("at");
  using Precision = EventTime::Precision;
  for (const auto precision : {Precision::day, Precision::minute, Precision::second}) {
    if (to_text(precision) == text_in(json, "precision"))
      return {*at, json.at("zone_minutes").get<int>(), precision};
  }
  damaged("precision");
}

Event event_in(const Json& json) {
  const auto kind = event_kind_from(text_in(json, "kind"));
  if (!kind) damaged("kind");
  Event event{.kind = *kind,
              .when = time_in(json.at("when")),
              .cooperative_id = text_in(json, "cooperative_id"),
              .place_id = text_in(json, "place_id"),
              .partner_id = text_in(json, "partner_id"),
              .carrier_id = text_in(json, "carrier_id"),
              .container = text_in(json, "container"),
              .document = text_in(json, "document"),
              .substance = text_in(json, "substance"),
              .loss = quantity_in(json.at("loss")),
              .reason = text_in(json, "reason"),
              .remark = text_in(json, "remark"),
              .corrects = json.at("corrects").is_null() ? 0 : json.at("corrects").get<int64_t>(),
              .salt = text_in(json, "salt")};
  if (!json.at("wait_days").is_null()) event.wait_days = json.at("wait_days").get<unsigned>();
  if (!json.at("passed").is_null()) event.passed = json.at("passed").get<bool>();
  for (const Json& each : json.at("lots")) event.lots.push_back(lot_in(each));
  return event;
}

}  // namespace

Json to_json(const Event& event) {
  Json lots = Json::array();
  for (const EventLot& each : event.lots) lots.push_back(lot_json(each));
  return {{"kind", to_text(event.kind)},
          {"when", time_json(event.when)},
          {"cooperative_id", event.cooperative_id},
          {"place_id", text_or_null(event.place_id)},
          {"partner_id", text_or_null(event.partner_id)},
          {"carrier_id", text_or_null(event.carrier_id)},
          {"container", text_or_null(event.container)},
          {"document", text_or_null(event.document)},
          {"substance", text_or_null(event.substance)},
          {"wait_days", event.wait_days ? Json(*event.wait_days) : Json()},
          {"passed", event.passed ? Json(*event.passed) : Json()},
          {"loss", quantity_json(event.loss)},
          {"reason", text_or_null(event.reason)},
          {"remark", text_or_null(event.remark)},
          {"lots", lots},
          {"corrects", event.corrects != 0 ? Json(event.corrects) : Json()},
          {"salt", event.salt}};
}

Event event_from(const Json& json) {
  try {
    return event_in(json);
  } catch (const Json::exception&) {
    damaged("event");
  }
}

}  // namespace temgoc
