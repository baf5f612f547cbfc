// Encodes once: at level M, or at level L where the modules of level M would come out small.
#include "fitted_code.h"

namespace temgoc {
namespace {

unsigned module_of(const std::optional<CodePlace>& place) { return place ? place->module : 0; }

bool is_easy(const std::optional<CodePlace>& place, unsigned dpi) {
  constexpr double kTiny = 1e-9;
  return place && place->module * kMmPerInch / dpi + kTiny >= kEasyModuleMm;
}

}  // namespace

Result<FittedCode> fitted_code(std::string_view uri, const BoxSides& box, unsigned dpi,
                               double least_mm) {
  const auto place_at = [&](QrLevel level) -> std::optional<CodePlace> {
    const auto modules = qr_modules(uri, level);
    return modules ? code_place(box, *modules, dpi, least_mm) : std::nullopt;
  };
  QrLevel level = QrLevel::medium;
  auto place = place_at(level);
  if (!is_easy(place, dpi)) {
    const auto larger = place_at(QrLevel::low);
    if (!place || module_of(larger) > module_of(place)) level = QrLevel::low, place = larger;
  }
  auto symbol = encode_qr(uri, level);
  if (!symbol) return symbol.error();
  return FittedCode{std::move(*symbol), level, place};
}

}  // namespace temgoc
