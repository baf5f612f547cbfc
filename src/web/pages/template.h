// The templates, icons and style sheet of web/, which the public pages are made of.
#pragma once

#include <string>
#include <string_view>

#include "temgoc/markup/template_set.h"

namespace temgoc {

// REQUIRES a file of that name in web/templates/; std::logic_error otherwise.
FilledPage filled(std::string_view name, const View& view, Language language);

// An icon of web/icons/ as inline SVG, without ".svg".
std::string icon(std::string_view name);
// The source expression of our style sheet for a Content-Security-Policy: 'sha256-…'.
const std::string& style_source();

}  // namespace temgoc
