// A QR symbol: its modules, and how large they are on a printer's dots.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "temgoc/base/result.h"

namespace temgoc {

inline constexpr unsigned kQuietModules = 4;  // on each side, ISO/IEC 18004
inline constexpr double kSmallestModuleMm = 0.375;
inline constexpr double kMmPerInch = 25.4;

struct QrSymbol {
  unsigned version = 0;  // 1 to 40
  unsigned modules = 0;  // along a side, without the quiet zone
  std::string rows;  // top first; each padded to whole bytes, most significant bit left; 0 = dark
};

// How much of a symbol may be damaged and is still read: 7 % or 15 %.
enum class QrLevel { low, medium };

// The lowest version that holds `uri` in explicit segments. Of a sealed link: `scheme://host/` as
// bytes, the seal's digits as a number, the rest as alphanumerics. Of another: `scheme://host/01/`
// as bytes, the GTIN as a number, the rest. The rest is bytes where it has a lower-case letter.
// `code_text_too_long` when no symbol holds it.
Result<QrSymbol> encode_qr(std::string_view uri, QrLevel level = QrLevel::medium);

// The side of the symbol that encode_qr would make, found by counting bits alone. None: no symbol
// holds `uri`.
std::optional<unsigned> qr_modules(std::string_view uri, QrLevel level);

// The smallest whole number of dots that makes a module of at least `least_mm`.
unsigned module_dots(unsigned dpi, double least_mm = kSmallestModuleMm);
inline double module_mm(unsigned dpi, double least_mm = kSmallestModuleMm) {
  return module_dots(dpi, least_mm) * kMmPerInch / dpi;
}
// A code on whole dots in its box, in dots from the label's corner.
struct CodePlace {
  long left = 0, top = 0;  // of the first module; the quiet zone lies before it
  unsigned module = 0;     // dots of a module's side
};
// In the middle of the box, of the largest module that leaves kQuietModules whole modules empty on
// each side within it; none where that module is smaller than `least_mm`.
struct BoxSides {
  double x_mm = 0, y_mm = 0, width_mm = 0, height_mm = 0;
};
std::optional<CodePlace> code_place(const BoxSides& box, unsigned modules, unsigned dpi,
                                    double least_mm);

inline double code_side_mm(unsigned modules, unsigned dpi, double least_mm = kSmallestModuleMm) {
  return (modules + 2 * kQuietModules) * module_mm(dpi, least_mm);
}

}  // namespace temgoc
