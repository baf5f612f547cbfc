// What every answer of ours has around it: head and foot, headers, language switch.
#pragma once

#include <string>
#include <string_view>

#include "temgoc/base/json.h"
#include "web/pages/asked.h"
#include "web/pages/template.h"

namespace temgoc {

struct PageKind {
  std::string_view template_name;
  std::string_view route;  // a constant
  std::string title;
  unsigned status = 200;
  bool sample = false;      // invented data is on it, and it says so
  bool repeatable = false;  // as in HttpResponse
};
HttpResponse html_page(const Asked& asked, const PageKind& kind, View view);
HttpResponse json_answer(const Json& json, std::string_view route, unsigned status = 200);

// An address of ours that names nothing on record: `headline` is the key of its words, which with
// ".what" is that of the sentence.
HttpResponse not_found_page(const Asked& asked, const std::string& headline = "page.not_found");
// The same where it may be on record elsewhere, or is held elsewhere alone: nothing is said of
// whether there is such a thing. Its words are told `as_of` when what is known here stands.
HttpResponse not_known_page(const Asked& asked, const std::string& headline);
// Of a record that may be newer than what is known here, else that is none.
HttpResponse missing_record_page(const Asked& asked,
                                 const std::string& headline = "page.not_found");
// The static page for a broken registry, 503: it looks nothing up.
HttpResponse could_not_check_page(const Asked& asked);

}  // namespace temgoc
