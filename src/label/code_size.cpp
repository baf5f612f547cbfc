// Computes module, side and reading distance of the code that a template would print.
#include "temgoc/label/code_size.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "fitted_code.h"

namespace temgoc {

std::optional<CodeSize> code_size(const LabelTemplate& label, unsigned dpi, std::string_view uri) {
  const auto box = std::ranges::find(label.boxes, BoxKind::code, &Box::kind);
  if (box == label.boxes.end()) return std::nullopt;
  const auto code =
      fitted_code(uri, {box->x_mm, box->y_mm, box->width_mm, box->height_mm}, dpi, box->module_mm);
  if (!code || !code->place) return std::nullopt;
  const double module = code->place->module * kMmPerInch / dpi;
  constexpr double kTiny = 1e-9;
  return CodeSize{code->symbol.modules, module, (code->symbol.modules + 2 * kQuietModules) * module,
                  reading_distance_mm(module), module + kTiny >= kEasyModuleMm};
}

double reading_distance_mm(double module_mm) {
  constexpr double kPictureDots = 1280, kHalfView = std::numbers::pi / 6, kDotsAModule = 5;
  return kPictureDots / kDotsAModule * module_mm / (2 * std::tan(kHalfView));
}

std::optional<unsigned> fewest_modules(std::string_view uri) {
  return qr_modules(uri, QrLevel::low);
}

double easy_side_mm(unsigned modules) { return (modules + 2 * kQuietModules) * kEasyModuleMm; }

}  // namespace temgoc
