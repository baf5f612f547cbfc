// From a request to a page of the set-up.
#include "console/setup/setup.h"

#include "console/answer.h"
#include "console/frame.h"
#include "console/pages/pages.h"
#include "console/routes.h"
#include "console/setup/setup_folder.h"
#include "console/setup/setup_pages.h"
#include "temgoc/base/failures.h"
#include "temgoc/base/same_secret.h"

namespace temgoc {
namespace {

constexpr std::string_view kLastForm = "/setup/key";

struct SetupRoute {
  std::string_view method;
  std::string_view path;
  HttpResponse (*answer)(Visit& visit, SetupDesk& desk);
};

template <HttpResponse (*File)(Visit&)>
HttpResponse file(Visit& visit, SetupDesk&) {
  return File(visit);
}

constexpr SetupRoute kRoutes[] = {
    {"GET", "/console.css", file<style_sheet>},
    {"GET", "/console.js", file<script>},
    {"GET", "/favicon.svg", file<favicon>},
    {"GET", "/setup", setup_start},
    {"POST", "/setup", setup_code_sent},
    {"GET", "/setup/cooperative", setup_cooperative_form},
    {"POST", "/setup/cooperative", setup_cooperative_sent},
    {"GET", "/setup/key", setup_key_form},
    {"POST", kLastForm, setup_key_sent},
    {"GET", "/setup/recovery-sheet", setup_recovery_sheet},
    {"GET", "/setup/{code}", setup_code_in_link},
};

HttpResponse routed(Visit& visit, SetupDesk& desk) {
  const HttpRequest& request = visit.request();
  const std::string_view method =
      request.method == "HEAD" ? "GET" : std::string_view(request.method);
  if (request.wait.count() > 0) return too_many_page(visit);
  if (method == "POST" && comes_from_elsewhere(request)) return foreign_form_page(visit);
  if (method == "POST" && request.path != "/setup" && desk.holds_code() &&
      !is_same_secret(visit.typed("form_token"), form_token_of(desk.token)))
    return foreign_form_page(visit);
  for (const SetupRoute& route : kRoutes) {
    auto places = places_in(route.path, request.path);
    if (!places || route.method != method) continue;
    visit.set_places(*std::move(places));
    return route.answer(visit, desk);
  }
  return redirect("/setup");
}

HttpResponse answered(Visit& visit, SetupDesk& desk) {
  try {
    return routed(visit, desk);
  } catch (const SystemFailure& failure) {
    return broken_page(visit, failure.error());
  } catch (const std::exception& failure) {
    return broken_page(visit, unforeseen(failure));
  }
}

}  // namespace

Result<std::unique_ptr<Setup>> Setup::begin(House& house, const std::filesystem::path& root_keys) {
  if (auto may = check_setup_folder(house.folder, root_keys); !may) return may.error();
  auto lock = NumberLock::take(setup_lock_path(house.folder), 0);
  if (!lock) return Error{"setup_busy", "workplace", house.folder.string()};
  return std::unique_ptr<Setup>(new Setup(house, root_keys, *std::move(lock)));
}

Setup::Setup(House& house, const std::filesystem::path& root_keys, NumberLock lock)
    : desk_{house, root_keys, SetupCode(house.world.random), kept_answers(house.folder), {}},
      lock_(std::move(lock)) {}

bool Setup::takes(const HttpRequest& request) const {
  return !over_ || (request.method == "POST" && request.path == kLastForm);
}

HttpResponse Setup::answer(const HttpRequest& request) {
  const std::lock_guard<std::mutex> held(mutex_);
  Visit visit(request, desk_.house);
  desk_.token = cookie_value(request.cookie, kSetupCookie);
  HttpResponse response =
      over_ && !takes(request) ? redirect(std::string(request.path)) : answered(visit, desk_);
  if (desk_.made_at) over_ = true;
  response.route = "setup";
  add_console_headers(visit, response);
  return response;
}

}  // namespace temgoc
