// How often one address may ask. A fixed table: no flood of addresses makes it grow.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <vector>

namespace temgoc {

// A bucket a key: `burst` tokens at first, `per_second` more each second. Any thread may ask.
class TokenBuckets {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  // per_second 0: no limit. `keys` is rounded up to a power of two; `salt` is a secret, so that no
  // one can choose addresses that share a place.
  TokenBuckets(double per_second, double burst, std::size_t keys, std::uint64_t salt);

  bool take(std::uint64_t key, Moment now);  // false: none was left, and none was taken
  bool has_token(std::uint64_t key, Moment now) const;
  // Until the key has a token again, at least 1 s.
  std::chrono::seconds wait(std::uint64_t key, Moment now) const;

 private:
  struct Bucket {
    std::uint64_t key = 0;
    double tokens = 0;
    Moment at = Moment::min();  // min: never used
  };
  static constexpr std::size_t kWays = 4;
  using Set = std::array<Bucket, kWays>;

  const Set& set_of(std::uint64_t key) const;
  double tokens_now(const Bucket& bucket, Moment now) const;
  // Where the key's bucket is, else the fullest of its set: the one that remembers least.
  std::size_t place_of(const Set& set, std::uint64_t key, Moment now) const;
  double tokens_of(std::uint64_t key, Moment now) const;

  const double per_second_;
  const double burst_;
  const std::uint64_t salt_;
  mutable std::mutex mutex_;
  std::vector<Set> sets_;
};

}  // namespace temgoc
