// The door to the templates of web/templates/. A template is text with three marks: those of
// mustache.h; [[page.key]], the words of the page's language; [[>file]], another file of web/ put
// in its place.
#pragma once

#include <string>
#include <string_view>

#include "temgoc/words.h"
#include "web/pages/view.h"

namespace temgoc {

struct FilledPage {
  std::string html;
  std::string_view beginning;  // of it, as of any other from the same template; static
};
// REQUIRES a file of that name in web/templates/; std::logic_error otherwise.
FilledPage filled(std::string_view name, const View& view, Language language);

// An icon of web/icons/ as inline SVG, without ".svg".
std::string icon(std::string_view name);
// The source expression of our style sheet for a Content-Security-Policy: 'sha256-…'.
const std::string& style_source();

}  // namespace temgoc
