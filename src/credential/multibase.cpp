// Turns bytes into texts and back.
#include "temgoc/credential/multibase.h"

#include <algorithm>

namespace temgoc {
namespace {

constexpr std::string_view kBase58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::size_t kMostBase58 = 256;
// Multicodec ed25519-pub.
constexpr std::array<std::uint8_t, 2> kEd25519{0xed, 0x01};

// A number's digits in another base, both with the highest first and no leading zeros.
Bytes converted(ByteView digits, unsigned from, unsigned to) {
  Bytes out;  // the lowest first
  for (const std::uint8_t digit : digits) {
    unsigned carry = digit;
    for (std::uint8_t& each : out) {
      carry += each * from;
      each = static_cast<std::uint8_t>(carry % to);
      carry /= to;
    }
    for (; carry > 0; carry /= to) out.push_back(static_cast<std::uint8_t>(carry % to));
  }
  std::ranges::reverse(out);
  return out;
}

std::size_t leading(ByteView bytes, std::uint8_t value) {
  const auto end = std::ranges::find_if(bytes, [&](std::uint8_t each) { return each != value; });
  return static_cast<std::size_t>(end - bytes.begin());
}

}  // namespace

std::string to_base64url(ByteView bytes) {
  std::string text = to_base64(bytes);
  std::erase(text, '=');
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return text;
}

std::optional<Bytes> from_base64url(std::string_view text) {
  constexpr std::size_t kQuad = 4;
  std::string plain(text);
  if (plain.find_first_of("+/=") != plain.npos) return std::nullopt;
  std::ranges::replace(plain, '-', '+');
  std::ranges::replace(plain, '_', '/');
  while (plain.size() % kQuad != 0) plain += '=';
  return from_base64(plain);
}

std::string to_base58(ByteView bytes) {
  std::string text(leading(bytes, 0), kBase58.front());
  for (const std::uint8_t digit : converted(bytes, 256, 58)) text += kBase58[digit];
  return text;
}

std::optional<Bytes> from_base58(std::string_view text) {
  if (text.size() > kMostBase58) return std::nullopt;
  Bytes digits;
  for (const char c : text) {
    const std::size_t digit = kBase58.find(c);
    if (digit == kBase58.npos) return std::nullopt;
    digits.push_back(static_cast<std::uint8_t>(digit));
  }
  Bytes bytes(leading(digits, 0));
  const Bytes number = converted(digits, 58, 256);
  bytes.insert(bytes.end(), number.begin(), number.end());
  return bytes;
}

std::string multikey(const PublicKeyBytes& key) {
  Bytes bytes(kEd25519.begin(), kEd25519.end());
  bytes.insert(bytes.end(), key.begin(), key.end());
  return "z" + to_base58(bytes);
}

std::optional<PublicKeyBytes> key_of_multikey(std::string_view text) {
  if (!text.starts_with('z')) return std::nullopt;
  const auto bytes = from_base58(text.substr(1));
  PublicKeyBytes key{};
  if (!bytes || bytes->size() != kEd25519.size() + key.size()) return std::nullopt;
  if (!std::equal(kEd25519.begin(), kEd25519.end(), bytes->begin())) return std::nullopt;
  std::copy(bytes->begin() + kEd25519.size(), bytes->end(), key.begin());
  return key;
}

}  // namespace temgoc
