// The tables of export.h, one maker for each.
#pragma once

#include "temgoc/records/export.h"

namespace temgoc {

// At most `limit` rows.
SheetTable lot_table(const Workplace& workplace, const ExportOrder& order, std::size_t limit,
                     Language language);
SheetTable job_table(const Workplace& workplace, const ExportOrder& order, std::size_t limit,
                     Language language);
SheetTable product_table(const Registry& registry, const std::string& cooperative_id,
                         Language language);
// `today`: of the status that each has.
SheetTable certification_table(const Registry& registry, const std::string& cooperative_id,
                               Day today, Language language);

// A record's row, in the order of import_columns.
std::vector<SheetValue> product_row(const Product& record, Language language);
std::vector<SheetValue> certification_row(const Certification& record, Day today,
                                          Language language);

}  // namespace temgoc
