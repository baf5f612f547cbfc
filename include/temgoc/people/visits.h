// Visits of inspectors as the office reads them: what the phone said, as a table, and as files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "temgoc/base/words.h"
#include "temgoc/registry/inspections.h"
#include "temgoc/tables/tables.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// A label that was checked, in the phone's words. What it did not say is empty.
struct VisitedLabel {
  std::string checked_at;  // ISO, by the phone's clock
  std::string verdict;     // as in docs/verdict.md
  std::string headline;    // as the inspector read it
  std::string reason;
  std::string product;
  std::string lot;
  std::string serial;
  std::string cooperative;
  std::string label;         // what was scanned or typed
  std::string data_made_at;  // ISO, of the bundle that it was checked with
  std::string data_digest;   // of that bundle
  std::string note;
  unsigned times = 1;  // that it was scanned
};
struct VisitAsSent {
  std::string began_at;  // ISO, by the phone's clock
  std::string ended_at;
  std::string place;
  std::string note;
  std::vector<VisitedLabel> labels;
  std::vector<std::string> photos;  // JPEG, in order; one that does not read is left out
};
VisitAsSent visit_as_sent(const InspectionVisit& visit, Language language);

// One row for each label that was checked, in the order of `visits`.
SheetTable visit_table(const std::vector<InspectionVisit>& visits, Language language);
struct VisitExport {
  std::filesystem::path out;  // .xlsx or .csv
  bool replace = false;       // a file that is there
  VisitFilter filter = {.limit = 100'000};
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
