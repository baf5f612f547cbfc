// Events put together as one document, whatever prefixes the documents that they came in declare.
#include <algorithm>

#include "temgoc/exchange/epcis.h"

namespace temgoc {
namespace {

std::vector<Json> as_list(const Json& value) {
  if (!value.is_array()) return {value};
  return {value.begin(), value.end()};
}

bool is_epcis_context(const Json& each) {
  return each.is_string() && each.get_ref<const std::string&>().ends_with("epcis-context.jsonld");
}

// One @context for all. What an event's own document calls otherwise stands at the event.
class Contexts {
 public:
  // What of it must stand at the event; null: nothing.
  Json add(const std::string& context) {
    Json own = Json::object();
    for (const Json& each : as_list(parse_json(context).value())) {
      if (is_epcis_context(each)) continue;
      if (!each.is_object()) {
        if (std::ranges::find(others_, each) == others_.end()) others_.push_back(each);
        continue;
      }
      for (const auto& [prefix, address] : each.items()) {
        if (!names_.contains(prefix)) names_[prefix] = address;
        if (names_[prefix] != address) own[prefix] = address;
      }
    }
    return own.empty() ? Json() : own;
  }

  Json made() const {
    Json list = Json::array({kEpcisContext});
    for (const Json& each : others_) list.push_back(each);
    if (!names_.empty()) list.push_back(names_);
    return list;
  }

 private:
  std::vector<Json> others_;
  Json names_ = Json::object();
};

Json event_of(const EpcisRow& row, Contexts& contexts) {
  Json event = parse_json(row.body).value();
  const Json own =
      contexts.add(row.context.empty() ? R"({"temgoc":"urn:temgoc:epcis:"})" : row.context);
  if (!own.is_null()) {
    Json list = event.contains("@context") ? Json(as_list(event["@context"])) : Json::array();
    list.insert(list.begin(), own);
    event["@context"] = std::move(list);
  }
  if (!event.contains("eventID")) event["eventID"] = row.event_id;
  event["recordTime"] = to_iso(row.record_time);
  return event;
}

Json with_context(const Contexts& contexts, const char* type, Instant now, Json body) {
  return {{"@context", contexts.made()},
          {"type", type},
          {"schemaVersion", "2.0"},
          {"creationDate", to_iso(now)},
          {"epcisBody", std::move(body)}};
}

Json events_of(const std::vector<EpcisRow>& rows, Contexts& contexts) {
  Json events = Json::array();
  for (const EpcisRow& row : rows) events.push_back(event_of(row, contexts));
  return events;
}

}  // namespace

Json epcis_query_document(const std::vector<EpcisRow>& rows, Instant now) {
  Contexts contexts;
  Json events = events_of(rows, contexts);
  return with_context(
      contexts, "EPCISQueryDocument", now,
      {{"queryResults",
        {{"queryName", "SimpleEventQuery"}, {"resultsBody", {{"eventList", std::move(events)}}}}}});
}

Json epcis_document(const std::vector<EpcisRow>& rows, Instant now) {
  Contexts contexts;
  Json events = events_of(rows, contexts);
  return with_context(contexts, "EPCISDocument", now, {{"eventList", std::move(events)}});
}

}  // namespace temgoc
