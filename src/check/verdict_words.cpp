// The verdict as a person reads it: headline, sentence, what to compare, what was not checked.
#include <fmt/format.h>

#include <algorithm>

#include "check/claimed.h"
#include "temgoc/base/vietnam_time.h"
#include "temgoc/check/certificate_words.h"
#include "temgoc/check/check.h"
#include "temgoc/model/as_issued.h"

namespace temgoc {
namespace {

const char* const kCheckNames[] = {"issued", "status", "certification", "copies", "freshness"};

std::string value(const std::string& text, Language language) {
  return text.empty() ? words(language, "unknown_value") : text;
}

// What was read, where it is a product's own link or barcode and so no label.
const UnreadableScan* product_scan(const Verdict& verdict) {
  const auto* scan = verdict.claimed ? std::get_if<UnreadableScan>(&*verdict.claimed) : nullptr;
  return scan != nullptr && scan->product ? scan : nullptr;
}

// "barcode.named" where the product is known, "barcode.maker" where only its maker is.
std::string product_detail(const UnreadableScan& scan, const Verdict& verdict) {
  if (!verdict.named_product) return scan.why;
  return scan.why + (verdict.named_product->product.empty() ? ".maker" : ".named");
}

// A name as the label says it, and what its bearer is called today where that is another.
std::string named(const std::string& then, const std::string& now, Language language) {
  if (then.empty() || then == now) return now;
  return now.empty() ? then : words(language, "now_called", {{"then", then}, {"now", now}});
}

std::string product_named(const Verdict& verdict, Language language) {
  if (!verdict.facts) return {};
  const auto issued = as_issued(*verdict.facts).product;
  const auto& now = verdict.facts->product;
  return named(issued ? issued->name : "", now ? now->name : "", language);
}

std::string cooperative_named(const Verdict& verdict, Language language) {
  const std::string now = verdict.cooperative_name.value_or("");
  if (now.empty() || !verdict.facts) return now;
  const auto issued = as_issued(*verdict.facts).cooperative;
  return named(issued ? issued->name : "", now, language);
}

WordArgs facts_for_words(const Verdict& verdict, Language language) {
  WordArgs args{
      {"cooperative", value(cooperative_named(verdict, language), language)},
      {"lot", value(verdict.lot_code ? verdict.lot_code->text() : "", language)},
      {"expires_on", value(verdict.expires_on ? to_dmy(*verdict.expires_on) : "", language)}};
  if (const auto& named = verdict.named_product) {
    args["product"] = named->product;
    args["cooperative"] = value(named->cooperative, language);
  }
  if (!verdict.facts) return args;
  const LotFacts& facts = *verdict.facts;
  if (!facts.recalls.empty()) args["recall_reason"] = facts.recalls.front().reason;
  if (facts.voided) args["void_reason"] = facts.voided->reason;
  if (facts.cancelled) args["cancel_reason"] = facts.cancelled->reason;
  if (facts.scans) {
    args["scans"] = std::to_string(facts.scans->scans);
    args["places"] = std::to_string(facts.scans->places);
    args["first_at"] = facts.scans->first_at ? to_dmy(vietnam_day(*facts.scans->first_at))
                                             : words(language, "unknown_value");
    args["first_place"] = value(facts.scans->first_place, language);
  }
  return args;
}

void add_line(std::string& out, Language language, const char* key, const std::string& text) {
  if (!text.empty()) out += fmt::format("  {}: {}\n", words(language, key), text);
}

// Scheme, level, number and dates, and what of them is not on record.
std::string certificate_name(const Certification& certification, Language language) {
  const std::string level =
      certification.stars()
          ? words(language, "stars", {{"stars", std::to_string(*certification.stars())}})
          : certification.level;
  std::string name = certification.scheme + (level.empty() ? "" : " " + level);
  name += ", " + (certification.number.empty() ? words(language, "certification.no_number")
                                               : words(language, "certification.number",
                                                       {{"number", certification.number}}));
  const auto end = valid_through(certification);
  for (const auto& [key, date] : {std::pair{"issued", certification.issued}, {"through", end}})
    name += ", " + words(language, fmt::format("certification.{}{}", date ? "" : "no_", key),
                         {{"date", date ? date_words(*date) : ""}});
  return name;
}

std::string certification_words(const CertificationFinding& finding, const Verdict& verdict,
                                Language language) {
  const auto force = [&](Day day, std::optional<bool> in_force) {
    return in_force_words(finding.certification, day, in_force, language);
  };
  const Day packed_on = verdict.packed_on.value_or(Day::max());
  const Day today = verdict.facts ? vietnam_day(verdict.facts->as_of) : Day::max();
  return words(language, "certification.line",
               {{"name", certificate_name(finding.certification, language)},
                {"on_packing", force(packed_on, finding.in_force_on_packing)},
                {"today", force(today, finding.in_force_today)}});
}

// Where there is no use-by day: whether there is none, or none on record.
std::string use_by_words(const Verdict& verdict, Language language) {
  if (verdict.expires_on) return to_dmy(*verdict.expires_on);
  if (!verdict.facts || !verdict.facts->lot || !verdict.lot_code) return {};
  return words(language,
               never_expires(*verdict.facts) ? "expires_on.none" : "expires_on.not_known");
}

void add_facts(std::string& out, const Verdict& verdict, Language language) {
  add_line(out, language, "cooperative", cooperative_named(verdict, language));
  add_line(out, language, "product", product_named(verdict, language));
  add_line(out, language, "gtin", verdict.gtin ? verdict.gtin->printed() : "");
  add_line(out, language, "lot", verdict.lot_code ? verdict.lot_code->text() : "");
  add_line(out, language, "serial", verdict.serial ? verdict.serial->text() : "");
  add_line(out, language, "packed_on", verdict.packed_on ? to_dmy(*verdict.packed_on) : "");
  add_line(out, language, "expires_on", use_by_words(verdict, language));
  for (const CertificationFinding& finding : verdict.certifications) {
    add_line(out, language, "certification", certification_words(finding, verdict, language));
  }
}

void add_claims(std::string& out, const Verdict& verdict, Language language) {
  const auto claimed = claimed_label(verdict);
  if (!claimed) return;
  out += "  " + words(language, "claimed") + "\n";
  add_line(out, language, "host", claimed->host);
  const auto gtin = Gtin::parse(claimed->gtin);
  add_line(out, language, "gtin", gtin ? gtin->printed() : claimed->gtin);
  add_line(out, language, "lot", claimed->lot);
  add_line(out, language, "serial", claimed->serial);
}

// Who says all this, and who else might.
void add_vouching(std::string& out, const Verdict& verdict, Language language) {
  add_line(out, language, "vouched_by", verdict.realm.value_or(""));
  for (const std::string& realm : verdict.also_claimed_by)
    add_line(out, language, "note", words(language, "also_claimed_by", {{"realm", realm}}));
}

std::string not_checked(const Checks& checks, Language language) {
  const Outcome outcomes[] = {checks.issued, checks.status, checks.certification, checks.copies,
                              checks.freshness};
  std::string list;
  for (std::size_t i = 0; i < std::size(outcomes); ++i) {
    if (outcomes[i] != Outcome::not_checked) continue;
    list += fmt::format("{}{}", list.empty() ? "" : ", ",
                        words(language, fmt::format("check.{}", kCheckNames[i])));
  }
  return list;
}

// The words for what was read in place of a label, else for this reason, else for this basis, else
// for the headline alone.
std::string specific_key(const Verdict& verdict, const std::string& kind, Language language) {
  const std::string general = kind + "." + to_text(verdict.main.headline);
  const UnreadableScan* scan = product_scan(verdict);
  for (const std::string& detail :
       {scan ? product_detail(*scan, verdict) : "", scan ? scan->why : "", verdict.main.reason,
        to_text(verdict.basis)}) {
    const std::string specific = general + "." + detail;
    if (!detail.empty() && has_words(language, specific)) return specific;
  }
  return general;
}

bool says(const Verdict& verdict, std::string_view reason) {
  return verdict.main.reason == reason ||
         std::ranges::find(verdict.also, reason, &Finding::reason) != verdict.also.end();
}

std::string age_words(const DataAge& age, Language language) {
  const auto passed = age.now - age.term.made_at;
  const auto hours = std::chrono::floor<std::chrono::hours>(passed).count();
  if (hours < 0) return words(language, "age.future");
  if (hours < 1) return words(language, "age.under_an_hour");
  if (hours < 48) return words(language, "age.hours", {{"hours", std::to_string(hours)}});
  return words(language, "age.days", {{"days", std::to_string(hours / 24)}});
}

std::string basis_words(const Verdict& verdict, Language language) {
  if (verdict.data_age && verdict.basis == Basis::bundle) {
    return words(language, "basis.bundle.dated",
                 {{"made_at", vietnam_moment(verdict.data_age->term.made_at)},
                  {"age", age_words(*verdict.data_age, language)}});
  }
  const std::string basis = to_text(verdict.basis);
  return words(language, "basis." + (basis.empty() ? "none" : basis));
}

// What never changes the verdict and yet must be seen; of the clock only what no finding says.
void add_warnings(std::string& out, const Verdict& verdict, Language language) {
  const DataAge& age = *verdict.data_age;
  const WordArgs args{{"made_at", vietnam_moment(age.term.made_at)},
                      {"expires_at", vietnam_moment(age.term.expires_at)},
                      {"grace_until", vietnam_moment(age.term.grace_until)},
                      {"now", vietnam_moment(age.now)}};
  const std::string state = "offline." + to_text(age.state());
  const bool told = says(verdict, "clock_off") || says(verdict, "clock_ahead");
  const std::string clock = told ? "" : "clock." + to_text(age.clock_looks());
  for (const std::string& key : {state, clock}) {
    if (has_words(language, key)) add_line(out, language, "note", words(language, key, args));
  }
}

}  // namespace

std::optional<ClaimedLabel> claimed_label(const Verdict& verdict) {
  if (!verdict.claimed) return std::nullopt;
  if (const auto* sealed = std::get_if<SealedScan>(&*verdict.claimed)) {
    const Claim& claim = sealed->sealed.claim;
    return ClaimedLabel{sealed->host, claim.gtin.digits(), claim.lot.text(),
                        claim.serial ? claim.serial->text() : "", claim.header.packed_on};
  }
  if (const auto* link = std::get_if<LinkScan>(&*verdict.claimed)) {
    return ClaimedLabel{link->host, link->gtin.digits(), link->lot.text(),
                        link->serial ? link->serial->text() : "", std::nullopt};
  }
  if (const auto* code = std::get_if<RollScan>(&*verdict.claimed))
    return ClaimedLabel{code->host, code->gtin.digits(), "", code->serial.text(), std::nullopt};
  return std::nullopt;
}

Json claimed_json(const Verdict& verdict) {
  const auto claimed = claimed_label(verdict);
  if (!claimed) return nullptr;
  return {{"host", claimed->host},
          {"gtin", claimed->gtin},
          {"lot", claimed->lot.empty() ? Json(nullptr) : Json(claimed->lot)},
          {"serial", claimed->serial.empty() ? Json(nullptr) : Json(claimed->serial)},
          {"packed_on", claimed->packed_on ? Json(to_iso(*claimed->packed_on)) : Json(nullptr)}};
}

std::string headline_words(const Verdict& verdict, Language language) {
  return words(language, specific_key(verdict, "headline", language));
}

std::string date_words(const VagueDate& date) {
  using Precision = VagueDate::Precision;
  if (date.precision == Precision::day) return to_dmy(date.first);
  return date.precision == Precision::month ? to_dmy(date.first).substr(3) : date.text();
}

std::string in_force_words(const Certification& certification, Day day,
                           std::optional<bool> in_force, Language language) {
  if (!in_force) return words(language, "in_force.unknown");
  if (*in_force) return words(language, "in_force.yes");
  const bool early = status_on(certification, day) == "not_yet";
  return words(language, early ? "in_force.not_yet" : "in_force.no");
}

std::string sentence_words(const Verdict& verdict, Language language) {
  std::string key = specific_key(verdict, "sentence", language);
  // What the label does not say is not to be compared.
  if (key == "sentence.valid" && !verdict.expires_on) key += ".no_use_by";
  return words(language, key, facts_for_words(verdict, language));
}

std::string reason_words(const Finding& finding, const Verdict& verdict, Language language) {
  if (finding.reason.empty()) return {};
  if (const UnreadableScan* scan = product_scan(verdict); scan && finding.reason == "malformed") {
    const auto& named = verdict.named_product;
    const std::string name = named ? named->product : std::string();
    return words(language, "malformed." + scan->why) + (name.empty() ? "" : " (" + name + ")");
  }
  std::string text =
      words(language, "reason." + finding.reason, facts_for_words(verdict, language));
  if (finding.reason == "malformed" && verdict.claimed) {
    if (const auto* unreadable = std::get_if<UnreadableScan>(&*verdict.claimed)) {
      text += ": " + words(language, "malformed." + unreadable->why);
    }
  }
  return text;
}

// What the sentence above it says already is not said again: a recall's own reason, why a lot was
// cancelled, and that the signature does not fit.
void add_reason(std::string& out, const Verdict& verdict, Language language) {
  const std::string& reason = verdict.main.reason;
  if (reason == "lot_recalled" || reason == "lot_cancelled" || reason == "bad_signature") return;
  if (product_scan(verdict)) return;
  const bool recalled = verdict.main.headline == Headline::recalled;
  add_line(out, language, recalled ? "note" : "reason",
           reason_words(verdict.main, verdict, language));
}

std::string verdict_words(const Verdict& verdict, Language language) {
  std::string out = headline_words(verdict, language) + "\n";
  out += "  " + sentence_words(verdict, language) + "\n";
  if (verdict.facts && !verdict.facts->recalls.empty())
    add_line(out, language, "instruction", verdict.facts->recalls.front().instruction);
  add_reason(out, verdict, language);
  for (const Finding& finding : verdict.also) {
    const std::string why = reason_words(finding, verdict, language);
    add_line(out, language, "also",
             words(language, "headline." + to_text(finding.headline)) +
                 (why.empty() ? "" : " – " + why));
  }
  add_facts(out, verdict, language);
  if (const UnreadableScan* scan = product_scan(verdict))
    add_line(out, language, "gtin", scan->product->printed());
  add_claims(out, verdict, language);
  add_vouching(out, verdict, language);
  if (product_scan(verdict)) return out;  // nothing was checked, and nothing was to be
  add_line(out, language, "not_checked", not_checked(verdict.checks, language));
  add_line(out, language, "basis", basis_words(verdict, language));
  if (verdict.data_age) add_warnings(out, verdict, language);
  if (verdict.main.headline == Headline::valid) out += "  " + words(language, "limits") + "\n";
  return out;
}

}  // namespace temgoc
