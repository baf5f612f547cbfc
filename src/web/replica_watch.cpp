// Asks primary and replica in turn, and keeps what the primary said until the replica has come
// there.
#include "web/replica_watch.h"

#include <algorithm>

namespace temgoc {
namespace {

constexpr std::chrono::milliseconds kLookAgain{500};
constexpr std::size_t kMostSaid = 1'000;  // a replica that is further behind is told by its commits

// Opens it where it is not open. None: it cannot be reached.
std::optional<Registry::Standing> standing_of(std::optional<Registry>& registry,
                                              const std::filesystem::path& place) {
  try {
    if (!registry) {
      auto opened = Registry::open_read_only(place);
      if (!opened) return std::nullopt;
      registry.emplace(std::move(*opened));
    }
    return registry->standing();
  } catch (const std::exception&) {
    registry.reset();
    return std::nullopt;
  }
}

}  // namespace

ReplicaWatch::ReplicaWatch(std::filesystem::path replica, std::filesystem::path primary,
                           Clock clock)
    : replica_place_(std::move(replica)),
      primary_place_(std::move(primary)),
      clock_(std::move(clock)) {
  look();
  thread_ = std::thread([this] { run(); });
}

ReplicaWatch::~ReplicaWatch() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

std::uint64_t seconds_behind(const ReplicaWatch::State& state, Instant now) {
  const auto old = std::chrono::floor<std::chrono::seconds>(now - state.as_of).count();
  return static_cast<std::uint64_t>(std::max<std::int64_t>(old, 0));
}

ReplicaWatch::State ReplicaWatch::state() const {
  const std::lock_guard lock(mutex_);
  State state = state_;
  state.as_of = state.is_replica ? age_->as_of() : clock_();
  return state;
}

void ReplicaWatch::run() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kLookAgain, [this] { return ending_; })) {
    lock.unlock();
    look();
    lock.lock();
  }
}

void ReplicaWatch::look() {
  const std::lock_guard looking(look_mutex_);
  ask_primary();
  ask_replica();
}

void ReplicaWatch::ask_primary() {
  if (primary_place_.empty() || primary_place_ == replica_place_) return;
  const Instant asked_at = clock_();
  const auto standing = standing_of(primary_, primary_place_);
  // Another replica is nobody to ask.
  const bool reached = standing && !standing->is_replica;
  if (reached) said_.push_back({asked_at, standing->position});
  if (said_.size() > kMostSaid) said_.pop_front();
  const std::lock_guard lock(mutex_);
  state_.reaches_primary = reached;
}

void ReplicaWatch::ask_replica() {
  const auto standing = standing_of(replica_, replica_place_);
  if (!standing) return;
  // By the primary's clock, which may be ahead of ours.
  if (standing->replayed_at > 0)
    age_->tell(std::min(Instant(std::chrono::milliseconds(standing->replayed_at)), clock_()));
  while (!said_.empty() && said_.front().position <= standing->position) {
    age_->tell(said_.front().asked_at);
    said_.pop_front();
  }
  const std::int64_t ahead = said_.empty() ? 0 : said_.back().position - standing->position;
  const std::lock_guard lock(mutex_);
  state_.is_replica = standing->is_replica;
  if (!standing->is_replica) state_.reaches_primary = true;  // it is the primary
  state_.bytes_behind = static_cast<std::uint64_t>(std::max<std::int64_t>(ahead, 0));
}

}  // namespace temgoc
