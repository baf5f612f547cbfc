// Bits in a list, as the W3C's own example has them and as ours come back.
#include "temgoc/credential/status_list.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

#include "temgoc/base/compression.h"
#include "temgoc/credential/multibase.h"

using namespace temgoc;

TEST_CASE("the list of the specification's example reads as 131,072 bits, none of them set") {
  // Bitstring Status List 1.0, example 2.
  const auto bits =
      decoded_status_list("uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA");
  REQUIRE(bits);
  CHECK(bits->size() == 16'384);
  CHECK(std::ranges::all_of(*bits, [](std::uint8_t each) { return each == 0; }));
}

TEST_CASE("the first bit is the highest of the first byte") {
  const Bytes bits = status_bits(std::vector<std::uint32_t>{0, 9, 131'072});
  CHECK(bits.size() == 16'385);
  CHECK(bits[0] == 0x80);
  CHECK(bits[1] == 0x40);
  CHECK(bits[16'384] == 0x80);
  CHECK(status_bit(bits, 9) == true);
  CHECK(status_bit(bits, 10) == false);
  CHECK(status_bit(bits, 131'080) == std::nullopt);
  CHECK(status_bit(bits, std::uint64_t{1} << 60) == std::nullopt);
}

TEST_CASE("bits come back from their text") {
  rc::check([](const std::set<std::uint16_t>& set) {
    const std::vector<std::uint32_t> wanted(set.begin(), set.end());
    const Bytes bits = status_bits(wanted);
    const auto read = decoded_status_list(encoded_status_list(bits));
    RC_ASSERT(read == bits);
    for (const std::uint32_t each : wanted) RC_ASSERT(status_bit(*read, each) == true);
  });
}

TEST_CASE("a list that is short, cut, of another kind or too long is none") {
  const std::string good = encoded_status_list(status_bits({}));
  CHECK(decoded_status_list(good));
  CHECK_FALSE(decoded_status_list(good.substr(1)));
  CHECK_FALSE(decoded_status_list(good.substr(0, good.size() - 8)));
  CHECK_FALSE(decoded_status_list("z" + good.substr(1)));
  CHECK_FALSE(decoded_status_list("u"));
  CHECK_FALSE(decoded_status_list(encoded_status_list(Bytes(16'383))));
  CHECK_FALSE(decoded_status_list(encoded_status_list(Bytes((16 << 20) + 1))));
  CHECK(decoded_status_list(encoded_status_list(Bytes(16 << 20))));
  CHECK_FALSE(decoded_status_list("u" + to_base64url(compressed(Bytes(16'384)))));
}

TEST_CASE("an entry says its index as text") {
  const Json entry = status_entry("https://tg.example.vn/credentials/status/a1b2c3d4/revocation",
                                  StatusPurpose::revocation, 94'567);
  CHECK(entry["statusListIndex"] == "94567");
  CHECK(entry["statusPurpose"] == "revocation");
  CHECK(entry["id"] == entry["statusListCredential"].get<std::string>() + "#94567");
}
