// Packs and unpacks bits.
#include "temgoc/credential/status_list.h"

#include <algorithm>

#include "temgoc/base/compression.h"
#include "temgoc/credential/multibase.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostListBytes = std::size_t{16} << 20;
constexpr unsigned kByte = 8, kHighest = 0x80;

}  // namespace

std::string to_text(StatusPurpose purpose) {
  return purpose == StatusPurpose::revocation ? "revocation" : "suspension";
}

Bytes status_bits(std::span<const std::uint32_t> set) {
  std::size_t bytes = kLeastStatusBits / kByte;
  for (const std::uint32_t index : set) bytes = std::max<std::size_t>(bytes, index / kByte + 1);
  Bytes bits(bytes);
  for (const std::uint32_t index : set)
    bits[index / kByte] |= static_cast<std::uint8_t>(kHighest >> (index % kByte));
  return bits;
}

std::optional<bool> status_bit(ByteView bits, std::uint64_t index) {
  if (index / kByte >= bits.size()) return std::nullopt;
  return (bits[index / kByte] & (kHighest >> (index % kByte))) != 0;
}

std::string encoded_status_list(ByteView bits) {
  return "u" + to_base64url(as_bytes(gzipped(as_text(bits))));
}

std::optional<Bytes> decoded_status_list(std::string_view text) {
  if (!text.starts_with('u')) return std::nullopt;
  const auto file = from_base64url(text.substr(1));
  if (!file) return std::nullopt;
  auto bits = gunzipped(*file, kMostListBytes);
  if (!bits || bits->size() < kLeastStatusBits / kByte) return std::nullopt;
  return bits;
}

Json status_entry(const std::string& list, StatusPurpose purpose, std::uint32_t index) {
  const std::string at = std::to_string(index);
  return {{"id", list + "#" + at},
          {"type", "BitstringStatusListEntry"},
          {"statusPurpose", to_text(purpose)},
          {"statusListIndex", at},
          {"statusListCredential", list}};
}

}  // namespace temgoc
