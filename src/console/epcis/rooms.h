// What answers each resource of EPCIS, once who asks has been let in.
#pragma once

#include "console/api/call.h"

namespace temgoc {

HttpResponse capture_document(ApiCall& call);                        // POST /capture
HttpResponse list_captures(ApiCall& call);                           // GET /capture
HttpResponse show_capture(ApiCall& call, const std::string& name);   // GET /capture/{id}
HttpResponse show_document(ApiCall& call, const std::string& name);  // as it came
HttpResponse capture_event(ApiCall& call);                           // POST /events
HttpResponse show_event(ApiCall& call, const std::string& id);       // GET /events/{id}
// GET /events, and beneath another resource with a parameter that this gives.
HttpResponse list_events(ApiCall& call, const std::string& parameter, const std::string& value);

HttpResponse refused(const ApiCall& call, const Error& error, const std::vector<Error>& more = {});
// What the client says in a field "GS1-…"; empty: nothing.
std::string gs1_field(const HttpRequest& request, std::string_view name);
// JSON, as application/json or application/ld+json, whichever is asked for.
HttpResponse epcis_json(const ApiCall& call, unsigned status, const Json& body);

}  // namespace temgoc
