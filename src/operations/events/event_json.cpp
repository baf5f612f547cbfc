// Events, partners and lots of a trace as JSON.
#include "temgoc/events/event_json.h"

#include <cmath>

#include "temgoc/model/records.h"

namespace temgoc {
namespace {

Json delivery_json(const Delivery& each) {
  return {{"event", each.event_id == 0 ? Json() : Json(each.event_id)},
          {"kind", to_text(each.kind)},
          {"when", each.when.text()},
          {"partner", text_or_null(each.partner_id)},
          {"cooperative", text_or_null(each.cooperative_id)},
          {"name", text_or_null(each.partner_name)},
          {"quantity", measure_json(each.quantity)}};
}

Json origin_json(const TraceOrigin& origin) {
  return {{"place", text_or_null(origin.place_id)},
          {"partner", text_or_null(origin.partner_id)},
          {"cooperative", text_or_null(origin.cooperative_id)},
          {"name", text_or_null(origin.name)},
          {"share", std::isnan(origin.share) ? Json() : Json(origin.share)}};
}

}  // namespace

Json event_json(const RecordedEvent& recorded) {
  Json json{{"event", recorded.event.id}};
  json.update(to_json(recorded.event));
  json.erase("salt");
  json["when"] = recorded.event.when.text();
  json["recorded_at"] = to_iso(recorded.at);
  json["error"] = nullptr;
  if (recorded.error) {
    const EventError& error = *recorded.error;
    json["error"] = {{"reason", error.reason},
                     {"at", to_iso(error.at)},
                     {"by", text_or_null(error.who)},
                     {"replaced_by", error.replaced_by ? Json(error.replaced_by) : Json()}};
  }
  return json;
}

Json partner_json(const Partner& partner) {
  Json json = to_json(partner);
  json.erase("salt");
  return json;
}

Json measure_json(const std::optional<Measure>& measure) {
  if (!measure) return nullptr;
  const Quantity quantity = quantity_of(*measure);
  return {{"amount", quantity.amount_text()}, {"unit", quantity.unit}};
}

Json entry_json(const TraceEntry& entry) {
  Json deliveries = Json::array();
  for (const Delivery& each : entry.deliveries) deliveries.push_back(delivery_json(each));
  return {{"lot", entry.traced.name.text()},
          {"kind", to_text(entry.traced.name.kind)},
          {"cooperative", text_or_null(entry.cooperative_id)},
          {"code", entry.sealed ? entry.sealed->code.text() : entry.traced.name.code},
          {"goods", text_or_null(entry.goods)},
          {"share", std::isnan(entry.share) ? Json() : Json(entry.share)},
          {"steps", entry.steps},
          {"quantity", measure_json(entry.supply)},
          {"made_by", entry.made_by && !entry.of_other ? Json(entry.made_by->event.id) : Json()},
          {"place", text_or_null(entry.made_by ? entry.made_by->event.place_id : std::string())},
          {"recalled", entry.recalled},
          {"held", entry.held},
          {"labels", entry.labels},
          {"deliveries", deliveries}};
}

Json trace_json(const TraceReport& report) {
  Json lots = Json::array(), origins = Json::array();
  for (const TraceEntry& entry : report.entries) lots.push_back(entry_json(entry));
  for (const TraceOrigin& origin : report.origins) origins.push_back(origin_json(origin));
  return {{"way", report.way == TraceWay::forward ? "forward" : "back"},
          {"lot", entry_json(report.first)},
          {"lots", report.lots},
          {"parts", std::move(lots)},
          {"origins", std::move(origins)}};
}

}  // namespace temgoc
