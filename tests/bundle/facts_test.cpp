// What a bundle answers where the registry would know more.
#include <doctest/doctest.h>

#include "bundle_fixture.h"
#include "temgoc/model/as_issued.h"
#include "temgoc/model/records.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {
const TestRealm kTestRealm;
const KeyId kIssuer = issuer_id(kTestRealm);

SerialState serial_state(const Bundle& bundle, std::uint32_t lot, const char* serial) {
  Claim claim = claim_of(bundle_lot(lot), kIssuer);
  claim.serial = Serial::parse(serial).value();
  return bundle.facts(claim).serial;
}
}  // namespace

TEST_CASE("a lot is found by its seal, its link and its typed code, word for word") {
  const Bundle bundle = opened(kTestRealm, bundle_file(kTestRealm, 30));
  const Lot lot = bundle_lot(17);
  for (const LotFacts& facts :
       {bundle.facts(claim_of(lot, kIssuer)), bundle.facts(false, lot.gtin, lot.code, {}),
        bundle.facts(lot.short_code)}) {
    REQUIRE(facts.lot);
    CHECK(facts.lot->code == lot.code);
    CHECK(facts.lot->short_code == lot.short_code);
    CHECK(facts.lot->issue_number == 17);
    CHECK(facts.lot->key_id == kIssuer);
    CHECK(facts.lot->packed_on == lot.packed_on);
    CHECK(facts.lot->shelf_life_days == lot.shelf_life_days);
    CHECK(facts.lot->leaf_index == lot.leaf_index);
    CHECK(facts.lot->host == lot.host);
    CHECK(facts.as_of == instant(kMade));
    REQUIRE(facts.cooperative);
    CHECK(facts.cooperative->name == "HTX Mẫu Sông Xanh");
    REQUIRE(facts.product);
  }
  CHECK_FALSE(bundle.facts(true, lot.gtin, lot.code, {}).lot);  // the test realm's is another
}

TEST_CASE("lots issued under another name of their product and cooperative come with that name") {
  const auto record = [](const char* product_name, const char* cooperative_name) {
    Product product = bundle_product();
    product.name = product_name;
    return canonical_json(
        {{"product", to_json(product)},
         {"cooperative", to_json(Cooperative{.id = "C90", .name = cooperative_name})}});
  };
  const auto more = [&](BundleWriter& writer) {
    for (std::uint32_t number = 4; number <= 9; ++number) {
      Lot lot = bundle_lot(number);
      // 7 to 9 stand as the records do today; 5 says so at length.
      if (number <= 6)
        lot.record = number == 5 ? record(bundle_product().name.c_str(), "HTX Mẫu Sông Xanh")
                                 : record("Trà xưa", "HTX Mẫu Sông Xưa");
      writer.add_lot(kIssuer, lot, {});
    }
  };
  const Bytes file = bundle_file(kTestRealm, 3, more);
  const Bundle bundle = opened(kTestRealm, file);
  const auto issued = [&](std::uint32_t number) {
    return as_issued(bundle.facts(claim_of(bundle_lot(number), kIssuer)));
  };
  for (const std::uint32_t number : {1u, 5u, 7u, 9u}) {
    CHECK(issued(number).product->name == bundle_product().name);
    CHECK(issued(number).cooperative->name == "HTX Mẫu Sông Xanh");
  }
  for (const std::uint32_t number : {4u, 6u}) {
    CHECK(issued(number).product->name == "Trà xưa");
    CHECK(issued(number).cooperative->name == "HTX Mẫu Sông Xưa");
  }
  std::vector<std::string> told;
  bundle.each_record([&](const std::string& kind, const std::string& id, const std::string&) {
    told.push_back(kind + " " + id);
  });
  CHECK(std::ranges::count(told, "product P90") == 2);
  CHECK(std::ranges::count(told, "cooperative C90") == 2);
}

TEST_CASE("a section of earlier records that the writer does not write is damage") {
  const auto with = [](const std::string& text) {
    Sections sections = sections_of(bundle_file(kTestRealm, 3));
    for (auto& [name, content] : sections)
      if (name == "earlier") content.assign(text.begin(), text.end());
    return fault_of(kTestRealm, made_of(kTestRealm, sections));
  };
  const std::string product = "{\"product\":" + dump(to_json(bundle_product()));
  const auto line = [&](const std::string& lots) { return product + ",\"lots\":" + lots + "}\n"; };
  const auto range = [](const std::string& key, int first, int last) {
    return "[{\"key\":\"" + key + "\",\"first\":" + std::to_string(first) +
           ",\"last\":" + std::to_string(last) + "}]";
  };
  const std::string key = to_hex(kIssuer);
  CHECK(with(line(range(key, 1, 3))) == "");
  for (const std::string& bad :
       {std::string("x\n"), std::string("{}\n"), line("[]"), line(range(key, 1, 4)),
        line(range(key, 2, 1)), line(range(key, 0, 1)), line(range("00000000", 1, 3)),
        "{\"product\":{},\"lots\":" + range(key, 1, 3) + "}\n", line(range(key, 1, 3)) + "x",
        " " + line(range(key, 1, 3))}) {
    CAPTURE(bad);
    CHECK(with(bad) == "bundle_damaged earlier");
  }
}

TEST_CASE("a number beyond the bundle may be younger, one within it that differs is a conflict") {
  const Bundle bundle = opened(kTestRealm, bundle_file(kTestRealm, 5));
  CHECK(bundle.facts(claim_of(bundle_lot(6), kIssuer)).beyond_source);
  Claim other = claim_of(bundle_lot(3), kIssuer);
  other.lot = LotCode::parse("261124-99").value();
  CHECK(bundle.facts(other).number_conflict);
  Claim shelf = claim_of(bundle_lot(3), kIssuer);
  shelf.header.shelf_life_days = 181;
  CHECK(bundle.facts(shelf).number_conflict);
  Claim day_later = claim_of(bundle_lot(3), kIssuer);
  day_later.header.packed_on += std::chrono::days(1);
  CHECK(bundle.facts(day_later).number_conflict);
  Claim product = claim_of(bundle_lot(3), kIssuer);
  product.gtin = gtin("0299000000002");
  CHECK(bundle.facts(product).number_conflict);
  CHECK_FALSE(bundle.facts(claim_of(bundle_lot(3), kIssuer)).number_conflict);
  // Of a key that was cut nothing younger can be.
  CHECK_FALSE(bundle.facts(claim_of(bundle_lot(1), cut_id(kTestRealm))).beyond_source);
}

TEST_CASE("a recall is of its own key's lot, though another key's of that number is recalled too") {
  const auto more = [](BundleWriter& writer) {
    Lot other = bundle_lot(9);
    other.issue_number = 2;
    writer.add_lot(cut_id(kTestRealm), other, {});
    writer.add_recall({Recall::Scope::lot, "của mình", "", day("2026-11-30")}, instant(kMade),
                      kIssuer, 2, "");
    writer.add_recall({Recall::Scope::lot, "của khóa khác", "", day("2026-11-30")}, instant(kMade),
                      cut_id(kTestRealm), 2, "");
  };
  const Bundle bundle = opened(kTestRealm, bundle_file(kTestRealm, 3, more));
  const auto ours = bundle.facts(bundle_lot(2).short_code).recalls;
  REQUIRE(ours.size() == 1);
  CHECK(ours.front().reason == "của mình");
  const auto others = bundle.facts(bundle_lot(9).short_code).recalls;
  REQUIRE(others.size() == 1);
  CHECK(others.front().reason == "của khóa khác");
}

TEST_CASE("a number that no lot has was never issued") {
  const auto gap = [](BundleWriter& writer) { writer.add_lot(kIssuer, bundle_lot(9), {}); };
  const Bundle bundle = opened(kTestRealm, bundle_file(kTestRealm, 5, gap));
  CHECK(bundle.lots() == 6);
  const LotFacts facts = bundle.facts(claim_of(bundle_lot(7), kIssuer));
  CHECK_FALSE(facts.lot);
  CHECK_FALSE(facts.beyond_source);
  CHECK_FALSE(facts.number_conflict);
}

TEST_CASE(
    "sealed serials: issued, voided, not known beyond the last, and never issued once recalled") {
  const auto more = [](BundleWriter& writer) {
    writer.add_void(kIssuer, 2, {.first = 3, .last = 4, .reason = "in hỏng"});
    writer.add_recall({Recall::Scope::lot, "dư lượng", "", day("2026-11-30")}, instant(kMade),
                      kIssuer, 3, "");
    writer.add_lot(kIssuer, bundle_lot(4), {});
    writer.add_cancelled_lot(kIssuer, 4, {.reason = "gõ nhầm", .at = instant(kMade), .who = "Lan"});
  };
  const Bundle bundle = opened(kTestRealm, bundle_file(kTestRealm, 3, more));
  CHECK(serial_state(bundle, 4, "0000001") == SerialState::not_issued);
  const LotFacts cancelled = bundle.facts(bundle_lot(4).short_code);
  REQUIRE(cancelled.cancelled);
  CHECK(cancelled.cancelled->reason == "gõ nhầm");
  CHECK(cancelled.cancelled->at == instant(kMade));
  CHECK(cancelled.cancelled->who.empty());
  CHECK_FALSE(bundle.facts(bundle_lot(3).short_code).cancelled);
  CHECK(bundle.cancelled_lots() == 1);
  CHECK(serial_state(bundle, 1, "0000005") == SerialState::issued);
  CHECK(serial_state(bundle, 1, "0000006") == SerialState::none_asked);
  CHECK(serial_state(bundle, 1, "0000000") == SerialState::not_issued);
  CHECK(serial_state(bundle, 1, "5") == SerialState::not_issued);
  CHECK(serial_state(bundle, 2, "0000002") == SerialState::issued);
  CHECK(serial_state(bundle, 2, "0000003") == SerialState::voided);
  CHECK(serial_state(bundle, 2, "0000004") == SerialState::voided);
  CHECK(serial_state(bundle, 2, "0000005") == SerialState::issued);
  CHECK(serial_state(bundle, 3, "0000006") == SerialState::not_issued);
  CHECK(bundle.facts(bundle_lot(3).short_code).recalls.size() == 1);
  CHECK(bundle.facts(bundle_lot(2).short_code).recalls.empty());
}

TEST_CASE(
    "listed codes: found, voided, not known; months left out are not known even when closed") {
  const Serial old_code = Serial::parse("0123456789ABC").value();
  const Serial new_code = Serial::parse("Z123456789ABC").value();
  const Serial made_up = Serial::parse("Y123456789ABC").value();
  const Lot lot = bundle_lot(4);
  const auto more = [&](BundleWriter& writer) {
    const Instant october = instant("2026-10-05T00:00:00.000Z");
    writer.add_lot(kIssuer, lot, {{}, ListedSerials{october, 20, 30}});
    writer.add_listed(kRealm, lot.gtin, lot.code, old_code, october);
    writer.add_listed(kRealm, lot.gtin, lot.code, new_code, instant("2026-11-05T00:00:00.000Z"));
    writer.add_recall({Recall::Scope::product, "dư lượng", "", day("2026-11-30")}, instant(kMade),
                      {}, 0, "P90");
  };
  const auto state = [&](const Bundle& bundle, const Serial& serial) {
    return bundle.facts(false, lot.gtin, lot.code, serial).serial;
  };
  const Bundle all = opened(kTestRealm, bundle_file(kTestRealm, 3, more));
  CHECK(all.listed_codes() == 2);
  CHECK(state(all, old_code) == SerialState::listed);
  CHECK(state(all, made_up) == SerialState::not_issued);
  BundleManifest manifest = terms();
  manifest.listed_from = "2026-11";
  const Bundle some = opened(kTestRealm, bundle_file(kTestRealm, 3, more, manifest));
  CHECK(some.listed_codes() == 1);
  CHECK(state(some, new_code) == SerialState::listed);
  CHECK(state(some, old_code) == SerialState::none_asked);
  CHECK(state(some, made_up) == SerialState::none_asked);
}

TEST_CASE("a serial comes with the entry of the job that printed it, where one job did") {
  const Lot lot = bundle_lot(4);
  const Instant november = instant("2026-11-05T00:00:00.000Z");
  const Serial listed = Serial::parse("0123456789ABC").value();
  const auto position = [&](const LabelsPrinted& labels, const Serial& serial) {
    const auto more = [&](BundleWriter& writer) {
      writer.add_lot(kIssuer, lot, labels);
      writer.add_listed(kRealm, lot.gtin, lot.code, listed, november);
    };
    const Bundle bundle = opened(kTestRealm, bundle_file(kTestRealm, 3, more));
    const LotFacts by_link = bundle.facts(false, lot.gtin, lot.code, serial);
    Claim claim = claim_of(lot, kIssuer);
    claim.serial = serial;
    if (serial.sealed_number() != 0)
      CHECK(bundle.facts(claim).print_leaf_index == by_link.print_leaf_index);
    return by_link.print_leaf_index;
  };
  const LabelsPrinted two{{{5, 20}, {9, 40}}, {}};
  CHECK(position(two, Serial::sealed(1)) == 20);
  CHECK(position(two, Serial::sealed(5)) == 20);
  CHECK(position(two, Serial::sealed(6)) == 40);
  CHECK(position(two, Serial::sealed(9)) == 40);
  CHECK_FALSE(position(two, Serial::sealed(10)));
  CHECK(position({{}, ListedSerials{november, 30, 30}}, listed) == 30);
  // One of two jobs printed it: which one is not known.
  CHECK_FALSE(position({{}, ListedSerials{november, 30, 31}}, listed));
}

TEST_CASE("what the test realm lists says nothing of a real lot's code") {
  const Lot lot = bundle_lot(2);
  const Instant november = instant("2026-11-05T00:00:00.000Z");
  const Serial code = Serial::parse("0123456789ABC").value();
  const auto more = [&](BundleWriter& writer) {
    writer.add_listed(std::string(kRealm) + "/test", lot.gtin, lot.code, code, november);
  };
  const Bundle bundle = opened(kTestRealm, bundle_file(kTestRealm, 3, more));
  CHECK(bundle.listed_codes(true) == 1);
  CHECK(bundle.listed_codes(false) == 0);
  CHECK(bundle.facts(false, lot.gtin, lot.code, code).serial == SerialState::none_asked);
}

TEST_CASE("all that a bundle tells can be compared, in the words of the log") {
  const Instant now = instant(kMade);
  const Lot lot = bundle_lot(4);
  const auto more = [&](BundleWriter& writer) {
    writer.add_lot(kIssuer, lot, {{}, ListedSerials{now, 20, 30}});
    writer.add_recall({Recall::Scope::lot, "a", "b", day("2026-11-30")}, now, kIssuer, 3, "");
    writer.add_recall({Recall::Scope::product, "c", "", day("2026-11-29")}, now, {}, 0, "P90");
    writer.add_void(kIssuer, 2, {.first = 3, .last = 4, .reason = "in hỏng", .at = now});
    writer.add_cancelled_lot(kIssuer, 4, {.reason = "gõ nhầm", .at = now});
  };
  const Bundle bundle = opened(kTestRealm, bundle_file(kTestRealm, 3, more));
  std::vector<std::string> told;
  bundle.each_lot([&](const BundleLot& each) {
    told.push_back("lot " + std::to_string(each.issue_number) + " " + each.code + " " +
                   std::to_string(each.leaf_index) + " " + std::to_string(each.sealed.size()) +
                   (each.listed ? " " + std::to_string(each.listed->last_leaf_index) : ""));
  });
  bundle.each_recall([&](const Recall& recall, const std::string& subject, Instant at, bool test) {
    CHECK(at == now);
    CHECK_FALSE(test);
    told.push_back("recall " + subject + " " + recall.reason);
  });
  bundle.each_void([&](const Void& voided, std::uint64_t leaf_index, bool test) {
    CHECK_FALSE(test);
    told.push_back("void " + std::to_string(leaf_index) + " " + std::to_string(voided.last));
  });
  bundle.each_cancelled_lot([&](std::uint64_t leaf_index, bool test) {
    CHECK_FALSE(test);
    told.push_back("cancelled " + std::to_string(leaf_index));
  });
  bundle.each_record([&](const std::string& kind, const std::string& id, const std::string& body) {
    told.push_back(kind + " " + id + (body.starts_with("{") ? "" : "?"));
  });
  CHECK(told == std::vector<std::string>{"lot 1 261124-01 2 1", "lot 2 261124-02 4 1",
                                         "lot 3 261124-03 6 1", "lot 4 261124-04 8 0 30",
                                         "recall 6 a", "recall P90 c", "void 4 4", "cancelled 8",
                                         "cooperative C90", "product P90"});
}
