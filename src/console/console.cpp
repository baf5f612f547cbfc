// The console's process, from the first listener to the last answer.
#include "temgoc/console/console.h"

#include <memory>
#include <mutex>
#include <optional>

#include "console/answer.h"
#include "console/api/answer_api.h"
#include "console/api/paths.h"
#include "console/api/problem.h"
#include "console/daily_care.h"
#include "console/epcis/answer_epcis.h"
#include "console/pages/pages.h"
#include "console/routes.h"
#include "console/setup/setup.h"
#include "console/setup/setup_folder.h"
#include "temgoc/base/failures.h"
#include "temgoc/epcis/epcis_document.h"
#include "temgoc/http/service.h"
#include "temgoc/people/api_tokens.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostForm = 256 << 10;

// One thread's own connection to the accounts, which a set-up makes with the workplace.
struct Counter {
  House& house;
  Setup* setup;  // null: the workplace was there from the start
  std::optional<Accounts> accounts = {};
};

Result<void> open_accounts(Counter& counter) {
  if (counter.accounts) return {};
  auto accounts = Accounts::open(accounts_path(counter.house.folder));
  if (!accounts) return accounts.error();
  counter.accounts = *std::move(accounts);
  return {};
}

bool is_of_setup(const Counter& counter, const HttpRequest& request) {
  return counter.setup && counter.setup->takes(request);
}

HttpResponse answered(Counter& counter, const HttpRequest& request) {
  if (is_of_setup(counter, request)) return counter.setup->answer(request);
  if (const auto opened = open_accounts(counter); !opened) {
    Visit visit(request, counter.house);
    return broken_page(visit, opened.error());
  }
  const auto answer = is_epcis_path(request.path) ? answer_epcis
                      : is_api_path(request.path) ? answer_api
                                                  : answer_visit;
  return answer(request, counter.house, *counter.accounts);
}

Answerer answerer_of(const std::shared_ptr<Counter>& counter) {
  return {[counter](const HttpRequest& request) { return share(answered(*counter, request)); },
          [] {
            return HttpResponse{
                .status = 200, .content_type = "text/plain", .body = "ok\n", .route = "health"};
          },
          [counter](const HttpRequest& request, Reply reply) {
            return is_api_path(request.path) && !is_of_setup(*counter, request) &&
                   open_accounts(*counter) &&
                   answer_api_later(request, counter->house, *counter->accounts, std::move(reply));
          }};
}

Result<std::vector<Answerer>> answerers_of(House& house, Setup* setup) {
  std::vector<Answerer> all;
  for (unsigned i = 0; i < house.settings.threads; ++i) {
    const auto counter = std::make_shared<Counter>(Counter{house, setup});
    if (!setup)
      if (auto opened = open_accounts(*counter); !opened) return opened.error();
    all.push_back(answerer_of(counter));
  }
  return all;
}

// In a folder without a workplace; null: there is one, and it opens.
Result<std::unique_ptr<Setup>> setup_if_needed(House& house) {
  const fs::path asked = house.settings.root_keys;
  const fs::path root_keys = asked.empty() ? root_keys_beside(house.folder) : asked;
  Workplace::clear_killed_init(house.folder, root_keys);
  if (!holds_workplace(house.folder)) {
    // A workplace that lost its settings is told as such, and never set up again.
    const auto settings = Settings::read(house.folder);
    if (!settings && settings.error().code == "workplace_damaged") return settings.error();
    return Setup::begin(house, root_keys);
  }
  // Brings an older registry forward, and says now what every page would say.
  auto opened = Workplace::open(house.folder, Actor{}, house.world.clock, house.world.random);
  if (!opened) return opened.error();
  forget_answers(house.folder);  // of a process that was killed when it had made the workplace
  return std::unique_ptr<Setup>();
}

// People work here all day, and a wrong password is counted by account and address.
HttpLimits office_limits(const ConsoleSettings& settings) {
  HttpLimits limits;
  limits.requests_per_second = settings.requests_per_second;
  limits.max_connections = 512;
  limits.max_body = kMostForm;
  limits.body_deadline = std::chrono::minutes(1);  // a document of 16 MB at 2 Mbit/s
  limits.forms_per_second = 2;
  limits.form_burst = 60;
  return limits;
}

// Who brings a file: a stranger with a cookie of his own making would fill the disk. The accounts
// are opened when first asked: a set-up makes them.
class Porter {
 public:
  Porter(fs::path accounts, Clock clock) : path_(std::move(accounts)), clock_(std::move(clock)) {}
  bool takes(const HttpRequest& request) {
    const std::lock_guard lock(mutex_);
    try {
      return has_accounts() && may_upload(request, *accounts_, clock_());
    } catch (const std::exception&) {
      return false;
    }
  }

 private:
  bool has_accounts() {
    if (accounts_) return true;
    if (!fs::exists(path_)) return false;
    auto opened = Accounts::open(path_);
    if (opened) accounts_ = *std::move(opened);
    return accounts_.has_value();
  }
  std::mutex mutex_;
  fs::path path_;
  Clock clock_;
  std::optional<Accounts> accounts_;
};

UploadRule uploads_of(const fs::path& folder, const Clock& clock) {
  auto porter = std::make_shared<Porter>(accounts_path(folder), clock);
  return {[porter](const HttpRequest& request) { return porter->takes(request); },
          fs::temp_directory_path(), kMostUpload};
}

// A thousand lots, an event of a thousand, a document of EPCIS, a photo, or a label template.
bool takes_much(const HttpRequest& request) {
  const bool there = request.path == std::string(kApiRoot) + "/lots" ||
                     request.path == std::string(kApiRoot) + "/events" ||
                     request.path == std::string(kApiRoot) + "/evidence" ||
                     request.path == std::string(kEpcisRoot) + "/capture" ||
                     request.path == std::string(kEpcisRoot) + "/events";
  const bool a_template = request.path.starts_with(std::string(kApiRoot) + "/templates");
  return (there || a_template) && !request.authorization.empty();
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
  door->large_bodies = {takes_much, kMostEpcisBytes};
  door->more_methods = {"PATCH", "PUT", "DELETE"};
  door->is_guess = [](const HttpRequest& request) { return is_program_path(request.path); };
  door->is_form = [](const HttpRequest& request) { return !is_program_path(request.path); };
  door->dress_refusal = dress_as_problem;
  return door;
}

}  // namespace

Result<void> run_console(const fs::path& folder, const ConsoleSettings& settings,
                         const ConsoleWorld& world) {
  const HeldSignals signals;
  auto door = office_door(folder, settings, world);
  if (!door) return door.error();
  door->uploads = uploads_of(folder, world.clock);
  House house{folder, settings, world, {}, {}, {}};
  const auto setup = setup_if_needed(house);
  if (!setup) return setup.error();
  // Made now, so that nobody makes it while somebody asks.
  if (!*setup)
    if (auto key = token_key(folder, world.random); !key) return key.error();
  auto answerers = answerers_of(house, setup->get());
  if (!answerers) return answerers.error();
  const ListenAddress listen = door->listen;
  auto server = HttpServer::start(*std::move(door), *std::move(answerers));
  if (!server) return server.error();
  world.ready({.url = reachable_url(**server, listen),
               .this_machine_only = listen.address.is_loopback(),
               .setup_code = *setup ? (*setup)->code() : std::string()});
  DailyCare care(house);
  const auto look = [&] {
    const auto now = std::chrono::steady_clock::now();
    house.keys.wipe_ended(now);
    care.look(now);
  };
  run_until_ended(**server, signals, look, world.warn);
  // Whatever it still has to answer goes to sessions that are there.
  house.lots.finish();
  return {};
}

}  // namespace temgoc
