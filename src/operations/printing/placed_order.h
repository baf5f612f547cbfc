// What an order for labels leaves open: the template's language, the printer's dots, the next cell.
#pragma once

#include "temgoc/printing/printing.h"

namespace temgoc {

// In the language asked for. `template_unknown`, `label_language_not_offered`.
Result<LabelTemplate> ordered_template(const Workplace& workplace, const PrintOrder& order);
// The order with the printer's dots and language, and the cell after the last one printed where
// none is named. `printer_unknown`, `format_for_sheets`, `start_order_differs` (args order).
Result<PrintOrder> on_printer(Workplace& workplace, PrintOrder order, const LabelTemplate& label);
// How it is drawn: all but copies, parts and what the labels say. REQUIRES an order of on_printer.
PrintSetup placed_setup(const Workplace& workplace, const PrintOrder& order,
                        const LabelTemplate& label);

}  // namespace temgoc
