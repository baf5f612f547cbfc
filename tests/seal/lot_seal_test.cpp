// A lot's seal and its address, and listed codes beside them.
#include "temgoc/seal/lot_seal.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "temgoc/seal/seal.h"

using namespace temgoc;

namespace {

const SealHeader kHeader{.key_id = {1, 2, 3, 4}, .issue_number = 258, .packed_on = kFirstPackDay};

Lot sealed_lot() {
  Lot lot{
      .gtin = Gtin::parse("2990001000018").value(),
      .code = LotCode::parse("261124-01").value(),
      .short_code = ShortCode::random([](auto bytes) { std::fill(bytes.begin(), bytes.end(), 7); }),
      .host = "tg.example.vn"};
  std::ranges::copy(encode(kHeader), lot.seal.begin());
  for (std::size_t i = kSealHeaderBytes; i < lot.seal.size(); ++i)
    lot.seal[i] = static_cast<std::uint8_t>(i);
  return lot;
}

}  // namespace

TEST_CASE("a lot's seal says what the lot says, with the signature that it was given") {
  const Lot lot = sealed_lot();
  const SealedClaim sealed = lot_seal(lot);
  CHECK(sealed.claim.header == kHeader);
  CHECK(sealed.claim.gtin == lot.gtin);
  CHECK(sealed.claim.lot == lot.code);
  CHECK_FALSE(sealed.claim.serial);
  CHECK(std::equal(sealed.signature.begin(), sealed.signature.end(),
                   lot.seal.begin() + kSealHeaderBytes));
}

TEST_CASE("a lot's address carries its seal, and one whose signature was lost has none") {
  Lot lot = sealed_lot();
  CHECK(lot_url(lot) == sealed_uri(lot.host, lot_seal(lot)));
  CHECK(lot_url(lot).starts_with("https://tg.example.vn/"));
  std::fill(lot.seal.begin() + kSealHeaderBytes, lot.seal.end(), std::uint8_t{0});
  CHECK(lot_url(lot) == "");
}

TEST_CASE("a listed code's address names product, lot and serial, and no seal") {
  const Lot lot = sealed_lot();
  CHECK(listed_uri("tg.example.vn", lot.gtin, lot.code, Serial::sealed(7)) ==
        "https://tg.example.vn/01/02990001000018/10/261124-01/21/0000007");
}

TEST_CASE("a code printed before its lot, and a product's link, name no lot") {
  const Gtin gtin = Gtin::parse("2990001000018").value();
  CHECK(product_uri("tg.example.vn", gtin) == "https://tg.example.vn/01/" + gtin.digits());
  CHECK(roll_uri("tg.example.vn", gtin, Serial::parse("7ZK4M0Q8XW2RT").value()) ==
        "https://tg.example.vn/01/" + gtin.digits() + "/21/7ZK4M0Q8XW2RT");
}
