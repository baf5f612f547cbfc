// Paragraphs one under another on A4 pages.
#include "temgoc/label/words_page.h"

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
constexpr double kPageWidthMm = 210, kPageHeightMm = 297, kMarginMm = 20, kStepIndentMm = 7,
                 kFramePadMm = 4, kFrameMm = 0.6, kTickBoxMm = 3.4, kHairMm = 0.25;

struct Manner {
  double size_pt;
  bool bold;
  double above_mm;  // from the paragraph before it
};

Manner manner_of(WordsLook look) {
  switch (look) {
    case WordsLook::title:
      return {19, true, 0};
    case WordsLook::heading:
      return {12.5, true, 6};
    case WordsLook::secret:
      return {20, true, 3};
    case WordsLook::blank:
      return {10.5, false, 6};
    case WordsLook::step:
      return {10.5, false, 2.2};
    case WordsLook::body:
      break;
  }
  return {10.5, false, 2.2};
}

class WordsPages {
 public:
  WordsPages(const Faces& faces, PdfFile& file) : faces_(faces), file_(file) {}

  void add(const WordsParagraph& paragraph) {
    const Manner manner = manner_of(paragraph.look);
    const bool framed = paragraph.look == WordsLook::secret;
    const double indent = paragraph.look == WordsLook::step ? kStepIndentMm
                          : framed                          ? kFramePadMm
                                                            : 0;
    const double room = kPageWidthMm - 2 * kMarginMm - indent - (framed ? kFramePadMm : 0);
    const auto lines = paper_lines(paragraph.text, manner.size_pt, manner.bold, room, faces_);
    const double pad = framed ? kFramePadMm : 0;
    const double high =
        text_height_mm(lines.size(), manner.size_pt, faces_.of(manner.bold)) + 2 * pad;
    make_room(manner.above_mm, high);
    mark(paragraph.look, high, manner);
    say(lines, kMarginMm + indent, at_mm_ + pad, manner);
    if (paragraph.look == WordsLook::blank) write_line(lines.back(), manner, high);
    at_mm_ += high;
  }

  void end_page() {
    if (drawing_.content().empty()) return;
    for (const bool bold : {false, true}) file_.use_letters(drawing_.letters(bold), bold);
    Stock page;
    page.page_width_mm = kPageWidthMm, page.page_height_mm = kPageHeightMm;
    file_.add_page(page_points(kPageWidthMm), page_points(kPageHeightMm),
                   page_system(page, kDpi, {}) + drawing_.content());
    drawing_ = Drawing(kDpi);
    at_mm_ = kMarginMm;
  }

 private:
  void make_room(double above_mm, double high_mm) {
    if (at_mm_ > kMarginMm) at_mm_ += above_mm;
    if (at_mm_ + high_mm > kPageHeightMm - kMarginMm) end_page();
  }

  // The frame of a secret, the box of a step.
  void mark(WordsLook look, double high_mm, const Manner& manner) {
    if (look == WordsLook::secret) {
      Box frame =
          paper_shape(BoxKind::rectangle, kMarginMm, at_mm_, kPageWidthMm - 2 * kMarginMm, high_mm);
      frame.line_mm = kFrameMm;
      drawing_.shape(frame);
    }
    if (look == WordsLook::step) {
      const double baseline = at_mm_ + faces_.regular.ascent() * manner.size_pt * kMmPerPoint;
      drawing_.shape(paper_shape(BoxKind::rectangle, kMarginMm, baseline - kTickBoxMm + 0.4,
                                 kTickBoxMm, kTickBoxMm));
    }
  }

  void write_line(const SetLine& caption, const Manner& manner, double high_mm) {
    const double from = kMarginMm + caption.width_em * manner.size_pt * kMmPerPoint + 2;
    drawing_.shape(paper_shape(BoxKind::line, from, at_mm_ + high_mm - 1,
                               kPageWidthMm - kMarginMm - from, kHairMm));
  }

  void say(const std::vector<SetLine>& lines, double x_mm, double y_mm, const Manner& manner) {
    const double em = manner.size_pt * kMmPerPoint;
    PlacedText placed{0, manner.size_pt, {}};
    double baseline = y_mm + faces_.of(manner.bold).ascent() * em;
    for (const SetLine& line : lines) {
      std::u32string points;
      for (const Letter& letter : line.letters) points += letter.point;
      placed.lines.push_back({x_mm, baseline, line.width_em * em, to_utf8(points), manner.bold});
      baseline += kLinePitch * em;
    }
    drawing_.text(placed);
  }

  const Faces& faces_;
  PdfFile& file_;
  Drawing drawing_{kDpi};
  double at_mm_ = kMarginMm;
};

}  // namespace

Result<void> print_words(const std::vector<WordsParagraph>& paragraphs, std::string_view title,
                         Language language, Instant made_at, const std::filesystem::path& path) {
  const auto faces = label_faces();
  if (!faces) return faces.error();
  PdfFile file(faces->regular.path(), faces->bold.path(), title,
               language == Language::en ? "en" : "vi", made_at);
  WordsPages pages(*faces, file);
  for (const WordsParagraph& each : paragraphs) pages.add(each);
  pages.end_page();
  PendingFile pending(path);
  file.save(pending.written());
  pending.release();
  return {};
}

}  // namespace temgoc
