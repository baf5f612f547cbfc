// Enrolling inspectors: the code that the office gives out, and what it carries.
#pragma once

#include <string>

#include "temgoc/registry/inspections.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

inline constexpr std::string_view kInspectorPath = "/kiem-tra/";
inline constexpr unsigned kUsualInspectorDays = 90, kMostInspectorDays = 3'650;

// The code as people type it, XXXX-XXXX-XXXX-XXXX-XXXX-XXXX: 16 random characters, which are the
// secret, and 8 that the root set's text decides.
struct EnrolmentCard {
  Inspector inspector;
  std::string code;
  std::string link;  // with the whole digest of the root set: what the QR code holds
};

// Recorded in the journal. `inspector_name_empty`, `inspector_days_invalid` (value; args most),
// `inspector_needs_host` (a workplace without a host has no page), those of clean_text for the name
// and of Workplace::record.
Result<EnrolmentCard> enrol_inspector(Workplace& workplace, const std::string& name,
                                      std::uint64_t days);
// From now on nobody downloads or sends with that code. Recorded in the journal, unless it was
// revoked before. `inspector_unknown` (value the id).
Result<Inspector> revoke_inspector(Workplace& workplace, std::int64_t id);
// "active", "expired" or "revoked".
std::string inspector_state(const Inspector& inspector, Instant now);

// The secret in what was typed or scanned: spaces, dashes and case forgiven, O read as 0, I and L
// as 1. Empty where it is no code.
std::string enrolment_code(std::string_view typed);

// Whether `inspector` may have the data now: `inspector_revoked`, `inspector_expired` (args day).
Result<void> check_enrolment(const Inspector& inspector, Instant now);

}  // namespace temgoc
