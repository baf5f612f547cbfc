// Draws a job's labels on several threads, equal neighbours once, and adds them in order.
#include <algorithm>
#include <stdexcept>

#include "label_content.h"
#include "label_pages.h"
#include "temgoc/base/ordered_work.h"

namespace temgoc {
namespace {

// Equal labels that follow one another.
struct Run {
  std::shared_ptr<const LabelItem> item;
  std::shared_ptr<const Result<CommonContent>> common;
  std::uint32_t first = 0;  // number in the job, from 1
  std::uint32_t copies = 1;
};

// Reads a job's items into runs. The calling thread's part of the work: it places what labels
// share.
class Runs {
 public:
  Runs(const LabelJob& job, const Faces& faces) : job_(job), faces_(faces) {}

  std::optional<Run> next() {
    if (!ahead_) ahead_ = read();
    if (!ahead_) return {};
    Run run{.item = std::make_shared<const LabelItem>(std::move(*ahead_)),
            .common = {},
            .first = read_};
    for (ahead_ = read(); ahead_ && same_label(*ahead_, *run.item); ahead_ = read()) ++run.copies;
    if (!common_ || !same_common(*run.item, *last_)) common_ = draw(*run.item);
    run.common = common_;
    last_ = run.item;
    return run;
  }

 private:
  std::optional<LabelItem> read() {
    if (read_ == job_.count) return {};
    auto item = job_.next();
    if (!item) throw std::logic_error("a label job's stream ended before its count");
    ++read_;
    return item;
  }

  std::shared_ptr<const Result<CommonContent>> draw(const LabelItem& item) {
    auto drawing =
        draw_common(job_.label, item, faces_, job_.dpi, {.test = job_.test, .sample = job_.sample});
    if (!drawing) return std::make_shared<const Result<CommonContent>>(drawing.error());
    return std::make_shared<const Result<CommonContent>>(CommonContent{
        ++drawn_, std::move(*drawing), name_size_pt(job_.label, item, faces_).value()});
  }

  const LabelJob& job_;
  const Faces& faces_;
  std::optional<LabelItem> ahead_;
  std::shared_ptr<const LabelItem> last_;
  std::shared_ptr<const Result<CommonContent>> common_;
  std::uint32_t read_ = 0;
  std::uint64_t drawn_ = 0;
};

unsigned worker_threads(std::uint32_t labels) {
  const auto useful =
      labels / static_cast<unsigned>(OrderedWork<Run, Result<OwnContent>>::kBatch) + 1;
  return std::min(std::max(1u, std::thread::hardware_concurrency()), useful);
}

Error at_label(Error error, std::uint32_t number) {
  error.args["label"] = std::to_string(number);
  return error;
}

}  // namespace

Result<PrintedLabels> print_labels(const LabelJob& job, const std::filesystem::path& path) {
  const auto faces = label_faces();
  if (!faces) return faces.error();
  Runs runs(job, *faces);
  LabelPages pages(job, *faces, path);
  const auto own_boxes = boxes_of(job.label, Share::own);
  OrderedWork<Run, Result<OwnContent>> work(
      [&] { return runs.next(); },
      [&](const Run& run) -> Result<OwnContent> {
        if (!*run.common) return run.common->error();
        return draw_own(job.label, own_boxes, *run.item, *faces, job.dpi, (*run.common)->name_pt);
      },
      worker_threads(job.count));
  while (auto done = work.next()) {
    const auto& [run, own] = *done;
    if (!*run.common) return at_label(run.common->error(), run.first);
    if (!own) return at_label(own.error(), run.first);
    pages.add(**run.common, *own, run.first, run.copies);
  }
  return pages.release();
}

Result<std::string> print_mark(const LabelJob& job, const LabelItem& item,
                               const std::filesystem::path& path) {
  const auto faces = label_faces();
  if (!faces) return faces.error();
  const auto mark = draw_mark(job.label, item, *faces, job.dpi, {job.test, job.sample});
  if (!mark) return mark.error();
  LabelJob sheet = job;
  sheet.start_cell = 1;
  sheet.count = job.label.stock.cells();
  LabelPages pages(sheet, *faces, path);
  pages.add({1, mark->drawing}, {Drawing(job.dpi)}, 1, sheet.count);
  pages.release();
  return mark->words;
}

}  // namespace temgoc
