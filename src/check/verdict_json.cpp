// The verdict as JSON: docs/cli.md. Keys and codes never change with the language.
#include "check/claimed.h"
#include "temgoc/check/check.h"
#include "temgoc/model/as_issued.h"
#include "temgoc/model/records.h"

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

constexpr std::pair<const char*, Outcome Checks::*> kChecks[] = {
    {"readable", &Checks::readable},
    {"key", &Checks::key},
    {"signature", &Checks::signature},
    {"host", &Checks::host},
    {"scope", &Checks::scope},
    {"issued", &Checks::issued},
    {"status", &Checks::status},
    {"dates", &Checks::dates},
    {"certification", &Checks::certification},
    {"copies", &Checks::copies},
    {"freshness", &Checks::freshness}};

// Member by member, as verdict_json: an initializer list would make an array of each first, and
// temgoc-verify makes thousands a second.
Json checks_json(const Checks& checks) {
  Json json;
  for (const auto& [name, check] : kChecks) json[name] = to_text(checks.*check);
  return json;
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
  const auto issued = verdict.facts ? as_issued(*verdict.facts).product : std::nullopt;
  return {{"name", issued ? Json(issued->name) : Json(nullptr)},
          {"name_now", known ? Json(verdict.facts->product->name) : Json(nullptr)},
          {"gtin", verdict.gtin->digits()}};
}

Json lot_json(const Verdict& verdict) {
  if (!verdict.lot_code) return nullptr;
  return {{"code", verdict.lot_code->text()},
          {"serial", or_null(verdict.serial, [](const Serial& serial) { return serial.text(); })},
          {"packed_on", or_null(verdict.packed_on, [](Day day) { return to_iso(day); })},
          {"expires_on", or_null(verdict.expires_on, [](Day day) { return to_iso(day); })}};
}

// Of a product's own link or barcode; null for every label.
Json named_product_json(const Verdict& verdict) {
  const auto* scan = verdict.claimed ? std::get_if<UnreadableScan>(&*verdict.claimed) : nullptr;
  if (scan == nullptr || !scan->product) return nullptr;
  const ProductNames names = verdict.named_product.value_or(ProductNames{});
  return {{"gtin", scan->product->digits()},
          {"name", text_or_null(names.product)},
          {"cooperative", text_or_null(names.cooperative)}};
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
  Json json;
  json["ok"] = true;
  json["verdict"] = to_text(verdict.main.headline);
  json["reason"] = text_or_null(verdict.main.reason);
  json["also"] = std::move(also);
  json["headline"] = headline_words(verdict, language);
  json["proof"] = to_text(verdict.proof);
  json["basis"] = text_or_null(to_text(verdict.basis));
  json["realm"] = or_null(verdict.realm, [](const std::string& realm) { return realm; });
  json["also_claimed_by"] = verdict.also_claimed_by;
  json["as_of"] = verdict.facts ? Json(to_iso(verdict.facts->as_of)) : Json(nullptr);
  json["offline"] = or_null(verdict.data_age, offline_json);
  json["cooperative"] = cooperative_json(verdict);
  json["product"] = product_json(verdict);
  json["lot"] = lot_json(verdict);
  json["certifications"] = certifications_json(verdict);
  json["claimed"] = claimed_json(verdict);
  json["named_product"] = named_product_json(verdict);
  json["checks"] = checks_json(verdict.checks);
  return json;
}

}  // namespace temgoc
