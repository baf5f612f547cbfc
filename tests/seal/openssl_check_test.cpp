#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "support/vector_file.h"
#include "temgoc/base/files.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

// What docs/verify_with_openssl.sh says of a label: its exit code is 0 for a good seal.
bool openssl_agrees(const std::string& uri, const std::string& realm, const std::string& key_pem) {
  const std::filesystem::path key = TEMGOC_BINARY_DIR "/openssl_check_key.pem";
  write_file(key, as_bytes(key_pem));
  const std::string command = "sh '" TEMGOC_SOURCE_DIR "/docs/verify_with_openssl.sh' '" + uri +
                              "' '" + realm + "' '" + key.string() + "' > /dev/null 2>&1";
  return std::system(command.c_str()) == 0;
}

std::string pem_of(const Json& vectors, const Json& seal) {
  for (const Json& key : vectors["keys"]) {
    if (key["name"] == seal["key"]) return key["public_key_pem"];
  }
  return {};
}

}  // namespace

TEST_CASE("openssl alone confirms every published seal, in its own realm alone") {
  const Json vectors = read_vector_file("seals.json");
  REQUIRE_FALSE(vectors["seals"].empty());
  for (const Json& seal : vectors["seals"]) {
    CAPTURE(seal["what"].get<std::string>());
    const std::string uri = seal["uri"], realm = seal["realm"], pem = pem_of(vectors, seal);
    CHECK(openssl_agrees(uri, realm, pem));
    CHECK_FALSE(openssl_agrees(uri, realm + "x", pem));
  }
}

TEST_CASE("openssl alone refuses an altered label") {
  const Json vectors = read_vector_file("seals.json");
  const Json& seal = vectors["seals"][1];
  const std::string uri = seal["uri"], realm = seal["realm"], pem = pem_of(vectors, seal);
  CHECK_FALSE(openssl_agrees(uri.substr(0, uri.size() - 1) + "3", realm, pem));
  CHECK_FALSE(openssl_agrees(uri.substr(0, uri.size() - 11), realm, pem));
  CHECK_FALSE(openssl_agrees(uri + "/22/X", realm, pem));
  CHECK_FALSE(openssl_agrees("https://ocop.example/01/02990000000019/10/A", realm, pem));
  std::string other = uri;
  other[60] = other[60] == '1' ? '2' : '1';
  CHECK_FALSE(openssl_agrees(other, realm, pem));
  CHECK_FALSE(openssl_agrees(uri, realm, vectors["keys"][1]["public_key_pem"]));
}
