// The rules of EPCIS 2.0 for one event, as its standard and its published JSON schema have them.
#pragma once

#include "temgoc/base/json.h"
#include "temgoc/base/result.h"

namespace temgoc {

// The first fault; `place` is the JSON pointer to the event. See read_epcis.
Result<void> check_event(const Json& event, const std::string& place);
// A document's head: all but its events.
Result<void> check_head(const Json& document);
bool is_uri(std::string_view text);

}  // namespace temgoc
