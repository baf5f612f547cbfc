// What every page of the console has around it: navigation, who is signed in, the key's clock.
#pragma once

#include <string>
#include <string_view>

#include "console/visit.h"
#include "temgoc/markup/template_set.h"

namespace temgoc {

struct ConsolePage {
  std::string_view template_name;  // of web/console/
  std::string title;
  std::string_view section = {};  // of the navigation: "today", "lots" …
  unsigned status = 200;
  bool refreshes = false;  // looks again every two seconds
};
// The template filled from `view` to which this adds `form_token`, in the frame.
HttpResponse console_page(Visit& visit, const ConsolePage& page, View view);

// 303: what was sent is done, and the next page is asked for anew.
HttpResponse redirect(std::string location);
// A file to keep: its name's ending says its kind, and whether a browser shows it (.pdf, .png) or
// saves it.
HttpResponse document_answer(std::string content, std::string_view file_name);
// What to do about an error: where its hint names a command, the console has one of its own.
std::string hint_of(const Visit& visit, const Error& error);
// The page's message box: what went wrong, and what to do.
void put_error(Visit& visit, View& view, const Error& error);
void put_errors(Visit& visit, View& view, std::string_view name, const std::vector<Error>& errors);

// Security fields, no keeping, the language cookie.
void add_console_headers(const Visit& visit, HttpResponse& response);
void set_cookie(HttpResponse& response, const HttpRequest& request, std::string_view name,
                std::string_view value, std::chrono::seconds lasts);

const TemplateSet& console_files();

}  // namespace temgoc
