// Any bytes as a seal: its digits, its 77 bytes, its header, and the names that stand around it.
// One seal has one text, and what is read says the same again.
#include <algorithm>
#include <string>
#include <string_view>

#include "require.h"
#include "temgoc/seal/seal.h"
#include "temgoc/seal/signature.h"

namespace {

using namespace temgoc;

void read_digits(std::string_view text) {
  const auto seal = parse_seal_digits(text);
  if (!seal) return;
  REQUIRE(text.size() == kSealDigits);
  REQUIRE(seal_digits(*seal) == text);
}

void read_bytes(ByteView data) {
  SealBytes seal{};
  if (data.size() < seal.size()) return;
  std::copy_n(data.begin(), seal.size(), seal.begin());
  const std::string digits = seal_digits(seal);
  REQUIRE(digits.size() == kSealDigits);
  REQUIRE(parse_seal_digits(digits) == seal);
  const auto header = decode_header(std::span(seal).first<kSealHeaderBytes>());
  if (!header) return;
  const auto again = encode(*header);
  REQUIRE(std::equal(again.begin(), again.end(), seal.begin()));
}

// A key that implementations judge differently is not admitted, and nobody's signature counts.
void read_key(ByteView data) {
  PublicKeyBytes key{};
  Signature signature{};
  if (data.size() < key.size() + signature.size()) return;
  std::copy_n(data.begin(), key.size(), key.begin());
  std::copy_n(data.begin() + key.size(), signature.size(), signature.begin());
  const auto admitted = VerifyKey::admit(key);
  if (admitted) (void)admitted->verify("temgoc", signature);
}

void read_names(std::string_view text) {
  if (const auto host = parse_host(text)) REQUIRE(parse_host(*host).value() == *host);
  if (const auto realm = parse_realm(text)) REQUIRE(parse_realm(*realm).value() == *realm);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read_digits(text);
  read_bytes({data, size});
  read_key({data, size});
  read_names(text);
  return 0;
}
