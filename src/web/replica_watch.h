// How far a replica of the registry is behind its primary, looked at beside the threads that
// answer.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "temgoc/base/clock.h"
#include "temgoc/registry/registry.h"
#include "temgoc/workplace/site.h"

namespace temgoc {

// Twice a second the primary is asked how far it is, and the replica whether it has come there:
// from then on the replica knows all that was committed before the question. Where the primary
// cannot be reached, the last commit that the replica replayed tells. Has connections of its own.
class ReplicaWatch {
 public:
  // `primary` may be the replica's own place, or nothing: then nobody is asked.
  ReplicaWatch(std::filesystem::path replica, std::filesystem::path primary, Clock clock);
  ~ReplicaWatch();
  ReplicaWatch(const ReplicaWatch&) = delete;
  ReplicaWatch& operator=(const ReplicaWatch&) = delete;

  std::shared_ptr<const ReplicaAge> age() const { return age_; }

  struct State {
    bool is_replica = false;         // false: it was promoted, or is no replica at all
    bool reaches_primary = false;    // when it was asked last
    Instant as_of = {};              // all that was committed before is known
    std::uint64_t bytes_behind = 0;  // of the primary's log, when both were last asked
  };
  State state() const;

  // One look, as the thread of its own has it; one at a time.
  void look();

 private:
  void run();
  void ask_primary();
  void ask_replica();

  const std::filesystem::path replica_place_, primary_place_;
  const Clock clock_;
  const std::shared_ptr<ReplicaAge> age_ = std::make_shared<ReplicaAge>();
  std::mutex look_mutex_;  // of what follows, to said_
  std::optional<Registry> replica_, primary_;
  // What the primary said, and when it was asked; the newest last.
  struct Said {
    Instant asked_at;
    std::int64_t position = 0;
  };
  std::deque<Said> said_;
  mutable std::mutex mutex_;
  State state_;
  std::condition_variable wake_;
  bool ending_ = false;
  std::thread thread_;
};

// Whole seconds that what it holds is old.
std::uint64_t seconds_behind(const ReplicaWatch::State& state, Instant now);

}  // namespace temgoc
