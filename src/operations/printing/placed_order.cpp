// Fills what an order leaves open from the template, the printer and the sheet in use.
#include "operations/printing/placed_order.h"

#include "operations/printing/thermal_file.h"
#include "temgoc/printing/find_template.h"
#include "temgoc/printing/printers.h"

namespace temgoc {
namespace {

// From the cell after the last one printed, in the order in which the sheet was begun.
Result<PrintOrder> going_on(const Registry& registry, PrintOrder order, const Stock& stock) {
  const NextCell next = registry.next_cell(order.printer, stock.id);
  order.start_cell = next.cell;
  if (next.cell == 1) return order;
  if (order.order && *order.order != next.order)
    return Error{"start_order_differs",
                 "order",
                 to_text(*order.order),
                 {},
                 {{"order", to_text(next.order)}}};
  order.order = next.order;
  return order;
}

ThermalSettings thermal_of(const Workplace& workplace, const PrintOrder& order) {
  const auto printer = workplace.registry().printer(order.printer);
  return printer && *order.format != PrinterLanguage::pdf ? printer->thermal : ThermalSettings();
}

}  // namespace

Result<LabelTemplate> ordered_template(const Workplace& workplace, const PrintOrder& order) {
  auto label = find_template(workplace.folder(), order.template_id);
  if (!label || !order.language) return label;
  return in_language(*std::move(label), *order.language);
}

Result<PrintOrder> on_printer(Workplace& workplace, PrintOrder order, const LabelTemplate& label) {
  if (!order.printer.empty()) {
    auto printer = find_printer(workplace, order.printer);
    if (!printer) return printer.error();
    if (!order.dpi) order.dpi = printer->dpi;
    if (!order.format) order.format = printer->language;
  }
  if (!order.format) order.format = PrinterLanguage::pdf;
  if (auto fits = fits_language(*order.format, label.stock); !fits) return fits.error();
  return order.start_cell ? order : going_on(workplace.registry(), std::move(order), label.stock);
}

PrintSetup placed_setup(const Workplace& workplace, const PrintOrder& order,
                        const LabelTemplate& label) {
  return {
      .dpi = order.dpi.value_or(label.stock.dpi),
      .language = to_text(label.language),
      .start_cell = order.start_cell.value(),
      .cells = label.stock.cells(),
      .placement = {.printer = order.printer,
                    .language = *order.format,
                    .order = order.order.value_or(CellOrder::across),
                    .cut_marks = order.cut_marks,
                    .correction = workplace.registry().correction(order.printer, label.stock.id),
                    .thermal = thermal_of(workplace, order)},
      .file = order.out.empty() ? "" : std::filesystem::absolute(order.out).string()};
}

}  // namespace temgoc
