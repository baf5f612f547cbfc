// The order of the checks before a resource of EPCIS answers, and the fields that every answer has.
#include "console/epcis/answer_epcis.h"

#include <algorithm>
#include <array>

#include "console/api/paths.h"
#include "console/api/problem.h"
#include "console/epcis/rooms.h"
#include "temgoc/base/failures.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/epcis/epcis_document.h"
#include "temgoc/http/accept.h"

namespace temgoc {
namespace {

constexpr std::string_view kVersion = "2.0.0";
constexpr std::array<std::string_view, 2> kTypes{"application/json", "application/ld+json"};

// Where an address leads: the resource, and what stands in its place.
struct Place {
  enum class Room {
    none,
    root,
    capture,
    capture_job,
    capture_body,
    events,
    event,
    queries,
    query,
    query_events,
    subscriptions,
    subscription,
    page_token,
    known,
    known_one,
    listed
  } room = Room::none;
  std::string name = {};
  const EpcisResource* resource = nullptr;
};

std::string decoded(std::string_view text) {
  return percent_decoded(text).value_or(std::string(text));
}

Place place_beneath(std::string_view resource, std::string_view rest) {
  using Room = Place::Room;
  for (const EpcisResource& each : epcis_resources()) {
    if (resource != each.name) continue;
    if (rest.empty()) return {Room::known, {}, &each};
    if (!rest.ends_with("/events")) return {Room::known_one, decoded(rest), &each};
    rest.remove_suffix(std::string_view("/events").size());
    return rest.empty() ? Place{} : Place{Room::listed, decoded(rest), &each};
  }
  return {};
}

// An id may hold '/', and "?ver=CBV2.0": clients that do not encode them are understood.
Place event_place(const HttpRequest& request, std::string_view rest) {
  std::string id = decoded(rest);
  if (request.query == "ver=CBV2.0") id += "?" + request.query;
  return {Place::Room::event, id};
}

Place query_place(std::string_view rest) {
  using Room = Place::Room;
  if (rest.empty()) return {Room::queries};
  const std::size_t slash = rest.find('/');
  const std::string name = decoded(rest.substr(0, slash));
  if (slash == rest.npos) return {Room::query, name};
  const std::string_view part = rest.substr(slash + 1);
  if (part == "events") return {Room::query_events, name};
  if (part.starts_with("subscriptions/")) return {Room::subscription, name};
  return part == "subscriptions" ? Place{Room::subscriptions, name} : Place{};
}

Place place_of(const HttpRequest& request) {
  using Room = Place::Room;
  std::string_view path = std::string_view(request.path).substr(kEpcisRoot.size());
  while (path.ends_with('/')) path.remove_suffix(1);
  if (path.empty()) return {Room::root};
  path.remove_prefix(1);
  const std::size_t slash = path.find('/');
  const std::string_view resource = path.substr(0, slash);
  const std::string_view rest = slash == path.npos ? "" : path.substr(slash + 1);
  if (resource == "capture") {
    if (rest.empty()) return {Room::capture};
    const std::size_t next = rest.find('/');
    if (next == rest.npos) return {Room::capture_job, decoded(rest)};
    const bool body = rest.substr(next) == "/document";
    return body ? Place{Room::capture_body, decoded(rest.substr(0, next))} : Place{};
  }
  if (resource == "queries") return query_place(rest);
  if (resource == "nextPageToken")
    return rest.empty() ? Place{} : Place{Room::page_token, decoded(rest)};
  if (resource == "events") return rest.empty() ? Place{Room::events} : event_place(request, rest);
  return place_beneath(resource, rest);
}

std::string methods_of(const Place& place) {
  using Room = Place::Room;
  if (place.room == Room::query || place.room == Room::subscription)
    return "GET, HEAD, DELETE, OPTIONS";
  if (place.room == Room::page_token) return "DELETE, OPTIONS";
  const bool posts = place.room == Room::capture || place.room == Room::events ||
                     place.room == Room::queries || place.room == Room::subscriptions;
  return posts ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS";
}

bool is_method(const Place& place, const std::string& method) {
  const std::string methods = methods_of(place);
  for (const std::string_view each : split(methods, ','))
    if (trimmed(each) == method) return true;
  return false;
}

void add_fields(HttpResponse& response) {
  for (const char* name : {"GS1-EPCIS-Version", "GS1-EPCIS-Min", "GS1-EPCIS-Max", "GS1-CBV-Version",
                           "GS1-CBV-Min", "GS1-CBV-Max"})
    response.headers.emplace_back(name, kVersion);
  const auto says_form = [](const auto& header) { return header.first == "GS1-EPC-Format"; };
  if (std::ranges::none_of(response.headers, says_form))
    response.headers.emplace_back("GS1-EPC-Format", "Never_Translates");
}

// Events are given back as they came; a list names each key once, in canonical form.
std::string_view form_of(const Place& place) {
  const bool lists_keys = place.room == Place::Room::known && place.resource->is_key;
  return lists_keys ? "Always_GS1_Digital_Link" : "Never_Translates";
}

HttpResponse discovery(const Place& place) {
  HttpResponse response{.status = 204, .headers = {{"Allow", methods_of(place)}}};
  response.headers.emplace_back("GS1-Vendor-Version", TEMGOC_VERSION);
  response.headers.emplace_back("GS1-EPCIS-Capture-Limit", std::to_string(kMostEpcisEvents));
  response.headers.emplace_back("GS1-EPCIS-Capture-File-Size-Limit",
                                std::to_string(kMostEpcisBytes));
  response.headers.emplace_back("GS1-Capture-Error-Behaviour", "all");
  return response;
}

bool is_of(std::string_view version, std::string_view wanted) {
  return version == wanted || version == wanted.substr(0, 3);
}

// Versions and forms that a client insists on.
Result<void> check_fields(const HttpRequest& request, const Place& place) {
  for (const char* name : {"gs1-epcis-version", "gs1-cbv-version"}) {
    const std::string version = gs1_field(request, name);
    if (!version.empty() && !is_of(version, kVersion))
      return Error{"epcis_version_unknown", name, shortened(version)};
  }
  for (const auto& [name, least] : {std::pair{"gs1-epcis-min", true},
                                    {"gs1-epcis-max", false},
                                    {"gs1-cbv-min", true},
                                    {"gs1-cbv-max", false}}) {
    const std::string version = gs1_field(request, name);
    if (version.empty()) continue;
    const bool met = is_of(version, kVersion) || (least ? version < kVersion : version > kVersion);
    if (!met) return Error{"epcis_version_unknown", name, shortened(version)};
  }
  const std::string format = gs1_field(request, "gs1-epc-format");
  if (format.empty() || format == "No_Preference" || format == form_of(place)) return {};
  return Error{"epcis_format_unmet",
               "gs1-epc-format",
               shortened(format),
               {},
               {{"known", std::string(form_of(place))}}};
}

Result<void> check_types(const HttpRequest& request) {
  const auto ranges = weighted_ranges(request.accept);
  const bool met = std::ranges::any_of(
      kTypes, [&](std::string_view type) { return media_quality(ranges, type) > 0; });
  if (!met) return Error{"api_accept_unmet", "Accept", {}, {}, {{"known", std::string(kTypes[0])}}};
  if (request.method != "POST") return {};
  const std::string& field = request.content_type;
  const std::string type = ascii_lower(trimmed(field.substr(0, field.find(';'))));
  if (std::ranges::find(kTypes, type) != kTypes.end()) return {};
  return Error{"api_type_unsupported", "Content-Type", shortened(field)};
}

Result<void> check_right(ApiCall& call, const Place& place) {
  if (auto admitted = call.admit(); !admitted) return admitted;
  const std::string& method = call.request().method;
  const bool changes =
      method == "POST" || (method == "DELETE" && place.room != Place::Room::page_token);
  const Right right = changes ? Right::enter : Right::read;
  if (may(call.token().role, right)) return {};
  return Error{"api_role_too_small", "role", to_text(call.token().role)};
}

HttpResponse root(const ApiCall& call) {
  Json all = Json::array({"capture", "events", "queries"});
  for (const EpcisResource& each : epcis_resources()) all.push_back(std::string(each.name));
  return epcis_json(call, 200, epcis_collection(std::move(all)));
}

HttpResponse known(ApiCall& call, const Place& place) {
  HttpResponse response = list_known(call, *place.resource);
  if (response.status == 200)
    response.headers.emplace_back("GS1-EPC-Format", std::string(form_of(place)));
  return response;
}

HttpResponse in_room(ApiCall& call, const Place& place) {
  const bool post = call.request().method == "POST";
  switch (place.room) {
    case Place::Room::root:
      return root(call);
    case Place::Room::capture:
      return post ? capture_document(call) : list_captures(call);
    case Place::Room::capture_job:
      return show_capture(call, place.name);
    case Place::Room::capture_body:
      return show_document(call, place.name);
    case Place::Room::events:
      return post ? capture_event(call) : list_events(call, "", "");
    case Place::Room::event:
      return show_event(call, place.name);
    case Place::Room::queries:
      return post ? keep_query(call) : list_queries(call);
    case Place::Room::query:
      return call.request().method == "DELETE" ? forget_query(call, place.name)
                                               : show_query(call, place.name);
    case Place::Room::query_events:
      return answer_query(call, place.name);
    case Place::Room::subscriptions:
    case Place::Room::subscription:
      // Nothing here calls at an address that a stranger names.
      return refused(call, {"epcis_subscription_unsupported"});
    case Place::Room::page_token:
      return {.status = 204};  // nothing is held for a page that is still to come
    case Place::Room::known:
      return known(call, place);
    case Place::Room::known_one:
      return show_known(call, *place.resource, place.name);
    case Place::Room::listed:
      return list_events(call, std::string(place.resource->parameter), place.name);
    case Place::Room::none:
      break;
  }
  return refused(call, {"api_route_unknown", {}, shortened(call.request().path, 80)});
}

HttpResponse judged(const HttpRequest& request, House& house, Accounts& accounts) {
  ApiCall call(request, house, accounts);
  const Place place = place_of(request);
  if (place.room == Place::Room::none) return in_room(call, place);
  if (request.method == "OPTIONS") return discovery(place);
  const std::string methods = methods_of(place);
  if (!is_method(place, request.method)) {
    HttpResponse response = refused(call, {"api_method_unknown", {}, {}, {}, {{"known", methods}}});
    response.headers.emplace_back("Allow", methods);
    return response;
  }
  if (auto let_in = check_right(call, place); !let_in) {
    HttpResponse response = refused(call, let_in.error());
    response.guess_missed = let_in.error().code == "api_token_unknown";
    return response;
  }
  if (auto types = check_types(request); !types) return refused(call, types.error());
  if (auto fields = check_fields(request, place); !fields) return refused(call, fields.error());
  return in_room(call, place);
}

}  // namespace

HttpResponse refused(const ApiCall& call, const Error& error, const std::vector<Error>& more) {
  return epcis_problem(call.request(), status_of(error), error, more);
}

std::string gs1_field(const HttpRequest& request, std::string_view name) {
  for (const auto& [field, value] : request.gs1_fields)
    if (field == name) return trimmed(value);
  return {};
}

HttpResponse epcis_json(const ApiCall& call, unsigned status, const Json& body) {
  HttpResponse response = json_answer(status, body);
  const auto ranges = weighted_ranges(call.request().accept);
  if (media_quality(ranges, kTypes[1]) > media_quality(ranges, kTypes[0]))
    response.content_type = kTypes[1];
  return response;
}

HttpResponse answer_epcis(const HttpRequest& request, House& house, Accounts& accounts) {
  HttpResponse response;
  try {
    response = judged(request, house, accounts);
  } catch (const SystemFailure& failure) {
    const unsigned status = status_of(failure.error());
    response = epcis_problem(request, status == 422 ? 503 : status, failure.error(), {});
  } catch (const std::exception& failure) {
    response = epcis_problem(request, 500, unforeseen(failure), {});
  }
  add_fields(response);
  response.route = "epcis";
  return response;
}

}  // namespace temgoc
