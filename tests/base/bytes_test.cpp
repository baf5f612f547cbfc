#include "temgoc/base/bytes.h"
#include "temgoc/base/hmac.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace temgoc;

TEST_CASE("hex of any bytes reads back as the same bytes") {
  CHECK(rc::check([](const Bytes& bytes) { RC_ASSERT(from_hex(to_hex(bytes)) == bytes); }));
  CHECK(to_hex(as_bytes("\x01\xab")) == "01ab");
}

TEST_CASE("hex in upper case, of odd length or with other characters is refused") {
  for (const auto* text : {"AB", "abc", "0g", "0x12", " 12", "12 "}) CHECK_FALSE(from_hex(text));
}

TEST_CASE("base 64 agrees with the examples of RFC 4648") {
  const std::pair<const char*, const char*> table[] = {{"", ""},
                                                       {"f", "Zg=="},
                                                       {"fo", "Zm8="},
                                                       {"foo", "Zm9v"},
                                                       {"foob", "Zm9vYg=="},
                                                       {"fooba", "Zm9vYmE="},
                                                       {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : table) {
    CHECK(to_base64(as_bytes(plain)) == coded);
    REQUIRE(from_base64(coded));
    CHECK(as_text(*from_base64(coded)) == plain);
  }
}

TEST_CASE("base 64 of any bytes reads back as the same bytes") {
  CHECK(rc::check([](const Bytes& bytes) { RC_ASSERT(from_base64(to_base64(bytes)) == bytes); }));
}

TEST_CASE("base 64 that is not the one text of its value is refused") {
  for (const auto* text : {"Zg", "Zg=", "Zh==", "Zm9=", "Zg==\n",
                           "Zg==Zg==", "====", "=Zg=", "Z===", "Zm 9v", "Zm9-", "Zm9_"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(from_base64(text));
  }
}

TEST_CASE("whatever base 64 is read writes back as the same text") {
  CHECK(rc::check([](const std::string& text) {
    const auto bytes = from_base64(text);
    if (bytes) RC_ASSERT(to_base64(*bytes) == text);
  }));
}

TEST_CASE("numbers are written with the high byte first") {
  Bytes bytes(10, 0xEE);
  write_be(bytes, 1, 4, 0x01020304);
  CHECK(to_hex(bytes) == "ee01020304eeeeeeeeee");
  CHECK(read_be(bytes, 1, 4) == 0x01020304);
  write_be(bytes, 2, 8, ~std::uint64_t{0});
  CHECK(read_be(bytes, 2, 8) == ~std::uint64_t{0});
}

TEST_CASE("SHA-256 agrees with FIPS 180-4, whole or in pieces") {
  CHECK(to_hex(sha256(as_bytes("abc"))) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(sha256(ByteView{})) ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  Sha256 hash;
  hash.update(as_bytes("a"));
  auto moved = std::move(hash);
  moved.update(as_bytes("bc"));
  CHECK(moved.finish() == sha256(as_bytes("ab"), as_bytes("c")));
}

TEST_CASE("HMAC-SHA-256 is that of RFC 4231") {
  const Bytes key(20, 0x0b);
  CHECK(to_hex(hmac_sha256(key, as_bytes("Hi There"))) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(to_hex(hmac_sha256(as_bytes("Jefe"), as_bytes("what do ya want for nothing?"))) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}
