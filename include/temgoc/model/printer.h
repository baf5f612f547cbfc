// What prints the labels, and how far it misses: a printer, and its correction for one stock.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "temgoc/base/clock.h"
#include "temgoc/base/result.h"

namespace temgoc {

enum class PrinterLanguage { pdf, zpl, tspl };
std::string to_text(PrinterLanguage language);
std::optional<PrinterLanguage> printer_language(std::string_view text);

// What a thermal printer is told with each job.
struct ThermalSettings {
  std::optional<unsigned> speed = {};     // inches a second, 1 to 14; none: as the printer is set
  std::optional<unsigned> darkness = {};  // 0 to 30 in ZPL, 0 to 15 in TSPL; none: as it is set
  double head_mm = 104;  // that the print head reaches, in the middle of the roll; 20 to 300
  bool operator==(const ThermalSettings&) const = default;
};

struct Printer {
  std::string id = {};    // as for any record
  std::string name = {};  // what people call it
  PrinterLanguage language = PrinterLanguage::pdf;
  unsigned dpi = 300;  // 100 to 1200
  ThermalSettings thermal = {};
  bool operator==(const Printer&) const = default;
};
// `record_id_invalid`, `dpi_invalid`, `speed_invalid`, `darkness_invalid`, `head_invalid` (args
// least and most), and for the name those of clean_text.
Result<void> check_rules(const Printer& printer);

// A point of the page in mm.
struct PagePoint {
  double x_mm = 0, y_mm = 0;
};

// Where a page's point must be drawn so that this printer puts it where it belongs:
// scale * point + offset, in mm from the page's top left corner, right and down.
struct Correction {
  double offset_x_mm = 0, offset_y_mm = 0;
  double scale_x = 1, scale_y = 1;
  bool operator==(const Correction&) const = default;

  bool is_none() const { return *this == Correction{}; }
  PagePoint of(const PagePoint& at) const {
    return {scale_x * at.x_mm + offset_x_mm, scale_y * at.y_mm + offset_y_mm};
  }
  // First `inner`, then this: of what was drawn under this correction and still missed by `inner`.
  Correction after(const Correction& inner) const;
};

// What corrects a printer on a stock, and since when. None where it was reset.
struct StockCorrection {
  std::string stock = {};
  Correction correction = {};
  Instant at = {};
};

// What is read off a test page held on a sheet of labels: how far right and down of the printed
// zero the label's edge lies, in mm, at two corners far apart.
struct TestReadings {
  PagePoint first;  // at the first label's top left corner
  PagePoint last;   // at the last label's bottom right corner
};
inline constexpr double kMostReadingMm = 20;

// The offset from the first reading, the scale from how the second differs. `reading_too_large`
// (field, value, args limit): over kMostReadingMm, or a scale off by more than a tenth; then the
// page was printed "to fit", which no correction mends.
Result<Correction> correction_from(const TestReadings& readings, const PagePoint& first_corner,
                                   const PagePoint& last_corner);

// How a sheet's cells follow one another.
enum class CellOrder { across, down };
std::string to_text(CellOrder order);
std::optional<CellOrder> cell_order(std::string_view text);
// The first free cell of a part-used sheet, in the order in which the sheet was begun.
struct NextCell {
  unsigned cell = 1;
  CellOrder order = CellOrder::across;
  bool operator==(const NextCell&) const = default;
};

}  // namespace temgoc
