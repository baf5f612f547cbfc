// An event as one line of text, member by member in the order of the standard, and its hash.
#include "temgoc/epcis/event_hash.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "epcis/event_text.h"
#include "epcis/event_values.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/json.h"
#include "temgoc/base/repeated_json.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

// The members that come first, in this order. All others follow, sorted.
struct Member {
  std::string_view name;
  std::string_view element;  // how each element of its list is called; empty: as the member
};
constexpr std::array<Member, 20> kEventOrder{{{"eventTime", ""},
                                              {"eventTimeZoneOffset", ""},
                                              {"certificationInfo", ""},
                                              {"epcList", "epc"},
                                              {"parentID", ""},
                                              {"inputEPCList", "epc"},
                                              {"childEPCs", "epc"},
                                              {"quantityList", "quantityElement"},
                                              {"childQuantityList", "quantityElement"},
                                              {"inputQuantityList", "quantityElement"},
                                              {"outputEPCList", "epc"},
                                              {"outputQuantityList", "quantityElement"},
                                              {"action", ""},
                                              {"transformationID", ""},
                                              {"bizStep", ""},
                                              {"disposition", ""},
                                              {"persistentDisposition", ""},
                                              {"readPoint", ""},
                                              {"bizLocation", ""},
                                              {"sensorElementList", "sensorElement"}}};

// Within members: by the name of the member or of the element of its list.
const std::vector<std::string_view>& order_within(std::string_view name) {
  static const std::map<std::string_view, std::vector<std::string_view>> kOrders = {
      {"quantityElement", {"epcClass", "quantity", "uom"}},
      {"persistentDisposition", {"set", "unset"}},
      {"readPoint", {"id"}},
      {"bizLocation", {"id"}},
      {"bizTransactionList", {"type", "bizTransaction"}},
      {"sourceList", {"type", "source"}},
      {"destinationList", {"type", "destination"}},
      {"sensorElement", {"sensorMetadata", "sensorReport"}},
      {"sensorMetadata",
       {"time", "startTime", "endTime", "deviceID", "deviceMetadata", "rawData",
        "dataProcessingMethod", "bizRules"}},
      {"sensorReport",
       {"type",
        "exception",
        "deviceID",
        "deviceMetadata",
        "rawData",
        "dataProcessingMethod",
        "time",
        "microorganism",
        "chemicalSubstance",
        "value",
        "component",
        "stringValue",
        "booleanValue",
        "hexBinaryValue",
        "uriValue",
        "minValue",
        "maxValue",
        "meanValue",
        "sDev",
        "percRank",
        "percValue",
        "uom",
        "coordinateReferenceSystem"}}};
  static const std::vector<std::string_view> kNone;
  const auto found = kOrders.find(name);
  return found == kOrders.end() ? kNone : found->second;
}

// Lists whose elements have no name of their own in the text.
bool is_nameless_list(std::string_view name) {
  return name == "bizTransactionList" || name == "sourceList" || name == "destinationList";
}

bool is_moment(std::string_view name) {
  return name == "eventTime" || name == "time" || name == "startTime" || name == "endTime";
}

// What says nothing of the event, or is said elsewhere in the text.
bool is_left_out(std::string_view name) {
  static const std::set<std::string_view> kLeftOut = {
      "type", "eventID", "recordTime", "@context", "comment", "rdfs:comment", "errorDeclaration"};
  return kLeftOut.contains(name);
}

std::string sorted_together(std::vector<std::string> texts) {
  std::ranges::sort(texts);
  std::string joined;
  for (const std::string& text : texts) joined += text;
  return joined;
}

class EventText {
 public:
  EventText(const std::map<std::string, std::string>& namespaces,
            const std::set<std::string>& ignored)
      : namespaces_(namespaces), ignored_(ignored) {}

  std::string of(const Json& event) const {
    std::string text = "eventType=" + event.at("type").get<std::string>();
    std::set<std::string_view> done;
    for (const Member& member : kEventOrder) {
      done.insert(member.name);
      const auto found = event.find(std::string(member.name));
      if (found == event.end()) continue;
      text += member.element.empty() ? values(member.name, "", *found)
                                     : list(member.name, member.element, *found);
    }
    std::vector<std::string> others;
    for (const auto& [name, value] : event.items()) {
      if (done.contains(name) || is_left_out(name) || ignored_.contains(name)) continue;
      others.push_back(is_nameless_list(name) ? list(name, "", value) : values(name, "", value));
    }
    return text + sorted_together(std::move(others));
  }

 private:
  // A list with its elements sorted; nothing if there is nothing in it.
  std::string list(std::string_view name, std::string_view element, const Json& value) const {
    std::vector<std::string> texts;
    for (const Json& each : as_list(value)) {
      if (!each.is_object()) {
        texts.push_back(named(element, name, each));
      } else if (element.empty()) {
        texts.push_back(members(name, name, each));
      } else {
        texts.push_back(std::string(element) + members(element, name, each));
      }
    }
    const std::string text = sorted_together(std::move(texts));
    return text.empty() ? text : std::string(name) + text;
  }

  // A member, or each element of it under its name, sorted.
  std::string values(std::string_view name, std::string_view parent, const Json& value) const {
    std::vector<std::string> texts;
    for (const Json& each : as_list(value)) {
      if (!each.is_object()) {
        texts.push_back(named(name, parent, each));
        continue;
      }
      const std::string inner = members(name, name, each);
      if (!inner.empty()) texts.push_back(key(name) + inner);
    }
    return sorted_together(std::move(texts));
  }

  std::string members(std::string_view name, std::string_view list, const Json& object) const {
    const auto& order = order_within(name);
    const std::string_view parent = name == "sensorReport" ? name : list;
    std::string text;
    for (const std::string_view member : order) {
      const auto found = object.find(std::string(member));
      if (found != object.end()) text += values(member, parent, *found);
    }
    std::vector<std::string> others;
    for (const auto& [member, value] : object.items()) {
      const bool comment = member == "rdfs:comment" || member == "comment";
      if (comment || ignored_.contains(member)) continue;
      if (std::ranges::find(order, member) == order.end())
        others.push_back(values(member, parent, value));
    }
    return text + sorted_together(std::move(others));
  }

  // "name=value"; nothing for an empty value.
  std::string named(std::string_view name, std::string_view parent, const Json& value) const {
    std::string text = plain_text(value);
    if (text.empty()) return {};
    if (is_moment(name)) return key(name) + "=" + canonical_moment(text);
    text = with_vocabulary(name, parent, expanded_value(text, namespaces_));
    return key(name) + "=" + canonical_gs1_key(canonical_number(text));
  }

  std::string key(std::string_view name) const { return expanded_name(name, namespaces_); }

  const std::map<std::string, std::string>& namespaces_;
  const std::set<std::string>& ignored_;
};

std::string hash_of_text(const std::string& text) {
  return "ni:///sha-256;" + to_hex(sha256(as_bytes(text))) + "?ver=CBV2.0";
}

}  // namespace

Namespaces epcis_namespaces(const Json& document) {
  Namespaces all = {{"gs1", "https://gs1.org/voc/"},
                    {"cbv", "https://ref.gs1.org/cbv/"},
                    {"epcis", "https://ref.gs1.org/epcis/"},
                    {"cbvmda", "urn:epcglobal:cbv:mda"}};
  if (!document.contains("@context")) return all;
  const Json& context = document["@context"];
  const auto add = [&all](const Json& each) {
    if (!each.is_object()) return;
    for (const auto& [prefix, address] : each.items()) {
      if (address.is_string()) all[prefix] = address.get<std::string>();
    }
  };
  if (!context.is_array()) add(context);
  if (context.is_array()) {
    for (const Json& each : context) add(each);
  }
  return all;
}

std::set<std::string> ignored_members(const Json& document) {
  std::set<std::string> ignored;
  for (const auto& [name, value] : document.items()) {
    if (!name.ends_with(":ignoreFields") || !value.is_array()) continue;
    for (const Json& each : value) {
      if (each.is_string()) ignored.insert(each.get<std::string>());
    }
  }
  return ignored;
}

std::vector<Json> as_list(const Json& value) {
  if (!value.is_array()) return {value};
  return {value.begin(), value.end()};
}

const Json* events_of(const Json& document) {
  for (const char* place : {"/epcisBody/eventList", "/epcisBody/queryResults/resultsBody/eventList",
                            "/epcisBody/event"}) {
    const Json::json_pointer pointer(place);
    if (document.contains(pointer)) return &document.at(pointer);
  }
  return nullptr;
}

std::string expanded_name(std::string_view name, const Namespaces& namespaces) {
  const std::size_t colon = name.find(':');
  if (colon == name.npos) return std::string(name);
  const auto known = namespaces.find(std::string(name.substr(0, colon)));
  if (known == namespaces.end()) return std::string(name);
  return "{" + known->second + "}" + std::string(name.substr(colon + 1));
}

std::string expanded_value(const std::string& text, const Namespaces& namespaces) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return text;
  const auto known = namespaces.find(text.substr(0, colon));
  if (known == namespaces.end()) return text;
  const bool of_gs1 = known->second.starts_with("https://ref.gs1.org") ||
                      known->second.starts_with("https://gs1.org");
  return of_gs1 ? known->second + text.substr(colon + 1) : text;
}

std::string event_text(const Json& event, const Namespaces& namespaces,
                       const std::set<std::string>& ignored) {
  return EventText(namespaces, ignored).of(event);
}

std::string event_hash(const Json& event, const Namespaces& namespaces,
                       const std::set<std::string>& ignored) {
  return hash_of_text(event_text(event, namespaces, ignored));
}

Result<std::vector<std::string>> epcis_event_texts(std::string_view document_text) {
  auto document = parse_json_with_repeated(document_text, kRepeatableMember);
  if (!document) return document.error();
  const Json* events = document->is_object() ? events_of(*document) : nullptr;
  if (events == nullptr || !(events->is_array() || events->is_object()))
    return Error{.code = "epcis_no_events", .field = "document"};
  const auto namespaces = epcis_namespaces(*document);
  const auto ignored = ignored_members(*document);
  const EventText text(namespaces, ignored);
  std::vector<std::string> texts;
  for (const Json& event : as_list(*events)) {
    if (!event.is_object() || !event.contains("type") || !event["type"].is_string()) {
      return Error{.code = "epcis_event_unreadable",
                   .field = "document",
                   .args = {{"event", std::to_string(texts.size() + 1)}, {"what", "type"}}};
    }
    texts.push_back(text.of(event));
  }
  return texts;
}

Result<std::vector<std::string>> epcis_event_hashes(std::string_view document) {
  auto texts = epcis_event_texts(document);
  if (!texts) return texts.error();
  std::vector<std::string> hashes;
  for (const std::string& text : *texts) hashes.push_back(hash_of_text(text));
  return hashes;
}

}  // namespace temgoc
