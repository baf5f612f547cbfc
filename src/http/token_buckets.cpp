// Finds an address's bucket by a salted hash; where a set is full, the fullest bucket is reused.
#include "http/token_buckets.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace temgoc {
namespace {

// The finaliser of SplitMix64: every bit of the key moves every bit of the place.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
  value = (value ^ value >> 27) * 0x94d049bb133111eb;
  return value ^ value >> 31;
}

}  // namespace

TokenBuckets::TokenBuckets(double per_second, double burst, std::size_t keys, std::uint64_t salt)
    : per_second_(per_second),
      burst_(std::max(burst, 1.0)),
      salt_(salt),
      sets_(std::bit_ceil(std::max<std::size_t>(keys / kWays, 1))) {}

const TokenBuckets::Set& TokenBuckets::set_of(std::uint64_t key) const {
  return sets_[mixed(key ^ salt_) & (sets_.size() - 1)];
}

double TokenBuckets::tokens_now(const Bucket& bucket, Moment now) const {
  if (bucket.at == Moment::min()) return burst_;
  const double seconds = std::chrono::duration<double>(now - bucket.at).count();
  return std::min(burst_, bucket.tokens + std::max(seconds, 0.0) * per_second_);
}

std::size_t TokenBuckets::place_of(const Set& set, std::uint64_t key, Moment now) const {
  std::size_t fullest = 0;
  for (std::size_t i = 0; i < kWays; ++i) {
    if (set[i].at != Moment::min() && set[i].key == key) return i;
    if (tokens_now(set[i], now) > tokens_now(set[fullest], now)) fullest = i;
  }
  return fullest;
}

double TokenBuckets::tokens_of(std::uint64_t key, Moment now) const {
  const Set& set = set_of(key);
  const Bucket& bucket = set[place_of(set, key, now)];
  return bucket.key == key ? tokens_now(bucket, now) : burst_;
}

bool TokenBuckets::take(std::uint64_t key, Moment now) {
  if (per_second_ == 0) return true;
  const std::lock_guard lock(mutex_);
  const double tokens = tokens_of(key, now);
  if (tokens < 1) return false;
  const Set& set = set_of(key);
  const std::size_t place = place_of(set, key, now);
  sets_[static_cast<std::size_t>(&set - sets_.data())][place] = {key, tokens - 1, now};
  return true;
}

bool TokenBuckets::has_token(std::uint64_t key, Moment now) const {
  if (per_second_ == 0) return true;
  const std::lock_guard lock(mutex_);
  return tokens_of(key, now) >= 1;
}

std::chrono::seconds TokenBuckets::wait(std::uint64_t key, Moment now) const {
  if (per_second_ == 0) return std::chrono::seconds(0);
  const std::lock_guard lock(mutex_);
  const double missing = std::max(0.0, 1 - tokens_of(key, now));
  return std::chrono::seconds(std::max(1L, std::lround(std::ceil(missing / per_second_))));
}

}  // namespace temgoc
