// What a printer that knows black and paper alone would not show.
#include "placement.h"
#include "temgoc/base/text.h"
#include "temgoc/label/label.h"

namespace temgoc {
namespace {

// As bright as half of the paper or more: no dot is printed.
bool is_too_light(const Ink& ink) {
  constexpr Ink kWhite{1, 1, 1};
  return ink != kWhite && 0.3 * ink.red + 0.59 * ink.green + 0.11 * ink.blue >= 0.5;
}

bool has_ink(const Box& box) { return box.kind != BoxKind::code && box.kind != BoxKind::image; }

}  // namespace

std::vector<Error> check_inks(const LabelTemplate& label) {
  std::vector<Error> found;
  for (std::size_t i = 0; i < label.boxes.size(); ++i) {
    const Box& box = label.boxes[i];
    if (has_ink(box) && is_too_light(box.ink))
      found.push_back({.code = "ink_too_light",
                       .field = "/box/" + std::to_string(i),
                       .value = shortened(box.text),
                       .args = {{"box", title_of(box)}}});
  }
  return found;
}

}  // namespace temgoc
