// Refuses weak keys and signatures in a second form, and lets OpenSSL verify the rest.
#include <openssl/evp.h>

#include <algorithm>

#include "prime_order.h"
#include "temgoc/seal/signature.h"

namespace temgoc {

namespace {

using Encoding = std::array<std::uint8_t, 32>;  // little-endian, RFC 8032 section 5.1.2

SystemFailure openssl_failure(const char* call) {
  return SystemFailure(Error{"crypto_failed", "", call});
}

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

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, Free>;

Context new_context() {
  Context context(EVP_MD_CTX_new());
  if (context == nullptr) throw openssl_failure("EVP_MD_CTX_new");
  return context;
}

}  // namespace

Result<VerifyKey> VerifyKey::admit(const PublicKeyBytes& bytes) {
  if (is_small_order(bytes)) return Error{"key_small_order", "key", to_hex(bytes)};
  if (!is_below(y_of(bytes), kFieldPrime)) return Error{"key_not_canonical", "key", to_hex(bytes)};
  if (!is_of_prime_order(bytes)) return Error{"key_not_prime_order", "key", to_hex(bytes)};
  return unchecked(bytes);
}

VerifyKey VerifyKey::unchecked(const PublicKeyBytes& bytes) {
  const std::unique_ptr<EVP_PKEY, Free> key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytes.data(), bytes.size()));
  if (key == nullptr) throw openssl_failure("EVP_PKEY_new_raw_public_key");
  Context ready = new_context();
  if (EVP_DigestVerifyInit(ready.get(), nullptr, nullptr, nullptr, key.get()) != 1) {
    throw openssl_failure("EVP_DigestVerifyInit");
  }
  return VerifyKey(bytes, std::shared_ptr<void>(ready.release(), [](void* held) {
                     EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(held));
                   }));
}

bool VerifyKey::verify(std::string_view message, const Signature& signature) const {
  const auto point = std::span(signature).first<32>();
  const auto scalar = std::span(signature).last<32>();
  if (!is_below(scalar, kGroupOrder) || is_small_order(point)) return false;

  // A copy of a ready context costs a tenth of making one ready, and leaves the shared one as it
  // is.
  const Context context = new_context();
  if (EVP_MD_CTX_copy_ex(context.get(), static_cast<const EVP_MD_CTX*>(ready_.get())) != 1) {
    throw openssl_failure("EVP_MD_CTX_copy_ex");
  }
  const ByteView text = as_bytes(message);
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), text.data(),
                          text.size()) == 1;
}

}  // namespace temgoc
