// Adds up the counters of all worker threads, and prints them for Prometheus.
#include "http/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace temgoc {
namespace {

constexpr std::array<std::string_view, kRefusals> kRefusalNames = {
    "connections", "address_connections", "rate", "misses", "host", "malformed", "slow", "failed"};

void add_title(std::string& text, std::string_view name, std::string_view type,
               std::string_view help) {
  fmt::format_to(std::back_inserter(text), "# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
}

}  // namespace

void WorkerMetrics::answered(std::string_view route, unsigned status,
                             std::chrono::nanoseconds took) {
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
  const auto bound = std::ranges::lower_bound(kBoundsUs, us);
  const std::lock_guard lock(mutex_);
  ++answers_[{route.empty() ? "other" : route, status}];
  ++latency_[static_cast<std::size_t>(bound - kBoundsUs.begin())];
  total_ += took;
}

void Metrics::add_answers(std::string& text) const {
  std::map<std::pair<std::string_view, unsigned>, std::uint64_t> sums;
  for (const WorkerMetrics& worker : workers_) {
    const std::lock_guard lock(worker.mutex_);
    for (const auto& [what, count] : worker.answers_) sums[what] += count;
  }
  add_title(text, "temgoc_requests_total", "counter", "Requests answered, by route and status.");
  for (const auto& [what, count] : sums) {
    fmt::format_to(std::back_inserter(text),
                   "temgoc_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", what.first,
                   what.second, count);
  }
}

void Metrics::add_latency(std::string& text) const {
  std::array<std::uint64_t, WorkerMetrics::kBoundsUs.size() + 1> counts{};
  std::chrono::duration<double> total{0};
  for (const WorkerMetrics& worker : workers_) {
    const std::lock_guard lock(worker.mutex_);
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += worker.latency_[i];
    total += worker.total_;
  }
  const auto out = std::back_inserter(text);
  add_title(text, "temgoc_answer_seconds", "histogram",
            "From the whole request read to the answer made.");
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i < WorkerMetrics::kBoundsUs.size(); ++i) {
    so_far += counts[i];
    fmt::format_to(out, "temgoc_answer_seconds_bucket{{le=\"{}\"}} {}\n",
                   WorkerMetrics::kBoundsUs[i] / 1e6, so_far);
  }
  so_far += counts.back();
  fmt::format_to(out, "temgoc_answer_seconds_bucket{{le=\"+Inf\"}} {}\n", so_far);
  fmt::format_to(out, "temgoc_answer_seconds_sum {}\ntemgoc_answer_seconds_count {}\n",
                 total.count(), so_far);
}

void Metrics::add_refusals(std::string& text) const {
  add_title(text, "temgoc_refused_total", "counter",
            "Connections and requests refused before a page was asked, by reason.");
  for (std::size_t i = 0; i < kRefusals; ++i) {
    std::uint64_t sum = 0;
    for (const WorkerMetrics& worker : workers_) sum += worker.refusals_[i];
    fmt::format_to(std::back_inserter(text), "temgoc_refused_total{{reason=\"{}\"}} {}\n",
                   kRefusalNames[i], sum);
  }
}

std::string Metrics::text(const std::vector<Gauge>& gauges) const {
  std::string text;
  add_answers(text);
  add_latency(text);
  add_refusals(text);
  for (const Gauge& gauge : gauges) {
    add_title(text, gauge.name, gauge.type, gauge.help);
    fmt::format_to(std::back_inserter(text), "{} {}\n", gauge.name, gauge.value);
  }
  return text;
}

}  // namespace temgoc
