// Events, partners and traces as programs read them: the answers of commands and of the API.
#pragma once

#include <optional>

#include "temgoc/base/json.h"
#include "temgoc/events/trace_report.h"
#include "temgoc/model/event.h"
#include "temgoc/model/measure.h"
#include "temgoc/model/partner.h"

namespace temgoc {

// An event with its number, when it was recorded, and its error declaration; without its salt.
Json event_json(const RecordedEvent& recorded);

// A partner without its salt.
Json partner_json(const Partner& partner);

// {"amount": "12.5", "unit": "kg"}; null where there is none.
Json measure_json(const std::optional<Measure>& measure);

// A lot of a trace, and a trace: shares are parts of one, null where the amounts do not tell.
Json entry_json(const TraceEntry& entry);
Json trace_json(const TraceReport& report);

}  // namespace temgoc
