// A workplace behind the sockets, from the first listener to the last answer.
#include <algorithm>
#include <iterator>
#include <thread>

#include "temgoc/http/service.h"
#include "temgoc/registry/registry_place.h"
#include "temgoc/store/web_file.h"
#include "temgoc/web/web.h"
#include "temgoc/workplace/public_files.h"
#include "web/bundle_health.h"
#include "web/bundle_seats.h"
#include "web/bundle_watch.h"
#include "web/paths.h"
#include "web/replica_watch.h"
#include "web/scan_recorder.h"
#include "web/seats.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

std::vector<Gauge> gauges_of(const ReplicaWatch& replica, Instant now) {
  const ReplicaWatch::State state = replica.state();
  return {{"temgoc_replica_seconds_behind", "Age of what the replica that is read knows.", "gauge",
           seconds_behind(state, now)},
          {"temgoc_replica_bytes_behind", "Of the primary's log, what the replica lacks.", "gauge",
           state.bytes_behind},
          {"temgoc_primary_reachable", "1 while the primary answers.", "gauge",
           state.reaches_primary ? 1u : 0u}};
}

std::vector<Gauge> gauges_of(const ScanRecorder& scans) {
  const ScanRecorder::Counts counts = scans.counts();
  return {{"temgoc_scans_queued", "Scans waiting to be written.", "gauge", counts.queued},
          {"temgoc_scans_on_disk", "Of them in files, until the registry can be reached.", "gauge",
           counts.on_disk},
          {"temgoc_scans_written_total", "Scans committed.", "counter", counts.written},
          {"temgoc_scans_dropped_total", "Scans lost to a full queue or a failed commit.",
           "counter", counts.dropped}};
}

constexpr std::string_view kInspectors = "/kiem-tra/api/";
constexpr std::size_t kMaxVisitBody = 512 << 10;  // with its photos

// Who guesses codes asks these.
bool asks_for_typed_code(const HttpRequest& request) {
  return request.path.starts_with("/code/") || request.path.starts_with(kInspectors) ||
         request.path == kAnswerPath ||
         (request.path == "/" && !form_value(request.query, "code").empty());
}

Result<Door> public_door(const Settings& all, const ServeSettings& settings, const fs::path& folder,
                         const ServeWorld& world) {
  auto door = door_of({settings.listen, settings.metrics_listen, settings.tls_certificate,
                       settings.tls_key, settings.trusted_proxies, settings.access_log},
                      folder, world.clock, world.random);
  if (!door) return door;
  door->place_header = settings.place_header;
  auto staff = networks_of(settings.staff_networks);
  if (!staff) return Error{"staff_network_invalid", "serve.staff_networks", staff.error().value};
  door->staff_networks = std::move(*staff);
  door->hosts = all.hosts;
  door->limits.max_connections = settings.max_connections;
  door->limits.connections_per_address = settings.connections_per_address;
  door->limits.requests_per_second = settings.requests_per_second;
  door->limits.request_burst = 4.0 * settings.requests_per_second;
  door->is_guess = asks_for_typed_code;
  // An inspector's code is the limit of what is posted with it.
  door->is_form = [](const HttpRequest& request) { return !request.path.starts_with(kInspectors); };
  door->large_bodies = {
      [](const HttpRequest& request) { return request.path == "/kiem-tra/api/visit"; },
      kMaxVisitBody};
  return door;
}

fs::path queue_folder(const fs::path& folder, const ServeSettings& settings) {
  return settings.scan_queue.empty() ? folder / "scans_waiting" : fs::path(settings.scan_queue);
}

unsigned threads_of(const ServeSettings& settings) {
  return settings.threads > 0 ? settings.threads
                              : std::max(1u, std::thread::hardware_concurrency());
}

ScanRules rules_of(const Settings& all, const ServeWorld& world) {
  return {world.clock, world.random, all.copies.fastest_km_per_hour, all.keep_scan_months};
}

// Until it is told to end. `seats` answer, and look about them.
template <class Answering>
Result<void> run(Door door, Answering& seats, const HeldSignals& signals, const ServeWorld& world) {
  const ListenAddress listen = door.listen;
  auto server = HttpServer::start(std::move(door), seats.answerers());
  if (!server) return server.error();
  world.ready(reachable_url(**server, listen));
  const auto look = [&] {
    if (auto fault = seats.look()) world.warn(*fault);
  };
  run_until_ended(**server, signals, look, world.warn);
  return {};
}

// The registry of the settings takes the scans where a server has it. It is not read.
Result<void> serve_bundles(const fs::path& folder, const Settings& all,
                           const ServeSettings& settings, Door door, const HeldSignals& signals,
                           const ServeWorld& world) {
  const std::string place =
      is_web_address(settings.bundle) ? settings.bundle : (folder / settings.bundle).string();
  auto bundles =
      BundleWatch::start(folder, place, std::chrono::seconds(settings.bundle_seconds), world.clock);
  if (!bundles) return bundles.error();
  const fs::path registry = registry_path(folder);
  auto scans = ScanRecorder::start(is_on_server(registry) ? registry : fs::path(),
                                   rules_of(all, world), {}, queue_folder(folder, settings));
  if (!scans) return scans.error();
  auto seats = BundleSeats::open(folder, threads_of(settings), world.clock, **scans, **bundles);
  if (!seats) return seats.error();
  door.gauges = [&scans, &bundles, &world] {
    std::vector<Gauge> gauges = gauges_of(**scans);
    std::ranges::copy(gauges_of(**bundles, world.clock()), std::back_inserter(gauges));
    return gauges;
  };
  return run(std::move(door), **seats, signals, world);
}

Result<void> serve_registry(const fs::path& folder, const Settings& all,
                            const ServeSettings& settings, Door door, const HeldSignals& signals,
                            const ServeWorld& world) {
  // The one that writes comes first: it brings an older registry forward, which readers do not.
  const fs::path primary = registry_path(folder);
  const fs::path read = settings.replica.empty() ? primary : fs::path(settings.replica);
  const bool takes_queue = is_on_server(primary) || !settings.scan_queue.empty();
  auto scans = ScanRecorder::start(primary, rules_of(all, world), read,
                                   takes_queue ? queue_folder(folder, settings) : fs::path());
  if (!scans) return scans.error();
  const auto replica =
      is_on_server(read) ? std::make_unique<ReplicaWatch>(read, primary, world.clock) : nullptr;
  ReadFrom from{settings.replica, replica ? replica->age() : nullptr,
                std::chrono::minutes(settings.most_lag_minutes)};
  auto seats = Seats::open(folder, threads_of(settings), world.clock, **scans, std::move(from),
                           replica.get());
  if (!seats) return seats.error();
  door.gauges = [&scans, &replica, &world] {
    std::vector<Gauge> gauges = gauges_of(**scans);
    if (replica) std::ranges::copy(gauges_of(*replica, world.clock()), std::back_inserter(gauges));
    return gauges;
  };
  return run(std::move(door), **seats, signals, world);
}

}  // namespace

Result<void> serve(const fs::path& folder, const ServeSettings& settings, const ServeWorld& world) {
  const HeldSignals signals;
  auto all = Settings::read(folder);
  if (!all) return all.error();
  auto door = public_door(*all, settings, folder, world);
  if (!door) return door.error();
  raise_descriptor_limit();
  const auto serve_from = settings.bundle.empty() ? serve_registry : serve_bundles;
  return serve_from(folder, *all, settings, std::move(*door), signals, world);
}

}  // namespace temgoc
