#include "temgoc/signer/password_hash.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

using namespace temgoc;

namespace {

RandomSource rolled(unsigned seed) {
  return [dice = std::mt19937(seed)](std::span<std::uint8_t> bytes) mutable {
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice());
  };
}

}  // namespace

TEST_CASE("a password is that of its hash, and no other is, however near") {
  const std::string hash = password_hash("mật khẩu dài", rolled(1));
  CHECK(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(is_password_of(hash, "mật khẩu dài"));
  for (const char* other : {"mật khẩu dà", "mật khẩu dài ", "Mật khẩu dài", "mat khau dai", ""})
    CHECK_FALSE(is_password_of(hash, other));
}

TEST_CASE("the same password has another hash each time, for its salt is random") {
  CHECK(password_hash("mật khẩu dài", rolled(1)) != password_hash("mật khẩu dài", rolled(2)));
}

TEST_CASE("a hash that is empty, damaged or of another kind is that of no password") {
  const std::string hash = password_hash("mật khẩu dài", rolled(1));
  std::string cut = hash.substr(0, hash.size() - 4), kind = hash, rounds = hash;
  kind.replace(kind.find("argon2id"), 8, "argon2xx");
  rounds.replace(rounds.find("t=2"), 3, "t=0");
  for (const std::string& damaged :
       {std::string(), std::string("x"), std::string("!"), std::string("mật khẩu dài"), cut, kind,
        rounds, hash + "AAAA", "$" + hash}) {
    CAPTURE(damaged);
    CHECK_FALSE(is_password_of(damaged, "mật khẩu dài"));
    CHECK_FALSE(is_password_of(damaged, ""));
  }
}
