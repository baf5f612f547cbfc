// Who is let in: host, method, rate.
#include "http/gatekeeper.h"

#include <algorithm>

#include "http/host_check.h"
#include "http/response_head.h"
#include "temgoc/base/words.h"
#include "temgoc/http/accept.h"

namespace temgoc {
namespace {

constexpr std::uint64_t kEveryone = 0;
constexpr std::string_view kHealth = "/health";
constexpr std::string_view kMetrics = "/metrics";

constexpr std::string_view kMethods = "GET, HEAD, OPTIONS, POST";

bool has_body(const Door& door, std::string_view method) {
  return method == "POST" ||
         std::ranges::find(door.more_methods, method) != door.more_methods.end();
}

bool is_known_method(const Door& door, std::string_view method) {
  return method == "GET" || method == "HEAD" || method == "OPTIONS" || has_body(door, method);
}

std::string all_methods(const Door& door) {
  std::string methods(kMethods);
  for (const std::string& each : door.more_methods) methods += ", " + each;
  return methods;
}

HttpResponse with_allow(HttpResponse response, std::string_view methods) {
  response.headers.emplace_back("Allow", methods);
  return response;
}

HttpResponse nothing_there() { return plain_answer(404); }

// A few hundred bytes, made without a look at the registry: whoever asks too often must cost
// little.
HttpResponse too_many_page(const HttpRequest& request, std::chrono::seconds wait) {
  const Language language = spoken_language(request.accept_language);
  const std::string title = words(language, "page.too_many");
  const std::string advice =
      words(language, "page.too_many.what", {{"seconds", std::to_string(wait.count())}});
  HttpResponse response = plain_answer(429);
  response.content_type = "text/html; charset=utf-8";
  response.body =
      std::string("<!doctype html><html lang=\"") + (language == Language::vi ? "vi" : "en") +
      "\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
      "<title>" +
      title + "</title><h1>" + title + "</h1><p>" + advice + "</p></html>\n";
  return response;
}

}  // namespace

HttpResponse Gatekeeper::refused(HttpResponse response, Refusal why) {
  metrics_.refused(why);
  note({.method = "other"}, response, std::chrono::steady_clock::now());
  return response;
}

HttpResponse Gatekeeper::too_many(const HttpRequest& request, const TokenBuckets& buckets,
                                  std::uint64_t key, Refusal why) {
  const auto wait = buckets.wait(key, std::chrono::steady_clock::now());
  HttpResponse response = too_many_page(request, wait);
  response.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return refused(std::move(response), why);
}

std::optional<HttpResponse> Gatekeeper::host_refusal(const RequestHead& head) {
  if (ends_.internal) return std::nullopt;
  switch (check_host(head.request.host, shared_.door.hosts, ends_.local)) {
    case HostFinding::malformed:
      return refused(plain_answer(400), Refusal::host);
    case HostFinding::foreign:
      return refused(plain_answer(421), Refusal::host);
    case HostFinding::local:
      // A proxy on this machine comes from loopback too, but names a public host or whom it serves.
      from_within_ =
          ends_.peer.is_loopback() && head.forwarded_for.empty() && head.forwarded.empty();
      return std::nullopt;
    case HostFinding::public_name:
      return std::nullopt;
  }
  return std::nullopt;
}

// Cheap checks run first: a bad signature costs as much to check as a good one.
std::optional<HttpResponse> Gatekeeper::rate_refusal(const HttpRequest& request) {
  const Moment now = std::chrono::steady_clock::now();
  if (!shared_.requests.take(client_key_, now))
    return too_many(request, shared_.requests, client_key_, Refusal::rate);
  if (!shared_.door.is_guess || !shared_.door.is_guess(request)) return std::nullopt;
  if (!shared_.misses.has_token(client_key_, now))
    return too_many(request, shared_.misses, client_key_, Refusal::misses);
  if (!shared_.all_misses.has_token(kEveryone, now))
    return too_many(request, shared_.all_misses, kEveryone, Refusal::misses);
  return std::nullopt;
}

std::optional<HttpResponse> Gatekeeper::refusal(RequestHead& head) {
  auto refused = check(head);
  if (refused && shared_.door.dress_refusal) shared_.door.dress_refusal(head.request, *refused);
  return refused;
}

std::optional<HttpResponse> Gatekeeper::check(RequestHead& head) {
  from_within_ = ends_.internal;
  if (auto host = host_refusal(head)) return host;
  const HttpRequest& request = head.request;
  if (!is_known_method(shared_.door, request.method)) {
    return refused(with_allow(plain_answer(405), all_methods(shared_.door)), Refusal::malformed);
  }
  if (request.path == "*" && request.method != "OPTIONS")
    return refused(plain_answer(400), Refusal::malformed);
  if (head.body_length > 0 && !has_body(shared_.door, request.method))
    return refused(plain_answer(400), Refusal::malformed);
  const IpAddress client =
      client_address(ends_.peer, head.forwarded_for, head.forwarded, shared_.door.trusted_proxies);
  client_key_ = client.limit_key();
  head.request.client = client.text();
  head.request.staff = is_in(client, shared_.door.staff_networks);
  // Anyone may send that field; only a trusted proxy is believed.
  const bool by_proxy = is_in(ends_.peer, shared_.door.trusted_proxies);
  if (by_proxy) head.request.place = head.place;
  head.request.secure = ends_.tls || (by_proxy && head.forwarded_proto == "https");
  if (const unsigned fault = length_fault(head))
    return refused(plain_answer(fault), Refusal::malformed);
  if (from_within_ && (request.path == kHealth || request.path == kMetrics)) return std::nullopt;
  if (auto refusal = rate_refusal(request)) return refusal;
  const auto& is_form = shared_.door.is_form;
  if (request.method == "POST" && (!is_form || is_form(request))) limit_forms(head.request);
  return std::nullopt;
}

// What a file may hold does not fit in memory.
unsigned Gatekeeper::length_fault(const RequestHead& head) const {
  if (head.body_length <= shared_.door.limits.max_body || takes_upload(head.request)) return 0;
  const LargeBodyRule& large = shared_.door.large_bodies;
  const bool taken = !ends_.internal && large.takes && large.takes(head.request);
  return taken && head.body_length <= large.most ? 0 : 413;
}

bool Gatekeeper::takes_upload(const HttpRequest& request) const {
  const UploadRule& uploads = shared_.door.uploads;
  return !ends_.internal && request.method == "POST" && uploads.takes && uploads.takes(request);
}

// The page says no, not we: it gives back what was typed.
void Gatekeeper::limit_forms(HttpRequest& request) {
  const Moment now = std::chrono::steady_clock::now();
  if (!shared_.forms.take(client_key_, now)) request.wait = shared_.forms.wait(client_key_, now);
}

HttpResponse Gatekeeper::metrics_page() const {
  std::vector<Gauge> gauges = {
      {"temgoc_connections", "Connections open now.", "gauge", shared_.connections.open()}};
  if (shared_.door.gauges)
    for (const Gauge& gauge : shared_.door.gauges()) gauges.push_back(gauge);
  HttpResponse response{.status = 200, .route = "metrics"};
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = shared_.metrics.text(gauges);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

SharedResponse Gatekeeper::asked(const HttpRequest& request) const {
  if (request.path == "*") return share(with_allow({.status = 204}, all_methods(shared_.door)));
  try {
    if (from_within_ && request.path == kHealth) return share(answerer_.health());
    if (from_within_ && request.path == kMetrics) return share(metrics_page());
    if (ends_.internal) return share(nothing_there());
    return answerer_.answer(request);
  } catch (const std::exception&) {
    metrics_.refused(Refusal::failed);
    return share(plain_answer(500));
  }
}

SharedResponse Gatekeeper::answer(const HttpRequest& request) {
  const Moment began = std::chrono::steady_clock::now();
  SharedResponse response = asked(request);
  answered(request, *response, began);
  return response;
}

bool Gatekeeper::answer_later(const HttpRequest& request, Reply reply) const {
  if (!answerer_.answer_later || ends_.internal || request.path == "*") return false;
  return answerer_.answer_later(request, std::move(reply));
}

void Gatekeeper::answered(const HttpRequest& request, const HttpResponse& response, Moment began) {
  if (response.guess_missed) {
    shared_.misses.take(client_key_, began);
    shared_.all_misses.take(kEveryone, began);
  }
  note(request, response, began);
}

void Gatekeeper::note(const HttpRequest& request, const HttpResponse& response, Moment began) {
  const auto took = std::chrono::steady_clock::now() - began;
  metrics_.answered(response.route, response.status, took);
  shared_.log.add({shared_.door.clock(), request.method, response.route, response.status,
                   response.body.size(), took});
}

}  // namespace temgoc
