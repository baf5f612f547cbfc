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
  // Of a sign that the template sets between two parts, such as " / ". Standing alone, it joins
  // what is on one line and is left out where a line ends.
  bool is_joint = false;
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
  Letters gap = {};      // what parts it from a next word on the same line: a space, or " · "
  double gap_em = 0;     // as wide as the word's own face has it
  bool is_half = false;  // the first half of a code: nothing stands between it and the next word
};
// What breakable spaces part; a no-break space stays in its word, and so does the space of a bold
// caption of two short words ("Xuất xứ:"), unless captions may be split. A middle dot alone, and a
// joint alone, are no words: they stand in the gap, so that no line begins or ends with one.
enum class Captions { whole, split };
std::vector<Word> words_of(const Letters& text, const Faces& faces,
                           Captions captions = Captions::whole);

// Each code as long as a lot's may be, of capital letters and digits, as two words: a line may end
// behind its middle, or behind the hyphen or point that is nearest to it. So is each host's name,
// behind a point or hyphen.
std::vector<Word> with_halved_codes(const std::vector<Word>& words, const Faces& faces);

// None when a word alone is too wide or more than `max_lines` are needed.
std::optional<std::size_t> fewest_lines(const std::vector<Word>& words, double most_em,
                                        std::size_t max_lines);

// A title's lines are of one length; a body's are full, and its last is more than a word.
enum class Shape { title, body };
struct Broken {
  std::vector<SetLine> lines;
  // Lines that end where no reader would pause, and syllables alone on a line.
  unsigned faults = 0;
};
// On `count` lines, of which there are no fewer than fewest_lines gave and no more than words. With
// as few faults as there must be: a line that ends behind "ĐT:" or "TP.", within a name of several
// capitalised words, between two words that are one, before a dash or a unit, and a line of one
// syllable. Of those ways the one whose lines end at a middle dot or after a comma rather than
// within a phrase.
Broken broken(const std::vector<Word>& words, double most_em, std::size_t count, Shape shape);
// On `fewest` lines, or on one more where `may_be_more` and it has fewer faults.
std::vector<SetLine> well_broken(const std::vector<Word>& words, double most_em, std::size_t fewest,
                                 bool may_be_more, Shape shape);

}  // namespace temgoc
