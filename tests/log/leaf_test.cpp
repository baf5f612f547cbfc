#include <doctest/doctest.h>

#include <algorithm>

#include "temgoc/log/log_leaf.h"

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

TEST_CASE("a lot's leaf reads back, and an entry of another form is none") {
  const Lot lot = test_lot();
  Lot real = lot;
  const SealHeader header{.key_id = {1, 2, 3, 4}, .issue_number = 258, .packed_on = kFirstPackDay};
  std::ranges::copy(encode(header), real.seal.begin());
  const std::string entry = lot_leaf(real);
  const auto leaf = parse_lot_leaf(entry).value();
  CHECK(leaf.realm == lot.realm);
  CHECK(leaf.header == header);
  CHECK(leaf.gtin == lot.gtin);
  CHECK(leaf.code == lot.code);
  CHECK(leaf.record_sha256 == sha256(as_bytes(lot.record)));
  CHECK_FALSE(parse_lot_leaf(entry + "\n"));
  CHECK_FALSE(parse_lot_leaf(entry.substr(0, entry.size() - 1)));
  CHECK_FALSE(parse_lot_leaf("x" + entry));
  const std::string hash = to_hex(sha256(as_bytes(real.record)));
  for (const std::string& line : {to_hex(ByteView(real.seal).first(kSealHeaderBytes)),
                                  real.gtin.digits(), real.code.text(), hash}) {
    std::string altered = entry;
    altered.replace(altered.find("\n" + line + "\n") + 1, line.size(), "?");
    CHECK_FALSE(parse_lot_leaf(altered));
  }
  CHECK_FALSE(parse_lot_leaf(""));
  CHECK_FALSE(parse_print_leaf(entry));
}

TEST_CASE("a print job's leaf has the seven lines of the format document and reads back") {
  const std::string sha(64, 'a');
  const Instant at = parse_instant("2026-11-24T02:14:00.000Z").value();
  const PrintJob serials{.template_id = "roll",
                         .template_sha256 = sha,
                         .kind = CodeKind::item_seal,
                         .first_serial = 1,
                         .last_serial = 10'000,
                         .labels = 10'000,
                         .at = at,
                         .setup = {.content = "{}", .file = "tem.pdf"},
                         .who = "Lan"};
  const std::string details =
      R"({"cells":1,"content":"{}","copies":1,"dpi":300,"file":"tem.pdf","language":"vi",)"
      R"("over_quantity_reason":"","pages_in_part":5000,"placement":"","start_cell":1,"who":"Lan"})";
  const std::string record =
      "roll\n" + sha + "\n2026-11-24T02:14:00.000Z\n" + to_hex(sha256(as_bytes(details))) + "\n";
  CHECK(print_leaf(41, serials, {}) == "temgoc-print/v1\n41\n1\n10000\n10000\nitem_seal\n" +
                                           to_hex(sha256(as_bytes(record))) + "\n");
  const auto leaf = parse_print_leaf(print_leaf(41, serials, {})).value();
  CHECK(leaf.lot_leaf_index == 41);
  CHECK(leaf.last_serial == 10'000);
  CHECK(leaf.kind == CodeKind::item_seal);

  PrintJob links = serials;
  links.kind = CodeKind::item_link;
  links.first_serial = links.last_serial = 0;
  links.labels = 2;
  const std::vector<Serial> listed = {Serial::sealed(7), Serial::sealed(9)};
  const std::string with_serials = record + "0000007\n0000009\n";
  CHECK(print_leaf(7, links, listed) ==
        "temgoc-print/v1\n7\n0\n0\n2\nitem_link\n" + to_hex(sha256(as_bytes(with_serials))) + "\n");
}

TEST_CASE("a print entry whose range is not that of its labels is none") {
  const std::string tail = "item_seal\n" + std::string(64, 'a') + "\n";
  const auto entry = [](const std::string& range, const std::string& end) {
    return parse_print_leaf("temgoc-print/v1\n41\n" + range + "\n" + end);
  };
  CHECK(entry("5\n9\n5", tail));
  CHECK_FALSE(entry("5\n9\n4", tail));
  CHECK_FALSE(entry("5\n9999\n5", tail));
  CHECK_FALSE(entry("9\n5\n5", tail));
  CHECK_FALSE(entry("9\n5\n4294967293", tail));  // 5 - 9 + 1, wrapped round
  CHECK_FALSE(entry("0\n4\n5", tail));
  // Labels without a sealed serial cover none.
  for (const std::string kind : {"lot_seal", "item_link"}) {
    CHECK(entry("0\n0\n5", kind + tail.substr(9)));
    CHECK_FALSE(entry("1\n5\n5", kind + tail.substr(9)));
  }
}

TEST_CASE("what happens later has the lines of the format document") {
  const Instant at = parse_instant("2026-11-24T02:14:00.000Z").value();
  const Recall recall{.scope = Recall::Scope::lot,
                      .reason = "nhiễm khuẩn",
                      .instruction = "",
                      .since = vietnam_day(at)};
  CHECK(recall_leaf("r", recall, "41", at) ==
        "temgoc-recall/v1\nr\nlot\n41\n2026-11-24\n" +
            to_hex(sha256(as_bytes(
                R"({"at":"2026-11-24T02:14:00.000Z","instruction":"","reason":"nhiễm khuẩn"})"))) +
            "\n");
  const Void voided{.first = 3, .last = 5, .listed_serial = "", .reason = "rách", .at = at};
  CHECK(void_leaf("r", 41, voided) ==
        "temgoc-void/v1\nr\n41\n3\n5\n\n" +
            to_hex(
                sha256(as_bytes(R"({"at":"2026-11-24T02:14:00.000Z","reason":"rách","who":""})"))) +
            "\n");
  CHECK(lot_cancel_leaf("r", 41, {.reason = "gõ nhầm", .at = at, .who = "Lan"}) ==
        "temgoc-lot-cancel/v1\nr\n41\n" +
            to_hex(sha256(
                as_bytes(R"({"at":"2026-11-24T02:14:00.000Z","reason":"gõ nhầm","who":"Lan"})"))) +
            "\n");
  const std::string why =
      to_hex(sha256(as_bytes(R"({"at":"2026-11-24T02:14:00.000Z","reason":"mất máy"})"))) + "\n";
  KeyStatusChange change{.status = KeyStatus::cut, .cut_at = 17, .reason = "mất máy", .at = at};
  CHECK(key_leaf("r", {1, 2, 3, 4}, change) == "temgoc-key/v1\nr\n01020304\ncut\n17\n\n" + why);
  change = {
      .status = KeyStatus::retired, .packed_until = vietnam_day(at), .reason = "mất máy", .at = at};
  CHECK(key_leaf("r", {1, 2, 3, 4}, change) ==
        "temgoc-key/v1\nr\n01020304\nretired\n\n2026-11-24\n" + why);
}

TEST_CASE("a trust list's and a root set's entries have the lines of the format document") {
  const Instant at = parse_instant("2026-11-24T02:14:00.000Z").value();
  const std::string sha(64, 'a');
  CHECK(trust_leaf("r", "trust_list", 3, sha, at) ==
        "temgoc-trust/v1\nr\ntrust_list\n3\n" + sha + "\n2026-11-24T02:14:00.000Z\n");
  CHECK(trust_leaf("r", "roots", 2, sha, at) ==
        "temgoc-trust/v1\nr\nroots\n2\n" + sha + "\n2026-11-24T02:14:00.000Z\n");
}

TEST_CASE("records, links and reprints have the lines of the format document") {
  const Instant at = parse_instant("2026-11-24T02:14:00.000Z").value();
  const std::string hash = to_hex(sha256(as_bytes("{}")));
  CHECK(record_leaf("r", "product", "P01", 2, "{}", at) ==
        "temgoc-record/v1\nr\nproduct\nP01\n2\n" + hash + "\n2026-11-24T02:14:00.000Z\n");
  CHECK(link_leaf("r", 5, "{}", at) ==
        "temgoc-link/v1\nr\n5\nadded\n" + hash + "\n2026-11-24T02:14:00.000Z\n");
  CHECK(link_leaf("r", 5, "", at) == "temgoc-link/v1\nr\n5\nremoved\n\n2026-11-24T02:14:00.000Z\n");
  PrintJob again{.labels = 3,
                 .at = at,
                 .leaf_index = 41,
                 .reprint_of = 1,
                 .first_label = 7,
                 .reprint_reason = "rách"};
  const std::string leaf = reprint_leaf("r", again);
  CHECK(leaf.starts_with("temgoc-reprint/v1\nr\n41\n7\n3\n"));
  again.who = "Lan";
  CHECK(reprint_leaf("r", again) != leaf);
}
