// Labels for printers that take no PDF: the drawn label as a picture in the printer's own dots, in
// ZPL II (Zebra and compatible) or TSPL (TSC and compatible). Letters are never left to the
// printer's faces, which lack Vietnamese ones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/bitmap.h"
#include "temgoc/base/result.h"
#include "temgoc/model/printer.h"

namespace temgoc {

// What a thermal printer must know besides the picture.
struct Roll {
  double width_mm = 0, height_mm = 0;  // of one feed: a row of labels
  double gap_mm = 2;                   // between two feeds; 0: continuous
  ThermalSettings settings = {};
};

// One feed, whole and by itself, printed `copies` times. The picture stands at the top left corner;
// all of it is drawn, white too. What another program may have left in the printer is taken back:
// shifts, the origin, orientation, mirroring. REQUIRES language zpl or tspl, copies from 1.
std::string thermal_label(PrinterLanguage language, const Bitmap& picture, const Roll& roll,
                          std::uint32_t copies);

// The pictures of a file of thermal_label, in order: for reading back what will be printed.
// `thermal_unreadable` (args at: the byte).
Result<std::vector<Bitmap>> thermal_pictures(PrinterLanguage language, std::string_view file);

}  // namespace temgoc
