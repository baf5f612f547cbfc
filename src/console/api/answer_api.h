// From a request under /api to its answer: route, token, right, form, and doing it once.
#pragma once

#include "console/visit.h"
#include "temgoc/http/http_server.h"

namespace temgoc {

// Never throws for what a request holds.
HttpResponse answer_api(const HttpRequest& request, House& house, Accounts& accounts);
// Takes the requests whose answer another thread makes; false: answer_api is to be asked.
bool answer_api_later(const HttpRequest& request, House& house, Accounts& accounts, Reply reply);

}  // namespace temgoc
