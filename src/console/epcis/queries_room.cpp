// Queries that a client keeps under a name, and what fits them.
#include "console/api/paths.h"
#include "console/api/problem.h"
#include "console/epcis/rooms.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

Json query_json(const EpcisNamedQuery& kept) {
  return {{"name", kept.name}, {"query", parse_json(kept.query).value()}};
}

Error unknown(const std::string& name) {
  return {"epcis_query_unknown", "name", shortened(name, 80)};
}

}  // namespace

HttpResponse list_queries(ApiCall& call) {
  const auto page = page_asked(call);
  if (!page) return refused(call, page.error());
  auto kept = EpcisBook::of(call.registry())
                  .named_queries(call.scope(), call.asked("nextPageToken"), *page + 1);
  const bool more = kept.size() > *page;
  if (more) kept.pop_back();
  Json list = Json::array();
  for (const EpcisNamedQuery& each : kept) list.push_back(query_json(each));
  HttpResponse response = epcis_json(call, 200, list);
  if (more)
    response.headers.emplace_back(
        "Link", "<" + std::string(kEpcisRoot) + "/queries?perPage=" + std::to_string(*page) +
                    "&nextPageToken=" + percent_encoded(kept.back().name) + ">; rel=\"next\"");
  return response;
}

HttpResponse keep_query(ApiCall& call) {
  const auto definition = parse_json(call.request().body);
  if (!definition) return refused(call, definition.error());
  auto workplace = call.open();
  if (!workplace) return refused(call, workplace.error());
  const auto kept = keep_named_query(*workplace, *definition, call.scope());
  if (!kept) return refused(call, kept.error());
  HttpResponse response = epcis_json(call, 201, query_json(*kept));
  response.headers.emplace_back(
      "Location", std::string(kEpcisRoot) + "/queries/" + percent_encoded(kept->name) + "/events");
  return response;
}

HttpResponse show_query(ApiCall& call, const std::string& name) {
  const auto kept = EpcisBook::of(call.registry()).named_query(call.scope(), name);
  if (!kept) return refused(call, unknown(name));
  return epcis_json(call, 200, query_json(*kept));
}

HttpResponse forget_query(ApiCall& call, const std::string& name) {
  auto workplace = call.open();
  if (!workplace) return refused(call, workplace.error());
  if (auto done = forget_named_query(*workplace, name, call.scope()); !done)
    return refused(call, done.error());
  return {.status = 204};
}

HttpResponse answer_query(ApiCall& call, const std::string& name) {
  // A schedule or a stream is a subscription, which would be held open.
  for (const auto& [field, value] : call.request().gs1_fields)
    if (field.starts_with("gs1-query-"))
      return refused(call, {"epcis_subscription_unsupported", field, shortened(value)});
  const auto kept = EpcisBook::of(call.registry()).named_query(call.scope(), name);
  if (!kept) return refused(call, unknown(name));
  auto asked = query_parts(parse_json(kept->query).value());
  if (!asked) return refused(call, asked.error());
  for (const auto& [parameter, value] : form_values(call.request().query)) {
    // Whoever asks again and again asks for what came since.
    constexpr std::string_view kAllowed = " perPage nextPageToken GE_recordTime ";
    if (kAllowed.find(" " + parameter + " ") == kAllowed.npos)
      return refused(call, {"epcis_parameter_unknown", shortened(parameter, 80)});
    asked->parameters.emplace_back(parameter, value);
  }
  return events_page(call, *asked);
}

}  // namespace temgoc
