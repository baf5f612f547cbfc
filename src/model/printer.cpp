// Checks a printer's settings, and computes its correction from the readings of a test page.
#include "temgoc/model/printer.h"

#include <fmt/format.h>

#include <cmath>

#include "named.h"
#include "temgoc/base/text.h"
#include "temgoc/model/identifiers.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostNameCharacters = 80;
constexpr double kMostScaling = 0.1;

Error too_large(const char* field, double value) {
  return {.code = "reading_too_large",
          .field = field,
          .value = fmt::format("{:.4g}", value),
          .args = {{"limit", fmt::format("{:.0f}", kMostReadingMm)}}};
}

Error out_of_range(const char* code, const char* field, std::string value, unsigned least,
                   unsigned most) {
  return {.code = code,
          .field = field,
          .value = std::move(value),
          .args = {{"least", std::to_string(least)}, {"most", std::to_string(most)}}};
}

struct Axis {
  double offset = 0, scale = 1;
};

// The printer puts p at from + (p - from) * s - first, where s makes the last reading too.
Result<Axis> axis_from(double first, double last, double from, double to, const char* first_field,
                       const char* last_field) {
  for (const auto& [field, reading] : {std::pair{first_field, first}, {last_field, last}})
    if (!std::isfinite(reading) || std::abs(reading) > kMostReadingMm)
      return too_large(field, reading);
  const double printed = 1 - (last - first) / (to - from);
  if (std::abs(printed - 1) > kMostScaling) return too_large(last_field, last);
  const double scale = 1 / printed;
  return Axis{from + (first - from) * scale, scale};
}

constexpr Names<PrinterLanguage, 3> kLanguages{{{PrinterLanguage::pdf, "pdf"},
                                                {PrinterLanguage::zpl, "zpl"},
                                                {PrinterLanguage::tspl, "tspl"}}};
constexpr Names<CellOrder, 2> kOrders{{{CellOrder::across, "across"}, {CellOrder::down, "down"}}};

}  // namespace

std::string to_text(PrinterLanguage language) { return name_in(kLanguages, language); }
std::optional<PrinterLanguage> printer_language(std::string_view text) {
  return value_in(kLanguages, text);
}

std::string to_text(CellOrder order) { return name_in(kOrders, order); }
std::optional<CellOrder> cell_order(std::string_view text) { return value_in(kOrders, text); }

Result<void> check_rules(const Printer& printer) {
  if (auto id = parse_record_id(printer.id, "id"); !id) return id.error();
  if (auto name = clean_text(printer.name, "name", kMostNameCharacters); !name) return name.error();
  if (printer.dpi < 100 || printer.dpi > 1200)
    return Error{"dpi_invalid", "dpi", std::to_string(printer.dpi)};
  const ThermalSettings& thermal = printer.thermal;
  const unsigned darkest = printer.language == PrinterLanguage::tspl ? 15 : 30;
  if (thermal.speed && (*thermal.speed < 1 || *thermal.speed > 14))
    return out_of_range("speed_invalid", "speed", std::to_string(*thermal.speed), 1, 14);
  if (thermal.darkness && *thermal.darkness > darkest)
    return out_of_range("darkness_invalid", "darkness", std::to_string(*thermal.darkness), 0,
                        darkest);
  if (!(thermal.head_mm >= 20 && thermal.head_mm <= 300))
    return out_of_range("head_invalid", "head-mm", fmt::format("{:g}", thermal.head_mm), 20, 300);
  return {};
}

Correction Correction::after(const Correction& inner) const {
  return {scale_x * inner.offset_x_mm + offset_x_mm, scale_y * inner.offset_y_mm + offset_y_mm,
          scale_x * inner.scale_x, scale_y * inner.scale_y};
}

Result<Correction> correction_from(const TestReadings& readings, const PagePoint& first_corner,
                                   const PagePoint& last_corner) {
  const auto x = axis_from(readings.first.x_mm, readings.last.x_mm, first_corner.x_mm,
                           last_corner.x_mm, "first-right", "last-right");
  if (!x) return x.error();
  const auto y = axis_from(readings.first.y_mm, readings.last.y_mm, first_corner.y_mm,
                           last_corner.y_mm, "first-down", "last-down");
  if (!y) return y.error();
  return Correction{x->offset, y->offset, x->scale, y->scale};
}

}  // namespace temgoc
