// Any bytes as what other programs send about credentials: a token or a document with its proof, a
// status list, an issuer's document, keys in their spellings. Read or refused; nobody's signature
// is believed, and what has one form has no other.
#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "require.h"
#include "temgoc/credential/check_credential.h"
#include "temgoc/credential/jcs.h"
#include "temgoc/credential/multibase.h"
#include "temgoc/credential/status_list.h"

namespace {

using namespace temgoc;

// Of an issuer whose one key signed nothing: the key of RFC 8032, section 7.1, TEST 1.
const DidKeys& nobody() {
  static const DidKeys keys = [] {
    DidKeys made{"did:web:tg.example.vn:cooperative:C01", {}};
    const auto bytes =
        from_hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a").value();
    PublicKeyBytes key{};
    std::copy(bytes.begin(), bytes.end(), key.begin());
    made.by_method.emplace(made.did + "#01020304", key);
    return made;
  }();
  return keys;
}

void check(std::string_view text) {
  const CredentialSources sources{
      [](const std::string&) { return std::optional(nobody()); },
      [&](const std::string&) { return std::optional(std::string(text)); }};
  REQUIRE(!check_credential(text, sources, Instant(std::chrono::milliseconds(1'780'000'000'000))));
}

void read_spellings(std::string_view text) {
  if (const auto bytes = from_base64url(text))
    REQUIRE(from_base64url(to_base64url(*bytes)) == bytes);
  if (const auto bytes = from_base58(text)) REQUIRE(to_base58(*bytes) == text);
  if (const auto key = key_of_multikey(text)) REQUIRE(multikey(*key) == text);
  if (const auto bits = decoded_status_list(text)) {
    REQUIRE(bits->size() * 8 >= kLeastStatusBits);
    REQUIRE(decoded_status_list(encoded_status_list(*bits)) == bits);
    REQUIRE(!status_bit(*bits, bits->size() * 8));
  }
}

void read_json(std::string_view text) {
  const auto json = parse_json(text);
  if (!json) return;
  (void)read_did_document(*json);
  const auto canonical = jcs(*json);
  if (!canonical) return;
  const auto again = parse_json(*canonical);
  REQUIRE(again && jcs(*again).value() == *canonical);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)read_secured_credential(text);
  check(text);
  read_spellings(text);
  read_json(text);
  return 0;
}
