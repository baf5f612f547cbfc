#include "verdict_fixture.h"

namespace temgoc::test {

namespace {

std::string text_of(const Finding& finding) {
  const std::string headline = to_text(finding.headline);
  return finding.reason.empty() ? headline : headline + "/" + finding.reason;
}

char letter(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass:
      return 'p';
    case Outcome::fail:
      return 'f';
    case Outcome::not_checked:
      return '-';
    case Outcome::not_applicable:
      return 'n';
  }
  return '?';
}

ShortCode short_code() {
  return ShortCode::random([](std::span<std::uint8_t> bytes) { std::ranges::fill(bytes, 9); });
}

}  // namespace

Knowledge by_trust_list(const Trust& trust, const char* today) {
  return {.trust = trust,
          .facts = std::nullopt,
          .basis = Basis::trust_list,
          .today = day(today),
          .now = instant(kNow)};
}

Knowledge by_registry(const Trust& trust, LotFacts facts, const char* today) {
  Knowledge knowledge = by_trust_list(trust, today);
  return {.trust = trust,
          .facts = std::move(facts),
          .basis = Basis::registry,
          .today = knowledge.today,
          .now = knowledge.now};
}

Knowledge by_bundle(const Trust& trust, LotFacts facts, const char* today) {
  Knowledge knowledge = by_trust_list(trust, today);
  return {.trust = trust,
          .facts = std::move(facts),
          .basis = Basis::bundle,
          .today = knowledge.today,
          .now = knowledge.now,
          .facts_valid_until = instant("2026-12-08T00:00:00.000Z")};
}

LotFacts facts_of(const Claim& claim) {
  LotFacts facts;
  facts.as_of = instant(kNow);
  facts.lot = Lot{.id = 1,
                  .realm = kRealm,
                  .cooperative_id = "C90",
                  .product_id = "P90",
                  .gtin = claim.gtin,
                  .code = claim.lot,
                  .short_code = short_code(),
                  .issue_number = claim.header.issue_number,
                  .key_id = claim.header.key_id,
                  .host = kHost,
                  .packed_on = claim.header.packed_on,
                  .shelf_life_days = claim.header.shelf_life_days,
                  .quantity = Quantity{120'000, "kg"},
                  .place_id = "",
                  .request_id = "",
                  .backdate_reason = "",
                  .issued_at = instant("2026-11-24T02:14:00.000Z"),
                  .record = "{}",
                  .leaf_index = 5};
  if (claim.serial) {
    facts.serial = SerialState::issued;
    facts.print_leaf_index = 6;
  }
  facts.cooperative = Cooperative{.id = "C90", .name = "HTX Mẫu Sông Xanh", .short_name = ""};
  facts.certifications.push_back(Certification{.id = "K90",
                                               .cooperative_id = "C90",
                                               .scheme = "OCOP",
                                               .level = "4",
                                               .issued = VagueDate::exact(day("2024-05-20"))});
  return facts;
}

LotFacts no_lot() {
  LotFacts facts;
  facts.as_of = instant(kNow);
  return facts;
}

Recall recall(Recall::Scope scope) { return {scope, "dư lượng", "", day("2026-11-30")}; }

Verdict verdict_of(const std::string& text, const Knowledge& knowledge) {
  return decide(read_scan(text), knowledge);
}

std::string summary(const Verdict& verdict) {
  std::string text = text_of(verdict.main);
  for (const Finding& finding : verdict.also) text += " " + text_of(finding);
  return text;
}

std::string letters(const Checks& c) {
  std::string text;
  for (const Outcome outcome : {c.readable, c.key, c.signature, c.host, c.scope, c.issued, c.status,
                                c.dates, c.certification, c.copies, c.freshness}) {
    text += letter(outcome);
  }
  return text;
}

}  // namespace temgoc::test
