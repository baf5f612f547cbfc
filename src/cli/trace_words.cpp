// Lots of a trace in lines for people and in JSON.
#include "cli/trace_words.h"

#include <fmt/format.h>

#include <cmath>

#include "cli/event_words.h"
#include "temgoc/model/records.h"

namespace temgoc {
namespace {

std::string delivery_words(const Terminal& terminal, const Delivery& each) {
  const std::string to = receiver_name(each);
  return fmt::format("            {} {}{}{}\n", each.when.shown(),
                     terminal.word("event_kind." + to_text(each.kind)), to.empty() ? "" : " " + to,
                     each.quantity ? ": " + measure_words(terminal, *each.quantity) : "");
}

std::string maker_words(const Terminal& terminal, const TraceEntry& entry) {
  if (!entry.made_by) return {};
  const Event& event = entry.made_by->event;
  std::string text =
      "  " + terminal.word("event_kind." + to_text(event.kind)) + " " + event.when.shown();
  if (!entry.place_name.empty()) text += ", " + entry.place_name;
  if (!entry.partner_name.empty()) text += ", " + entry.partner_name;
  return text;
}

Json delivery_json(const Delivery& each) {
  return {{"event", each.event_id == 0 ? Json() : Json(each.event_id)},
          {"kind", to_text(each.kind)},
          {"when", each.when.text()},
          {"partner", text_or_null(each.partner_id)},
          {"cooperative", text_or_null(each.cooperative_id)},
          {"name", text_or_null(each.partner_name)},
          {"quantity", measure_json(each.quantity)}};
}

}  // namespace

Json measure_json(const std::optional<Measure>& measure) {
  if (!measure) return nullptr;
  const Quantity quantity = quantity_of(*measure);
  return {{"amount", quantity.amount_text()}, {"unit", quantity.unit}};
}

std::string entry_line(const Terminal& terminal, const TraceEntry& entry, bool as_part) {
  std::string text;
  if (as_part) text = fmt::format("  {:>6}  ", share_text(entry.share, terminal.language()));
  text += lot_title(entry) + "  " + entry.goods;
  if (entry.supply) text += "  " + measure_words(terminal, *entry.supply);
  text += maker_words(terminal, entry);
  if (entry.recalled) text += "  " + terminal.word("lot.recalled");
  if (entry.held) text += "  " + terminal.word("event.held");
  text += "\n";
  for (const Delivery& each : entry.deliveries) text += delivery_words(terminal, each);
  return text;
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

}  // namespace temgoc
