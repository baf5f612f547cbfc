// trace_rows REGISTRY LOTS EDGES: fills the registry with a graph of so many lots without a seal
// and about so many edges, row by row as events would leave it, then traces forward from the lot of
// which everything was made, and from lots at random. Prints the seconds that filling took, the
// seconds and lots of the worst trace, the milliseconds of a usual one in the median and at the
// 99th percentile, and the peak resident megabytes of the traces.
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>

#include "sqlite_rows.h"
#include "temgoc/events/trace_report.h"
#include "temgoc/registry/registry.h"

using namespace temgoc;

namespace {

using Seconds = std::chrono::duration<double>;
constexpr int kUsual = 2000;
constexpr std::int64_t kSeasonLots = 200;  // a usual lot is made of others of about its time

// Every lot is made by one event, of lots of about its time. A tenth of them comes from the first
// ones, so that everything hangs together.
void fill(const char* path, std::int64_t lots, std::int64_t edges) {
  Rows rows(path);
  rows.run("PRAGMA synchronous = OFF; BEGIN");
  rows.run("INSERT OR IGNORE INTO event_unit VALUES (1, 'mg')");
  sqlite3_stmt* event = rows.prepared(
      "INSERT INTO event (id, cooperative_id, kind, happened_at, at, body) VALUES (?, 'C01', "
      "'process', ?1, ?1, '{}')");
  sqlite3_stmt* lot = rows.prepared(
      "INSERT INTO traced_lot (id, kind, owner, code, goods) VALUES (?1, 'own', 'C01', 'L' || ?1, "
      "'x')");
  sqlite3_stmt* line = rows.prepared("INSERT OR IGNORE INTO event_lot VALUES (?, ?, ?, 1, ?)");
  const auto step = [&](sqlite3_stmt* statement) {
    rows.check(sqlite3_step(statement));
    sqlite3_reset(statement);
  };
  const auto add = [&](std::int64_t id, int role, std::int64_t of, std::int64_t amount) {
    sqlite3_bind_int64(line, 1, id);
    sqlite3_bind_int(line, 2, role);
    sqlite3_bind_int64(line, 3, of);
    sqlite3_bind_int64(line, 4, amount);
    step(line);
  };
  std::mt19937_64 random(1);
  const std::int64_t inputs = std::max<std::int64_t>(1, edges / lots);
  for (std::int64_t id = 1; id <= lots; ++id) {
    sqlite3_bind_int64(event, 1, id);
    step(event);
    sqlite3_bind_int64(lot, 1, id);
    step(lot);
    add(id, 1, id, 1'000'000);
    for (std::int64_t i = 0; id > 1 && i < inputs; ++i) {
      const std::int64_t season = std::max<std::int64_t>(1, id - kSeasonLots);
      const bool old = random() % 10 == 0;
      const std::int64_t from = old ? 1 + static_cast<std::int64_t>(random() % 20) : season;
      const std::int64_t until = id - 1;
      add(id, 0,
          old ? std::min(from, until)
              : from + static_cast<std::int64_t>(random() %
                                                 static_cast<unsigned long>(until - from + 1)),
          1 + static_cast<std::int64_t>(random() % 1'000'000));
    }
  }
  rows.run("COMMIT");
  for (sqlite3_stmt* each : {event, lot, line}) sqlite3_finalize(each);
}

unsigned peak_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    unsigned kilobytes = 0;
    if (word == "VmHWM:" && status >> kilobytes) return kilobytes / 1024;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::int64_t lots = std::atoll(argv[2]);
  const auto begun = std::chrono::steady_clock::now();
  if (std::atoll(argv[3]) > 0) fill(argv[1], lots, std::atoll(argv[3]));
  const Seconds filling = std::chrono::steady_clock::now() - begun;

  auto registry = Registry::open_read_only(argv[1]);
  if (!registry) return 1;
  const auto timed = [&](std::int64_t lot, TraceWay way, std::size_t& found) {
    const auto start = std::chrono::steady_clock::now();
    found = trace_lots(trace_source(*registry), lot, way).parts.size();
    return Seconds(std::chrono::steady_clock::now() - start).count();
  };
  std::size_t worst_lots = 0;
  const double worst = timed(1, TraceWay::forward, worst_lots);
  // A lot of the last season: what is asked on most days.
  std::mt19937_64 random(2);
  std::vector<double> usual;
  for (int i = 0; i < kUsual; ++i) {
    std::size_t found = 0;
    const auto lot = lots - static_cast<std::int64_t>(random() % kSeasonLots);
    usual.push_back(timed(lot, TraceWay::forward, found) * 1000);
  }
  std::ranges::sort(usual);
  std::printf("%.1f %.2f %zu %.2f %.2f %u\n", filling.count(), worst, worst_lots, usual[kUsual / 2],
              usual[kUsual * 99 / 100], peak_mb());
  return 0;
}
