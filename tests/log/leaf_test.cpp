#include <doctest/doctest.h>

#include <algorithm>

#include "temgoc/log.h"

using namespace temgoc;

namespace {

Lot test_lot() {
  const std::string thirteen = "893600000001";
  Lot lot{
      .realm = "coop.example.vn/log",
      .cooperative_id = "C90",
      .product_id = "P1",
      .gtin = Gtin::parse(thirteen + Gtin::check_digit(thirteen)).value(),
      .code = LotCode::parse("L261124A").value(),
      .short_code = ShortCode::random([](auto bytes) { std::fill(bytes.begin(), bytes.end(), 7); }),
      .issue_number = 258,
      .host = "tem.vn",
      .packed_on = Day{},
      .quantity = {.thousandths = 1000, .unit = "kg"},
      .place_id = "",
      .request_id = "",
      .backdate_reason = "",
      .issued_at = {},
      .record = "{\"lot\":\"L261124A\"}"};
  for (std::size_t i = 0; i < lot.seal.size(); ++i) lot.seal[i] = static_cast<std::uint8_t>(i + 16);
  return lot;
}

}  // namespace

TEST_CASE("a lot's leaf has the seven lines of the format document") {
  Lot lot = test_lot();
  const std::string first_six =
      "temgoc-lot-leaf/v1\n"
      "coop.example.vn/log\n"
      "101112131415161718191a1b1c\n"
      "0" +
      lot.gtin.digits().substr(1) +
      "\n"
      "L261124A\n" +
      to_hex(sha256(as_bytes(lot.record))) + "\n";
  CHECK(lot_leaf(lot) == first_six + "\n");
  lot.backdate_reason = "mất điện hai tháng";
  CHECK(lot_leaf(lot) == first_six + "mất điện hai tháng\n");
}

TEST_CASE("a lot's leaf says nothing of its signature and changes with its record") {
  const Lot lot = test_lot();
  Lot other_signature = lot;
  other_signature.seal[76] = 0;
  CHECK(lot_leaf(other_signature) == lot_leaf(lot));
  Lot other_record = lot;
  other_record.record += " ";
  CHECK(lot_leaf(other_record) != lot_leaf(lot));
}

TEST_CASE("a print job's leaf has the six lines of the format document") {
  const PrintJob serials{.kind = CodeKind::item_seal,
                         .first_serial = 1,
                         .last_serial = 10'000,
                         .labels = 10'000,
                         .at = {}};
  CHECK(print_leaf(41, serials) == "temgoc-print/v1\n41\n1\n10000\n10000\nitem_seal\n");
  const PrintJob plain{.kind = CodeKind::lot_seal, .labels = 65, .at = {}};
  CHECK(print_leaf(0, plain) == "temgoc-print/v1\n0\n0\n0\n65\nlot_seal\n");
  const PrintJob links{.kind = CodeKind::item_link, .labels = 65, .at = {}};
  CHECK(print_leaf(7, links) == "temgoc-print/v1\n7\n0\n0\n65\nitem_link\n");
}
