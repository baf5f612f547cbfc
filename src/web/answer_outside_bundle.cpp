// What no bundle holds, and a service without a registry therefore leaves to others: the lot's
// events and proof, passports, places, answers to reports, and the inspectors' door.
#include <algorithm>
#include <array>

#include "temgoc/base/text.h"
#include "web/answer.h"
#include "web/pages/frame.h"
#include "web/paths.h"

namespace temgoc {
namespace {

constexpr std::string_view kInspectors = "/kiem-tra/api/";

// "/lot/GTIN/LOT/events" and the like.
bool is_below_lot(std::string_view path) {
  constexpr std::array<std::string_view, 3> kHeldElsewhere = {"events", "label", "proof"};
  if (path.ends_with('/')) path.remove_suffix(1);
  const auto parts = split(path, '/');
  if (parts.size() != 5 || parts[1] != "lot") return false;
  return std::ranges::find(kHeldElsewhere, std::string_view(parts[4])) != kHeldElsewhere.end();
}

// For programs, which read no page.
HttpResponse not_in_bundle(const Asked& asked, unsigned status) {
  const Error error{.code = "not_in_bundle"};
  HttpResponse response = json_answer({{"ok", false},
                                       {"error",
                                        {{"code", error.code},
                                         {"message", message(asked.language, error)},
                                         {"hint", hint(asked.language, error)}}}},
                                      "not_in_bundle", status);
  response.headers.emplace_back("Retry-After", "3600");
  return response;
}

}  // namespace

std::optional<HttpResponse> answer_outside_bundle(const HttpRequest& request, const Desk& desk) {
  if (desk.site.bundle() == nullptr) return std::nullopt;
  const std::string_view path = request.path;
  // The phone keeps its visits, and brings them to a service that takes them.
  if (path.starts_with(kInspectors)) return not_in_bundle(asked(request, desk), 503);
  if (is_passport_service(path) || path.starts_with(kPassportFolder))
    return not_in_bundle(asked(request, desk), 404);
  if (path == kAnswerPath || path.starts_with("/place/") || is_below_lot(path))
    return not_known_page(asked(request, desk), "page.not_held");
  return std::nullopt;
}

}  // namespace temgoc
