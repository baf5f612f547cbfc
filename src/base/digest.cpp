// The door to OpenSSL's SHA-256.
#include <openssl/evp.h>

#include <utility>

#include "temgoc/bytes.h"
#include "temgoc/result.h"

namespace temgoc {
namespace {

EVP_MD_CTX* context_of(void* context) { return static_cast<EVP_MD_CTX*>(context); }

void require(bool done) {
  if (!done) throw SystemFailure(Error{.code = "crypto_library_failed", .value = "SHA-256"});
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  require(context_ != nullptr);
  // Fetched once: an implicit fetch for each digest costs more than hashing a short message.
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (EVP_DigestInit_ex(context_of(context_), algorithm, nullptr) != 1) {
    EVP_MD_CTX_free(context_of(context_));
    require(false);
  }
}

Sha256::Sha256(Sha256&& other) noexcept : context_(std::exchange(other.context_, nullptr)) {}

Sha256& Sha256::operator=(Sha256&& other) noexcept {
  std::swap(context_, other.context_);
  return *this;
}

Sha256::~Sha256() { EVP_MD_CTX_free(context_of(context_)); }

void Sha256::update(ByteView bytes) {
  require(EVP_DigestUpdate(context_of(context_), bytes.data(), bytes.size()) == 1);
}

Digest Sha256::finish() {
  Digest digest{};
  require(EVP_DigestFinal_ex(context_of(context_), digest.data(), nullptr) == 1);
  return digest;
}

Digest sha256(ByteView bytes) { return sha256(bytes, {}); }

Digest sha256(ByteView first, ByteView second) {
  Sha256 hash;
  hash.update(first);
  hash.update(second);
  return hash.finish();
}

}  // namespace temgoc
