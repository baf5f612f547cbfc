// Chooses the table for the kind asked for, and writes it as .xlsx or CSV.
#include "temgoc/records/export.h"

#include "operations/records/export_tables.h"
#include "temgoc/base/text.h"
#include "temgoc/workplace/table_out.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostRows = 1'000'000;  // what one Excel sheet holds

Result<void> check_order(const Workplace& workplace, const ExportOrder& order) {
  const std::string& cooperative = order.cooperative_id;
  if (!cooperative.empty() && !workplace.registry().cooperative(cooperative))
    return Error{"cooperative_unknown", "cooperative", shortened(cooperative)};
  return check_table_out(order.out, order.replace);
}

}  // namespace

std::string to_text(ExportKind kind) {
  switch (kind) {
    case ExportKind::lots:
      return "lots";
    case ExportKind::products:
      return "products";
    case ExportKind::certifications:
      return "certifications";
    case ExportKind::jobs:
      return "jobs";
  }
  return {};
}

SheetTable export_table(const Workplace& workplace, const ExportOrder& order, Language language) {
  SheetTable table;
  workplace.registry().at_one_moment([&] {
    switch (order.kind) {
      case ExportKind::lots:
        table = lot_table(workplace, order, kMostRows + 1, language);
        break;
      case ExportKind::products:
        table = product_table(workplace.registry(), order.cooperative_id, language);
        break;
      case ExportKind::certifications:
        table = certification_table(workplace.registry(), order.cooperative_id, workplace.today(),
                                    language);
        break;
      case ExportKind::jobs:
        table = job_table(workplace, order, kMostRows + 1, language);
        break;
    }
  });
  table.sheet = words(language, "export.sheet." + to_text(order.kind));
  return table;
}

Result<std::size_t> write_export(const Workplace& workplace, const ExportOrder& order,
                                 Language language) {
  if (auto checked = check_order(workplace, order); !checked) return checked.error();
  const SheetTable table = export_table(workplace, order, language);
  if (table.rows.size() > kMostRows)
    return Error{.code = "export_too_large", .args = {{"limit", std::to_string(kMostRows)}}};
  write_table(order.out, table);
  return table.rows.size();
}

}  // namespace temgoc
