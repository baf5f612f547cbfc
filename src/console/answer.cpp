// The order of the checks before a page is made.
#include "console/answer.h"

#include <algorithm>

#include "console/frame.h"
#include "console/pages/pages.h"
#include "console/routes.h"
#include "temgoc/base/failures.h"
#include "temgoc/base/same_secret.h"

namespace temgoc {
namespace {

struct Found {
  const Route* route = nullptr;
  std::vector<std::string> places = {};
  bool path_known = false;  // with another method
};

Found find_route(const HttpRequest& request) {
  const std::string_view method =
      request.method == "HEAD" ? "GET" : std::string_view(request.method);
  Found found;
  for (const Route& route : routes()) {
    auto places = places_in(route.path, request.path);
    if (!places) continue;
    found.path_known = true;
    if (route.method != method) continue;
    found.route = &route;
    found.places = *std::move(places);
    break;  // the first that fits: "/lots/new" stands before "/lots/{lot}"
  }
  return found;
}

HttpResponse guarded(Visit& visit, const Found& found) {
  const HttpRequest& request = visit.request();
  if (!found.route) return found.path_known ? wrong_method_page(visit) : not_found_page(visit);
  if (request.wait.count() > 0) return too_many_page(visit);
  const bool form = request.method == "POST";
  if (form && comes_from_elsewhere(request)) return foreign_form_page(visit);
  if (!found.route->right) return found.route->answer(visit);
  if (!visit.is_signed_in()) return sign_in_first(visit);
  if (form && !is_same_secret(visit.typed("form_token"), visit.form_token()))
    return foreign_form_page(visit);
  if (!lets_in(*found.route, visit)) return no_right_page(visit);
  return found.route->answer(visit);
}

HttpResponse answered(Visit& visit, const Found& found) {
  try {
    return guarded(visit, found);
  } catch (const SystemFailure& failure) {
    return broken_page(visit, failure.error());
  } catch (const std::exception& failure) {
    return broken_page(visit, unforeseen(failure));
  }
}

}  // namespace

// Browsers say where a form comes from; one that says nothing is no
// browser, and has no cookie that it was not given.
bool comes_from_elsewhere(const HttpRequest& request) {
  if (!request.fetch_site.empty())
    return request.fetch_site != "same-origin" && request.fetch_site != "none";
  if (request.origin.empty()) return false;
  const std::size_t scheme = request.origin.find("://");
  return scheme == std::string::npos || request.origin.substr(scheme + 3) != request.host;
}

HttpResponse answer_visit(const HttpRequest& request, House& house, Accounts& accounts) {
  Visit visit(request, house, accounts);
  Found found = find_route(request);
  visit.set_places(found.places);
  HttpResponse response = answered(visit, found);
  response.route = found.route ? found.route->path : "unknown";
  add_console_headers(visit, response);
  return response;
}

bool may_upload(const HttpRequest& request, Accounts& accounts, Instant now) {
  const std::string token = cookie_value(request.cookie, kSessionCookie);
  if (token.empty() || !request.content_type.starts_with("multipart/")) return false;
  const bool here = std::ranges::any_of(routes(), [&](const Route& route) {
    return route.uploads && places_in(route.path, request.path).has_value();
  });
  return here && signed_in(accounts, token, now).has_value();
}

}  // namespace temgoc
