// Many codes, one a line, each answered at once: how an inspector's scanner is served.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "temgoc/base/line_reader.h"
#include "temgoc/check/check.h"

namespace temgoc {

// The verdict on one line, without a line end: headline, product, lot, use-by day, and why.
std::string verdict_line(const Verdict& verdict, Language language);

struct LineAnswers {
  Language language = Language::vi;
  bool json = false;        // one JSON object a line; else verdict_line
  bool skip_blank = false;  // a blank line gets no answer: a scanner may send CR LF to a terminal
  unsigned threads = 1;     // above 1 the contexts' facts are called from several threads at once
};

// Checks one text a line and gives one answer a line through `out` (newline included), in the order
// read and as soon as no further line can be had without waiting. `lines` must keep kMaxLineBytes.
// A longer line and a blank one are `unknown`. Returns the exit code: 0 if all are valid, else that
// of the gravest headline met. `input_unreadable`: the answers given so far stand.
Result<int> answer_lines(LineReader& lines, std::span<const CheckContext> contexts,
                         const LineAnswers& how, const std::function<void(std::string)>& out);

}  // namespace temgoc
