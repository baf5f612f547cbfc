// Scans and reports on their way to the registry: no answer waits for the disk.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

#include "temgoc/base/clock.h"
#include "temgoc/http/http.h"
#include "temgoc/registry/inspections.h"
#include "temgoc/registry/registry.h"
#include "web/answer_remark.h"
#include "web/recent_phones.h"
#include "web/report_desk.h"
#include "web/scan_batch.h"
#include "web/scan_queue.h"

namespace temgoc {

struct ScanRules {
  Clock clock;
  RandomSource random;  // for the salts and the reports' numbers
  unsigned fastest_km_per_hour = kFastestKmPerHour;
  unsigned keep_months = 24;
};

// One for the whole service. A thread of its own holds the only connection that writes, and commits
// what came within 50 ms, or 1,000 scans, at once. A crash loses what was not committed yet. Where
// a server has the registry and cannot be reached, what comes is put into files and taken from
// there when the server is back. Old days are thinned at the start and on each new day.
class ScanRecorder {
 public:
  // `registry` empty: there is none, and all that comes is put into files. `read_from`: where
  // reports of the day are found while the registry cannot be reached. `queue`: the folder of the
  // files. Beside a registry that is a file nothing is put into it, but what others left there is
  // taken; empty: nothing is.
  static Result<std::unique_ptr<ScanRecorder>> start(const std::filesystem::path& registry,
                                                     ScanRules rules,
                                                     const std::filesystem::path& read_from = {},
                                                     const std::filesystem::path& queue = {});
  // Commits what is waiting.
  ~ScanRecorder();
  ScanRecorder(const ScanRecorder&) = delete;
  ScanRecorder& operator=(const ScanRecorder&) = delete;

  // Never waits; a full queue drops the scan and counts it. Of the request: client and place.
  void add(const SeenLot& seen, const HttpRequest& request, Instant at);
  void add(const ScanAlarm& alarm);
  // Returns the report with its number. Never waits: it is stored with the next scans, and tried
  // again until it is. `reports_full` (args limit), `reports_busy` (the queue is full).
  Result<SuspicionReport> add(SuspicionReport report);
  // Stored with the next scans, and tried again until it is. False: too many wait.
  bool add(InspectionVisit visit);

  // Lets go of the registry, whose file was replaced. Scans that wait are dropped and counted: the
  // rows they name are of the old file. So are those that come until resume(). Reports are kept.
  void pause();
  void resume(Registry registry);

  struct Counts {
    std::uint64_t queued = 0;   // waiting now, reports included, in memory and in files
    std::uint64_t on_disk = 0;  // of them in files
    std::uint64_t written = 0;  // since the start
    std::uint64_t dropped = 0;  // the queue was full, or the registry refused
  };
  Counts counts() const;

 private:
  struct Seen {
    RecordedScan scan;
    std::optional<std::uint64_t> address = {};  // as limits count it; gone once written
  };
  using Waiting = std::variant<Seen, ScanAlarm, SuspicionReport, InspectionVisit>;

  ScanRecorder(std::filesystem::path path, std::optional<Registry> registry,
               const std::vector<SuspicionReport>& reports, const std::filesystem::path& queue,
               ScanRules rules);
  bool push(Waiting one);  // false: the queue is full
  void run();
  // `epoch`: the registry's when the scans were taken out of the queue. Returns false if nothing
  // was committed.
  bool write(std::vector<Waiting>& waiting, unsigned epoch);
  // Visits too. REQUIRES the lock of mutex_.
  void keep_reports(std::vector<Waiting>& unwritten);
  void wait_for_work(std::unique_lock<std::mutex>& lock);
  ScanBatch batch_of(std::vector<Waiting>& waiting);
  // Through a connection of their own: one that is not stored stays in `waiting`, alone.
  void write_visits(std::vector<Waiting>& waiting);
  void thin();
  bool try_now();  // whether the registry may be reached, as far as was last seen
  bool reach();    // opens it where it is not open
  void failed();
  bool commit(const ScanBatch& batch, const std::vector<SuspicionReport>& reports);
  void put_into_queue(std::vector<Waiting>& waiting);
  void empty_queue();
  bool take_in(const ScanQueue::Portion& portion);
  std::vector<RecordedScan> with_rows(const std::vector<RecordedScan>& scans);
  void commit_one_by_one(const ScanBatch& all, const std::vector<SuspicionReport>& reports);
  void store_visits(std::vector<Waiting>& waiting);

  const std::filesystem::path path_;  // of the registry
  std::mutex registry_mutex_;         // taken before mutex_, where both are
  std::optional<Registry> registry_;
  const ScanRules rules_;
  std::optional<ScanQueue> queue_;  // of the recorder's thread, once it runs
  const bool puts_into_queue_;      // else it takes what others left there
  std::chrono::steady_clock::time_point try_again_at_{};
  std::atomic<std::uint64_t> on_disk_{0};
  RecentPhones phones_;
  ReportDesk desk_;
  Day thinned_on_{};
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Waiting> waiting_;
  std::size_t visits_waiting_ = 0;
  bool ending_ = false;
  bool paused_ = false;
  unsigned epoch_ = 0;     // counts the registries let go of
  unsigned failures_ = 0;  // commits in a row that failed
  std::atomic<std::uint64_t> written_{0};
  std::atomic<std::uint64_t> dropped_{0};
  std::thread thread_;
};

}  // namespace temgoc
