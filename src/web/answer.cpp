// The order of the rooms, and what holds for the answers of all of them.
#include "web/answer.h"

#include <algorithm>

#include "temgoc/base/text.h"
#include "temgoc/http/accept.h"
#include "temgoc/http/compress_body.h"
#include "web/answer_cache.h"
#include "web/answer_remark.h"
#include "web/could_not_check.h"
#include "web/inspect/answer_as_inspector.h"
#include "web/pages/frame.h"
#include "web/paths.h"
#include "web/scan_recorder.h"

namespace temgoc {
namespace {

constexpr int kMostTries = 2;

const std::string* field(const HttpResponse& response, std::string_view lower_name) {
  for (const auto& [name, value] : response.headers)
    if (ascii_lower(name) == lower_name) return &value;
  return nullptr;
}

HttpResponse text_answer(unsigned status, std::string_view route, std::string text) {
  return {.status = status,
          .content_type = "text/plain; charset=utf-8",
          .body = std::move(text),
          .headers = {{"Cache-Control", "no-store"}},
          .route = route};
}

bool takes_forms(const HttpRequest& request) {
  return request.path == kReportPath || takes_inspector_forms(request.path) ||
         is_passport_service(request.path);
}

std::string_view methods_of(const HttpRequest& request) {
  return takes_forms(request) ? "GET, HEAD, OPTIONS, POST" : "GET, HEAD, OPTIONS";
}

HttpResponse from_rooms(const HttpRequest& request, const Desk& desk) {
  if (auto outside = answer_outside_bundle(request, desk)) return std::move(*outside);
  if (auto shell = answer_as_inspector(request, desk)) return std::move(*shell);
  if (auto file = answer_with_credential(request, desk)) return std::move(*file);
  if (auto passport = answer_as_passport_service(request, desk)) return std::move(*passport);
  if (auto page = answer_with_page(request, desk)) return std::move(*page);
  if (auto file = answer_with_file(request, desk)) return std::move(*file);
  if (auto resolved = answer_as_resolver(request, desk)) return std::move(*resolved);
  return not_found_page(asked(request, desk));
}

// The resolver answers OPTIONS of its own addresses, with what CORS asks for.
HttpResponse options_of(const HttpRequest& request, const Desk& desk) {
  if (auto resolved = answer_as_resolver(request, desk)) return std::move(*resolved);
  return {
      .status = 204, .headers = {{"Allow", std::string(methods_of(request))}}, .route = "options"};
}

// One answer for HEAD and GET; the server leaves the body out.
HttpResponse made(const HttpRequest& request, const Desk& desk) {
  if (request.method == "OPTIONS") return options_of(request, desk);
  if (request.method == "POST" && !takes_forms(request)) {
    HttpResponse refused = text_answer(405, "refused", "405\n");
    refused.headers.emplace_back("Allow", methods_of(request));
    return refused;
  }
  if (request.method != "HEAD") return from_rooms(request, desk);
  HttpRequest get = request;
  get.method = "GET";
  return from_rooms(get, desk);
}

void vary_by_encoding(HttpResponse& response) {
  for (auto& [name, value] : response.headers) {
    if (ascii_lower(name) != "vary") continue;
    value += ", Accept-Encoding";
    return;
  }
  response.headers.emplace_back("Vary", "Accept-Encoding");
}

// Every answer is public and none depends on a cookie, so any page may read it: a verifier or a
// resolver's client of another origin reads refusals too.
void open_to_all_origins(HttpResponse& response) {
  constexpr const char* kOrigin = "Access-Control-Allow-Origin";
  if (!field(response, "access-control-allow-origin")) response.headers.emplace_back(kOrigin, "*");
}

HttpResponse composed(const HttpRequest& request, const Desk& desk) {
  HttpResponse response = made(request, desk);
  open_to_all_origins(response);
  if (response.body.empty() && !response.pattern) return response;
  vary_by_encoding(response);
  if (accepts_gzip(request.accept_encoding))
    compress(response);
  else
    fill(response);
  return response;
}

// RFC 9110 section 13.1.2; ours are compared weakly, as they are of the text before compression.
bool still_good(const HttpRequest& request, const HttpResponse& response) {
  const std::string* tag = field(response, "etag");
  if (!tag || request.if_none_match.empty() || response.status != 200) return false;
  const auto bare = [](std::string_view one) {
    return one.starts_with("W/") ? one.substr(2) : one;
  };
  for (const std::string_view each : split(request.if_none_match, ',')) {
    const std::string wanted = trimmed(each);
    if (wanted == "*" || bare(wanted) == bare(*tag)) return true;
  }
  return false;
}

SharedResponse not_modified(const HttpResponse& response) {
  HttpResponse answer{.status = 304, .headers = response.headers, .route = response.route};
  std::erase_if(answer.headers, [](const auto& each) {
    const std::string name = ascii_lower(each.first);
    return name == "content-encoding" || name == "content-length";
  });
  return share(std::move(answer));
}

SharedResponse kept_or_composed(const HttpRequest& request, const Desk& desk) {
  const auto make = [&] { return composed(request, desk); };
  if (request.method == "POST") return share(make());
  SharedResponse response;
  const auto read = [&] {
    desk.site.registry().at_one_moment([&] {
      response = desk.cache ? desk.cache->answer(request, desk.site, make) : share(make());
    });
  };
  for (int tried = 0;; ++tried) {
    try {
      read();
      return response;
    } catch (const SystemFailure& failure) {
      // A replica gives a reader up where what comes from its primary is in its way.
      if (failure.error().code != "registry_busy" || tried == kMostTries) throw;
    }
  }
}

// A shop's own scanning says nothing of copies; nor does who looks at a page's head alone.
void record(const HttpRequest& request, const HttpResponse& response, const Desk& desk) {
  if (!desk.scans || request.method != "GET" || request.staff) return;
  if (!response.remark) return;
  const AnswerRemark& remark = *response.remark;
  if (remark.seen) desk.scans->add(*remark.seen, request, desk.site.now());
  if (remark.alarm) desk.scans->add(*remark.alarm);
}

}  // namespace

SharedResponse answer(const HttpRequest& request, const Desk& desk) {
  try {
    desk.site.refresh();
    SharedResponse response = kept_or_composed(request, desk);
    record(request, *response, desk);
    return still_good(request, *response) ? not_modified(*response) : response;
  } catch (const std::exception&) {
    // Of the registry, the disk or this program: no verdict is made of it.
    return could_not_check();
  }
}

SharedResponse could_not_check() {
  return share(
      text_answer(503, "could_not_check",
                  "Chưa kiểm tra được. / Could not check. Xin thử lại sau. / Try again later.\n"));
}

}  // namespace temgoc
