// A workplace behind the sockets, from the first listener to the last answer.
#include <ifaddrs.h>
#include <netinet/in.h>
#include <sys/resource.h>

#include <csignal>
#include <thread>

#include "temgoc/bytes.h"
#include "temgoc/web.h"
#include "web/scan_recorder.h"
#include "web/server/http_server.h"
#include "web/server/seats.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr timespec kLookForSignals{0, 20'000'000};

std::vector<Gauge> gauges_of(const ScanRecorder& scans) {
  const ScanRecorder::Counts counts = scans.counts();
  return {{"temgoc_scans_queued", "Scans waiting to be written.", "gauge", counts.queued},
          {"temgoc_scans_written_total", "Scans committed.", "counter", counts.written},
          {"temgoc_scans_dropped_total", "Scans lost to a full queue or a failed commit.",
           "counter", counts.dropped}};
}

Result<std::vector<Network>> networks_of(const std::vector<std::string>& texts) {
  std::vector<Network> networks;
  for (const std::string& text : texts) {
    auto network = Network::parse(text);
    if (!network) return network.error();
    networks.push_back(*network);
  }
  return networks;
}

Result<HttpServerOptions> options_of(const Settings& all, const ServeSettings& settings,
                                     const fs::path& folder, const ServeWorld& world) {
  HttpServerOptions options;
  auto listen = ListenAddress::parse(settings.listen);
  if (!listen) return listen.error();
  options.listen = *listen;
  if (!settings.metrics_listen.empty()) {
    auto metrics = ListenAddress::parse(settings.metrics_listen);
    if (!metrics) return metrics.error();
    options.metrics_listen = *metrics;
  }
  auto proxies = networks_of(settings.trusted_proxies);
  if (!proxies) return proxies.error();
  options.trusted_proxies = std::move(*proxies);
  options.place_header = settings.place_header;
  auto staff = networks_of(settings.staff_networks);
  if (!staff) return Error{"staff_network_invalid", "serve.staff_networks", staff.error().value};
  options.staff_networks = std::move(*staff);
  if (settings.tls_certificate.empty() != settings.tls_key.empty())
    return Error{"tls_incomplete", settings.tls_key.empty() ? "tls-key" : "tls-certificate"};
  // A relative name is the workplace's, as the settings that give it are.
  if (!settings.tls_certificate.empty()) {
    options.tls_certificate = folder / settings.tls_certificate;
    options.tls_key = folder / settings.tls_key;
  }
  options.access_log = settings.access_log.empty() || settings.access_log == "-"
                           ? fs::path(settings.access_log)
                           : folder / settings.access_log;
  options.hosts = all.hosts;
  options.max_connections = settings.max_connections;
  options.connections_per_address = settings.connections_per_address;
  options.requests_per_second = settings.requests_per_second;
  options.request_burst = 4.0 * settings.requests_per_second;
  options.clock = world.clock;
  world.random({reinterpret_cast<std::uint8_t*>(&options.salt), sizeof options.salt});
  return options;
}

// Every connection is a descriptor.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// The first address of this machine that others reach; 0.0.0.0 is no link.
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

// Held back in every thread that comes after it, and read in this one.
class HeldSignals {
 public:
  HeldSignals() {
    sigemptyset(&held_);
    for (const int each : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&held_, each);
    pthread_sigmask(SIG_BLOCK, &held_, &before_);
    std::signal(SIGPIPE, SIG_IGN);  // a closed log or socket is an error, not an end
  }
  ~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  int next() const { return sigtimedwait(&held_, nullptr, &kLookForSignals); }  // -1: none yet

 private:
  sigset_t held_{};
  sigset_t before_{};
};

void run_until_ended(HttpServer& server, const HeldSignals& signals, const ServeWorld& world,
                     Seats& seats) {
  bool draining = false;
  while (!server.finished()) {
    if (auto fault = seats.look()) world.warn(*fault);
    const int signal = signals.next();
    if (signal == SIGHUP)
      if (auto reloaded = server.reload(); !reloaded) world.warn(reloaded.error());
    if (signal != SIGTERM && signal != SIGINT) continue;
    draining ? server.stop() : server.drain();
    draining = true;
  }
}

}  // namespace

Result<void> serve(const fs::path& folder, const ServeSettings& settings, const ServeWorld& world) {
  const HeldSignals signals;
  auto all = Settings::read(folder);
  if (!all) return all.error();
  auto options = options_of(*all, settings, folder, world);
  if (!options) return options.error();
  raise_descriptor_limit();
  // The one that writes comes first: it brings an older registry forward, which readers do not.
  auto scans = ScanRecorder::start(
      folder / "registry.sqlite",
      {world.clock, world.random, all->copies.fastest_km_per_hour, all->keep_scan_months});
  if (!scans) return scans.error();
  const unsigned threads =
      settings.threads > 0 ? settings.threads : std::max(1u, std::thread::hardware_concurrency());
  auto seats = Seats::open(folder, threads, world.clock, **scans);
  if (!seats) return seats.error();
  options->gauges = [&scans] { return gauges_of(**scans); };
  ListenAddress listen = options->listen;
  auto server = HttpServer::start(std::move(*options), (*seats)->answerers());
  if (!server) return server.error();
  listen.port = (*server)->port();
  world.ready(((*server)->tls() ? "https://" : "http://") + reachable(listen) + "/");
  run_until_ended(**server, signals, world, **seats);
  return {};
}

}  // namespace temgoc
