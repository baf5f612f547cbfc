// Draws one page on larger paper, and measures whether ink lies outside the printable area.
#include "operations/printing/ink_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "operations/printing/labels_folder.h"
#include "operations/printing/thermal_file.h"
#include "operations/printing/unread_file.h"
#include "temgoc/base/files.h"
#include "temgoc/readback/readback.h"

namespace temgoc {
namespace {

constexpr unsigned kDpi = 203;
constexpr double kDotMm = 25.4 / kDpi;

// How far a correction may move a point of the page, and a little more.
double reach_mm(const Stock& stock, const Correction& by) {
  const double side = std::max(stock.page_width_mm, stock.page_height_mm);
  const double scaled = std::max(std::abs(by.scale_x - 1), std::abs(by.scale_y - 1)) * side;
  return std::ceil(std::max(std::abs(by.offset_x_mm), std::abs(by.offset_y_mm)) + scaled + 2);
}

// The page with `around` mm of paper more on every side.
LabelTemplate on_larger_page(LabelTemplate label, double around) {
  label.stock.page_width_mm += 2 * around;
  label.stock.page_height_mm += 2 * around;
  return label;
}

// A label in each cell of the page that the job uses most of.
LabelJob page_of(const InkTrial& trial, const LabelTemplate& label, double around, bool marked) {
  const PrintSetup& setup = trial.setup;
  LabelJob job{.label = label,
               .dpi = setup.dpi,
               .test = marked && trial.test,
               .sample = marked && trial.sample,
               .order = setup.placement.order};
  job.correction = setup.placement.correction;
  job.correction.offset_x_mm += around;
  job.correction.offset_y_mm += around;
  const std::uint64_t used = setup.start_cell - 1 + trial.drawn;
  const bool one_page = used <= setup.cells;
  job.start_cell = one_page ? setup.start_cell : 1;
  job.count = one_page ? static_cast<std::uint32_t>(trial.drawn) : setup.cells;
  job.next = [&trial] { return std::optional(trial.item); };
  return job;
}

struct InkBox {
  unsigned left = ~0u, top = ~0u, right = 0, bottom = 0;  // the last two not included
};

InkBox ink_of(const Bitmap& page) {
  InkBox ink;
  for (unsigned y = 0; y < page.height; ++y)
    for (unsigned x = 0; x < page.width; ++x) {
      if (!page.black(x, y)) continue;
      ink = {std::min(ink.left, x), std::min(ink.top, y), std::max(ink.right, x + 1),
             std::max(ink.bottom, y + 1)};
    }
  return ink;
}

struct Overrun {
  const char* edge = "";
  double mm = 0;
};

// The edge that the ink runs over most; rasterising may add a dot.
Overrun worst_overrun(const InkBox& ink, const PageArea& area, double around) {
  const auto mm = [around](unsigned dot) { return dot * kDotMm - around; };
  const std::array edges{Overrun{"left", area.x_mm - mm(ink.left)},
                         Overrun{"top", area.y_mm - mm(ink.top)},
                         Overrun{"right", mm(ink.right) - area.x_mm - area.width_mm},
                         Overrun{"bottom", mm(ink.bottom) - area.y_mm - area.height_mm}};
  return *std::ranges::max_element(edges, {}, &Overrun::mm);
}

}  // namespace

Result<void> check_ink(Workplace& workplace, const InkTrial& trial) {
  const PrintPlacement& placement = trial.setup.placement;
  const Correction& correction = placement.correction;
  const PageArea area = printable_area(trial.label.stock, placement);
  if (correction.is_none() && area.width_mm >= trial.label.stock.page_width_mm) return {};
  const double around = reach_mm(trial.label.stock, correction);
  const LabelTemplate larger = on_larger_page(trial.label, around);
  const UnreadFile page(temporary_beside(labels_folder(workplace) / "reach.pdf"));
  // A head narrower than the page takes the ends off a mark that crosses an outer label; what the
  // label says keeps away from there.
  const bool marked = area.width_mm >= trial.label.stock.page_width_mm;
  auto drawn = print_labels(page_of(trial, larger, around, marked), page.path());
  if (!drawn) return drawn.error();
  const auto reader = PageReader::open(page.path());
  if (!reader) return reader.error();
  const auto picture = reader->bitmap(1, kDpi, PageReader::Dots::any_ink);
  if (!picture) return Error{.code = "pdf_unreadable", .value = page.path().string()};
  const Overrun over = worst_overrun(ink_of(*picture), area, around);
  if (over.mm <= kDotMm) return {};
  const std::string mm = fmt::format("{:.1f}", over.mm);
  return Error{"ink_outside_page", "printer", mm, {}, {{"edge", over.edge}, {"over_mm", mm}}};
}

}  // namespace temgoc
