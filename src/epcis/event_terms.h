// By which terms an event is found.
#pragma once

#include "epcis/event_text.h"
#include "temgoc/epcis/epcis_document.h"

namespace temgoc {

// REQUIRES check_event(event). Sorted, each once.
std::vector<EpcisTerm> terms_of(const Json& event, const Namespaces& namespaces);

}  // namespace temgoc
