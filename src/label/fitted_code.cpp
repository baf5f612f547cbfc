// Encodes at level M, and again at level L where the modules come out small.
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
  auto medium = encode_qr(uri);
  if (!medium) return medium.error();
  const auto place = code_place(box, medium->modules, dpi, least_mm);
  if (!is_easy(place, dpi)) {
    auto low = encode_qr(uri, QrLevel::low);
    if (!low) return low.error();
    const auto larger = code_place(box, low->modules, dpi, least_mm);
    if (!place || module_of(larger) > module_of(place))
      return FittedCode{std::move(*low), QrLevel::low, larger};
  }
  return FittedCode{std::move(*medium), QrLevel::medium, place};
}

}  // namespace temgoc
