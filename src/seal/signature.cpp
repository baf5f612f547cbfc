// Refuses weak keys and signatures in a second form, and lets libsodium verify the rest.
#include <sodium/core.h>
#include <sodium/crypto_sign_ed25519.h>

#include <algorithm>

#include "prime_order.h"
#include "temgoc/seal/signature.h"

namespace temgoc {

namespace {

using Encoding = std::array<std::uint8_t, 32>;  // little-endian, RFC 8032 section 5.1.2

constexpr Encoding from_y(std::uint8_t lowest, std::uint8_t middle, std::uint8_t highest) {
  Encoding y{};
  y.fill(middle);
  y.front() = lowest;
  y.back() = highest;
  return y;
}

// The y of every point of order 1, 2, 4 and 8 below 2^255, p = 2^255 - 19. With either sign bit
// these are all fourteen encodings, canonical or not.
constexpr std::array<Encoding, 7> kSmallOrderY{{
    from_y(0x00, 0x00, 0x00),  // 0: order 4
    from_y(0x01, 0x00, 0x00),  // 1: order 1
    from_y(0xec, 0xff, 0x7f),  // p - 1: order 2
    from_y(0xed, 0xff, 0x7f),  // p: 0 again
    from_y(0xee, 0xff, 0x7f),  // p + 1: 1 again
    {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4,
     0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6,
     0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},
    {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b,
     0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39,
     0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
}};

// The order of the base point, 2^252 + 27742317777372353535851937790883648493.
constexpr Encoding kGroupOrder = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                  0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                                  0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};
constexpr Encoding kFieldPrime = from_y(0xed, 0xff, 0x7f);

bool is_below(std::span<const std::uint8_t> number, const Encoding& limit) {
  return std::lexicographical_compare(number.rbegin(), number.rend(), limit.rbegin(), limit.rend());
}

Encoding y_of(std::span<const std::uint8_t> point) {
  Encoding y{};
  std::copy_n(point.begin(), y.size(), y.begin());
  y.back() &= 0x7f;
  return y;
}

bool is_small_order(std::span<const std::uint8_t> point) {
  return std::ranges::find(kSmallOrderY, y_of(point)) != kSmallOrderY.end();
}

// libsodium asks for it before its first use; later calls do nothing, and any thread may make them.
void make_library_ready() {
  if (sodium_init() < 0)
    throw SystemFailure({.code = "crypto_library_failed", .value = "sodium_init"});
}

}  // namespace

Result<VerifyKey> VerifyKey::admit(const PublicKeyBytes& bytes) {
  if (is_small_order(bytes)) return Error{"key_small_order", "key", to_hex(bytes)};
  if (!is_below(y_of(bytes), kFieldPrime)) return Error{"key_not_canonical", "key", to_hex(bytes)};
  if (!is_of_prime_order(bytes)) return Error{"key_not_prime_order", "key", to_hex(bytes)};
  return unchecked(bytes);
}

VerifyKey VerifyKey::unchecked(const PublicKeyBytes& bytes) {
  make_library_ready();
  return VerifyKey(bytes);
}

// libsodium refuses S >= L and an R of small order too, unless it was built to be lenient.
bool VerifyKey::verify(std::string_view message, const Signature& signature) const {
  const auto point = std::span(signature).first<32>();
  const auto scalar = std::span(signature).last<32>();
  if (!is_below(scalar, kGroupOrder) || is_small_order(point)) return false;
  const ByteView text = as_bytes(message);
  return crypto_sign_ed25519_verify_detached(signature.data(), text.data(), text.size(),
                                             bytes_.data()) == 0;
}

}  // namespace temgoc
