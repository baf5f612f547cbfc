// What answers each resource of EPCIS, once who asks has been let in.
#pragma once

#include <map>
#include <span>
#include <vector>

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

// One of the things that events are listed beneath.
struct EpcisResource {
  std::string_view name, parameter;      // in addresses, and what it stands for in a query
  std::vector<std::string> fields = {};  // of the terms of events
  bool is_key = false;                   // GS1 keys, which are listed in canonical form
};
std::span<const EpcisResource> epcis_resources();
HttpResponse list_known(ApiCall& call, const EpcisResource& resource);  // GET /bizSteps
// GET /bizSteps/{name}: what is beneath it.
HttpResponse show_known(ApiCall& call, const EpcisResource& resource, const std::string& name);
// Words as a Collection of JSON-LD; `prefixes`: those that members are shortened by.
Json epcis_collection(Json members, const std::map<std::string, std::string>& prefixes = {});

// Our own events get their EPCIS form when somebody asks for events.
Result<void> settle_own(const ApiCall& call);
// What a client asks for with perPage: 30, at most 1,000. `epcis_parameter_invalid`.
Result<unsigned> page_asked(const ApiCall& call);
// Prefixes that the client declares in GS1-Extensions.
std::map<std::string, std::string> extensions_of(const HttpRequest& request);

// A page of what was asked, under the address of the request.
HttpResponse events_page(ApiCall& call, const QueryParts& asked);

HttpResponse refused(const ApiCall& call, const Error& error, const std::vector<Error>& more = {});
// What the client says in a field "GS1-…"; empty: nothing.
std::string gs1_field(const HttpRequest& request, std::string_view name);
// JSON, as application/json or application/ld+json, whichever is asked for.
HttpResponse epcis_json(const ApiCall& call, unsigned status, const Json& body);

}  // namespace temgoc
