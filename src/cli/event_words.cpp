// Events in lines for people.
#include "cli/event_words.h"

#include <fmt/format.h>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

std::string lots_words(const Terminal& terminal, const Event& event, LotRole role) {
  std::string text;
  for (const EventLot& each : event.lots) {
    if (each.role != role) continue;
    text += (text.empty() ? "" : ", ") + each.lot.text();
    if (!each.goods.empty()) text += " " + each.goods;
    if (each.quantity) text += " (" + quantity_words(terminal, *each.quantity) + ")";
  }
  return text;
}

std::string joined(const std::string& left, const char* sign, const std::string& right) {
  if (left.empty() || right.empty()) return left + right;
  return left + sign + right;
}

}  // namespace

std::string quantity_words(const Terminal& terminal, const Quantity& quantity) {
  return terminal.number(quantity.amount_text()) + " " + quantity.unit;
}

std::string measure_words(const Terminal& terminal, const Measure& measure) {
  return quantity_words(terminal, quantity_of(measure));
}

std::string event_line(const Terminal& terminal, const RecordedEvent& recorded) {
  const Event& event = recorded.event;
  const std::string lots = joined(joined(lots_words(terminal, event, LotRole::input), " → ",
                                         lots_words(terminal, event, LotRole::output)),
                                  "; ", lots_words(terminal, event, LotRole::handled));
  std::string text = fmt::format("{:>5}  {:<16}  {}", event.id, event.when.shown(),
                                 terminal.word("event_kind." + to_text(event.kind)));
  if (!event.place_id.empty()) text += " @" + event.place_id;
  if (!event.partner_id.empty()) text += " – " + event.partner_id;
  if (!lots.empty()) text += ": " + lots;
  if (!event.substance.empty()) text += ": " + event.substance;
  if (event.passed) text += ": " + terminal.word(*event.passed ? "event.passed" : "event.failed");
  if (!event.remark.empty()) text += " – " + event.remark;
  if (recorded.error)
    text += "  " + terminal.word("event.in_error", {{"reason", recorded.error->reason}});
  return text + "\n";
}

}  // namespace temgoc
