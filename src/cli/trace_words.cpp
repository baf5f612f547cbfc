// Lots of a trace in lines for people.
#include "cli/trace_words.h"

#include <fmt/format.h>

#include "cli/event_words.h"

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

}  // namespace

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

}  // namespace temgoc
