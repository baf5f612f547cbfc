// Remembers hashes of address and code for ten minutes, with a new salt each day.
#include "web/recent_phones.h"

#include <cstring>
#include <string>

#include "temgoc/base/bytes.h"

namespace temgoc {
namespace {

constexpr std::chrono::minutes kWithin{10};

}  // namespace

RecentPhones::RecentPhones(RandomSource random, std::size_t most)
    : random_(std::move(random)), most_(most) {
  begin_day(day_);
}

void RecentPhones::begin_day(Day day) {
  random_(salt_);  // first: a day that has no salt of its own has not begun
  day_ = day;
  newer_.clear();
  older_.clear();
}

std::uint64_t RecentPhones::hash_of(std::uint64_t address, const RecordedScan& scan) const {
  std::string of = std::to_string(address) + ' ' + std::to_string(scan.lot_id) + ' ' + scan.serial;
  if (scan.named) of += ' ' + scan.named->realm + ' ' + scan.named->gtin + ' ' + scan.named->lot;
  const Digest digest = sha256(salt_, as_bytes(of));
  std::uint64_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof hash);
  return hash;
}

bool RecentPhones::just_seen(const Seen& seen, std::uint64_t hash, Instant at) const {
  const auto found = seen.find(hash);
  return found != seen.end() && std::chrono::abs(at - found->second) < kWithin;
}

Phone RecentPhones::seen(std::uint64_t address, const RecordedScan& scan) {
  if (const Day day = vietnam_day(scan.at); day != day_) begin_day(day);
  const std::uint64_t hash = hash_of(address, scan);
  if (just_seen(newer_, hash, scan.at) || just_seen(older_, hash, scan.at)) return Phone::again;
  if (newer_.size() >= most_) {
    older_ = std::move(newer_);
    newer_.clear();
  }
  newer_.insert_or_assign(hash, scan.at);
  return Phone::fresh;
}

}  // namespace temgoc
