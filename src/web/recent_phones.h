// Which phone scanned which code lately, so that a second look is no second scan. In memory alone.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "temgoc/base/clock.h"
#include "temgoc/model/scan_log.h"

namespace temgoc {

// Holds no address: a hash of it with the code, under a salt that is drawn anew every Vietnamese
// day, when all that was remembered goes. Of one thread.
class RecentPhones {
 public:
  // Remembers at least the last `most` scans, and at most twice as many.
  explicit RecentPhones(RandomSource random, std::size_t most = 50'000);

  // Whether that address (as limits count it) scanned the code within ten minutes; a scan that is
  // `again` does not begin them anew, so a stream is `fresh` once every ten minutes.
  Phone seen(std::uint64_t address, const RecordedScan& scan);

 private:
  using Seen = std::unordered_map<std::uint64_t, Instant>;
  void begin_day(Day day);
  std::uint64_t hash_of(std::uint64_t address, const RecordedScan& scan) const;
  bool just_seen(const Seen& seen, std::uint64_t hash, Instant at) const;

  RandomSource random_;
  const std::size_t most_;
  Day day_{};
  std::array<std::uint8_t, 32> salt_{};
  Seen newer_;
  Seen older_;
};

}  // namespace temgoc
