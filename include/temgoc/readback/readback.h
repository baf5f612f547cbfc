// What a printed page says to a scanner: rasterises a PDF page and decodes its codes. For read-back
// of a job and for tests.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "temgoc/base/bitmap.h"
#include "temgoc/base/result.h"

namespace temgoc {

// A part of a page in mm from its top left corner; width 0: the whole page.
struct PageArea {
  double x_mm = 0, y_mm = 0, width_mm = 0, height_mm = 0;
};

// Draws as a printer without shades does: each dot black or white. Not for use from two threads at
// once; each thread has a reader of its own.
class PageReader {
 public:
  static Result<PageReader> open(
      const std::filesystem::path&
          pdf);  // `pdf_unreadable` (value path): no PDF, damaged or locked
  PageReader(PageReader&&) noexcept;
  PageReader& operator=(PageReader&&) noexcept;
  ~PageReader();
  unsigned pages() const;
  // The texts of all QR codes found in each area of page `page` (from 1) at `dpi`, in the areas'
  // order; none where there is no such page. The page is drawn once, only as far as the areas
  // reach, so ask for all of a sheet's labels together. An area holding one label is read best: a
  // whole sheet as one area overlooks some.
  std::vector<std::vector<std::string>> read_codes(unsigned page, unsigned dpi,
                                                   std::span<const PageArea> areas) const;
  // What becomes a black dot: what is darker than half of the paper, as such a printer shows the
  // page; or whatever is not as white as paper, for a printer in colour.
  enum class Dots { dark, any_ink };
  // The whole page; none where there is no such page.
  std::optional<Bitmap> bitmap(unsigned page, unsigned dpi, Dots dots = Dots::dark) const;
  // Of one area; by default the whole page.
  std::vector<std::string> read_codes(unsigned page, unsigned dpi, const PageArea& area = {}) const;
  // The area as a PNG in colour. `page_missing` (value page), and those of release_new_file:
  // nothing may have the name yet. Throws SystemFailure as write_error has it.
  Result<void> save_png(unsigned page, unsigned dpi, const PageArea& area,
                        const std::filesystem::path& path) const;

 private:
  struct State;
  explicit PageReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// How much of `wanted`'s ink in an area `picture` shows too: 1 where nothing is wanted there. Both
// are drawn at `dpi` from the same corner.
double ink_shown(const Bitmap& wanted, const Bitmap& picture, unsigned dpi, const PageArea& area);

// The texts of all QR codes in a part of a picture drawn at `dpi`.
std::vector<std::string> read_codes(const Bitmap& picture, unsigned dpi, const PageArea& area = {});

}  // namespace temgoc
