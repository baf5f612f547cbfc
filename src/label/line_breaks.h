// Where a paragraph's lines end: on as few lines as there must be, in the way that reads best.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "face.h"

namespace temgoc {

struct Letter {
  char32_t point = 0;
  bool bold = false;
};
using Letters = std::vector<Letter>;
double width_em(const Letters& letters, const Faces& faces);

struct SetLine {
  Letters letters;
  double width_em = 0;
};

struct Word {
  Letters letters;
  double width_em = 0;
  double space_em = 0;  // as wide as the word's own face has it, behind the word
};
// What breakable spaces part; a no-break space stays in its word.
std::vector<Word> words_of(const Letters& text, const Faces& faces);

// None when a word alone is too wide or more than `max_lines` are needed.
std::optional<std::size_t> fewest_lines(const std::vector<Word>& words, double most_em,
                                        std::size_t max_lines);

// A title's lines are of one length; a body's are full, and its last is more than a word.
enum class Shape { title, body };
// On `count` lines, which is what fewest_lines gave. Lines end after a comma rather than within a
// phrase, and neither behind "ĐT:" or "TP.", within a name of several capitalised words, nor
// between a number and its unit where there is another way.
std::vector<SetLine> broken(const std::vector<Word>& words, double most_em, std::size_t count,
                            Shape shape);

}  // namespace temgoc
