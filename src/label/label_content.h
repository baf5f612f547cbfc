// From an item to page content: what a label shares with its neighbours, and what is its own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "drawing.h"
#include "face.h"
#include "qr_symbol.h"
#include "temgoc/label/label.h"

namespace temgoc {

const Box& code_box(const LabelTemplate& label);  // every template has one

// Which marks labels carry, whatever they say.
struct LabelMarks {
  bool test = false;    // "MẪU THỬ – KHÔNG BÁN" in outline letters, beside the code
  bool sample = false;  // kSampleNotice, small, in a free spot where no common text says it
};

// What all labels with the same fields and stars share: marks, shapes, stars, texts without a
// serial.
Result<Drawing> draw_common(const LabelTemplate& label, const LabelItem& item, const Faces& faces,
                            unsigned dpi, LabelMarks marks);
// Of that the mark across the label alone, and what it says; empty where the label carries none.
// `test_mark_missing` (args label, page, mark) where the template leaves no room for legible
// letters.
struct DrawnMark {
  Drawing drawing;
  std::string words = {};
};
Result<DrawnMark> draw_mark(const LabelTemplate& label, const LabelItem& item, const Faces& faces,
                            unsigned dpi, LabelMarks marks);

struct CommonContent {
  std::uint64_t number = 0;  // tells them apart in a job, from 1
  Drawing drawing;
  std::optional<double> name_pt = {};  // name_size_pt of these labels
};

struct OwnContent {
  Drawing drawing;  // the code and the texts with a serial
  unsigned qr_version = 0;
  unsigned module_dots = 0;
};
// `own_boxes` are the template's of Share::own. `code_too_large` and what `place` refuses.
Result<OwnContent> draw_own(const LabelTemplate& label, const std::vector<std::size_t>& own_boxes,
                            const LabelItem& item, const Faces& faces, unsigned dpi,
                            std::optional<double> name_pt);

// Whether both labels have the same common content; whether they are the same altogether.
bool same_common(const LabelItem& a, const LabelItem& b);
bool same_label(const LabelItem& a, const LabelItem& b);

}  // namespace temgoc
