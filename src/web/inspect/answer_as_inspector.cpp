// Serves the page's files, checks enrolment codes, hands out bundles and takes visits in.
#include "web/inspect/answer_as_inspector.h"

#include <algorithm>
#include <charconv>

#include "temgoc/base/text.h"
#include "temgoc/model/records.h"
#include "temgoc/people/inspectors.h"
#include "temgoc/workplace/public_files.h"
#include "web/answer.h"
#include "web/inspect/shell_files.h"
#include "web/pages/asked.h"
#include "web/scan_recorder.h"

namespace temgoc {
namespace {

constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
constexpr std::string_view kPermissions =
    "camera=(self), geolocation=(), microphone=(), payment=(), usb=()";
constexpr std::size_t kMostVisitName = 64;
constexpr std::chrono::hours kOneYear{24 * 365};

HttpResponse with_policy(HttpResponse response) {
  response.headers.emplace_back("Content-Security-Policy", kPolicy);
  response.headers.emplace_back("Permissions-Policy", kPermissions);
  return response;
}

HttpResponse shell_answer(std::string_view path) {
  const auto file = shell_file(path);
  if (!file) {
    return with_policy({.status = 404,
                        .content_type = "text/plain; charset=utf-8",
                        .body = "404\n",
                        .route = "inspect_file"});
  }
  HttpResponse response{.status = 200,
                        .content_type = std::string(file->type),
                        .body = std::string(file->content),
                        .beginning = file->content,
                        .route = path.empty() ? "inspect" : "inspect_file"};
  response.headers = {
      {"Cache-Control", file->changes ? "no-cache" : "public, max-age=300"},
      {"ETag", "W/\"" + to_hex(sha256(as_bytes(file->content))).substr(0, 32) + '"'}};
  return with_policy(std::move(response));
}

HttpResponse json(const Json& body, unsigned status, std::string_view route) {
  HttpResponse response{.status = status,
                        .content_type = "application/json",
                        .body = dump(body) + "\n",
                        .headers = {{"Cache-Control", "no-store"}},
                        .route = route};
  return with_policy(std::move(response));
}

unsigned status_of(const std::string& code) {
  if (code == "inspection_no_bundle") return 404;
  if (code == "visits_busy") return 503;
  return code == "visit_unreadable" ? 400 : 403;
}

HttpResponse refused(const Asked& asked, const Error& error, std::string_view route) {
  const std::string advice = hint(asked.language, error);
  HttpResponse response = json({{"ok", false},
                                {"error",
                                 {{"code", error.code},
                                  {"message", message(asked.language, error)},
                                  {"hint", text_or_null(advice)}}}},
                               status_of(error.code), route);
  // Whoever guesses codes is slowed down.
  response.guess_missed = error.code == "inspector_code_unknown";
  if (response.status == 503) response.headers.emplace_back("Retry-After", "30");
  return response;
}

Result<Inspections> inspections_of(const Site& site) {
  return Inspections::open_read_only(registry_path(site.folder()));
}

// Who has this code and may have the data now.
Result<Inspector> enrolled(const Inspections& inspections, std::string_view typed, Instant now) {
  const std::string code = enrolment_code(typed);
  const auto found = code.empty() ? std::nullopt : inspections.of_code(code);
  if (!found) return Error{.code = "inspector_code_unknown"};
  if (auto good = check_enrolment(*found, now); !good) return good.error();
  return *found;
}

// Who sent this form.
Result<Inspector> inspector_of(const Asked& asked) {
  auto inspections = inspections_of(asked.site);
  if (!inspections) return inspections.error();
  return enrolled(*inspections, form_value(asked.request.body, "code"), asked.site.now());
}

HttpResponse enrol(const Asked& asked) {
  auto inspector = inspector_of(asked);
  if (!inspector) return refused(asked, inspector.error(), "inspect_enrol");
  HttpResponse response = json({{"ok", true},
                                {"inspector", inspector->name},
                                {"expires_at", to_iso(inspector->expires_at)},
                                {"realm", asked.site.settings().realm},
                                {"host", asked.site.host()},
                                {"roots", asked.site.roots_note()},
                                {"now", to_iso(asked.site.now())}},
                               200, "inspect_enrol");
  // It outlives what a browser throws away by itself, so the page can say what happened.
  response.headers.emplace_back("Set-Cookie",
                                "kiem-tra=1; Path=/kiem-tra/; SameSite=Strict; Max-Age=" +
                                    std::to_string(std::chrono::seconds(kOneYear).count()));
  return response;
}

std::size_t offset_in(const std::string& text) {
  std::size_t offset = 0;
  std::from_chars(text.data(), text.data() + text.size(), offset);
  return offset;
}

HttpResponse bundle(const Asked& asked, BundleShelf* shelf) {
  const std::string& body = asked.request.body;
  auto inspector = inspector_of(asked);
  if (!inspector) return refused(asked, inspector.error(), "inspect_bundle");
  const auto offer = shelf ? shelf->offer(form_value(body, "have")) : std::nullopt;
  if (!offer) return refused(asked, {.code = "inspection_no_bundle"}, "inspect_bundle");
  const std::string_view whole = offer->bytes ? std::string_view(*offer->bytes) : "";
  const std::size_t from = std::min(offset_in(form_value(body, "from")), whole.size());
  HttpResponse response{.status = offer->bytes ? 200u : 204u,
                        .content_type = offer->bytes ? "application/octet-stream" : "",
                        .body = std::string(whole.substr(from, kBundlePiece)),
                        .route = "inspect_bundle"};
  response.headers = {{"Cache-Control", "no-store"},
                      {"Temgoc-Bundle", offer->digest},
                      {"Temgoc-Bundle-Kind", offer->delta ? "delta" : "whole"},
                      {"Temgoc-Bundle-Size", std::to_string(whole.size())},
                      {"Temgoc-Now", to_iso(asked.site.now())},
                      {"Temgoc-Enrolled-Until", to_iso(inspector->expires_at)}};
  return with_policy(std::move(response));
}

// {"code", "visit": {"id", …}}; what else a visit holds is the phone's.
std::optional<Json> sent_in_json(const Asked& asked) {
  auto sent = parse_json(asked.request.body);
  if (!sent || !sent->is_object() || !sent->contains("code") || !(*sent)["code"].is_string())
    return std::nullopt;
  return *std::move(sent);
}

std::optional<InspectionVisit> visit_in(const Json& sent, const Inspector& inspector, Instant now) {
  const auto visit = sent.find("visit");
  if (visit == sent.end() || !visit->is_object() || !visit->contains("id")) return std::nullopt;
  const Json& id = (*visit)["id"];
  if (!id.is_string()) return std::nullopt;
  const std::string name = id.get<std::string>();
  if (name.empty() || name.size() > kMostVisitName) return std::nullopt;
  InspectionVisit taken{.inspector_id = inspector.id,
                        .visit_id = name,
                        .receipt = {},
                        .received_at = now,
                        .body = dump(*visit)};
  taken.receipt = visit_receipt(taken);
  return taken;
}

// `kept`: on record; before, the phone has to ask again.
HttpResponse taken(const std::string& receipt, bool kept) {
  return json({{"ok", true}, {"receipt", receipt}, {"kept", kept}}, kept ? 200 : 202,
              "inspect_visit");
}

HttpResponse visit(const Asked& asked) {
  const auto refusal = [&](const Error& error) { return refused(asked, error, "inspect_visit"); };
  const Error unreadable{.code = "visit_unreadable"};
  const auto sent = sent_in_json(asked);
  if (!sent) return refusal(unreadable);
  auto inspections = inspections_of(asked.site);
  if (!inspections) return refusal(inspections.error());
  const Instant now = asked.site.now();
  auto inspector = enrolled(*inspections, (*sent)["code"].get<std::string>(), now);
  if (!inspector) return refusal(inspector.error());
  auto visit = visit_in(*sent, *inspector, now);
  if (!visit) return refusal(unreadable);
  if (const auto before = inspections->visit(visit->inspector_id, visit->visit_id))
    return taken(before->receipt, true);
  const std::string receipt = visit->receipt;
  if (asked.scans == nullptr || !asked.scans->add(*std::move(visit)))
    return refusal({.code = "visits_busy"});
  return taken(receipt, false);
}

HttpResponse redirect_to_page() {
  return {.status = 308, .headers = {{"Location", std::string(kInspectPage)}}, .route = "inspect"};
}

}  // namespace

bool takes_inspector_forms(std::string_view path) {
  return path == kInspectEnrol || path == kInspectBundle || path == kInspectVisit;
}

std::optional<HttpResponse> answer_as_inspector(const HttpRequest& request, const Desk& desk) {
  const std::string_view path = request.path;
  if (path == kInspectPage.substr(0, kInspectPage.size() - 1)) return redirect_to_page();
  if (!path.starts_with(kInspectPage)) return std::nullopt;
  const Asked who = asked(request, desk);
  if (takes_inspector_forms(path)) {
    if (request.method != "POST")
      return HttpResponse{.status = 405, .headers = {{"Allow", "POST"}}, .route = "method"};
    if (path == kInspectEnrol) return enrol(who);
    return path == kInspectBundle ? bundle(who, desk.bundles) : visit(who);
  }
  return shell_answer(path.substr(kInspectPage.size()));
}

}  // namespace temgoc
