// The form of an event: which fields a kind has, and what was typed as an order.
#pragma once

#include <optional>
#include <string>

#include "console/visit.h"
#include "temgoc/events/events.h"
#include "temgoc/markup/view.h"

namespace temgoc {

// Fills the form of one kind: what was typed, or what `before` says of the event that this one is
// to stand instead of, or what is usual.
void put_event_form(const Visit& visit, View& view, EventKind kind,
                    const std::optional<RecordedEvent>& before);

// The one line that records a day's harvest: proposed are today and a lot name that is free.
void put_harvest_line(const Visit& visit, View& view);

// What was typed. The errors' fields are those of the form.
Result<EventOrder> event_typed(const Visit& visit);

// The kind that the form or the address names.
std::optional<EventKind> kind_asked(const Visit& visit);

}  // namespace temgoc
