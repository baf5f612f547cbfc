#include "support/test_keys.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

namespace temgoc::test {

namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Pkey = std::unique_ptr<EVP_PKEY, Free>;

Pkey private_key(const std::string& seed) {
  const Bytes raw = from_hex(seed).value();
  return Pkey(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, raw.data(), raw.size()));
}

}  // namespace

TestKey TestKey::from_seed(std::string_view hex) {
  TestKey key{std::string(hex)};
  std::size_t size = key.public_key.size();
  EVP_PKEY_get_raw_public_key(private_key(key.seed).get(), key.public_key.data(), &size);
  return key;
}

TestKey TestKey::filled(std::uint8_t byte) {
  std::array<std::uint8_t, 32> seed{};
  seed.fill(byte);
  return from_seed(to_hex(seed));
}

TestKey TestKey::numbered(std::uint64_t number) {
  std::array<std::uint8_t, 32> seed{};
  write_be(seed, 0, 8, number);
  return from_seed(to_hex(seed));
}

Signature TestKey::sign(std::string_view message) const {
  const Pkey key = private_key(seed);
  const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
  Signature signature{};
  std::size_t size = signature.size();
  const ByteView text = as_bytes(message);
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &size, text.data(), text.size()) != 1) {
    throw std::runtime_error("test key cannot sign");
  }
  return signature;
}

std::string TestKey::pem() const {
  Bytes der = from_hex("302a300506032b6570032100").value();
  der.insert(der.end(), public_key.begin(), public_key.end());
  return "-----BEGIN PUBLIC KEY-----\n" + to_base64(der) + "\n-----END PUBLIC KEY-----\n";
}

const TestKey& rfc8032_key(int number) {
  static const std::array keys{
      TestKey::from_seed("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"),
      TestKey::from_seed("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"),
      TestKey::from_seed("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")};
  return keys.at(static_cast<std::size_t>(number - 1));
}

SealedClaim sealed(const Claim& claim, const TestKey& key, std::string_view realm) {
  return {claim, key.sign(signed_message(claim, realm))};
}

std::string signed_note(const std::string& text, const std::vector<Signer>& signers) {
  SignedNote note{text, {}};
  for (const Signer& signer : signers) {
    note.signatures.push_back(
        note_signature(signer.name, signer.key.public_key, signer.key.sign(text)));
  }
  return note.serialised();
}

}  // namespace temgoc::test
