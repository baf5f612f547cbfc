// Scans on their way to the registry: no answer waits for the disk.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

#include "temgoc/clock.h"
#include "temgoc/registry.h"
#include "web/http.h"

namespace temgoc {

// One for the whole service. A thread of its own holds the only connection that writes, and commits
// what came within 50 ms, or 1,000 scans, at once. A crash loses what was not committed yet.
class ScanRecorder {
 public:
  static Result<std::unique_ptr<ScanRecorder>> start(const std::filesystem::path& registry);
  // Commits what is waiting.
  ~ScanRecorder();
  ScanRecorder(const ScanRecorder&) = delete;
  ScanRecorder& operator=(const ScanRecorder&) = delete;

  // Never waits; a full queue drops the scan and counts it.
  void add(const SeenLot& seen, Instant at);

  struct Counts {
    std::uint64_t queued = 0;   // waiting now
    std::uint64_t written = 0;  // since the start
    std::uint64_t dropped = 0;  // the queue was full, or the registry refused
  };
  Counts counts() const;

 private:
  struct Scan {
    SeenLot seen;
    Instant at;
  };
  explicit ScanRecorder(Registry registry);
  void run();
  void write(const std::vector<Scan>& scans);

  Registry registry_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Scan> waiting_;
  bool ending_ = false;
  std::atomic<std::uint64_t> written_{0};
  std::atomic<std::uint64_t> dropped_{0};
  std::thread thread_;
};

}  // namespace temgoc
