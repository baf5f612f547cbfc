// Tries every template on a lot and the printers on record, and draws the lot's label as a PNG.
#include "temgoc/printing/lot_stocks.h"

#include <algorithm>

#include "temgoc/printing/find_template.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

bool holds_facts(const LabelTemplate& label, const LabelItem& item) {
  return check_translations(label, {item}).empty() && check_values(label, {item}).empty();
}

bool is_wide_enough(const Printer& printer, const Stock& stock) {
  if (printer.language == PrinterLanguage::pdf) return true;
  return stock.rows == 1 && stock.page_width_mm <= printer.thermal.head_mm;
}

bool prints(const Printer& printer, const LabelTemplate& label, const LabelItem& item) {
  return is_wide_enough(printer, label.stock) &&
         check_template(label, printer.dpi, item.uri).empty();
}

bool is_printable(const std::vector<Printer>& printers, const LabelTemplate& label,
                  const LabelItem& item) {
  if (printers.empty()) return check_template(label, label.stock.dpi, item.uri).empty();
  return std::ranges::any_of(printers,
                             [&](const Printer& each) { return prints(each, label, item); });
}

}  // namespace

std::vector<LotStock> lot_stocks(const Registry& registry, const fs::path& folder, Day today,
                                 const Lot& lot) {
  const std::vector<Printer> printers = registry.printers();
  std::vector<LotStock> stocks;
  for (const std::string& id : template_ids(folder)) {
    auto label = find_template(folder, id);
    if (!label || label->code == CodeKind::product_link) continue;
    const LabelItem item = trial_item(registry, today, *label, lot).items.front();
    const bool fits = holds_facts(*label, item) && is_printable(printers, *label, item);
    stocks.push_back({*std::move(label), fits});
  }
  return stocks;
}

Result<std::string> lot_label_picture(const Registry& registry, Day today,
                                      const LabelTemplate& label, const Lot& lot, unsigned dpi) {
  return label_picture(label, trial_item(registry, today, label, lot), dpi);
}

Result<std::string> sample_label_picture(const LabelTemplate& label, unsigned dpi) {
  return label_picture(label, trial_items(nullptr, label), dpi);
}

}  // namespace temgoc
