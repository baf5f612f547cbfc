// Manual pages in the `man` macros of groff and mandoc, section 1.
#pragma once

#include <string>
#include <vector>

#include "temgoc/base/words.h"
#include "temgoc/manual/program.h"

namespace temgoc {

struct ManPage {
  std::string file;  // "temgoc-label.1"
  std::string text;  // UTF-8
};

// The page of the program itself first, then one for each noun. Headings are in `language`; the
// program's own words stand as they are given.
std::vector<ManPage> man_pages(const Program& program, Language language);

}  // namespace temgoc
