// From settings to a door, and from the first request to the last signal.
#include "temgoc/http/service.h"

#include <ifaddrs.h>
#include <netinet/in.h>
#include <sys/resource.h>

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr timespec kLookForSignals{0, 20'000'000};

}  // namespace

Result<std::vector<Network>> networks_of(const std::vector<std::string>& texts) {
  std::vector<Network> networks;
  for (const std::string& text : texts) {
    auto network = Network::parse(text);
    if (!network) return network.error();
    networks.push_back(*network);
  }
  return networks;
}

Result<Door> door_of(const DoorSettings& settings, const fs::path& folder, const Clock& clock,
                     const RandomSource& random) {
  Door door;
  auto listen = ListenAddress::parse(settings.listen);
  if (!listen) return listen.error();
  door.listen = *listen;
  if (!settings.metrics_listen.empty()) {
    auto metrics = ListenAddress::parse(settings.metrics_listen);
    if (!metrics) return metrics.error();
    door.metrics_listen = *metrics;
  }
  auto proxies = networks_of(settings.trusted_proxies);
  if (!proxies) return proxies.error();
  door.trusted_proxies = std::move(*proxies);
  if (settings.tls_certificate.empty() != settings.tls_key.empty())
    return Error{"tls_incomplete", settings.tls_key.empty() ? "tls-key" : "tls-certificate"};
  // A relative name is the workplace's, as the settings that give it are.
  if (!settings.tls_certificate.empty()) {
    door.tls_certificate = folder / settings.tls_certificate;
    door.tls_key = folder / settings.tls_key;
  }
  door.access_log = settings.access_log.empty() || settings.access_log == "-"
                        ? fs::path(settings.access_log)
                        : folder / settings.access_log;
  door.clock = clock;
  random({reinterpret_cast<std::uint8_t*>(&door.salt), sizeof door.salt});
  return door;
}

std::string reachable(const ListenAddress& listen) {
  if (!listen.address.is_unspecified()) return listen.text();
  ListenAddress found{*IpAddress::parse("127.0.0.1"), listen.port};
  ifaddrs* all = nullptr;
  if (getifaddrs(&all) != 0) return found.text();
  for (const ifaddrs* each = all; each; each = each->ifa_next) {
    if (!each->ifa_addr || each->ifa_addr->sa_family != AF_INET) continue;
    const auto* end = reinterpret_cast<const sockaddr_in*>(each->ifa_addr);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&end->sin_addr);
    const auto address =
        IpAddress::parse(std::to_string(bytes[0]) + '.' + std::to_string(bytes[1]) + '.' +
                         std::to_string(bytes[2]) + '.' + std::to_string(bytes[3]));
    if (!address || address->is_loopback()) continue;
    found.address = *address;
    break;
  }
  freeifaddrs(all);
  return found.text();
}

std::string reachable_url(const HttpServer& server, ListenAddress listen) {
  listen.port = server.port();
  return (server.tls() ? "https://" : "http://") + reachable(listen) + "/";
}

HeldSignals::HeldSignals() {
  sigemptyset(&held_);
  for (const int each : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&held_, each);
  pthread_sigmask(SIG_BLOCK, &held_, &before_);
  std::signal(SIGPIPE, SIG_IGN);  // a closed log or socket is an error, not an end
}

HeldSignals::~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

int HeldSignals::next() const { return sigtimedwait(&held_, nullptr, &kLookForSignals); }

// Every connection is a descriptor.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

void run_until_ended(HttpServer& server, const HeldSignals& signals,
                     const std::function<void()>& look,
                     const std::function<void(const Error&)>& warn) {
  bool draining = false;
  while (!server.finished()) {
    look();
    const int signal = signals.next();
    if (signal == SIGHUP)
      if (auto reloaded = server.reload(); !reloaded) warn(reloaded.error());
    if (signal != SIGTERM && signal != SIGINT) continue;
    draining ? server.stop() : server.drain();
    draining = true;
  }
}

}  // namespace temgoc
