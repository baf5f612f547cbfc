// A planned lot becomes a registered one: number, code, seal and log entry.
#include "operations/lots/lot_issuing.h"

#include <fmt/format.h>

#include "operations/lots/seals_ahead.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/model/lot_facts.h"
#include "temgoc/model/records.h"
#include "temgoc/seal/lot_seal.h"

namespace temgoc {
namespace {

Json certification_facts(const std::vector<Certification>& certifications, Day packed_on) {
  Json list = Json::array();
  for (const Certification& certification : certifications) {
    Json entry = to_json(certification);
    const auto in_force_then = in_force(certification, packed_on);
    entry["in_force_on_packing"] = in_force_then ? Json(*in_force_then) : Json(nullptr);
    list.push_back(std::move(entry));
  }
  return list;
}

// The canonical JSON of an object whose members are canonical already.
std::string canonical_object(const std::map<std::string_view, std::string_view>& members) {
  std::size_t size = 2;
  for (const auto& [name, value] : members) size += name.size() + value.size() + 4;
  std::string text;
  text.reserve(size);
  for (const auto& [name, value] : members)
    ((((text += text.empty() ? '{' : ',') += '"') += name) += "\":") += value;
  return text += '}';
}

// All that was known when the lot was issued. Its hash is in the log, so that a later edit shows.
std::string record_of(const LotPlan& plan, Instant issued_at, const ShortCode& short_code,
                      const std::string& host) {
  const LotDraft& draft = plan.draft;
  const std::pair<std::string_view, std::string> own[] = {
      {"packed_on", canonical_json(to_iso(draft.packed_on))},
      {"shelf_life_days", std::to_string(plan.shelf_life_days)},
      {"quantity", canonical_json(draft.quantity.amount_text())},
      {"unit", canonical_json(draft.quantity.unit)},
      {"host", canonical_json(host)},
      {"request_id", canonical_json(text_or_null(draft.request_id))},
      {"short_code", canonical_json(short_code.text())},
      {"issued_at", canonical_json(to_iso(issued_at))}};
  std::map<std::string_view, std::string_view> members;
  for (const auto& [name, value] : plan.subject->record_members) members.emplace(name, value);
  for (const auto& [name, value] : own) members.emplace(name, value);
  return canonical_object(members);
}

std::array<std::uint8_t, 64> signature_of(const Claim& claim, const std::string& realm,
                                          const SigningKey* signing_key, SealsAhead* ahead) {
  if (!signing_key) return {};
  const std::string message = signed_message(claim, realm);
  return ahead ? ahead->sign(*signing_key, message) : signing_key->sign(message);
}

Result<Lot> make_lot(const Workplace& workplace, const LotPlan& plan, const SigningKey* signing_key,
                     SealsAhead* ahead, const LotAllocation& allocation) {
  const LotDraft& draft = plan.draft;
  const bool test = plan.is_test();
  const LotCode code =
      draft.code ? *draft.code : LotCode::suggest(draft.packed_on, allocation.nth_of_day);
  // In a sentence it could not be told from punctuation (docs/seal_format.md).
  if (code.text().ends_with('.') || code.text().ends_with('-'))
    return Error{"lot_code_end", "lot", code.text()};
  const Claim claim = claim_of(plan, allocation.issue_number, code);
  const SealedClaim sealed{claim, signature_of(claim, plan.key().realm, signing_key, ahead)};
  const Instant issued_at = workplace.now();
  return Lot{.realm = plan.key().realm,
             .test = test,
             .cooperative_id = plan.subject->cooperative.id,
             .product_id = plan.subject->product.id,
             .gtin = draft.gtin,
             .code = code,
             .short_code = allocation.short_code,
             .issue_number = allocation.issue_number,
             .seal = seal_bytes(sealed),
             .host = workplace.host(test),
             .packed_on = draft.packed_on,
             .shelf_life_days = plan.shelf_life_days,
             .quantity = draft.quantity,
             .place_id = draft.place_id,
             .request_id = draft.request_id,
             .backdate_reason = draft.backdate_reason,
             .issued_at = issued_at,
             .record = record_of(plan, issued_at, allocation.short_code, workplace.host(test)),
             .leaf_index = allocation.leaf_index};
}

}  // namespace

Claim claim_of(const LotPlan& plan, std::uint32_t issue_number, const LotCode& code) {
  return {{1, 0, plan.key().id, issue_number, plan.draft.packed_on,
           static_cast<std::uint16_t>(plan.shelf_life_days)},
          plan.draft.gtin,
          code,
          std::nullopt};
}

std::map<std::string, std::string> record_members_of(const LotSubject& subject, Day packed_on) {
  const Json place = subject.place ? to_json(*subject.place) : Json(nullptr);
  const Json certifications = certification_facts(subject.certifications, packed_on);
  return {{"cooperative", canonical_json(to_json(subject.cooperative))},
          {"product", canonical_json(to_json(subject.product))},
          {"place", canonical_json(place)},
          {"certifications", canonical_json(certifications)}};
}

std::string differences(const Lot& lot, const LotDraft& draft, unsigned shelf_life_days) {
  std::vector<std::string> fields;
  if (lot.gtin != draft.gtin) fields.emplace_back("product");
  if (draft.code && lot.code != *draft.code) fields.emplace_back("lot");
  if (lot.packed_on != draft.packed_on) fields.emplace_back("packed");
  if (lot.shelf_life_days != shelf_life_days) fields.emplace_back("shelf_life");
  if (lot.quantity.thousandths != draft.quantity.thousandths) fields.emplace_back("quantity");
  if (lot.quantity.unit != draft.quantity.unit) fields.emplace_back("unit");
  if (lot.place_id != draft.place_id) fields.emplace_back("place");
  if (!draft.request_id.empty() && lot.request_id != draft.request_id)
    fields.emplace_back("request_id");
  return fmt::format("{}", fmt::join(fields, ", "));
}

Result<IssuedLot> issue_planned(Workplace& workplace, const LotPlan& plan,
                                const SigningKey* signing_key, SealsAhead* ahead) {
  const LotDraft& draft = plan.draft;
  const LotRequest request{plan.key().realm, plan.key().id,    draft.gtin,
                           draft.code,       draft.request_id, draft.packed_on};
  auto issued = workplace.registry().issue_lot(
      request, workplace.random(),
      [&](const LotAllocation& allocation) {
        return make_lot(workplace, plan, signing_key, ahead, allocation);
      },
      lot_leaf);
  if (!issued || issued->created) return issued;
  const Lot& lot = issued->lot;
  if (const auto cancelled = workplace.registry().cancellation(lot.id))
    return lot_is_cancelled(lot, *cancelled);
  const std::string fields = differences(lot, draft, plan.shelf_life_days);
  if (!fields.empty())
    return Error{"lot_differs", "lot", lot.code.text(), {}, {{"fields", fields}}};
  return issued;
}

}  // namespace temgoc
