// Admits a connection while both limits allow it, and gives its place back when it closes.
#include "http/connection_count.h"

namespace temgoc {

ConnectionCount::Place ConnectionCount::enter(std::uint64_t key, bool shared) {
  if (shared) key = kShared;
  const std::lock_guard lock(mutex_);
  if (open_ >= most_) return {};
  if (std::size_t& here = of_address_[key]; key == kShared || here < most_of_address_) {
    ++here;
    ++open_;
    return {this, key};
  }
  return {};
}

void ConnectionCount::leave(std::uint64_t key) {
  const std::lock_guard lock(mutex_);
  --open_;
  if (const auto found = of_address_.find(key); --found->second == 0) of_address_.erase(found);
}

std::size_t ConnectionCount::open() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

}  // namespace temgoc
