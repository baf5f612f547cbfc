#include <doctest/doctest.h>
#include <openssl/evp.h>

#include <algorithm>
#include <filesystem>

#include "seal/prime_order.h"
#include "support/test_keys.h"
#include "support/vector_file.h"
#include "temgoc/base/files.h"
#include "temgoc/base/json.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

template <std::size_t size>
std::array<std::uint8_t, size> bytes_from(std::string_view hex) {
  std::array<std::uint8_t, size> bytes{};
  std::ranges::copy(from_hex(hex).value(), bytes.begin());
  return bytes;
}

// The fourteen encodings of the eight points of small order, from the literature on Ed25519 edge
// cases.
const std::vector<std::string> kSmallOrder{
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"};

}  // namespace

TEST_CASE("a signature is good for its key and message alone") {
  const TestKey& key = rfc8032_key(1);
  const VerifyKey verify = VerifyKey::admit(key.public_key).value();
  const Signature signature = key.sign("lot");
  CHECK(verify.verify("lot", signature));
  CHECK_FALSE(verify.verify("lo", signature));
  CHECK_FALSE(VerifyKey::admit(rfc8032_key(2).public_key).value().verify("lot", signature));
}

TEST_CASE("any altered bit of a signature is refused") {
  const TestKey& key = rfc8032_key(1);
  const VerifyKey verify = VerifyKey::admit(key.public_key).value();
  const Signature good = key.sign("lot");
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    Signature altered = good;
    altered[bit / 8] = static_cast<std::uint8_t>(altered[bit / 8] ^ (1U << (bit % 8)));
    CHECK_FALSE(verify.verify("lot", altered));
  }
}

TEST_CASE("the empty message of RFC 8032 TEST 1 has the signature of the RFC") {
  const auto signature = bytes_from<64>(
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9"
      "b46bd25bf5f0595bbe24655141438e7a100b");
  CHECK(VerifyKey::admit(rfc8032_key(1).public_key).value().verify("", signature));
}

TEST_CASE("a key of small order is refused in all fourteen encodings") {
  for (const std::string& hex : kSmallOrder) {
    CAPTURE(hex);
    CHECK(VerifyKey::admit(bytes_from<32>(hex)).error().code == "key_small_order");
  }
}

TEST_CASE("a key that is not canonical is refused") {
  for (const char* lowest : {"ef", "f5", "ff"}) {
    const std::string middle(60, 'f');
    CHECK(VerifyKey::admit(bytes_from<32>(lowest + middle + "7f")).error().code ==
          "key_not_canonical");
    CHECK(VerifyKey::admit(bytes_from<32>(lowest + middle + "ff")).error().code ==
          "key_not_canonical");
  }
}

TEST_CASE("a key with a part of small order is refused, and so is one that is no point") {
  const Json keys = read_vector_file("public_keys.json");
  REQUIRE(keys["mixed_order"].size() == 42);
  for (const char* kind : {"mixed_order", "not_on_curve"}) {
    for (const Json& hex : keys[kind]) {
      CAPTURE(hex);
      const auto admitted = VerifyKey::admit(bytes_from<32>(hex.get<std::string>()));
      REQUIRE_FALSE(admitted);
      CHECK(admitted.error().code == "key_not_prime_order");
    }
  }
  for (const Json& hex : keys["small_order"]) {
    CHECK(VerifyKey::admit(bytes_from<32>(hex.get<std::string>())).error().code ==
          "key_small_order");
  }
  for (const Json& hex : keys["prime_order"])
    CHECK(VerifyKey::admit(bytes_from<32>(hex.get<std::string>())));
}

TEST_CASE("any key that was made from a seed is of prime order, with either sign") {
  for (std::uint64_t number = 0; number < 64; ++number) {
    PublicKeyBytes key = TestKey::numbered(number).public_key;
    CHECK(is_of_prime_order(key));
    key.back() ^= 0x80;
    CHECK(is_of_prime_order(key));
  }
}

TEST_CASE("the identity is the one point of small order that is of prime order too") {
  for (const std::string& hex : kSmallOrder) {
    const bool identity = hex.starts_with("01") || hex.starts_with("ee");
    CHECK(is_of_prime_order(bytes_from<32>(hex)) == identity);
  }
}

TEST_CASE("a signature that small-order arithmetic would let pass is refused for its R") {
  // With the neutral element as key, R = the neutral element and S = 0 fit every message in
  // OpenSSL.
  const VerifyKey neutral = VerifyKey::unchecked(bytes_from<32>(kSmallOrder[2]));
  Signature signature{};
  for (const std::string& hex : kSmallOrder) {
    std::ranges::copy(bytes_from<32>(hex), signature.begin());
    CHECK_FALSE(neutral.verify("any", signature));
  }
}

TEST_CASE("S at or above the group order is refused") {
  const TestKey& key = rfc8032_key(1);
  const VerifyKey verify = VerifyKey::admit(key.public_key).value();
  Signature raised = key.sign("lot");
  const auto order =
      bytes_from<32>("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  unsigned carry = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    carry += raised[32 + i] + unsigned{order[i]};
    raised[32 + i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  CHECK_FALSE(verify.verify("lot", raised));
}

namespace {

// OpenSSL's judgement, which anybody may ask without us.
bool openssl_believes(const PublicKeyBytes& key, std::string_view message,
                      const Signature& signature) {
  EVP_PKEY* ready = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size());
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  REQUIRE(EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, ready) == 1);
  const ByteView text = as_bytes(message);
  const int result =
      EVP_DigestVerify(context, signature.data(), signature.size(), text.data(), text.size());
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(ready);
  return result == 1;
}

}  // namespace

TEST_CASE("of a signature with any of its bits turned we say what OpenSSL says") {
  for (std::uint64_t number = 0; number < 4; ++number) {
    const TestKey key = TestKey::numbered(number);
    const VerifyKey verify = VerifyKey::admit(key.public_key).value();
    const std::string message = "lot " + std::to_string(number);
    const Signature signature = key.sign(message);
    CHECK(verify.verify(message, signature));
    CHECK(openssl_believes(key.public_key, message, signature));
    for (std::size_t bit = 0; bit < 8 * signature.size(); ++bit) {
      CAPTURE(bit);
      Signature turned = signature;
      turned[bit / 8] ^= static_cast<std::uint8_t>(1u << (bit % 8));
      CHECK_FALSE(verify.verify(message, turned));
      CHECK_FALSE(openssl_believes(key.public_key, message, turned));
    }
    CHECK_FALSE(verify.verify(message + " ", signature));
  }
}

TEST_CASE("all 151 cases of wycheproof come out as published") {
  const std::filesystem::path file =
      TEMGOC_SOURCE_DIR "/tests/vectors/wycheproof/ed25519_test.json";
  const Json json = parse_json(read_file(file, 10'000'000).value()).value();
  int agreed = 0;
  for (const Json& group : json["testGroups"]) {
    const VerifyKey key =
        VerifyKey::unchecked(bytes_from<32>(group["publicKey"]["pk"].get<std::string>()));
    for (const Json& test : group["tests"]) {
      CAPTURE(test["tcId"].get<int>());
      const Bytes message = from_hex(test["msg"].get<std::string>()).value();
      const Bytes signature = from_hex(test["sig"].get<std::string>()).value();
      Signature fixed{};
      const bool fits = signature.size() == fixed.size();
      if (fits) std::ranges::copy(signature, fixed.begin());
      const bool good = fits && key.verify(as_text(message), fixed);
      CHECK(good == (test["result"] == "valid"));
      agreed += good == (test["result"] == "valid");
    }
  }
  CHECK(agreed == 151);
}

TEST_CASE("each signature at the edges of Ed25519 is judged as the mathematics says") {
  const Json vectors = read_vector_file("ed25519_edges.json");
  std::size_t believed = 0;
  for (const Json& vector : vectors) {
    CAPTURE(vector["what"].get<std::string>());
    CAPTURE(vector["signature"].get<std::string>());
    const auto key = VerifyKey::admit(bytes_from<32>(vector["key"].get<std::string>()));
    const Bytes message = from_hex(vector["message"].get<std::string>()).value();
    const auto signature = bytes_from<64>(vector["signature"].get<std::string>());
    const bool good = key && key.value().verify(as_text(message), signature);
    CHECK(good == vector["believed"].get<bool>());
    believed += good;
  }
  CHECK(vectors.size() > 800);
  CHECK(believed == 24);  // six keys, four messages
  MESSAGE(vectors.size(), " signatures at the edges, ", believed, " of them believed");
}

TEST_CASE("where a key was never admitted, the signature's own edges still hold") {
  // A list that was opened long ago holds keys that nobody looks at again: what stands behind the
  // admission must refuse by itself whatever has its fault in the signature.
  int refused = 0;
  for (const Json& vector : read_vector_file("ed25519_edges.json")) {
    const std::string what = vector["what"];
    if (!what.starts_with("S with") && !what.starts_with("R ")) continue;
    CAPTURE(what);
    const VerifyKey key = VerifyKey::unchecked(bytes_from<32>(vector["key"].get<std::string>()));
    const Bytes message = from_hex(vector["message"].get<std::string>()).value();
    CHECK_FALSE(
        key.verify(as_text(message), bytes_from<64>(vector["signature"].get<std::string>())));
    ++refused;
  }
  CHECK(refused > 200);
}
