// Lots of a trace in a table and in a drawing.
#include "temgoc/events/trace_words.h"

#include <fmt/format.h>

#include <cmath>

#include "temgoc/base/number_words.h"
#include "temgoc/trace/draw_trace.h"

namespace temgoc {
namespace {

std::string state_words(const TraceEntry& entry, Language language) {
  if (entry.recalled) return words(language, "lot.recalled");
  return entry.held ? words(language, "event.held") : std::string();
}

std::string receivers_of(const TraceEntry& entry, Language language) {
  std::string text;
  for (const Delivery& each : entry.deliveries) {
    if (!text.empty()) text += "\n";
    text += each.when.shown() + " " + words(language, "event_kind." + to_text(each.kind));
    const std::string to = receiver_name(each);
    if (!to.empty()) text += " " + to;
    if (each.quantity) text += ": " + measure_text(*each.quantity, language);
  }
  return text;
}

SheetValue nothing() { return std::string(); }

SheetValue share_value(const TraceEntry& entry, bool first) {
  if (first || std::isnan(entry.share)) return nothing();
  return std::round(entry.share * 1e4) / 100;
}

SheetValue amount_value(const TraceEntry& entry) {
  if (!entry.supply) return nothing();
  return static_cast<double>(quantity_of(*entry.supply).thousandths) / 1000;
}

SheetValue made_on(const TraceEntry& entry) {
  return entry.made_by ? SheetValue(entry.made_by->event.when.day()) : nothing();
}

std::vector<SheetValue> row_of(const TraceEntry& entry, bool first, Language language) {
  return {lot_title(entry),
          entry.goods,
          share_value(entry, first),
          static_cast<std::int64_t>(entry.steps),
          amount_value(entry),
          entry.supply ? quantity_of(*entry.supply).unit : std::string(),
          entry.made_by ? words(language, "event_kind." + to_text(entry.made_by->event.kind))
                        : std::string(),
          made_on(entry),
          entry.place_name,
          entry.partner_name,
          state_words(entry, language),
          static_cast<std::int64_t>(entry.labels),
          receivers_of(entry, language)};
}

DrawnLot drawn(const TraceEntry& entry, bool first, Language language) {
  const std::string amount = entry.supply ? measure_text(*entry.supply, language) : std::string();
  return {.lot = entry.traced.id,
          .title = lot_title(entry),
          .detail = entry.goods + (amount.empty() ? "" : " – " + amount),
          .share = first ? "" : share_text(entry.share, language),
          .first = first,
          .alarming = entry.recalled || entry.held};
}

}  // namespace

std::string lot_title(const TraceEntry& entry) {
  if (!entry.sealed) return entry.traced.name.text();
  return fmt::format("{} ({})", entry.sealed->code.text(), entry.sealed->short_code.printed());
}

std::string receiver_name(const Delivery& delivery) {
  const std::string id = delivery.partner_id + delivery.cooperative_id;
  return delivery.partner_name.empty() ? id : id + " – " + delivery.partner_name;
}

std::string share_text(double share, Language language) {
  if (std::isnan(share)) return "?";
  const double percent = share * 100;
  const bool whole = percent >= 10 || percent == std::floor(percent);
  return number_words(language, fmt::format("{:.{}f}", percent, whole ? 0 : 1)) + " %";
}

std::string measure_text(const Measure& measure, Language language) {
  const Quantity quantity = quantity_of(measure);
  return number_words(language, quantity.amount_text()) + " " + quantity.unit;
}

SheetTable trace_table(const TraceReport& report, Language language) {
  const bool forward = report.way == TraceWay::forward;
  SheetTable table{.sheet = words(language, forward ? "trace.sheet.forward" : "trace.sheet.back"),
                   .header = {},
                   .rows = {}};
  for (const char* column : {"lot", "goods", "share", "steps", "amount", "unit", "made_by",
                             "made_on", "place", "partner", "state", "labels", "receivers"})
    table.header.push_back(words(language, std::string("trace.column.") + column));
  table.rows.push_back(row_of(report.first, true, language));
  for (const TraceEntry& entry : report.entries)
    table.rows.push_back(row_of(entry, false, language));
  return table;
}

Result<std::string> trace_drawing(const TraceReport& report, std::uint32_t steps,
                                  Language language) {
  // A drawing of more would show nothing.
  if (report.lines.empty() && report.lots > 0)
    return Error{"trace_too_wide", "svg", std::to_string(report.lots)};
  std::vector<DrawnLot> lots{drawn(report.first, true, language)};
  for (const TraceEntry& entry : report.entries)
    if (steps == 0 || entry.steps <= steps) lots.push_back(drawn(entry, false, language));
  const bool forward = report.way == TraceWay::forward;
  return draw_trace(lots, report.lines,
                    words(language, forward ? "trace.heading.forward" : "trace.heading.back",
                          {{"lot", lot_title(report.first)}, {"goods", report.first.goods}}));
}

}  // namespace temgoc
