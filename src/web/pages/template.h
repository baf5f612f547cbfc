// The door to the templates of web/templates/. A template is text with three marks: {{value}} and
// sections of mustache, escaped; [[page.key]], the words of the page's language; [[>file]], another
// file of web/ put in its place.
#pragma once

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>

#include "temgoc/words.h"

namespace temgoc {

using View = kainjow::mustache::data;

inline View list_view() { return View(View::type::list); }
// Under `name`, unless the text is empty: an absent value is a section that is left out.
void put(View& view, const char* name, const std::string& text);
// The list, and where it has entries a section `has_<name>` around it.
void put_list(View& view, const std::string& name, View list);

// REQUIRES a file of that name in web/templates/; std::logic_error otherwise.
std::string filled(std::string_view name, const View& view, Language language);

// An icon of web/icons/ as inline SVG, without ".svg".
std::string icon(std::string_view name);
// The source expression of our style sheet for a Content-Security-Policy: 'sha256-…'.
const std::string& style_source();

}  // namespace temgoc
