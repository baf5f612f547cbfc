#include <doctest/doctest.h>

#include <algorithm>

#include "support/test_realm.h"
#include "support/vector_file.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

struct Case {
  const char* what;
  const char* realm;
  int key;  // of RFC 8032
  const char* host;
  std::uint32_t issue_number;
  Day packed_on;
  std::uint16_t shelf_life_days;
  const char* gtin;
  const char* lot;
  const char* serial;  // null: none
};

const std::vector<Case> kCases{
    {"the worked example of docs/seal_format.md", kRealm, 1, kHost, 1, day("2026-11-24"), 180,
     "02990000000019", "261124-01", nullptr},
    {"an item of it", kRealm, 1, kHost, 1, day("2026-11-24"), 180, "02990000000019", "261124-01",
     "0000042"},
    {"the same under another host: the host is not signed", kRealm, 1, "tem.example", 1,
     day("2026-11-24"), 180, "02990000000019", "261124-01", nullptr},
    {"the same in another realm", "other.example", 1, kHost, 1, day("2026-11-24"), 180,
     "02990000000019", "261124-01", nullptr},
    {"a test label", "ocop.example/vn/test", 1, "temgoc.invalid", 1, day("2026-11-24"), 180,
     "02990000000019", "261124-01", nullptr},
    {"no shelf life, the first day", kRealm, 2, kHost, 2, kFirstPackDay, 0, "02990000000019", "A",
     nullptr},
    {"every number at its end", kRealm, 2, kHost, 0xffffffff, kLastPackDay, 65534, "99999999999997",
     "ZZZZZZZZZZZZZZZZZZZZ", "9999999"},
    {"every character of lot and serial", kRealm, 3, "a-b.c-d.example", 256, day("2024-02-29"), 1,
     "00012345678905", "0123456789-.ABCDEFGH", "IJKLMNOPQRSTUVWXYZ.-"},
    {"a lot and a serial that look like other parts", kRealm, 3, kHost, 65536, day("2030-01-01"),
     365, "02990000000019", "01", "21"},
};

Claim claim_of(const Case& c) {
  const PublicKeyBytes& key = rfc8032_key(c.key).public_key;
  std::optional<Serial> serial;
  if (c.serial != nullptr) serial = Serial::parse(c.serial).value();
  return {{1, 0, key_id(c.realm, key), c.issue_number, c.packed_on, c.shelf_life_days},
          Gtin::parse(c.gtin).value(),
          LotCode::parse(c.lot).value(),
          serial};
}

Json to_json(const Case& c) {
  const SealedClaim seal = sealed(claim_of(c), rfc8032_key(c.key), c.realm);
  return {{"what", c.what},
          {"realm", c.realm},
          {"key", "RFC 8032 TEST " + std::to_string(c.key)},
          {"key_id", to_hex(seal.claim.header.key_id)},
          {"issue_number", c.issue_number},
          {"packed_on", to_iso(c.packed_on)},
          {"shelf_life_days", c.shelf_life_days},
          {"gtin", c.gtin},
          {"lot", c.lot},
          {"serial", c.serial != nullptr ? Json(c.serial) : Json(nullptr)},
          {"header", to_hex(encode(seal.claim.header))},
          {"message", signed_message(seal.claim, c.realm)},
          {"signature", to_hex(seal.signature)},
          {"seal", to_hex(seal_bytes(seal))},
          {"digits", seal_digits(seal_bytes(seal))},
          {"host", c.host},
          {"uri", sealed_uri(c.host, seal)}};
}

Json keys() {
  Json list = Json::array();
  for (int number = 1; number <= 3; ++number) {
    const TestKey& key = rfc8032_key(number);
    list.push_back({{"name", "RFC 8032 TEST " + std::to_string(number)},
                    {"seed", key.seed},
                    {"public_key", to_hex(key.public_key)},
                    {"public_key_pem", key.pem()}});
  }
  return list;
}

}  // namespace

TEST_CASE("the published seals are what this program makes") {
  Json seals = Json::array();
  for (const Case& c : kCases) seals.push_back(to_json(c));
  check_vector_file("seals.json",
                    {{"format", "temgoc-lot-seal/v1"}, {"keys", keys()}, {"seals", seals}});
}

TEST_CASE("each published seal verifies from its own values") {
  const Json seals = read_vector_file("seals.json");
  REQUIRE_FALSE(seals["seals"].empty());
  for (const Json& c : seals["seals"]) {
    CAPTURE(c["what"].get<std::string>());
    const SealBytes seal = parse_seal_digits(c["digits"].get<std::string>()).value();
    CHECK(to_hex(seal) == c["seal"]);
    Signature signature{};
    std::copy(seal.begin() + 13, seal.end(), signature.begin());
    const int number = c["key"].get<std::string>().back() - '0';
    const VerifyKey key = VerifyKey::admit(rfc8032_key(number).public_key).value();
    CHECK(key.verify(c["message"].get<std::string>(), signature));
  }
}
