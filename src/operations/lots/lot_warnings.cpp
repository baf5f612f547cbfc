// What is odd about a lot that was issued all the same.
#include <fmt/format.h>

#include "operations/lots/lot_issuing.h"
#include "temgoc/check/certificate_words.h"
#include "temgoc/model/certificate_order.h"
#include "temgoc/printing/trial_items.h"

namespace temgoc {
namespace {

constexpr unsigned kWarnCertificateDays = 30;

// Where the product has OCOP certificates and none was in force on the packing day: the one that
// began last.
std::optional<Error> certificate_not_in_force(const LotSubject& subject, Day packed_on) {
  const Certification* nearest = nullptr;
  for (const Certification& certification : subject.certifications) {
    if (!certification.is_ocop()) continue;
    if (in_force(certification, packed_on) != std::optional(false)) return std::nullopt;
    const auto begin = [](const Certification& c) { return c.issued ? c.issued->last : Day{}; };
    if (!nearest || begin(*nearest) < begin(certification)) nearest = &certification;
  }
  if (!nearest) return std::nullopt;
  return Error{"certificate_not_in_force",
               "certification",
               nearest->id,
               {},
               {{"packed", to_dmy(packed_on)}, {"status", status_on(*nearest, packed_on)}}};
}

// The recognition that counts on the packing day.
const Certification* newest_in_force(const LotSubject& subject, Day packed_on) {
  const Certification* newest = nullptr;
  for (const Certification& certification : subject.certifications) {
    if (!certification.is_ocop() || in_force(certification, packed_on) != std::optional(true))
      continue;
    if (!newest || is_newer(certification, *newest)) newest = &certification;
  }
  return newest;
}

std::optional<Error> certificate_ending(const Certification& certification, const Lot& lot) {
  const auto end = valid_through(certification);
  if (!end) return std::nullopt;
  if (lot.expires_on() && *lot.expires_on() > end->last)
    return Error{"shelf_life_past_certificate",
                 "shelf_life",
                 to_dmy(*lot.expires_on()),
                 {},
                 {{"end", date_words(*end)}, {"certification", certification.id}}};
  if (end->first - lot.packed_on > std::chrono::days(kWarnCertificateDays)) return std::nullopt;
  return Error{
      "certificate_ends_soon", "certification", certification.id, {}, {{"end", date_words(*end)}}};
}

}  // namespace

std::optional<Error> trust_warning(const Workplace& workplace) {
  const Instant trust_end = workplace.trust().list().expires_at;
  if (workplace.now() < trust_end) return std::nullopt;
  return Error{"trust_list_expired", {}, to_dmy(vietnam_day(trust_end))};
}

std::optional<Error> certificate_warning(const LotPlan& plan, const Lot& lot) {
  if (auto lapsed = certificate_not_in_force(*plan.subject, lot.packed_on)) return lapsed;
  const Certification* newest = newest_in_force(*plan.subject, lot.packed_on);
  return newest ? certificate_ending(*newest, lot) : std::nullopt;
}

// A code as it is suggested fits every template.
std::optional<Error> code_warning(Workplace& workplace, const Lot& lot, IssueMemory& memory) {
  if (lot.code.text().size() <= LotCode::suggest(lot.packed_on, 1).text().size())
    return std::nullopt;
  const auto& small = memory.templates_too_small_for(workplace, lot);
  if (small.empty()) return std::nullopt;
  return Error{"lot_code_too_long_for",
               "lot",
               lot.code.text(),
               {},
               {{"templates", fmt::format("{}", fmt::join(small, ", "))}}};
}

}  // namespace temgoc
