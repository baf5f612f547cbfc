// From a request to its page: route, session, form token, right.
#pragma once

#include "console/visit.h"

namespace temgoc {

// Never throws for what a request holds.
HttpResponse answer_visit(const HttpRequest& request, House& house, Accounts& accounts);

// A form that another site sent.
bool comes_from_elsewhere(const HttpRequest& request);

}  // namespace temgoc
