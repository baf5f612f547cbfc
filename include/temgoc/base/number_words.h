// Numbers as people write them. JSON, CSV, commands and what is typed keep a machine's form.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "temgoc/base/words.h"

namespace temgoc {

// "1234.5" is 1.234,5 in Vietnamese and 1,234.5 in English. What follows the number, a unit for
// instance, stays as it is; so does a text that begins with no digit.
std::string number_words(Language language, std::string_view number);
std::string number_words(Language language, std::uint64_t count);

}  // namespace temgoc
