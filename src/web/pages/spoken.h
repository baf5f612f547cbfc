// Sentences with a record's own words in them: marked as Vietnamese on an English page, and codes
// kept on one line.
#pragma once

#include <string>
#include <vector>

#include "temgoc/markup/view.h"
#include "web/pages/asked.h"

namespace temgoc {

struct Inside {
  std::vector<std::string> own;    // a record's words, whatever the page's language
  std::vector<std::string> whole;  // codes
};

// The parts of `text` for spoken.html: plain, own and whole.
View spoken(const Asked& asked, const std::string& text, const Inside& inside);
// Such parts as they stand in a page.
std::string spoken_html(const Asked& asked, const View& parts);

}  // namespace temgoc
