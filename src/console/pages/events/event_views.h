// Events as pages list and show them.
#pragma once

#include <string>

#include "console/visit.h"
#include "temgoc/events/events.h"
#include "temgoc/markup/view.h"

namespace temgoc {

std::string event_href(std::int64_t id);
std::string kind_words(const Visit& visit, EventKind kind);  // "Thu hoạch"
std::string quantity_words(const Visit& visit, const Quantity& quantity);
// The name of a place or a partner, else its id.
std::string place_words(const Visit& visit, const std::string& id);
std::string partner_words(const Visit& visit, const std::string& id);

// A row of a list: what, when, where, with whom, and which lots.
View event_row(const Visit& visit, const RecordedEvent& recorded);
// All that is on record of one event, for its page.
View event_view(const Visit& visit, const RecordedEvent& recorded);
// The command that records such an event.
std::string event_command(const Event& event);

// The last day on which a treated place is not to be harvested; none: it may be.
std::optional<Day> waits_until(const Event& treatment);

// The event of that number, where this person may see it.
std::optional<RecordedEvent> event_in_sight(const Visit& visit, const std::string& number);
// The events that name an issued lot, for its page. Sets has_events.
void put_events_of_lot(const Visit& visit, View& view, const Lot& lot);

}  // namespace temgoc
