// Fills pages cell by cell, draws a repeated part once as a PDF form, and names the file last.
#include "label_pages.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "sheet.h"
#include "temgoc/base/files.h"

namespace temgoc {
namespace {

std::uint64_t pages_of(const LabelJob& job) {
  const unsigned cells = job.label.stock.cells();
  return (job.start_cell - 1ull + job.count + cells - 1) / cells;
}

}  // namespace

PendingFile::PendingFile(std::filesystem::path path)
    : path_(std::move(path)), written_(temporary_beside(path_)) {}

void PendingFile::release() { release_file(written_.keep(), path_); }

LabelPages::LabelPages(const LabelJob& job, const Faces& faces, const std::filesystem::path& path)
    : job_(job),
      faces_(faces),
      stock_(job.label.stock),
      dots_per_mm_(job.dpi / kMmPerInch),
      system_(page_system(stock_, job.dpi, job.correction)),
      cell_(job.start_cell - 1),
      first_cell_(cell_),
      file_(path),
      pdf_(faces.regular.path(), faces.bold.path(), job.title,
           job.label.language == LabelLanguage::en ? "en" : "vi", job.made_at) {
  if (pages_of(job) > kMostPages) throw std::logic_error("a label job of too many pages");
  for (const auto& [file, picture] : job.label.pictures)
    pdf_.add_picture(image_name(job.label, file), picture);
}

void LabelPages::add(const CommonContent& common, const OwnContent& own, std::uint32_t number,
                     std::uint32_t copies) {
  const std::string& common_content = common.drawing.content();
  const std::string& own_content = own.drawing.content();
  for (std::uint32_t copy = 0; copy < copies; ++copy) {
    if (copies > 1) {
      const auto both = [&] { return common_content + own_content; };
      page_ += in_cell(shown("L" + std::to_string(number), both, {&common.drawing, &own.drawing}));
    } else {
      const auto first = [&] { return common_content; };
      page_ += in_cell(shown("C" + std::to_string(common.number), first, {&common.drawing}) +
                       own_content);
      use_letters(own.drawing);
    }
    if (++cell_ == stock_.cells()) end_page();
  }
  printed_.labels += copies;
  printed_.qr_version = std::max(printed_.qr_version, own.qr_version);
  const double module = own.module_dots / dots_per_mm_;
  if (printed_.module_mm == 0 || module < printed_.module_mm) printed_.module_mm = module;
}

PrintedLabels LabelPages::release() {
  if (!page_.empty()) end_page();
  pdf_.save(file_.written());
  file_.release();
  return printed_;
}

std::string LabelPages::in_cell(const std::string& content) const {
  const auto dots = [&](double mm) { return std::lround(mm * dots_per_mm_); };
  const PagePoint at = label_corner(stock_, cell_, job_.order);
  return moved(dots(at.x_mm), dots(at.y_mm), content);
}

template <class Content>
std::string LabelPages::shown(const std::string& name, Content content,
                              std::initializer_list<const Drawing*> drawings) {
  if (!forms_.contains(name)) {
    for (const Drawing* drawing : drawings) use_letters(*drawing);
    const double width = std::ceil(stock_.label_width_mm * dots_per_mm_);
    const double height = std::ceil(stock_.label_height_mm * dots_per_mm_);
    if (!pdf_.add_form(name, content(), width, height)) return content();
    forms_.insert(name);
  }
  return "/" + name + " Do\n";
}

void LabelPages::use_letters(const Drawing& drawing) {
  for (const bool bold : {false, true}) pdf_.use_letters(drawing.letters(bold), bold);
}

void LabelPages::end_page() {
  if (job_.cut_marks) page_ += cut_marks(stock_, job_.order, first_cell_, cell_ - 1, job_.dpi);
  pdf_.add_page(page_points(stock_.page_width_mm), page_points(stock_.page_height_mm),
                system_ + page_);
  page_.clear();
  first_cell_ = cell_ = 0;
  ++printed_.pages;
}

}  // namespace temgoc
