// What the service did, counted without who asked: for Prometheus' text format 0.0.4.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "temgoc/http/http_server.h"

namespace temgoc {

enum class Refusal {
  connections,
  address_connections,
  rate,
  misses,
  host,
  malformed,
  slow,
  failed
};
inline constexpr std::size_t kRefusals = 8;

// One for each worker thread; read by whichever thread answers /metrics.
class WorkerMetrics {
 public:
  // `route` lives for ever.
  void answered(std::string_view route, unsigned status, std::chrono::nanoseconds took);
  void refused(Refusal why) { ++refusals_[static_cast<std::size_t>(why)]; }

 private:
  friend class Metrics;
  static constexpr std::array kBoundsUs = {100,    250,    500,    1'000,   2'500,   5'000,
                                           10'000, 25'000, 50'000, 100'000, 250'000, 1'000'000};
  mutable std::mutex mutex_;
  std::map<std::pair<std::string_view, unsigned>, std::uint64_t> answers_;
  std::array<std::uint64_t, kBoundsUs.size() + 1> latency_{};  // the last: slower than all bounds
  std::chrono::nanoseconds total_{0};
  std::array<std::atomic<std::uint64_t>, kRefusals> refusals_{};
};

class Metrics {
 public:
  explicit Metrics(std::size_t workers) : workers_(workers) {}
  WorkerMetrics& worker(std::size_t number) { return workers_[number]; }
  std::string text(const std::vector<Gauge>& gauges) const;

 private:
  void add_answers(std::string& text) const;
  void add_latency(std::string& text) const;
  void add_refusals(std::string& text) const;
  std::vector<WorkerMetrics> workers_;
};

}  // namespace temgoc
