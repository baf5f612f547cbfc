// The console's process, from the first listener to the last answer.
#include "temgoc/console/console.h"

#include <algorithm>

#include "console/answer.h"
#include "console/api/answer_api.h"
#include "console/api/paths.h"
#include "console/api/problem.h"
#include "console/routes.h"
#include "temgoc/http/service.h"
#include "temgoc/people/api_tokens.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostForm = 256 << 10;

// One thread's own connection to the accounts.
struct Counter {
  House& house;
  Accounts accounts;
};

Answerer answerer_of(const std::shared_ptr<Counter>& counter) {
  return {[counter](const HttpRequest& request) {
            const auto answer = is_api_path(request.path) ? answer_api : answer_visit;
            return share(answer(request, counter->house, counter->accounts));
          },
          [] {
            return HttpResponse{
                .status = 200, .content_type = "text/plain", .body = "ok\n", .route = "health"};
          },
          [counter](const HttpRequest& request, Reply reply) {
            return is_api_path(request.path) &&
                   answer_api_later(request, counter->house, counter->accounts, std::move(reply));
          }};
}

Result<std::vector<Answerer>> answerers_of(House& house) {
  std::vector<Answerer> all;
  for (unsigned i = 0; i < house.settings.threads; ++i) {
    auto accounts = Accounts::open(accounts_path(house.folder));
    if (!accounts) return accounts.error();
    all.push_back(answerer_of(std::make_shared<Counter>(Counter{house, *std::move(accounts)})));
  }
  return all;
}

// People work here all day, and a wrong password is counted by account and address.
HttpLimits office_limits(const ConsoleSettings& settings) {
  HttpLimits limits;
  limits.requests_per_second = settings.requests_per_second;
  limits.max_connections = 512;
  limits.max_body = kMostForm;
  limits.forms_per_second = 2;
  limits.form_burst = 60;
  return limits;
}

// Of nobody who has no session's cookie: whether it is good, the page finds out.
bool takes_upload(const HttpRequest& request) {
  if (cookie_value(request.cookie, kSessionCookie).empty()) return false;
  return std::ranges::any_of(routes(), [&](const Route& route) {
    return route.uploads && places_in(route.path, request.path).has_value();
  });
}

// A thousand lots, and room for what is refused by its number.
constexpr std::size_t kMostOfManyLots = 4 << 20;
bool takes_many_lots(const HttpRequest& request) {
  return request.path == std::string(kApiRoot) + "/lots" && !request.authorization.empty();
}

Result<Door> office_door(const fs::path& folder, const ConsoleSettings& settings,
                         const ConsoleWorld& world) {
  auto door = door_of({.listen = settings.listen,
                       .tls_certificate = settings.tls_certificate,
                       .tls_key = settings.tls_key,
                       .trusted_proxies = settings.trusted_proxies},
                      folder, world.clock, world.random);
  if (!door) return door;
  door->hosts = settings.hosts;
  door->limits = office_limits(settings);
  door->uploads = {takes_upload, std::filesystem::temp_directory_path(), kMostUpload};
  door->large_bodies = {takes_many_lots, kMostOfManyLots};
  door->more_methods = {"PATCH"};
  door->is_guess = [](const HttpRequest& request) { return is_api_path(request.path); };
  door->is_form = [](const HttpRequest& request) { return !is_api_path(request.path); };
  door->dress_refusal = dress_as_problem;
  return door;
}

}  // namespace

Result<void> run_console(const fs::path& folder, const ConsoleSettings& settings,
                         const ConsoleWorld& world) {
  const HeldSignals signals;
  auto door = office_door(folder, settings, world);
  if (!door) return door.error();
  // Brings an older registry forward, and says now what every page would say.
  if (auto opened = Workplace::open(folder, world.clock, world.random); !opened)
    return opened.error();
  House house{folder, settings, world, {}, {}, {}};
  // Made now, so that nobody makes it while somebody asks.
  if (auto key = token_key(folder, world.random); !key) return key.error();
  auto answerers = answerers_of(house);
  if (!answerers) return answerers.error();
  const ListenAddress listen = door->listen;
  auto server = HttpServer::start(*std::move(door), *std::move(answerers));
  if (!server) return server.error();
  world.ready(reachable_url(**server, listen));
  run_until_ended(
      **server, signals, [&] { house.keys.wipe_ended(std::chrono::steady_clock::now()); },
      world.warn);
  // Whatever it still has to answer goes to sessions that are there.
  house.lots.finish();
  return {};
}

}  // namespace temgoc
