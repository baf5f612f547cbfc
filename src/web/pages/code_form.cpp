// Shows the form, or passes a typed code or a pasted link on to the page of a label.
#include "web/pages/code_form.h"

#include "temgoc/base/text.h"
#include "web/pages/scan_page.h"

namespace temgoc {
namespace {

constexpr std::string_view kFormRoute = "code_form";
constexpr std::string_view kCodeRoute = "typed_code";

HttpResponse form_page(const Asked& asked, const std::string& typed, const Error* error) {
  View view;
  view.set("code_text", is_utf8(typed) ? shortened(typed, 100) : std::string());
  if (error != nullptr) {
    View fault;
    fault.set("message", message(asked.language, *error));
    fault.set("advice", hint(asked.language, *error));
    view.set("fault", std::move(fault));
  }
  return html_page(asked,
                   {.template_name = "code_form",
                    .route = kFormRoute,
                    .title = asked.word("page.form.title"),
                    .status = error == nullptr ? 200u : 400u},
                   std::move(view));
}

// What people paste is a whole link; what they type is a code.
bool is_link(std::string_view typed) { return typed.find_first_of("/:") != typed.npos; }

}  // namespace

HttpResponse code_form(const Asked& asked) {
  const std::string typed = trimmed(form_value(asked.request.query, "code"));
  if (typed.empty()) return form_page(asked, {}, nullptr);
  if (is_link(typed)) return scan_page(asked, {.text = typed, .route = "pasted_link"});
  return code_page(asked, typed);
}

HttpResponse code_page(const Asked& asked, const std::string& typed) {
  const auto code = ShortCode::parse(typed);
  if (!code && !wants_json(asked.request)) {
    Error error = code.error();
    error.value = is_utf8(typed) ? shortened(typed, 40) : std::string("?");
    return form_page(asked, typed, &error);
  }
  HttpResponse response = scan_page(asked, {.text = code ? code->printed() : typed,
                                            .route = kCodeRoute,
                                            .miss_status = code ? 404u : 400u});
  response.guess_missed = response.status == 404;
  return response;
}

}  // namespace temgoc
