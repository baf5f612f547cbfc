// Recognises Excel's error words, LibreOffice's error numbers, and cells shown as "###".
#include "formula_failure.h"

#include <algorithm>
#include <array>

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

// Words that do not have the common form `#WORD!` or `#WORD?`.
constexpr std::array<std::string_view, 3> kOddWords{"#N/A", "#N/D", "#GETTING_DATA"};

// `#WORD!`, `#WORD?`: capital letters of any language, digits, `_` and `/` between the two signs.
// An error word is one word, so a name such as "#1 Trà sen!" is none.
bool is_error_word(std::string_view text) {
  if (text.size() < 4 || text.size() > 40 || text.front() != '#') return false;
  if (text.back() != '!' && text.back() != '?') return false;
  const std::string_view word = text.substr(1, text.size() - 2);
  if (word.front() >= '0' && word.front() <= '9') return false;
  return std::none_of(word.begin(), word.end(), [](char c) {
    return c == ' ' || c == '#' || c == '!' || c == '?' || (c >= 'a' && c <= 'z');
  });
}

// LibreOffice: `Err:501` to `Err:540`; the word before the colon is translated.
bool is_numbered_error(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string word = folded(text.substr(0, colon));
  const std::string_view number = text.substr(colon + 1);
  return (word == "err" || word == "loi") && number.size() == 3 && number.front() == '5' &&
         is_digits(number);
}

bool is_too_narrow(std::string_view text) {
  return text.size() >= 3 && text.find_first_not_of('#') == std::string_view::npos;
}

}  // namespace

bool shows_formula_failure(std::string_view text) {
  const std::string word = trimmed(text);
  return word.starts_with('=') || is_error_word(word) || is_numbered_error(word) ||
         is_too_narrow(word) ||
         std::find(kOddWords.begin(), kOddWords.end(), word) != kOddWords.end();
}

}  // namespace temgoc
