// How events and lots on the way are said to people.
#pragma once

#include <string>

#include "cli/command.h"
#include "temgoc/events/event_json.h"
#include "temgoc/events/events.h"
#include "temgoc/model/measure.h"

namespace temgoc {

// "120 kg", "12,5 kg".
std::string measure_words(const Terminal& terminal, const Measure& measure);
std::string quantity_words(const Terminal& terminal, const Quantity& quantity);
// "24/11/2026 06:30  thu hoạch: … → C01:TH-2411 (120 kg)"
std::string event_line(const Terminal& terminal, const RecordedEvent& recorded);

}  // namespace temgoc
