// Numbers as people write them, with the marks of their language.
#include "temgoc/base/number_words.h"

#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kGroup = 3;

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digits(text.substr(end, 1))) ++end;
  return end - at;
}

std::string grouped(std::string_view digits, const std::string& mark) {
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % kGroup == 0) text += mark;
    text += digits[i];
  }
  return text;
}

}  // namespace

std::string number_words(Language language, std::string_view number) {
  const std::size_t begin = number.starts_with('-') || number.starts_with('+') ? 1 : 0;
  const std::size_t whole = digits_at(number, begin);
  if (whole == 0) return std::string(number);
  std::string text(number.substr(0, begin));
  text += grouped(number.substr(begin, whole), words(language, "number.thousands"));
  std::string_view rest = number.substr(begin + whole);
  if (rest.starts_with('.') && digits_at(rest, 1) > 0) {
    text += words(language, "number.decimal");
    rest.remove_prefix(1);
  }
  return text.append(rest);
}

std::string number_words(Language language, std::uint64_t count) {
  return number_words(language, std::to_string(count));
}

}  // namespace temgoc
