// The console's process, from the first listener to the last answer.
#include "temgoc/console/console.h"

#include <memory>
#include <mutex>

#include "console/answer.h"
#include "temgoc/base/failures.h"
#include "temgoc/http/service.h"

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
            return share(answer_visit(request, counter->house, counter->accounts));
          },
          [] {
            return HttpResponse{
                .status = 200, .content_type = "text/plain", .body = "ok\n", .route = "health"};
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
HttpLimits office_limits() {
  HttpLimits limits;
  limits.max_connections = 512;
  limits.max_body = kMostForm;
  limits.forms_per_second = 2;
  limits.form_burst = 60;
  return limits;
}

// Who brings a file: a stranger with a cookie of his own making would fill the disk. The accounts
// are opened when first asked: a set-up makes them.
class Porter {
 public:
  explicit Porter(fs::path accounts) : path_(std::move(accounts)) {}
  bool takes(const HttpRequest& request) {
    const std::lock_guard lock(mutex_);
    try {
      return has_accounts() && may_upload(request, *accounts_);
    } catch (const SystemFailure&) {
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
  std::optional<Accounts> accounts_;
};

UploadRule uploads_of(const fs::path& folder) {
  auto porter = std::make_shared<Porter>(accounts_path(folder));
  return {[porter](const HttpRequest& request) { return porter->takes(request); },
          fs::temp_directory_path(), kMostUpload};
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
  door->limits = office_limits();
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
  door->uploads = uploads_of(folder);
  House house{folder, settings, world, {}, {}, {}};
  auto answerers = answerers_of(house);
  if (!answerers) return answerers.error();
  const ListenAddress listen = door->listen;
  auto server = HttpServer::start(*std::move(door), *std::move(answerers));
  if (!server) return server.error();
  world.ready(reachable_url(**server, listen));
  run_until_ended(
      **server, signals, [&] { house.keys.wipe_ended(std::chrono::steady_clock::now()); },
      world.warn);
  return {};
}

}  // namespace temgoc
