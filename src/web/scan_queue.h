// Scans that wait in files for a registry that cannot be reached, beyond the end of the program and
// of the power.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "temgoc/base/clock.h"
#include "web/kept_scan.h"

namespace temgoc {

// A folder of files, each with at most so many lines as one commit takes. Whoever empties a file
// holds its lock, so that several services may share the folder and none counts a scan twice. A
// service that is killed between the commit and the removal of the file has its lines taken again.
class ScanQueue {
 public:
  static constexpr std::size_t kLinesOfFile = 1'000;
  static constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 20;

  explicit ScanQueue(std::filesystem::path folder, std::uint64_t most_bytes = kMostBytes);
  ~ScanQueue();
  ScanQueue(const ScanQueue&) = delete;
  ScanQueue& operator=(const ScanQueue&) = delete;

  // All of them are on the disk when this returns true. False: no more is kept, or the disk
  // refused; then none of them is promised.
  bool add(std::span<const KeptScan> more);

  struct Portion {
    std::vector<KeptScan> scans = {};
    std::uint64_t damaged = 0;  // bytes of a tail that a power cut left, which are gone
    bool foreign = false;       // a whole line that this program cannot read: another version's
    std::filesystem::path file = {};
    int descriptor = -1;  // holds the lock
  };
  // The oldest that nobody else holds, without those that a program of another version left: it
  // will take them itself. None: nothing waits. done() or leave() ends it.
  std::optional<Portion> oldest();
  void done(const Portion& portion);   // they are in the registry
  void leave(const Portion& portion);  // another time

  std::uint64_t bytes() const;                    // in the folder now
  std::uint64_t lines() const { return lines_; }  // about how many, of this service's own counting

 private:
  // A file that this service writes to, with its lock.
  struct Own {
    int descriptor = -1;
    std::filesystem::path file = {};
    std::size_t lines = 0;
  };
  // What one call of add() put into one file.
  struct Part {
    Own own;  // as it was before
    std::int64_t bytes_before = 0;
    std::size_t lines = 0;
  };
  bool add_to(std::vector<Part>& parts, std::span<const KeptScan> more);
  void take_back(const std::vector<Part>& parts);
  bool open_new();
  void close_own();

  const std::filesystem::path folder_;
  const std::uint64_t most_bytes_;
  Own own_;  // the file that add() writes to
  std::uint64_t lines_ = 0;
};

}  // namespace temgoc
