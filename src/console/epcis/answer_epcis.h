// From a request under /epcis to its answer: the REST interface of GS1's EPCIS 2.0 behind the API's
// tokens. docs/events.md, docs/decisions/epcis.md.
#pragma once

#include "console/visit.h"

namespace temgoc {

// Never throws for what a request holds.
HttpResponse answer_epcis(const HttpRequest& request, House& house, Accounts& accounts);

}  // namespace temgoc
