// What a printed page says to a scanner: rasterises a PDF page and decodes its codes. For read-back
// of a job and for tests.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "temgoc/result.h"

namespace temgoc {

// A part of a page in mm from its top left corner; width 0: the whole page.
struct PageArea {
  double x_mm = 0, y_mm = 0, width_mm = 0, height_mm = 0;
};

// One page is kept as drawn last, so read a sheet's labels in a row. Not for use from two threads
// at once.
class PageReader {
 public:
  static Result<PageReader> open(
      const std::filesystem::path&
          pdf);  // `pdf_unreadable` (value path): no PDF, damaged or locked
  PageReader(PageReader&&) noexcept;
  PageReader& operator=(PageReader&&) noexcept;
  ~PageReader();
  unsigned pages() const;
  // The texts of all QR codes found in the area of page `page` (from 1) at `dpi`; empty when there
  // is no such page. An area holding one label is read best: a whole sheet at once overlooks some.
  std::vector<std::string> read_codes(unsigned page, unsigned dpi, const PageArea& area = {}) const;

 private:
  struct State;
  explicit PageReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace temgoc
