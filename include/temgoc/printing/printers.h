// Making labels land where they belong: printers, test pages and what is read off them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/words.h"
#include "temgoc/model/printer.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// `record_differs` (a printer of that id stands with other facts and `update` was not asked), those
// of check_rules.
Result<Stored> add_printer(Workplace& workplace, const Printer& printer, bool update);
// `printer_unknown` (args known).
Result<Printer> find_printer(Workplace& workplace, std::string_view id);

// A page of the template's stock with a ruler both ways, every label's outline, and a scale at the
// first label's top left and the last label's bottom right corner; with `printer_id`, under its
// correction and in its language. `out` empty: test_page-<template>.<language> in labels/. Returns
// the file. `template_unknown`, `printer_unknown`, `format_for_sheets`, `out_exists`,
// `folder_not_found`.
Result<std::filesystem::path> print_test_page(Workplace& workplace, std::string_view template_id,
                                              std::string_view printer_id,
                                              const std::filesystem::path& out, Language language);

// What was read off such a page becomes, with the correction it was printed under, the printer's
// correction for that template's stock, now and for every later job. `reading_too_large`,
// `template_unknown`, `printer_unknown`.
Result<Correction> calibrate(Workplace& workplace, std::string_view printer_id,
                             std::string_view template_id, const TestReadings& readings);

// Takes a printer's correction back, on that template's stock or (empty) on every stock that it was
// calibrated for: later jobs are drawn as on a new printer. Returns the stocks; none where nothing
// corrected it. `template_unknown`, `printer_unknown`.
Result<std::vector<std::string>> reset_printer(Workplace& workplace, std::string_view printer_id,
                                               std::string_view template_id);

}  // namespace temgoc
