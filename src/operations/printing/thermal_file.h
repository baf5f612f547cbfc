// A part of a job in the printer's own language.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "operations/printing/feeds.h"
#include "temgoc/printing/read_back.h"

namespace temgoc {

// Pictures go to a roll, one row of labels a feed; a PDF goes anywhere. `format_for_sheets`.
Result<void> fits_language(PrinterLanguage language, const Stock& stock);

// The part of the page that the printer can reach, in mm: all of it, or what lies under the print
// head in the middle of a wider roll.
PageArea printable_area(const Stock& stock, const PrintPlacement& placement);

// A written file of feeds, each by itself.
struct ThermalFile {
  std::filesystem::path path;
  PrinterLanguage language = PrinterLanguage::zpl;
  unsigned left_dots = 0;                // of the page, that the pictures begin at
  std::vector<std::uint64_t> ends = {};  // of each feed: bytes from the file's beginning
};

// Writes the pages of `pdf`, one for each of `feeds`, drawn at setup.dpi on all cores, to `path` as
// feeds in setup.placement.language. `pdf_unreadable`. Throws SystemFailure `disk_write_failed`.
Result<ThermalFile> write_thermal(const std::filesystem::path& pdf,
                                  const std::filesystem::path& path, const std::vector<Feed>& feeds,
                                  const Stock& stock, const PrintSetup& setup);

// The pages as the printer will show them. A page that is not as written has no codes.
OpenPages pages_of_thermal(const ThermalFile& file, unsigned dpi);

}  // namespace temgoc
