// Blocks of a form one under another on A4 pages, then the number of each page.
#include "temgoc/label/form_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "drawing.h"
#include "label_pages.h"
#include "paper_text.h"
#include "pdf_file.h"
#include "setting.h"
#include "sheet.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr unsigned kDpi = 300;
constexpr double kPageWidthMm = 210, kPageHeightMm = 297;
// As offices bind papers: more room at the left.
constexpr double kLeftMm = 28, kRightMm = 17, kTopMm = 18, kBottomMm = 20;
constexpr double kRoomMm = kPageWidthMm - kLeftMm - kRightMm;
// What is kept below a heading, and below a table's header: they do not end a page.
constexpr double kKeptMm = 34, kRowMm = 14;
constexpr double kCellPadMm = 1.6, kHairMm = 0.2, kRuleMm = 0.25, kSignMm = 26, kFooterPt = 9;

struct Manner {
  double size_pt;
  bool bold;
  double above_mm;
};

Manner manner_of(FormLook look) {
  switch (look) {
    case FormLook::nation:
      return {12, true, 0};
    case FormLook::motto:
      return {11.5, true, 1};
    case FormLook::corner:
      return {10, true, 0};
    case FormLook::title:
      return {15, true, 8};
    case FormLook::subtitle:
      return {10.5, false, 1.5};
    case FormLook::heading:
      return {11.5, true, 5};
    case FormLook::note:
      return {9, false, 2};
    case FormLook::right:
      return {10.5, false, 4};
    case FormLook::signature:
      return {11, true, 8};
    case FormLook::body:
    case FormLook::field:
    case FormLook::table:
    case FormLook::page:
      break;
  }
  return {10.5, false, 1.8};
}

double em_mm(double size_pt) { return size_pt * kMmPerPoint; }

class FormPages {
 public:
  explicit FormPages(const Faces& faces) : faces_(faces) { pages_.emplace_back(kDpi); }

  void add(const FormBlock& block) {
    switch (block.look) {
      case FormLook::page:
        return new_page();
      case FormLook::table:
        return table(block.table);
      case FormLook::field:
        return field(block);
      case FormLook::signature:
        return signature(block);
      default:
        return paragraph(block);
    }
  }

  void write(PdfFile& file, Language language) {
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const std::string number =
          words(language, "form.page",
                {{"page", std::to_string(i + 1)}, {"pages", std::to_string(pages_.size())}});
      at_mm_ = kPageHeightMm - 12;
      lines(pages_[i], paper_lines(number, kFooterPt, false, kRoomMm, faces_), kFooterPt, false,
            kLeftMm, kRoomMm, Place::centre);
      for (const bool bold : {false, true}) file.use_letters(pages_[i].letters(bold), bold);
      Stock page;
      page.page_width_mm = kPageWidthMm, page.page_height_mm = kPageHeightMm;
      file.add_page(page_points(kPageWidthMm), page_points(kPageHeightMm),
                    page_system(page, kDpi, {}) + pages_[i].content());
    }
  }

 private:
  enum class Place { left, centre, right };

  Drawing& drawing() { return pages_.back(); }

  void new_page() {
    pages_.emplace_back(kDpi);
    at_mm_ = kTopMm;
  }

  double height(std::size_t count, double size_pt, bool bold) const {
    return text_height_mm(count, size_pt, faces_.of(bold));
  }

  void make_room(double above_mm, double high_mm) {
    if (at_mm_ > kTopMm) at_mm_ += above_mm;
    if (at_mm_ + high_mm > kPageHeightMm - kBottomMm) new_page();
  }

  // At `at_mm_`, which stays.
  void lines(Drawing& drawing, const std::vector<SetLine>& set, double size_pt, bool bold,
             double x_mm, double room_mm, Place place) {
    const double em = em_mm(size_pt);
    PlacedText placed{0, size_pt, {}};
    double baseline = at_mm_ + faces_.of(bold).ascent() * em;
    for (const SetLine& line : set) {
      std::u32string points;
      for (const Letter& letter : line.letters) points += letter.point;
      if (points.empty()) {
        baseline += kLinePitch * em;
        continue;
      }
      const double wide = line.width_em * em;
      const double x = place == Place::left     ? x_mm
                       : place == Place::centre ? x_mm + (room_mm - wide) / 2
                                                : x_mm + room_mm - wide;
      placed.lines.push_back({x, baseline, wide, to_utf8(points), bold});
      baseline += kLinePitch * em;
    }
    if (!placed.lines.empty()) drawing.text(placed);
  }

  void rule(double x_mm, double y_mm, double width_mm) {
    drawing().shape(paper_shape(BoxKind::line, x_mm, y_mm, width_mm, kRuleMm));
  }

  void paragraph(const FormBlock& block) {
    const Manner manner = manner_of(block.look);
    const auto set = paper_lines(block.text, manner.size_pt, manner.bold, kRoomMm, faces_);
    const double high = height(set.size(), manner.size_pt, manner.bold);
    // A heading does not stand alone at the foot of a page.
    make_room(manner.above_mm, high + (block.look == FormLook::heading ? kKeptMm : 0));
    const bool centred = block.look == FormLook::nation || block.look == FormLook::motto ||
                         block.look == FormLook::title || block.look == FormLook::subtitle;
    const bool right = block.look == FormLook::corner || block.look == FormLook::right;
    lines(drawing(), set, manner.size_pt, manner.bold, kLeftMm, kRoomMm,
          centred ? Place::centre
          : right ? Place::right
                  : Place::left);
    at_mm_ += high;
    if (block.look != FormLook::motto) return;
    const double wide = set.back().width_em * em_mm(manner.size_pt);
    at_mm_ += 0.8;
    rule(kLeftMm + (kRoomMm - wide) / 2, at_mm_, wide);
    at_mm_ += 1;
  }

  // "Tên: giá trị", the value hanging behind its name; dots if there is none.
  void field(const FormBlock& block) {
    const Manner manner = manner_of(FormLook::field);
    const std::string name = block.text + ": ";
    const double named =
        width_em(paper_letters(name, false, faces_), faces_) * em_mm(manner.size_pt) + 1;
    const double room = kRoomMm - named;
    const bool blank = block.value.empty();
    const auto value = paper_lines(blank ? dots(room, manner.size_pt) : block.value, manner.size_pt,
                                   !blank, room, faces_);
    const double high = height(value.size(), manner.size_pt, !blank);
    make_room(manner.above_mm, high);
    lines(drawing(), paper_lines(name, manner.size_pt, false, kRoomMm, faces_), manner.size_pt,
          false, kLeftMm, kRoomMm, Place::left);
    lines(drawing(), value, manner.size_pt, !blank, kLeftMm + named, room, Place::left);
    at_mm_ += high;
  }

  std::string dots(double room_mm, double size_pt) const {
    const double one = width_em(paper_letters(".", false, faces_), faces_) * em_mm(size_pt);
    return std::string(static_cast<std::size_t>(std::max(room_mm / one - 1, 3.0)), '.');
  }

  // Who signs, how, and room for it; `value` is the name beneath.
  void signature(const FormBlock& block) {
    const Manner manner = manner_of(FormLook::signature);
    const double x = kLeftMm + kRoomMm / 2, room = kRoomMm / 2;
    const auto who = paper_lines(block.text, manner.size_pt, true, room, faces_);
    const double high = height(who.size(), manner.size_pt, true);
    make_room(manner.above_mm, high + kSignMm);
    lines(drawing(), who, manner.size_pt, true, x, room, Place::centre);
    at_mm_ += high + 1;
    if (!block.value.empty())
      lines(drawing(), paper_lines(block.value, 9.5, false, room, faces_), 9.5, false, x, room,
            Place::centre);
    at_mm_ += kSignMm;
  }

  struct SetRow {
    std::vector<std::vector<SetLine>> cells;
    double high_mm = 0;
    bool bold = false;
  };

  static std::vector<double> widths_of(const FormTable& table) {
    const double all = std::accumulate(table.widths.begin(), table.widths.end(), 0.0);
    std::vector<double> widths;
    for (const double part : table.widths) widths.push_back(part / all * kRoomMm);
    return widths;
  }

  SetRow set_row(const std::vector<std::string>& cells, const std::vector<double>& widths,
                 bool bold) const {
    SetRow row{{}, 0, bold};
    for (std::size_t i = 0; i < widths.size(); ++i) {
      row.cells.emplace_back();
      const std::string text = i < cells.size() ? cells[i] : std::string();
      // Line breaks in a cell begin a new line.
      for (const std::string_view part : split(text, '\n'))
        for (SetLine& line :
             paper_lines(std::string(part), kTablePt, bold, widths[i] - 2 * kCellPadMm, faces_))
          row.cells.back().push_back(std::move(line));
      row.high_mm = std::max(row.high_mm, height(row.cells.back().size(), kTablePt, bold));
    }
    row.high_mm += 2 * kCellPadMm;
    return row;
  }

  void draw_row(const SetRow& row, const std::vector<double>& widths,
                const std::vector<bool>& centred, bool header) {
    double x = kLeftMm;
    const double top = at_mm_;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      // Frames lie inside their boxes: a hair's overlap, and two neighbours share one line.
      Box frame =
          paper_shape(BoxKind::rectangle, x, top, widths[i] + kHairMm, row.high_mm + kHairMm);
      frame.line_mm = kHairMm;
      drawing().shape(frame);
      const bool middle = header || (i < centred.size() && centred[i]);
      at_mm_ = top + kCellPadMm;
      lines(drawing(), row.cells[i], kTablePt, row.bold, x + kCellPadMm, widths[i] - 2 * kCellPadMm,
            middle ? Place::centre : Place::left);
      x += widths[i];
    }
    at_mm_ = top + row.high_mm;
  }

  void table(const FormTable& table) {
    const auto widths = widths_of(table);
    const SetRow header = set_row(table.header, widths, true);
    make_room(3, header.high_mm + kRowMm);
    draw_row(header, widths, table.centred, true);
    for (const FormTable::Row& each : table.rows) {
      const SetRow row = set_row(each.cells, widths, each.bold);
      if (at_mm_ + row.high_mm > kPageHeightMm - kBottomMm) {
        new_page();
        draw_row(header, widths, table.centred, true);
      }
      draw_row(row, widths, table.centred, false);
    }
    at_mm_ += 1;
  }

  static constexpr double kTablePt = 9.5;

  const Faces& faces_;
  std::vector<Drawing> pages_ = {};
  double at_mm_ = kTopMm;
};

}  // namespace

Result<void> print_form(const std::vector<FormBlock>& blocks, std::string_view title,
                        Language language, Instant made_at, const std::filesystem::path& path) {
  const auto faces = label_faces();
  if (!faces) return faces.error();
  PdfFile file(faces->regular.path(), faces->bold.path(), title,
               language == Language::en ? "en" : "vi", made_at);
  FormPages pages(*faces);
  for (const FormBlock& each : blocks) pages.add(each);
  pages.write(file, language);
  PendingFile pending(path);
  file.save(pending.written());
  pending.release();
  return {};
}

}  // namespace temgoc
