// Enrolling inspectors: the code that the office gives out, and what it carries.
#pragma once

#include <string>

#include "temgoc/base/words.h"
#include "temgoc/registry/inspections.h"
#include "temgoc/tables/tables.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

inline constexpr std::string_view kInspectorPath = "/kiem-tra/";
inline constexpr unsigned kMostInspectorDays = 3'650;

// The code as people type it, XXXX-XXXX-XXXX-XXXX-XXXX-XXXX: 16 random characters, which are the
// secret, and 8 that the root set's text decides.
struct EnrolmentCard {
  Inspector inspector;
  std::string code;
  std::string link;  // with the whole digest of the root set: what the QR code holds
};

// `inspector_name_empty`, `inspector_days_invalid` (value; args most), `inspector_needs_host` (a
// workplace without a host has no page), and those of Inspections::open.
Result<EnrolmentCard> enrol_inspector(const Workplace& workplace, const std::string& name,
                                      std::uint64_t days);

// The secret in what was typed or scanned: spaces, dashes and case forgiven, O read as 0, I and L
// as 1. Empty where it is no code.
std::string enrolment_code(std::string_view typed);

// Whether `inspector` may have the data now: `inspector_revoked`, `inspector_expired` (args day).
Result<void> check_enrolment(const Inspector& inspector, Instant now);

// One row for each label that was checked, the newest visit first.
SheetTable visit_table(const std::vector<InspectionVisit>& visits, Language language);
struct VisitExport {
  std::filesystem::path out;  // .xlsx or .csv
  bool replace = false;       // a file that is there
};
// How many rows. `table_format_unknown`, `folder_not_found`, `export_exists` (without `replace`),
// and those of Inspections::open. SystemFailure `disk_write_failed`: then there is no new file.
Result<std::size_t> write_visits(const Workplace& workplace, const VisitExport& order,
                                 Language language);
// Writes the photos of a visit into an existing folder, as `<receipt>-1.jpg` and so on; returns
// their files. `visit_unknown` (value the receipt), `folder_not_found`.
Result<std::vector<std::filesystem::path>> write_photos(const Workplace& workplace,
                                                        const std::string& receipt,
                                                        const std::filesystem::path& folder);

}  // namespace temgoc
