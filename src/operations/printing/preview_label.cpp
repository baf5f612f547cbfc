// Prints the label into a temporary PDF, and saves its part of the page as a PNG.
#include "temgoc/printing/preview_label.h"

#include "temgoc/base/files.h"
#include "temgoc/base/passing_path.h"
#include "temgoc/readback/readback.h"
#include "temgoc/workplace/out_path.h"

namespace temgoc {
namespace fs = std::filesystem;

constexpr std::size_t kMostPicture = 8 << 20;

Result<std::string> label_picture(const LabelTemplate& label, const TrialItems& trial,
                                  unsigned dpi) {
  const PassingPath png(temporary_beside(fs::temp_directory_path() / "label.png"));
  if (auto drawn = preview_label(label, trial, dpi, png.path()); !drawn) return drawn.error();
  return read_file(png.path(), kMostPicture);
}

Result<void> preview_label(const LabelTemplate& label, const TrialItems& trial, unsigned dpi,
                           const std::filesystem::path& png) {
  if (auto checked = check_out(png); !checked) return checked.error();
  const PassingPath pdf(temporary_beside(png.parent_path() / "preview.pdf"));
  LabelJob job{.label = label};
  job.dpi = label.stock.dpi;
  job.sample = trial.sample;
  job.test = trial.test;
  job.count = 1;
  job.next = [&] { return std::optional(trial.items.front()); };
  auto printed = print_labels(job, pdf.path());
  if (!printed) return printed.error();
  const auto reader = PageReader::open(pdf.path());
  if (!reader) return reader.error();
  const Stock& stock = label.stock;
  return reader->save_png(
      1, dpi, {stock.left_mm, stock.top_mm, stock.label_width_mm, stock.label_height_mm}, png);
}

}  // namespace temgoc
