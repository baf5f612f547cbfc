// One bit for each issue number of a key, set where that lot was recalled.
#include "temgoc/bundle/bundle.h"

namespace temgoc {

namespace {
std::uint8_t bit_of(std::uint32_t number) { return static_cast<std::uint8_t>(1u << (number % 8)); }
}  // namespace

StatusBits::StatusBits(std::uint32_t lots) : lots_(lots), bytes_(std::size_t{lots} / 8 + 1, 0) {}

std::optional<StatusBits> StatusBits::from_bytes(ByteView bytes, std::uint32_t lots) {
  StatusBits bits(lots);
  if (bytes.size() != bits.bytes_.size()) return std::nullopt;
  bits.bytes_.assign(bytes.begin(), bytes.end());
  const auto used = static_cast<unsigned>(lots % 8 + 1);
  const bool beyond = used < 8 && (bits.bytes_.back() >> used) != 0;
  if (beyond || (bits.bytes_.front() & 1) != 0) return std::nullopt;  // there is no number 0
  return bits;
}

void StatusBits::set(std::uint32_t issue_number) {
  bytes_.at(issue_number / 8) |= bit_of(issue_number);
}

bool StatusBits::is_set(std::uint32_t issue_number) const {
  if (issue_number > lots_) return false;
  return (bytes_[issue_number / 8] & bit_of(issue_number)) != 0;
}

}  // namespace temgoc
