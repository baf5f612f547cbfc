#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "support/test_realm.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

std::array<std::uint8_t, 13> header_bytes(std::string_view hex) {
  std::array<std::uint8_t, 13> bytes{};
  std::ranges::copy(from_hex(hex).value(), bytes.begin());
  return bytes;
}

}  // namespace

TEST_CASE("the header of the worked example is what the document says") {
  CHECK(to_hex(encode(TestRealm().claim().header)) == "109e3063fc0000000109d700b4");
}

TEST_CASE("the six signed lines of the worked example are what the document says") {
  const TestRealm realm;
  CHECK(signed_message(realm.claim(), kRealm) ==
        "temgoc-lot-seal/v1\nocop.example/"
        "vn\n109e3063fc0000000109d700b4\n02990000000019\n261124-01\n\n");
  CHECK(signed_message(realm.item_claim(), kRealm).ends_with("\n261124-01\n0000042\n"));
}

TEST_CASE("the label of the worked example is what the document says") {
  CHECK(TestRealm().label(TestRealm().claim()) ==
        "https://ocop.example/04677530300448768000011417734811251173648354562328029817153613598410"
        "28021820165252980406178416797606831323763676653710038915444142150371187657233200190471111"
        "584276971991329209696079342593/01/02990000000019/10/261124-01");
}

TEST_CASE("a header survives encoding at the ends of its ranges") {
  for (const std::uint32_t number : {1U, 0xffffffffU}) {
    for (const Day packed_on : {kFirstPackDay, kLastPackDay}) {
      for (const std::uint16_t shelf_life : {std::uint16_t{0}, std::uint16_t{65534}}) {
        const SealHeader header{1, 0, {1, 2, 3, 4}, number, packed_on, shelf_life};
        CHECK(decode_header(encode(header)).value() == header);
      }
    }
  }
}

TEST_CASE("an issue number of zero and a shelf life of 65,535 are malformed") {
  CHECK(decode_header(header_bytes("109e3063fc0000000009d700b4")).error().field == "issue_number");
  const auto error = decode_header(header_bytes("109e3063fc0000000109d7ffff")).error();
  CHECK(error.code == "malformed");
  CHECK(error.field == "shelf_life_days");
}

TEST_CASE("version and suite are read and not judged") {
  const auto header = decode_header(header_bytes("2f9e3063fc0000000109d700b4")).value();
  CHECK(header.version == 2);
  CHECK(header.suite == 15);
}

TEST_CASE("any header survives encoding") {
  CHECK(rc::check([] {
    SealHeader header;
    header.key_id = *rc::gen::arbitrary<KeyId>();
    header.issue_number = *rc::gen::inRange<std::uint32_t>(1, 0xffffffff);
    header.packed_on = kFirstPackDay + std::chrono::days(*rc::gen::inRange(0, 65536));
    header.shelf_life_days = *rc::gen::inRange<std::uint16_t>(0, 65535);
    RC_ASSERT(decode_header(encode(header)).value() == header);
  }));
}

TEST_CASE("the key id follows the signed-note rule, so another realm gives another id") {
  CHECK(to_hex(key_id(kRealm, rfc8032_key(1).public_key)) == "9e3063fc");
  CHECK(key_id("ocop.example/vn/test", rfc8032_key(1).public_key) !=
        key_id(kRealm, rfc8032_key(1).public_key));
}

TEST_CASE("a listed link has no seal") {
  const Claim claim = TestRealm().claim();
  CHECK(listed_uri(kHost, claim.gtin, claim.lot, Serial::parse("7ZK4M0Q8XW2RT").value()) ==
        "https://ocop.example/01/02990000000019/10/261124-01/21/7ZK4M0Q8XW2RT");
}
