// Which of our own addresses is which page.
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/scan/scan.h"
#include "web/answer.h"
#include "web/pages/code_form.h"
#include "web/pages/e_label.h"
#include "web/pages/lot_pages.h"
#include "web/pages/record_pages.h"
#include "web/pages/report_page.h"
#include "web/pages/scan_page.h"
#include "web/paths.h"

namespace temgoc {
namespace {

// A first segment of so many digits is meant as a seal, whole or not: nothing of GS1 is as long.
constexpr std::size_t kFewestSealDigits = 64;

using Segments = std::vector<std::string>;

// Decoded; none where the path is no path of ours for its encoding. One '/' at the end is let go.
std::optional<Segments> segments_of(std::string_view path) {
  if (!path.starts_with('/')) return std::nullopt;
  path.remove_prefix(1);
  if (path.ends_with('/')) path.remove_suffix(1);
  Segments segments;
  for (const std::string_view segment : split(path, '/')) {
    auto decoded = percent_decoded(segment);
    if (!decoded) return std::nullopt;
    segments.push_back(std::move(*decoded));
  }
  return segments;
}

bool is_sealed_path(std::string_view path) {
  if (!path.starts_with('/')) return false;
  const std::string_view first = path.substr(1, path.find('/', 1) - 1);
  return first.size() >= kFewestSealDigits && is_digits(first);
}

// A code that was printed before its lot was known (scan.h, RollScan).
bool is_roll_path(const Asked& asked) {
  const Scanned scanned = read_scan("https://" + asked.site.host() + asked.request.path);
  return std::holds_alternative<RollScan>(scanned);
}

// The text that a label carries, from the configured host and never from a Host header.
std::string link_text(const Site& site, const Gtin& gtin, const LotCode& lot,
                      const std::string& serial) {
  std::string text = "https://" + site.host() + "/01/" + gtin.digits() + "/10/" + lot.text();
  return serial.empty() ? text : text + "/21/" + serial;
}

HttpResponse lot_answer(const Asked& asked, const Segments& segments) {
  const auto gtin = Gtin::parse(segments[1]);
  const auto lot = LotCode::parse(segments[2]);
  if (!gtin || !lot) return not_found_page(asked, "page.lot.not_found");
  if (segments.size() == 3)
    return scan_page(
        asked,
        {.text = link_text(asked.site, *gtin, *lot, {}), .route = "lot", .miss_status = 404});
  if (segments.size() == 5 && segments[3] == "serial")
    return scan_page(asked, {.text = link_text(asked.site, *gtin, *lot, segments[4]),
                             .route = "item",
                             .scanned = true,
                             .miss_status = 404});
  if (segments.size() != 4) return not_found_page(asked);
  if (segments[3] == "events") return events_page(asked, *gtin, *lot);
  if (segments[3] == "label") return e_label_page(asked, *gtin, *lot);
  if (segments[3] == "safety") return safety_page(asked, *gtin, *lot);
  if (segments[3] == "proof") return proof_page(asked, *gtin, *lot);
  return not_found_page(asked);
}

bool is_page_name(const std::string& name) {
  for (const char* known : {"lot", "code", "product", "cooperative", "place", "certification"})
    if (name == known) return true;
  return false;
}

HttpResponse page_of(const Asked& asked, const Segments& segments) {
  const std::string& kind = segments[0];
  if (kind == "lot" && segments.size() >= 3) return lot_answer(asked, segments);
  if (segments.size() != 2) return not_found_page(asked);
  if (kind == "code") return code_page(asked, segments[1]);
  if (kind == "product") return product_page(asked, segments[1]);
  if (kind == "cooperative") return cooperative_page(asked, segments[1]);
  if (kind == "place") return place_page(asked, segments[1]);
  if (kind == "certification") return certification_page(asked, segments[1]);
  return not_found_page(asked);
}

HttpResponse method_answer(const HttpRequest& request, const char* allowed) {
  return {.status = request.method == "OPTIONS" ? 204u : 405u,
          .headers = {{"Allow", allowed}},
          .route = "method"};
}

bool is_reading(const HttpRequest& request) {
  return request.method == "GET" || request.method == "HEAD";
}

std::optional<HttpResponse> own_page(const Asked& asked) {
  const HttpRequest& request = asked.request;
  if (request.path == kReportPath) {
    if (request.method == "POST") return take_report(asked);
    if (is_reading(request)) return report_form_page(asked);
    return method_answer(request, "GET, HEAD, OPTIONS, POST");
  }
  if (request.path == kAnswerPath) {
    if (is_reading(request)) return report_answer_page(asked);
    return method_answer(request, "GET, HEAD, OPTIONS");
  }
  // What is printed on labels is answered here; what GS1 tools ask of it, by the resolver.
  const bool sealed = is_sealed_path(request.path) || is_roll_path(asked);
  if (sealed && wants_links(request)) return std::nullopt;
  const auto segments = segments_of(request.path);
  const bool ours = sealed || request.path == "/" || (segments && is_page_name(segments->front()));
  if (!ours) return std::nullopt;
  if (!is_reading(request)) return method_answer(request, "GET, HEAD, OPTIONS");
  if (sealed)
    return scan_page(asked, {.text = "https://" + asked.site.host() + request.path,
                             .route = "verdict",
                             .scanned = true});
  return request.path == "/" ? code_form(asked) : page_of(asked, *segments);
}

}  // namespace

std::optional<HttpResponse> answer_with_page(const HttpRequest& request, const Desk& desk) {
  const Asked who = asked(request, desk);
  try {
    return own_page(who);
  } catch (const SystemFailure&) {
    return could_not_check_page(who);
  }
}

}  // namespace temgoc
