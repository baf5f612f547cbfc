// A part of a job in the printer's own language.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "workflow/read_back.h"

namespace temgoc {

// Pictures go to a roll, one row of labels a feed; a PDF goes anywhere. `format_for_sheets`.
Result<void> fits_language(PrinterLanguage language, const Stock& stock);

// A written file of feeds, each by itself.
struct ThermalFile {
  std::filesystem::path path;
  PrinterLanguage language = PrinterLanguage::zpl;
  std::vector<std::uint64_t> ends = {};  // of each feed: bytes from the file's beginning
};

// Writes the pages of `pdf`, drawn at setup.dpi on all cores, to `path` as feeds in
// setup.placement.language. `pdf_unreadable`. Throws SystemFailure `disk_write_failed`.
Result<ThermalFile> write_thermal(const std::filesystem::path& pdf,
                                  const std::filesystem::path& path, const Stock& stock,
                                  const PrintSetup& setup);

// The pictures that the printer will get, page by page. A page that is not as written has no codes.
OpenPages pages_of_thermal(const ThermalFile& file, unsigned dpi);

}  // namespace temgoc
