// Sorts the hashes into buckets by their first bytes, and finds one by binary search.
#include "listed_codes.h"

#include <algorithm>
#include <cstring>

#include "byte_stream.h"

namespace temgoc {

namespace {

constexpr std::size_t kHashBytes = std::tuple_size_v<ListedHash>;
constexpr std::uint64_t kMostCodes = 50'000'000;

// So that a bucket holds about one code and a count costs about a bit.
std::size_t prefix_for(std::uint64_t count) {
  if (count < 256) return 0;
  return count < 65'536 ? 1 : 2;
}

std::size_t bucket_of(const ListedHash& hash, std::size_t prefix) {
  return static_cast<std::size_t>(prefix == 0 ? 0 : read_be(hash, 0, prefix));
}

std::size_t buckets(std::size_t prefix) { return std::size_t{1} << (8 * prefix); }

}  // namespace

ListedHash listed_hash(std::string_view realm, const Gtin& gtin, const std::optional<LotCode>& lot,
                       const Serial& serial, bool voided) {
  std::string text = "temgoc-listed-code/v1\n";
  text.append(realm).append("\n").append(gtin.digits()).append("\n");
  if (lot) text.append(lot->text());
  text.append("/").append(serial.text()).append(voided ? "/void\n" : "\n");
  const Digest digest = sha256(as_bytes(text));
  ListedHash hash{};
  std::copy_n(digest.begin(), kHashBytes, hash.begin());
  return hash;
}

Bytes ListedCodes::section(std::vector<ListedHash> hashes) {
  std::ranges::sort(hashes);
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  const std::size_t prefix = prefix_for(hashes.size());
  std::vector<std::uint32_t> counts(buckets(prefix), 0);
  for (const ListedHash& hash : hashes) ++counts[bucket_of(hash, prefix)];
  ByteWriter out;
  out.varint(hashes.size());
  out.varint(prefix);
  for (const std::uint32_t count : counts) out.varint(count);
  for (const ListedHash& hash : hashes) out.bytes(ByteView(hash).subspan(prefix));
  return out.take();
}

std::optional<ListedCodes> ListedCodes::read(ByteView section) {
  ByteReader in(section);
  ListedCodes codes;
  const std::uint64_t count = in.varint(kMostCodes);
  codes.prefix_ = in.varint(2);
  if (!in.good() || codes.prefix_ != prefix_for(count)) return std::nullopt;
  std::uint64_t sum = 0;
  for (std::size_t bucket = 0; bucket < buckets(codes.prefix_); ++bucket) {
    codes.starts_.push_back(static_cast<std::uint32_t>(sum));
    sum += in.varint(count - sum);
  }
  codes.starts_.push_back(static_cast<std::uint32_t>(sum));
  const ByteView rest = in.bytes(count * (kHashBytes - codes.prefix_));
  if (!in.at_end() || sum != count) return std::nullopt;
  codes.rest_.assign(rest.begin(), rest.end());
  return codes;
}

bool ListedCodes::contains(const ListedHash& hash) const {
  const std::size_t width = kHashBytes - prefix_;
  const std::size_t bucket = bucket_of(hash, prefix_);
  std::uint32_t low = starts_[bucket];
  std::uint32_t high = starts_[bucket + 1];
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    const int order = std::memcmp(rest_.data() + middle * width, hash.data() + prefix_, width);
    if (order == 0) return true;
    order < 0 ? low = middle + 1 : high = middle;
  }
  return false;
}

}  // namespace temgoc
