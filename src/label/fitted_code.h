// The symbol that a code box gets: of level M, or of level L where that makes its modules larger.
#pragma once

#include <optional>
#include <string_view>

#include "qr_symbol.h"

namespace temgoc {

// A phone reads modules of half a millimetre from a thermal print; smaller ones it often does not.
inline constexpr double kEasyModuleMm = 0.5;

struct FittedCode {
  QrSymbol symbol;
  QrLevel level = QrLevel::medium;
  std::optional<CodePlace> place;  // none: the box is too small for it
};

// Level M where its modules reach kEasyModuleMm in the box, or level L gives no larger ones: a
// module of a dot more is worth more to a reader than the damage that level M withstands.
// `code_text_too_long`.
Result<FittedCode> fitted_code(std::string_view uri, const BoxSides& box, unsigned dpi,
                               double least_mm);

}  // namespace temgoc
