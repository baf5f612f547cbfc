// A workplace behind the sockets, from the first listener to the last answer.
#include <algorithm>
#include <iterator>
#include <thread>

#include "temgoc/http/service.h"
#include "temgoc/registry/registry_place.h"
#include "temgoc/web/web.h"
#include "temgoc/workplace/public_files.h"
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

}  // namespace

Result<void> serve(const fs::path& folder, const ServeSettings& settings, const ServeWorld& world) {
  const HeldSignals signals;
  auto all = Settings::read(folder);
  if (!all) return all.error();
  auto door = public_door(*all, settings, folder, world);
  if (!door) return door.error();
  raise_descriptor_limit();
  // The one that writes comes first: it brings an older registry forward, which readers do not.
  const fs::path primary = registry_path(folder);
  const fs::path read = settings.replica.empty() ? primary : fs::path(settings.replica);
  auto scans = ScanRecorder::start(
      primary, {world.clock, world.random, all->copies.fastest_km_per_hour, all->keep_scan_months},
      read, settings.scan_queue.empty() ? folder / "scans_waiting" : fs::path(settings.scan_queue));
  if (!scans) return scans.error();
  const unsigned threads =
      settings.threads > 0 ? settings.threads : std::max(1u, std::thread::hardware_concurrency());
  const auto replica =
      is_on_server(read) ? std::make_unique<ReplicaWatch>(read, primary, world.clock) : nullptr;
  ReadFrom from{settings.replica, replica ? replica->age() : nullptr,
                std::chrono::minutes(settings.most_lag_minutes)};
  auto seats = Seats::open(folder, threads, world.clock, **scans, std::move(from), replica.get());
  if (!seats) return seats.error();
  door->gauges = [&scans, &replica, &world] {
    std::vector<Gauge> gauges = gauges_of(**scans);
    if (replica) std::ranges::copy(gauges_of(*replica, world.clock()), std::back_inserter(gauges));
    return gauges;
  };
  const ListenAddress listen = door->listen;
  auto server = HttpServer::start(std::move(*door), (*seats)->answerers());
  if (!server) return server.error();
  world.ready(reachable_url(**server, listen));
  const auto look = [&seats = **seats, &world] {
    if (auto fault = seats.look()) world.warn(*fault);
  };
  run_until_ended(**server, signals, look, world.warn);
  return {};
}

}  // namespace temgoc
