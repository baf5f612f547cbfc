// The verdict as JSON: docs/cli.md. Keys and codes never change with the language.
#include "check/claimed.h"
#include "temgoc/check.h"
#include "temgoc/records.h"

namespace temgoc {
namespace {

template <class T, class Form>
Json or_null(const std::optional<T>& value, Form form) {
  return value ? Json(form(*value)) : Json(nullptr);
}

Json finding_json(const Finding& finding) {
  return {{"verdict", to_text(finding.headline)}, {"reason", text_or_null(finding.reason)}};
}

Json certification_json(const CertificationFinding& finding) {
  const Certification& certification = finding.certification;
  const auto end = valid_through(certification);
  Json level = text_or_null(certification.level);
  if (const auto stars = certification.stars()) level = *stars;
  return {
      {"id", certification.id},
      {"scheme", certification.scheme},
      {"level", level},
      {"number", text_or_null(certification.number)},
      {"issuer", text_or_null(certification.issuer)},
      {"issued", or_null(certification.issued, [](const VagueDate& date) { return date.text(); })},
      {"valid_through", or_null(end, [](const VagueDate& date) { return date.text(); })},
      {"in_force_on_packing",
       finding.in_force_on_packing ? Json(*finding.in_force_on_packing) : Json(nullptr)},
      {"in_force_today", finding.in_force_today ? Json(*finding.in_force_today) : Json(nullptr)}};
}

Json certifications_json(const Verdict& verdict) {
  if (!verdict.certifications_known) return nullptr;
  Json list = Json::array();
  for (const CertificationFinding& finding : verdict.certifications)
    list.push_back(certification_json(finding));
  return list;
}

Json checks_json(const Checks& checks) {
  return {{"readable", to_text(checks.readable)},
          {"key", to_text(checks.key)},
          {"signature", to_text(checks.signature)},
          {"host", to_text(checks.host)},
          {"scope", to_text(checks.scope)},
          {"issued", to_text(checks.issued)},
          {"status", to_text(checks.status)},
          {"dates", to_text(checks.dates)},
          {"certification", to_text(checks.certification)},
          {"copies", to_text(checks.copies)},
          {"freshness", to_text(checks.freshness)}};
}

Json cooperative_json(const Verdict& verdict) {
  if (!verdict.cooperative_name) return nullptr;
  Json json{{"id", or_null(verdict.cooperative_id, [](const std::string& id) { return id; })},
            {"name", *verdict.cooperative_name}};
  const bool known = verdict.facts && verdict.facts->cooperative;
  json["phone"] = known ? text_or_null(verdict.facts->cooperative->phone) : Json(nullptr);
  return json;
}

Json product_json(const Verdict& verdict) {
  if (!verdict.gtin) return nullptr;
  const bool known = verdict.facts && verdict.facts->product;
  return {{"name", known ? Json(verdict.facts->product->name) : Json(nullptr)},
          {"gtin", verdict.gtin->digits()}};
}

Json lot_json(const Verdict& verdict) {
  if (!verdict.lot_code) return nullptr;
  return {{"code", verdict.lot_code->text()},
          {"serial", or_null(verdict.serial, [](const Serial& serial) { return serial.text(); })},
          {"packed_on", or_null(verdict.packed_on, [](Day day) { return to_iso(day); })},
          {"expires_on", or_null(verdict.expires_on, [](Day day) { return to_iso(day); })}};
}

Json offline_json(const DataAge& age) {
  return {{"made_at", to_iso(age.term.made_at)},
          {"expires_at", to_iso(age.term.expires_at)},
          {"grace_until", to_iso(age.term.grace_until)},
          {"state", to_text(age.state())},
          {"clock", to_text(age.clock_looks())}};
}

}  // namespace

Json verdict_json(const Verdict& verdict, Language language) {
  Json also = Json::array();
  for (const Finding& finding : verdict.also) also.push_back(finding_json(finding));
  return {{"ok", true},
          {"verdict", to_text(verdict.main.headline)},
          {"reason", text_or_null(verdict.main.reason)},
          {"also", also},
          {"headline", headline_words(verdict, language)},
          {"proof", to_text(verdict.proof)},
          {"basis", text_or_null(to_text(verdict.basis))},
          {"as_of", verdict.facts ? Json(to_iso(verdict.facts->as_of)) : Json(nullptr)},
          {"offline", or_null(verdict.data_age, offline_json)},
          {"cooperative", cooperative_json(verdict)},
          {"product", product_json(verdict)},
          {"lot", lot_json(verdict)},
          {"certifications", certifications_json(verdict)},
          {"claimed", claimed_json(verdict)},
          {"checks", checks_json(verdict.checks)}};
}

}  // namespace temgoc
