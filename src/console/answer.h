// From a request to its page: route, session, form token, right.
#pragma once

#include "console/visit.h"

namespace temgoc {

// Never throws for what a request holds.
HttpResponse answer_visit(const HttpRequest& request, House& house, Accounts& accounts);
// Whether a request's body may go to a file: to an address that takes files, under the cookie of a
// session that holds. Whether its user has the right, the page finds out.
bool may_upload(const HttpRequest& request, Accounts& accounts, Instant now);

// A form that another site sent.
bool comes_from_elsewhere(const HttpRequest& request);

}  // namespace temgoc
