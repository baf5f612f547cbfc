// Private keys in memory: OpenSSL reads and writes them, libsodium signs with them.
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>
#include <sodium/core.h>
#include <sodium/crypto_sign_ed25519.h>

#include <array>
#include <limits>
#include <new>
#include <stdexcept>

#include "secret.h"
#include "temgoc/signer/signer.h"
#include "token_key.h"

namespace temgoc {
namespace {

constexpr int kRounds = 600'000;
constexpr long kMaxRounds = 10'000'000;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kVectorBytes = 16;

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using PrivateKeyInfo = std::unique_ptr<PKCS8_PRIV_KEY_INFO, Freed<PKCS8_PRIV_KEY_INFO_free>>;
using EncryptedKey = std::unique_ptr<X509_SIG, Freed<X509_SIG_free>>;
using Algorithm = std::unique_ptr<X509_ALGOR, Freed<X509_ALGOR_free>>;
using Pbes2 = std::unique_ptr<PBE2PARAM, Freed<PBE2PARAM_free>>;
using Pbkdf2 = std::unique_ptr<PBKDF2PARAM, Freed<PBKDF2PARAM_free>>;
using KeyPointer = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;

[[noreturn]] void fail(const char* call) {
  ERR_clear_error();
  throw SystemFailure(Error{.code = "crypto_library_failed", .value = call});
}

// OpenSSL's queue is per thread: what a refused key leaves there must not be blamed on the next
// call.
Error refused(const char* code) {
  ERR_clear_error();
  return Error{.code = code};
}

// Whether OpenSSL's queue says that it had no memory; then nothing is known of the key.
bool lacked_memory() {
  while (const unsigned long error = ERR_get_error()) {
    if (ERR_GET_REASON(error) == ERR_R_MALLOC_FAILURE) return true;
  }
  return false;
}

// OpenSSL keeps the seeds of keys in a heap that is locked, left out of core files and wiped, if it
// is told so before it makes the first. 256 KB: some thousand keys. Where the pages cannot be
// locked they are still left out and wiped.
void ready_secure_heap() {
  static const int ready = CRYPTO_secure_malloc_init(std::size_t{1} << 18, 32);
  static_cast<void>(ready);
}

struct PemBlock {
  std::string name;
  unsigned char* data = nullptr;
  long size = 0;

  PemBlock() = default;
  PemBlock(const PemBlock&) = delete;
  PemBlock& operator=(const PemBlock&) = delete;
  ~PemBlock() { OPENSSL_clear_free(data, static_cast<std::size_t>(size)); }
};

bool read_block(std::string_view pem, PemBlock& block) {
  if (pem.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) return false;
  Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!bio) fail("BIO_new_mem_buf");
  char* name = nullptr;
  char* header = nullptr;
  if (PEM_read_bio(bio.get(), &name, &header, &block.data, &block.size) != 1) return false;
  block.name = name;
  OPENSSL_free(name);
  OPENSSL_free(header);
  return true;
}

// A file may ask for rounds that take hours; that is no passphrase check but a hang.
bool affordable(const X509_ALGOR& algorithm) {
  Pbes2 scheme(static_cast<PBE2PARAM*>(
      ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBE2PARAM), algorithm.parameter)));
  if (OBJ_obj2nid(algorithm.algorithm) != NID_pbes2 || !scheme) return false;
  if (OBJ_obj2nid(scheme->keyfunc->algorithm) != NID_id_pbkdf2) return false;
  Pbkdf2 derivation(static_cast<PBKDF2PARAM*>(
      ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBKDF2PARAM), scheme->keyfunc->parameter)));
  if (!derivation) return false;
  const long rounds = ASN1_INTEGER_get(derivation->iter);
  return rounds >= 1 && rounds <= kMaxRounds;
}

Result<PrivateKeyInfo> decrypted(const PemBlock& block, std::string_view passphrase) {
  const unsigned char* at = block.data;
  EncryptedKey encrypted(d2i_X509_SIG(nullptr, &at, block.size));
  if (!encrypted) return refused("key_file_unreadable");
  const X509_ALGOR* algorithm = nullptr;
  X509_SIG_get0(encrypted.get(), &algorithm, nullptr);
  if (!affordable(*algorithm)) return refused("key_file_unreadable");
  if (passphrase.empty()) return refused("key_passphrase_needed");
  PrivateKeyInfo info(
      PKCS8_decrypt(encrypted.get(), passphrase.data(), static_cast<int>(passphrase.size())));
  if (!info && lacked_memory()) throw std::bad_alloc();
  if (!info) return refused("key_passphrase_wrong");
  return info;
}

Result<PrivateKeyInfo> plain(const PemBlock& block) {
  const unsigned char* at = block.data;
  PrivateKeyInfo info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, block.size));
  if (!info) return refused("key_file_unreadable");
  return info;
}

Result<PrivateKeyInfo> private_key_info(const PemBlock& block, std::string_view passphrase) {
  if (block.name == PEM_STRING_PKCS8) return decrypted(block, passphrase);
  if (block.name == PEM_STRING_PKCS8INF) return plain(block);
  // "RSA PRIVATE KEY", "EC PRIVATE KEY": the forms older than PKCS#8, none of which can hold
  // Ed25519.
  if (block.name.ends_with(" PRIVATE KEY")) return refused("key_not_ed25519");
  return refused("key_file_unreadable");
}

struct WipedSecret {
  void operator()(unsigned char* secret) const {
    OPENSSL_secure_clear_free(secret, crypto_sign_ed25519_SECRETKEYBYTES);
  }
};

// A key as OpenSSL writes it to files, and as libsodium signs with it: seed and public key.
struct ReadyKey {
  KeyPointer key;
  std::unique_ptr<unsigned char, WipedSecret> secret;
};

std::shared_ptr<ReadyKey> ready(KeyPointer key) {
  static_assert(crypto_sign_ed25519_SECRETKEYBYTES == 64 && crypto_sign_ed25519_BYTES == 64);
  if (sodium_init() < 0) fail("sodium_init");  // later calls do nothing, from any thread
  auto* memory =
      static_cast<unsigned char*>(OPENSSL_secure_malloc(crypto_sign_ed25519_SECRETKEYBYTES));
  if (!memory) throw std::bad_alloc();
  std::unique_ptr<unsigned char, WipedSecret> secret(memory);
  std::size_t size = crypto_sign_ed25519_SEEDBYTES;
  if (EVP_PKEY_get_raw_private_key(key.get(), memory, &size) != 1 ||
      size != crypto_sign_ed25519_SEEDBYTES)
    fail("EVP_PKEY_get_raw_private_key");
  size = crypto_sign_ed25519_PUBLICKEYBYTES;
  if (EVP_PKEY_get_raw_public_key(key.get(), memory + crypto_sign_ed25519_SEEDBYTES, &size) != 1 ||
      size != crypto_sign_ed25519_PUBLICKEYBYTES)
    fail("EVP_PKEY_get_raw_public_key");
  return std::make_shared<ReadyKey>(ReadyKey{std::move(key), std::move(secret)});
}

const ReadyKey& ready_key(const std::shared_ptr<void>& ready) {
  return *static_cast<const ReadyKey*>(ready.get());
}

PublicKeyBytes public_bytes(const EVP_PKEY* key) {
  PublicKeyBytes bytes{};
  std::size_t size = bytes.size();
  if (EVP_PKEY_get_raw_public_key(key, bytes.data(), &size) != 1 || size != bytes.size()) {
    fail("EVP_PKEY_get_raw_public_key");
  }
  return bytes;
}

EncryptedKey encrypted(PKCS8_PRIV_KEY_INFO* info, std::string_view passphrase,
                       const RandomSource& random) {
  std::array<std::uint8_t, kSaltBytes> salt{};
  std::array<std::uint8_t, kVectorBytes> vector{};
  random(salt);
  random(vector);
  Algorithm scheme(PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), kRounds, salt.data(),
                                     static_cast<int>(salt.size()), vector.data(),
                                     NID_hmacWithSHA256));
  if (!scheme) fail("PKCS5_pbe2_set_iv");
  EncryptedKey result(
      PKCS8_set0_pbe(passphrase.data(), static_cast<int>(passphrase.size()), info, scheme.get()));
  if (!result) fail("PKCS8_set0_pbe");
  static_cast<void>(scheme.release());  // PKCS8_set0_pbe has taken it
  return result;
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

}  // namespace

void wipe(std::string& secret) {
  OPENSSL_cleanse(secret.data(), secret.size());
  secret.clear();
}

SigningKey SigningKey::generate(const RandomSource& random) {
  ready_secure_heap();
  std::array<std::uint8_t, 32> seed{};
  random(seed);
  KeyPointer key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
  OPENSSL_cleanse(seed.data(), seed.size());
  if (!key) fail("EVP_PKEY_new_raw_private_key");
  const PublicKeyBytes public_key = public_bytes(key.get());
  return {ready(std::move(key)), public_key};
}

Result<SigningKey> SigningKey::from_pem(std::string_view pem, std::string_view passphrase) {
  ready_secure_heap();
  PemBlock block;
  if (!read_block(pem, block)) return refused("key_file_unreadable");
  Result<PrivateKeyInfo> info = private_key_info(block, passphrase);
  if (!info) return info.error();
  KeyPointer key(EVP_PKCS82PKEY(info->get()));
  if (!key) return refused("key_file_unreadable");
  if (EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519) return refused("key_not_ed25519");
  const PublicKeyBytes public_key = public_bytes(key.get());
  return SigningKey(ready(std::move(key)), public_key);
}

std::string SigningKey::to_pem(std::string_view passphrase, const RandomSource& random) const {
  if (token_) throw std::logic_error("a key in a token has no PEM");
  PrivateKeyInfo info(EVP_PKEY2PKCS8(ready_key(ready_).key.get()));
  if (!info) fail("EVP_PKEY2PKCS8");
  Bio bio(BIO_new(BIO_s_secmem()));
  if (!bio) fail("BIO_new");
  const int written =
      passphrase.empty()
          ? PEM_write_bio_PKCS8_PRIV_KEY_INFO(bio.get(), info.get())
          : PEM_write_bio_PKCS8(bio.get(), encrypted(info.get(), passphrase, random).get());
  if (written != 1) fail("PEM_write_bio");
  return text_of(bio.get());
}

SigningKey::SigningKey(std::shared_ptr<TokenKey> token)
    : token_(std::move(token)), public_key_(token_->public_key()) {}

Signature SigningKey::sign(std::string_view message) const {
  if (token_) return token_->sign(message);
  Signature signature{};
  if (crypto_sign_ed25519_detached(signature.data(), nullptr,
                                   reinterpret_cast<const unsigned char*>(message.data()),
                                   message.size(), ready_key(ready_).secret.get()) != 0)
    fail("crypto_sign_ed25519_detached");
  return signature;
}

}  // namespace temgoc
