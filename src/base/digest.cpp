// The door to OpenSSL's SHA-256.
#include <openssl/evp.h>

#include <memory>
#include <utility>

#include "temgoc/base/bytes.h"
#include "temgoc/base/result.h"

namespace temgoc {
namespace {

EVP_MD_CTX* context_of(void* context) { return static_cast<EVP_MD_CTX*>(context); }

void require(bool done) {
  if (!done) throw SystemFailure(Error{.code = "crypto_library_failed", .value = "SHA-256"});
}

// Fetched once: an implicit fetch for each digest costs more than hashing a short message.
const EVP_MD* algorithm() {
  static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return fetched;
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  require(context_ != nullptr);
  if (EVP_DigestInit_ex(context_of(context_), algorithm(), nullptr) != 1) {
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
  // One context a thread: making one costs more than hashing a node of a tree.
  static thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
      EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  Digest digest{};
  require(context && EVP_DigestInit_ex(context.get(), algorithm(), nullptr) == 1 &&
          EVP_DigestUpdate(context.get(), first.data(), first.size()) == 1 &&
          EVP_DigestUpdate(context.get(), second.data(), second.size()) == 1 &&
          EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1);
  return digest;
}

}  // namespace temgoc
