// What check_label hands on to the decision: each piece is what one verdict here hangs on.
#include <doctest/doctest.h>

#include "support/test_realm.h"
#include "temgoc/check/answer_lines.h"
#include "temgoc/check/check.h"

using namespace temgoc;
using namespace temgoc::test;

namespace {

const TestRealm kTestRealm;
const Trust kTrust = kTestRealm.trust();
const Instant kNow = instant("2026-12-01T03:00:00.000Z");
const DataTerm kTerm{instant("2026-11-30T00:00:00.000Z"), instant("2026-12-02T00:00:00.000Z"),
                     instant("2026-12-05T00:00:00.000Z")};

std::string lot_label() { return kTestRealm.label(kTestRealm.claim()); }
std::string item_label() { return kTestRealm.label(kTestRealm.item_claim()); }

LotFacts facts_of(const Scanned& scanned) {
  const Claim& claim = std::get<SealedScan>(scanned).sealed.claim;
  LotFacts facts{.as_of = kTerm.made_at};
  facts.lot = Lot{.realm = kRealm,
                  .cooperative_id = "C90",
                  .product_id = "P90",
                  .gtin = claim.gtin,
                  .code = claim.lot,
                  .short_code = ShortCode::random([](auto bytes) { std::ranges::fill(bytes, 9); }),
                  .issue_number = claim.header.issue_number,
                  .key_id = claim.header.key_id,
                  .host = kHost,
                  .packed_on = claim.header.packed_on,
                  .shelf_life_days = claim.header.shelf_life_days,
                  .leaf_index = 5};
  facts.scans = ScanCount{.scans = 3};
  if (claim.serial) facts.serial = SerialState::issued;
  return facts;
}

CheckContext context(FactSource source, Instant now = kNow) {
  return {kTrust, std::move(source), now, vietnam_day(now)};
}

Finding found(const std::string& text, const CheckContext& with) {
  return check_label(text, with).main;
}

const Finding kValid{Headline::valid, ""};

}  // namespace

TEST_CASE("a source's facts, basis and term reach the verdict") {
  const FactSource bundle{facts_of, Basis::bundle, kTerm};
  const Verdict verdict = check_label(lot_label(), context(bundle));
  CHECK(verdict.main == kValid);
  CHECK(verdict.basis == Basis::bundle);
  CHECK(verdict.facts.has_value());
  REQUIRE(verdict.data_age);
  CHECK(verdict.data_age->now == kNow);
  CHECK(check_label(lot_label(), context({})).basis == Basis::trust_list);
  CHECK_FALSE(check_label(lot_label(), context({})).data_age);
}

TEST_CASE("a bundle is good to the end of its grace, not of its expiry, and no longer") {
  const FactSource bundle{facts_of, Basis::bundle, kTerm};
  CHECK(found(lot_label(), context(bundle, kTerm.expires_at + std::chrono::hours(1))) == kValid);
  CHECK(found(lot_label(), context(bundle, kTerm.grace_until)) == kValid);
  CHECK(found(lot_label(), context(bundle, kTerm.grace_until + std::chrono::milliseconds(1))) ==
        Finding{Headline::cannot_check, "stale_facts"});
}

TEST_CASE("a replica without news of its primary is believed until its time is over") {
  FactSource replica{facts_of, Basis::registry};
  replica.valid_until = kNow;
  CHECK(found(lot_label(), context(replica, kNow)) == kValid);
  CHECK(found(lot_label(), context(replica, kNow + std::chrono::milliseconds(1))) ==
        Finding{Headline::cannot_check, "stale_facts"});
  CHECK_FALSE(check_label(lot_label(), context(replica)).data_age);
}

TEST_CASE("a source that no witness stands behind is told so") {
  FactSource bundle{facts_of, Basis::bundle, kTerm};
  bundle.unwitnessed = true;
  CHECK(found(lot_label(), context(bundle)) == Finding{Headline::cannot_check, "not_witnessed"});
}

TEST_CASE(
    "a product's link or barcode is called by its name, with the product as far as it is known") {
  const std::string gtin = kTestRealm.claim().gtin.digits();
  const std::string link = "https://" + std::string(kHost) + "/01/" + gtin;
  const std::string barcode = kTestRealm.claim().gtin.printed();
  FactSource source{facts_of, Basis::registry};
  source.product = [&](const Gtin& asked) -> std::optional<ProductNames> {
    if (asked.digits() != gtin) return std::nullopt;
    return ProductNames{"Mắm mẫu", "HTX Mẫu"};
  };
  for (const std::string& text : {link, barcode}) {
    const Verdict verdict = check_label(text, context(source));
    CHECK(verdict.main == Finding{Headline::unknown, "malformed"});
    REQUIRE(verdict.named_product);
    CHECK(verdict.named_product->product == "Mắm mẫu");
    for (const Language language : {Language::vi, Language::en}) {
      const std::string words = verdict_words(verdict, language);
      CHECK(words.find("Mắm mẫu") != std::string::npos);
      CHECK(words.find("HTX Mẫu") != std::string::npos);
      CHECK(verdict_line(verdict, language).find("Mắm mẫu") != std::string::npos);
    }
    const Json json = verdict_json(verdict, Language::vi);
    CHECK(json["named_product"] ==
          Json({{"gtin", gtin}, {"name", "Mắm mẫu"}, {"cooperative", "HTX Mẫu"}}));
    CHECK(json["product"] == nullptr);
  }
  CHECK(headline_words(check_label(link, context({})), Language::en) ==
        "PRODUCT LINK, NOT A LABEL");
  CHECK(headline_words(check_label(barcode, context({})), Language::vi) ==
        "MÃ VẠCH, KHÔNG PHẢI MÃ TEM");
  // The trust list knows the maker of a link by its host; anybody may number goods as 29….
  const Verdict by_list = check_label(link, context({}));
  REQUIRE(by_list.named_product);
  CHECK(by_list.named_product->product.empty());
  CHECK_FALSE(by_list.named_product->cooperative.empty());
  CHECK(verdict_json(by_list, Language::vi)["named_product"]["name"] == nullptr);
  CHECK_FALSE(check_label(barcode, context({})).named_product);
  CHECK_FALSE(check_label("https://other.example/01/" + gtin, context({})).named_product);
  // Of two realms the one that knows the product names it.
  const CheckContext both[] = {context({}), context(source)};
  CHECK(check_label(barcode, both).named_product->product == "Mắm mẫu");
  CHECK(verdict_json(check_label(lot_label(), context(source)), Language::vi)["named_product"] ==
        nullptr);
}

TEST_CASE("of realms that know a label equally well the first given speaks") {
  // They differ in nothing but the age of their data.
  const CheckContext plain = context({}), dated = context({{}, Basis::trust_list, kTerm});
  Claim cut = kTestRealm.claim_by(kTestRealm.cut);
  cut.gtin = gtin("0299100000001");
  const Claim foreign = kTestRealm.claim_by(kTestRealm.stranger);
  for (const std::string& text :
       {lot_label(), sealed_uri(kHost, sealed(cut, kTestRealm.cut, kRealm)),
        sealed_uri(kHost, sealed(foreign, kTestRealm.stranger, kRealm)), std::string("hello")}) {
    CAPTURE(text);
    const CheckContext plain_first[] = {plain, dated}, dated_first[] = {dated, plain};
    CHECK_FALSE(check_label(text, plain_first).data_age);
    CHECK(check_label(text, dated_first).data_age);
  }
}

TEST_CASE("the workplace's thresholds are those that suspect a copy") {
  CheckContext strict = context({facts_of, Basis::registry});
  CHECK(found(item_label(), strict) == kValid);
  strict.copies.scans = 2;
  CHECK(found(item_label(), strict) == Finding{Headline::suspected_copy, "too_many_scans"});
}

TEST_CASE("receipts are asked of the very scan, and what they prove is looked at") {
  CheckContext with = context({});
  with.logged = [](const Scanned& scanned) -> std::optional<LogPosition> {
    if (!std::get<SealedScan>(scanned).sealed.claim.serial) return LogPosition{3, {}};
    return LogPosition{3, 4};
  };
  for (const std::string& text : {lot_label(), item_label()})
    CHECK(check_label(text, with).checks.issued == Outcome::pass);
  with.logged = [](const Scanned&) { return std::optional(LogPosition{3, {}}); };
  CHECK(found(item_label(), with) == Finding{Headline::cannot_check, "serial_not_checked"});
}

TEST_CASE("what cannot be read, or is of a later version, is asked of nobody") {
  int asked = 0;
  CheckContext counting = context({[&](const Scanned&) {
                                     ++asked;
                                     return LotFacts{.as_of = kNow};
                                   },
                                   Basis::registry});
  counting.logged = [&](const Scanned&) {
    ++asked;
    return std::optional<LogPosition>();
  };
  CHECK(found("hello", counting).headline == Headline::unknown);
  std::string newer = lot_label();
  SealBytes seal = seal_bytes(std::get<SealedScan>(read_scan(newer)).sealed);
  seal[0] = 0x20;
  newer.replace(newer.find('/', 8) + 1, kSealDigits, seal_digits(seal));
  CHECK(found(newer, counting) == Finding{Headline::cannot_check, "newer_label"});
  CHECK(asked == 0);
  (void)found(lot_label(), counting);
  CHECK(asked == 2);
}
