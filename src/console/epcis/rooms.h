// What answers each resource of EPCIS, once who asks has been let in.
#pragma once

#include "console/api/call.h"
#include "temgoc/exchange/epcis.h"

namespace temgoc {

HttpResponse capture_document(ApiCall& call);                        // POST /capture
HttpResponse list_captures(ApiCall& call);                           // GET /capture
HttpResponse show_capture(ApiCall& call, const std::string& name);   // GET /capture/{id}
HttpResponse show_document(ApiCall& call, const std::string& name);  // as it came
HttpResponse capture_event(ApiCall& call);                           // POST /events
HttpResponse show_event(ApiCall& call, const std::string& id);       // GET /events/{id}
// GET /events, and beneath another resource with a parameter that this gives.
HttpResponse list_events(ApiCall& call, const std::string& parameter, const std::string& value);

HttpResponse list_queries(ApiCall& call);                           // GET /queries
HttpResponse keep_query(ApiCall& call);                             // POST /queries
HttpResponse show_query(ApiCall& call, const std::string& name);    // GET /queries/{name}
HttpResponse forget_query(ApiCall& call, const std::string& name);  // DELETE /queries/{name}
HttpResponse answer_query(ApiCall& call, const std::string& name);  // GET /queries/{name}/events

// A page of what was asked, under the address of the request.
HttpResponse events_page(ApiCall& call, const QueryParts& asked);

HttpResponse refused(const ApiCall& call, const Error& error, const std::vector<Error>& more = {});
// What the client says in a field "GS1-…"; empty: nothing.
std::string gs1_field(const HttpRequest& request, std::string_view name);
// JSON, as application/json or application/ld+json, whichever is asked for.
HttpResponse epcis_json(const ApiCall& call, unsigned status, const Json& body);

}  // namespace temgoc
