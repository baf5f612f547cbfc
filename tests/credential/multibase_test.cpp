// Bytes as texts: published values, and what is no such text.
#include "temgoc/credential/multibase.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace temgoc;

TEST_CASE("base58 of published values") {
  // draft-msporny-base58, section 5.
  CHECK(to_base58(as_bytes("Hello World!")) == "2NEpo7TZRRrLZSi2U");
  CHECK(to_base58(as_bytes("The quick brown fox jumps over the lazy dog.")) ==
        "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z");
  CHECK(to_base58(from_hex("0000287fb4cd").value()) == "11233QC4");
  CHECK(to_base58(Bytes{}).empty());
  CHECK(from_base58("11233QC4") == from_hex("0000287fb4cd"));
  for (const char* text : {"0", "O", "I", "l", "a b", "é"}) CHECK_FALSE(from_base58(text));
  CHECK_FALSE(from_base58(std::string(257, '2')));
}

TEST_CASE("what goes into base58 and base64url comes out again") {
  rc::check([](const std::vector<std::uint8_t>& some) {
    const Bytes bytes(some.begin(), some.begin() + std::min<std::size_t>(some.size(), 100));
    RC_ASSERT(from_base58(to_base58(bytes)) == bytes);
    RC_ASSERT(from_base64url(to_base64url(bytes)) == bytes);
  });
}

TEST_CASE("base64url has no padding, no signs of base64 and one text for one value") {
  CHECK(to_base64url(from_hex("fbff").value()) == "-_8");
  CHECK(from_base64url("-_8") == from_hex("fbff"));
  CHECK(from_base64url("") == Bytes{});
  for (const char* text : {"-_8=", "+/8", "-_9", "A", "-_ 8"}) CHECK_FALSE(from_base64url(text));
}

TEST_CASE("a multikey is an Ed25519 key or none") {
  const std::string text = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
  const auto key = key_of_multikey(text);
  REQUIRE(key);
  CHECK(multikey(*key) == text);
  CHECK_FALSE(key_of_multikey(text.substr(1)));
  CHECK_FALSE(key_of_multikey(text.substr(0, text.size() - 1)));
  // X25519: 0xec01.
  Bytes other = from_base58(std::string_view(text).substr(1)).value();
  other[0] = 0xec;
  CHECK_FALSE(key_of_multikey("z" + to_base58(other)));
}
