#include "label_pages.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "sheet.h"
#include "temgoc/files.h"

namespace temgoc {
namespace {

unsigned divided_up(std::uint64_t count, unsigned size) {
  return static_cast<unsigned>((count + size - 1) / size);
}

}  // namespace

PendingFile::PendingFile(std::filesystem::path path)
    : path_(std::move(path)), written_(temporary_beside(path_)) {}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : path_(std::move(other.path_)), written_(std::exchange(other.written_, {})) {}

PendingFile::~PendingFile() {
  std::error_code ignored;
  if (!written_.empty()) std::filesystem::remove(written_, ignored);
}

std::filesystem::path PendingFile::release() {
  release_file(std::exchange(written_, {}), path_);
  return path_;
}

LabelPages::LabelPages(const LabelJob& job, const Faces& faces, std::filesystem::path path)
    : job_(job),
      faces_(faces),
      path_(std::move(path)),
      stock_(job.label.stock),
      dots_per_mm_(job.dpi / kMmPerInch),
      parts_(
          divided_up(divided_up(job.start_cell - 1ull + job.count, stock_.cells()), kPagesInPart)),
      cell_(job.start_cell - 1),
      first_cell_(cell_) {
  printed_.module_mm = module_mm(job.dpi, code_box(job.label).module_mm);
}

void LabelPages::add(const CommonContent& common, const OwnContent& own, std::uint32_t number,
                     std::uint32_t copies) {
  const std::string& common_content = common.drawing.content();
  const std::string& own_content = own.drawing.content();
  for (std::uint32_t copy = 0; copy < copies; ++copy) {
    if (!part_) start_part();
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
}

void LabelPages::start_part() {
  part_ = std::make_unique<PdfFile>(faces_.regular.path(), faces_.bold.path(), job_.title,
                                    job_.made_at);
  for (const auto& [file, picture] : job_.label.pictures)
    part_->add_picture(image_name(job_.label, file), picture);
}

PrintedLabels LabelPages::release() {
  if (!page_.empty()) end_page();
  if (part_) end_part();
  try {
    for (PendingFile& file : pending_) printed_.files.push_back(file.release());
  } catch (...) {
    // A part alone would be labels of a job that says it failed.
    std::error_code ignored;
    for (const auto& released : printed_.files) std::filesystem::remove(released, ignored);
    throw;
  }
  return std::move(printed_);
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
    if (!part_->add_form(name, content(), width, height)) return content();
    forms_.insert(name);
  }
  return "/" + name + " Do\n";
}

void LabelPages::use_letters(const Drawing& drawing) {
  for (const bool bold : {false, true}) part_->use_letters(drawing.letters(bold), bold);
}

void LabelPages::end_page() {
  if (job_.cut_marks) page_ += cut_marks(stock_, job_.order, first_cell_, cell_ - 1, job_.dpi);
  part_->add_page(page_points(stock_.page_width_mm), page_points(stock_.page_height_mm),
                  page_system(stock_, job_.dpi, job_.correction) + page_);
  page_.clear();
  first_cell_ = cell_ = 0;
  ++printed_.pages;
  if (++pages_in_part_ == kPagesInPart) end_part();
}

void LabelPages::end_part() {
  pending_.emplace_back(part_path(pending_.size() + 1));
  part_->save(pending_.back().written());
  part_.reset();
  forms_.clear();
  pages_in_part_ = 0;
}

std::filesystem::path LabelPages::part_path(std::size_t part) const {
  if (parts_ == 1) return path_;
  const std::string number = "_" + std::to_string(part) + "of" + std::to_string(parts_);
  return path_.parent_path() / (path_.stem().string() + number + path_.extension().string());
}

}  // namespace temgoc
