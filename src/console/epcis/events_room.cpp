// Events that are asked for, by their id or by the standard's simple event query.
#include "console/api/paths.h"
#include "console/epcis/rooms.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/exchange/epcis.h"

namespace temgoc {
namespace {

std::string next_link(const HttpRequest& request, const std::string& token) {
  std::string link = "<" + request.path + "?";
  for (const auto& [name, value] : form_values(request.query))
    if (name != "nextPageToken") link += percent_encoded(name) + "=" + percent_encoded(value) + "&";
  return link + "nextPageToken=" + percent_encoded(token) + ">; rel=\"next\"";
}

}  // namespace

Result<void> settle_own(const ApiCall& call) {
  if (!own_events_wait(call.registry())) return {};
  auto workplace = call.open();
  if (!workplace) return workplace.error();
  return settle_own_events(*workplace);
}

// "example=https://ns.example.com/epcis/, other=…".
std::map<std::string, std::string> extensions_of(const HttpRequest& request) {
  std::map<std::string, std::string> all;
  for (const auto& [name, value] : request.gs1_fields) {
    if (name != "gs1-extensions") continue;
    for (const std::string_view each : split(value, ',')) {
      const std::size_t equals = each.find('=');
      if (equals != each.npos)
        all[trimmed(each.substr(0, equals))] = trimmed(each.substr(equals + 1));
    }
  }
  return all;
}

HttpResponse list_events(ApiCall& call, const std::string& parameter, const std::string& value) {
  Parameters parameters = form_values(call.request().query);
  if (!parameter.empty()) parameters.emplace_back(parameter, value);
  return events_page(call, {std::move(parameters), extensions_of(call.request())});
}

HttpResponse events_page(ApiCall& call, const QueryParts& asked) {
  if (auto settled = settle_own(call); !settled) return refused(call, settled.error());
  const EpcisBook book = EpcisBook::of(call.registry());
  auto query = epcis_query(book, asked.parameters, asked.extensions);
  if (!query) return refused(call, query.error());
  query->filter.cooperative_id = call.scope();
  auto page = run_query(book, *query);
  if (!page) return refused(call, page.error());
  HttpResponse response = epcis_json(call, 200, epcis_query_document(page->events, call.now()));
  if (!page->next.empty())
    response.headers.emplace_back("Link", next_link(call.request(), page->next));
  return response;
}

HttpResponse show_event(ApiCall& call, const std::string& id) {
  if (auto settled = settle_own(call); !settled) return refused(call, settled.error());
  const auto events =
      EpcisBook::of(call.registry()).events_named(call.scope(), epcis_term_value("eventID", id));
  if (events.empty()) return refused(call, {"epcis_event_unknown", "eventID", shortened(id, 80)});
  return epcis_json(call, 200, epcis_query_document(events, call.now()));
}

}  // namespace temgoc
