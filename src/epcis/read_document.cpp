// From a document's text to its events, the sound and the faulty.
#include <algorithm>

#include "epcis/event_rules.h"
#include "epcis/event_terms.h"
#include "epcis/event_text.h"
#include "epcis/event_values.h"
#include "temgoc/base/repeated_json.h"
#include "temgoc/base/text.h"
#include "temgoc/epcis/epcis_document.h"
#include "temgoc/epcis/event_hash.h"

namespace temgoc {
namespace {

// Under these addresses GS1 publishes and published the context of EPCIS.
bool is_epcis_context(std::string_view address) {
  const bool of_gs1 = address.starts_with("https://ref.gs1.org/standards/epcis/") ||
                      address.starts_with("http://ref.gs1.org/standards/epcis/") ||
                      address.starts_with("https://gs1.github.io/EPCIS/") ||
                      address.starts_with("https://id.gs1.org/epcis-context");
  return of_gs1 && address.ends_with("epcis-context.jsonld");
}

Result<void> check_context(const Json& holder) {
  const auto context = holder.find("@context");
  if (context == holder.end()) return Error{"epcis_context_missing", "/@context"};
  std::string first;
  for (const Json& each : as_list(*context)) {
    if (!each.is_string() && !each.is_object())
      return Error{"epcis_context_foreign", "/@context", shortened(dump(each))};
    if (!each.is_string()) continue;
    if (is_epcis_context(each.get_ref<const std::string&>())) return {};
    if (first.empty()) first = each.get<std::string>();
  }
  return Error{"epcis_context_foreign", "/@context", shortened(first.empty() ? "{…}" : first)};
}

Result<Json> readable(std::string_view text) {
  auto document = parse_json_with_repeated(text, kRepeatableMember);
  if (!document) return document.error();
  const bool named =
      document->is_object() && document->contains("type") && document->at("type").is_string();
  if (!named) return Error{"epcis_document_unknown", "/type", "–"};
  return document;
}

// A name in full, however it was written: "cbvmda:city" and "urn:epcglobal:cbv:mda#city" are one.
std::string attribute_name(const std::string& written, const Namespaces& namespaces) {
  const std::string expanded = expanded_name(written, namespaces);
  const std::size_t brace = expanded.starts_with('{') ? expanded.find('}') : expanded.npos;
  if (brace != expanded.npos)
    return epcis_attribute_name(expanded.substr(1, brace - 1) + "#" + expanded.substr(brace + 1));
  return epcis_attribute_name(expanded);
}

// What the master data says of one thing: what lies beneath it, and its attributes.
void read_element(const Json& element, EpcisDocument& read) {
  if (!element.is_object() || !element.contains("id") || !element["id"].is_string()) return;
  const std::string id = canonical_gs1_key(element["id"].get<std::string>());
  if (element.contains("children")) {
    for (const Json& child : as_list(element["children"]))
      if (child.is_string())
        read.children.emplace_back(id, canonical_gs1_key(child.get<std::string>()));
  }
  if (!element.contains("attributes")) return;
  for (const Json& each : as_list(element["attributes"])) {
    const bool sound = each.is_object() && each.contains("id") && each["id"].is_string() &&
                       each.contains("attribute");
    // What is an object has no text to compare; that it is there is known all the same.
    if (!sound || each["attribute"].is_null()) continue;
    const Json& value = each["attribute"];
    for (const Json& one : as_list(value))
      read.attributes.push_back({id, attribute_name(each["id"].get<std::string>(), read.namespaces),
                                 one.is_structured() ? "" : plain_text(one)});
  }
}

void read_master_data(const Json& document, EpcisDocument& read) {
  static const Json::json_pointer kList("/epcisHeader/epcisMasterData/vocabularyList");
  if (!document.contains(kList) || !document.at(kList).is_array()) return;
  for (const Json& vocabulary : document.at(kList)) {
    if (!vocabulary.is_object() || !vocabulary.contains("vocabularyElementList")) continue;
    for (const Json& element : as_list(vocabulary["vocabularyElementList"]))
      read_element(element, read);
  }
}

// `namespaces`: those of its document.
EpcisEvent event_of(const Json& body, std::size_t place, Namespaces namespaces,
                    const std::set<std::string>& ignored) {
  if (body.contains("@context")) {
    for (const auto& [prefix, address] : epcis_namespaces(body)) namespaces[prefix] = address;
  }
  EpcisEvent event{.place = place, .body = body};
  event.type = body["type"].get<std::string>();
  event.hash = event_hash(body, namespaces, ignored);
  event.id = body.contains("eventID") ? body["eventID"].get<std::string>() : event.hash;
  event.declares_error = body.contains("errorDeclaration");
  event.event_time = epcis_moment(body["eventTime"].get<std::string>()).value();
  event.terms = terms_of(body, namespaces);
  for (const std::string& id : {event.id, event.hash}) {
    EpcisTerm term{"eventID", epcis_term_value("eventID", id)};
    const auto at = std::ranges::lower_bound(event.terms, term);
    if (at == event.terms.end() || *at != term) event.terms.insert(at, std::move(term));
  }
  return event;
}

Result<void> read_events(const Json& document, const Json& list, const std::string& place,
                         EpcisDocument& read) {
  if (list.size() > kMostEpcisEvents) {
    return Error{.code = "epcis_too_many_events",
                 .field = place,
                 .args = {{"limit", std::to_string(kMostEpcisEvents)},
                          {"count", std::to_string(list.size())}}};
  }
  read.count = list.size();
  const auto ignored = ignored_members(document);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (auto sound = check_event(list[i], place + "/" + std::to_string(i)); !sound) {
      Error fault = sound.error();
      fault.args["event"] = std::to_string(i + 1);
      read.faults.push_back(std::move(fault));
      continue;
    }
    read.events.push_back(event_of(list[i], i + 1, read.namespaces, ignored));
  }
  return {};
}

}  // namespace

Result<EpcisDocument> read_epcis(std::string_view text) {
  auto document = readable(text);
  if (!document) return document.error();
  const std::string type = (*document)["type"].get<std::string>();
  if (type != "EPCISDocument" && type != "EPCISQueryDocument")
    return Error{"epcis_document_unknown", "/type", shortened(type)};
  if (auto sound = check_context(*document); !sound) return sound.error();
  if (auto sound = check_head(*document); !sound) return sound.error();
  const bool query = type == "EPCISQueryDocument";
  const std::string place =
      query ? "/epcisBody/queryResults/resultsBody/eventList" : "/epcisBody/eventList";
  const Json::json_pointer pointer(place);
  if (!document->contains(pointer) || !document->at(pointer).is_array())
    return Error{"epcis_no_events", place};
  EpcisDocument read{.context = (*document)["@context"], .namespaces = epcis_namespaces(*document)};
  read_master_data(*document, read);
  if (auto done = read_events(*document, document->at(pointer), place, read); !done)
    return done.error();
  return read;
}

Result<EpcisDocument> read_epcis_event(std::string_view text) {
  auto event = readable(text);
  if (!event) return event.error();
  const std::string type = (*event)["type"].get<std::string>();
  if (type == "EPCISDocument" || type == "EPCISQueryDocument")
    return Error{"epcis_document_unknown", "/type", type};
  if (auto sound = check_context(*event); !sound) return sound.error();
  EpcisDocument read{.context = (*event)["@context"], .namespaces = epcis_namespaces(*event)};
  if (auto sound = check_event(*event, ""); !sound) {
    Error fault = sound.error();
    fault.args["event"] = "1";
    return fault;
  }
  read.count = 1;
  read.events.push_back(event_of(*event, 1, read.namespaces, ignored_members(*event)));
  return read;
}

std::string epcis_attribute_name(std::string_view written) {
  std::string name(written);
  std::size_t last = name.find_last_of("#/");
  if (last == name.npos && name.starts_with("urn:")) last = name.rfind(':');
  if (last == name.npos || last + 1 == name.size()) return name;
  // A namespace that ends in one of these marks and the same without it are one.
  std::size_t end = last;
  while (end > 0 && std::string_view("#/:").find(name[end - 1]) != std::string_view::npos) --end;
  return name.substr(0, end) + "#" + name.substr(last + 1);
}

std::optional<Instant> epcis_moment(std::string_view text) {
  // parse_instant knows which days there are; the zone and the hour are judged here.
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return std::nullopt;
  std::string upper = ascii_upper(text);
  const std::string canonical = canonical_moment(upper);
  if (canonical == upper && !upper.ends_with('Z')) return std::nullopt;
  auto at = parse_instant(canonical);
  return at ? std::optional(*at) : std::nullopt;
}

}  // namespace temgoc
