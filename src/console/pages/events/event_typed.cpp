// Reads the form of an event back.
#include "console/pages/events/event_blocks.h"
#include "console/pages/events/event_form.h"
#include "temgoc/base/text.h"
#include "temgoc/events/written_event.h"

namespace temgoc {
namespace {

Result<void> read_measures(const Visit& visit, Event& event) {
  if (const std::string loss = visit.typed("loss"); !loss.empty()) {
    auto read = written_quantity(loss, {});
    if (!read) return read.error();
    event.loss = *read;
  }
  if (const std::string days = visit.typed("wait_days"); !days.empty()) {
    if (!is_digits(days) || days.size() > 4)
      return Error{"number_unreadable", "wait_days", shortened(days)};
    event.wait_days = static_cast<unsigned>(std::stoul(days));
  }
  const std::string result = visit.typed("result");
  if (result == "passed" || result == "failed") event.passed = result == "passed";
  return {};
}

Result<EventTime> when_typed(const Visit& visit) {
  const std::string day = visit.typed("day"), time = visit.typed("time");
  if (day.empty()) return Error{"field_missing", "day"};
  return EventTime::parse(time.empty() ? day : day + " " + time);
}

Result<std::string> cooperative_typed(const Visit& visit) {
  std::string id = visit.typed("cooperative");
  if (id.empty()) id = only_cooperative(visit);
  if (id.empty()) return Error{"field_missing", "cooperative"};
  if (!visit.sees(id)) return Error{"cooperative_unknown", "cooperative", shortened(id)};
  return id;
}

}  // namespace

std::optional<EventKind> kind_asked(const Visit& visit) {
  const std::string typed = was_sent(visit) ? visit.typed("kind") : visit.asked("kind");
  return event_kind_from(typed);
}

Result<EventOrder> event_typed(const Visit& visit) {
  const auto kind = kind_asked(visit);
  if (!kind) return Error{"event_kind_unknown", "kind", shortened(visit.typed("kind"))};
  auto when = when_typed(visit);
  if (!when) return when.error();
  auto cooperative = cooperative_typed(visit);
  if (!cooperative) return cooperative.error();
  auto correction = clean_text(visit.typed("correction"), "correction", kMostEventText);
  if (!correction) return correction.error();
  EventOrder order{.event = {.kind = *kind, .when = *when, .cooperative_id = *cooperative},
                   .who = visit.user().name,
                   .correction = *correction,
                   .again = !visit.typed("again").empty()};
  const auto texts = [&](const char* name) { return visit.typed(name); };
  if (auto read = read_event_texts(texts, order.event); !read) return read.error();
  if (auto read = read_measures(visit, order.event); !read) return read.error();
  for (const LotBlock& block : blocks_of(*kind))
    if (auto read = read_block(visit, block, order.event); !read) return read.error();
  return order;
}

}  // namespace temgoc
