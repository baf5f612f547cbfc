// A paper of words on A4: what a person prints, fills in and locks away.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/clock.h"
#include "temgoc/base/result.h"
#include "temgoc/base/words.h"

namespace temgoc {

enum class WordsLook {
  title,    // the largest letters of the page
  heading,  // bold, with room above it
  body,
  step,    // indented behind a box to tick
  secret,  // large and framed, to be copied letter by letter
  blank,   // a line to write on, behind the text
};
struct WordsParagraph {
  WordsLook look = WordsLook::body;
  std::string text;
};

// On as many pages as the words need. A letter that the face lacks is drawn as "?": the paper must
// come out whatever a name holds. A file at `path` is replaced. `font_not_found`, `font_unusable`.
// Throws SystemFailure as print_labels does.
Result<void> print_words(const std::vector<WordsParagraph>& paragraphs, std::string_view title,
                         Language language, Instant made_at, const std::filesystem::path& path);

}  // namespace temgoc
