// How large a label's code comes out, and from how far it is read.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "temgoc/label/label.h"

namespace temgoc {

struct CodeSize {
  unsigned modules = 0;    // along a side, without the quiet zone
  double module_mm = 0;    // of one module, whole dots
  double side_mm = 0;      // with the quiet zone
  double distance_mm = 0;  // from which an older phone reads it: reading_distance_mm
  bool is_easy = false;    // half a millimetre a module or more
};

// The code of `uri` in the template's code box at a printer's dots. None where the box is too small
// for it, or no code holds it: check_template says so.
std::optional<CodeSize> code_size(const LabelTemplate& label, unsigned dpi, std::string_view uri);

// From how far a camera whose picture has 1,280 dots across 60 degrees still shows a module on five
// dots: what zbar and zxing need in the shots of `./dev bench codes`.
double reading_distance_mm(double module_mm);

// Modules along a side of the smallest code (level L) that holds `uri`. None: no code holds it.
std::optional<unsigned> fewest_modules(std::string_view uri);
// The side of such a code with its quiet zone, in modules of half a millimetre.
double easy_side_mm(unsigned modules);

}  // namespace temgoc
