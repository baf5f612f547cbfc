// Documents and single events that come in, and what became of them.
#include "console/api/paths.h"
#include "console/api/problem.h"
#include "console/epcis/rooms.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/exchange/epcis.h"

namespace temgoc {
namespace {

// What each client reads of a fault, in its language.
Json errors_json(const std::string& stored, Language language) {
  Json list = Json::array();
  const Json faults = parse_json(stored).value();
  for (const Json& each : faults) {
    Error error{.code = each["code"], .field = each["field"], .value = each["value"]};
    for (const auto& [name, value] : each["args"].items()) error.args[name] = value;
    Json fault = fault_json(error, language);
    fault["type"] = epcis_exception(error, status_of(error));
    fault["title"] = message(language, error);
    fault["status"] = status_of(error);
    list.push_back(std::move(fault));
  }
  return list;
}

Json capture_json(const EpcisCapture& capture, Language language) {
  Json errors = errors_json(capture.errors, language);
  const bool success = errors.empty();
  return {{"captureID", capture.name},
          {"createdAt", to_iso(capture.at)},
          {"finishedAt", to_iso(capture.at)},
          {"running", false},
          {"success", success},
          {"captureErrorBehaviour", capture.proceed ? "proceed" : "rollback"},
          {"events", capture.events},
          {"stored", capture.stored},
          {"errors", std::move(errors)}};
}

Result<bool> proceeds(const HttpRequest& request) {
  const std::string asked = gs1_field(request, "gs1-capture-error-behaviour");
  if (asked.empty() || asked == "rollback") return false;
  if (asked == "proceed") return true;
  return Error{"epcis_header_invalid", "GS1-Capture-Error-Behaviour", shortened(asked)};
}

std::optional<EpcisCapture> capture_in_sight(const ApiCall& call, const std::string& name) {
  auto capture = EpcisBook::of(call.registry()).capture(name);
  if (capture && !call.scope().empty() && capture->cooperative_id != call.scope())
    return std::nullopt;
  return capture;
}

HttpResponse captured(ApiCall& call, bool one_event, bool proceed,
                      const std::function<HttpResponse(const Captured&)>& answer) {
  auto workplace = call.open();
  if (!workplace) return refused(call, workplace.error());
  std::vector<Error> faults;
  auto done = capture_epcis(*workplace,
                            {.body = call.request().body,
                             .one_event = one_event,
                             .proceed = proceed,
                             .cooperative_id = call.scope()},
                            faults);
  if (!done) return refused(call, done.error(), faults);
  return answer(*done);
}

}  // namespace

HttpResponse capture_document(ApiCall& call) {
  const auto proceed = proceeds(call.request());
  if (!proceed) return refused(call, proceed.error());
  return captured(call, false, *proceed, [&](const Captured& done) {
    HttpResponse response = epcis_json(call, 202, capture_json(done.capture, call.language()));
    response.headers.emplace_back("Location",
                                  std::string(kEpcisRoot) + "/capture/" + done.capture.name);
    return response;
  });
}

HttpResponse capture_event(ApiCall& call) {
  return captured(call, true, false, [&](const Captured& done) {
    const EpcisEvent& event = done.document.events.front();
    HttpResponse response = epcis_json(call, 201, event.body);
    response.headers.emplace_back("Location",
                                  std::string(kEpcisRoot) + "/events/" + percent_encoded(event.id));
    return response;
  });
}

HttpResponse list_captures(ApiCall& call) {
  std::int64_t before = INT64_MAX;
  const std::string token = call.asked("nextPageToken");
  if (!token.empty()) {
    if (!is_digits(token) || token.size() > 18)
      return refused(call, {"epcis_parameter_invalid", "nextPageToken", shortened(token)});
    before = std::stoll(token);
  }
  const auto page = page_asked(call);
  if (!page) return refused(call, page.error());
  auto captures = EpcisBook::of(call.registry()).captures(call.scope(), before, *page + 1);
  const bool more = captures.size() > *page;
  if (more) captures.pop_back();
  Json list = Json::array();
  for (const EpcisCapture& each : captures) list.push_back(capture_json(each, call.language()));
  HttpResponse response = epcis_json(call, 200, list);
  if (more) {
    response.headers.emplace_back(
        "Link", "<" + std::string(kEpcisRoot) + "/capture?perPage=" + std::to_string(*page) +
                    "&nextPageToken=" + std::to_string(captures.back().id) + ">; rel=\"next\"");
  }
  return response;
}

HttpResponse show_capture(ApiCall& call, const std::string& name) {
  const auto capture = capture_in_sight(call, name);
  if (!capture) return refused(call, {"epcis_capture_unknown", "capture", shortened(name)});
  return epcis_json(call, 200, capture_json(*capture, call.language()));
}

HttpResponse show_document(ApiCall& call, const std::string& name) {
  const auto document =
      capture_in_sight(call, name) ? EpcisBook::of(call.registry()).document(name) : std::nullopt;
  if (!document) return refused(call, {"epcis_capture_unknown", "capture", shortened(name)});
  HttpResponse response = epcis_json(call, 200, Json::object());
  response.body = *document;
  return response;
}

}  // namespace temgoc
