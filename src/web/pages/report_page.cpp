#include "web/pages/report_page.h"

#include "temgoc/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kShownBytes = 48;
constexpr std::string_view kRoute = "report";

// A form has no place for bytes that are no text.
std::string typed_text(const std::string& text) { return is_utf8(text) ? text : std::string(); }

void put_fault(View& view, const Asked& asked, const Error& error) {
  View fault;
  fault.set("message", message(asked.language, error));
  fault.set("advice", hint(asked.language, error));
  view.set("fault", std::move(fault));
  view.set("message_fault", View(error.field == "message"));
}

HttpResponse form_page(const Asked& asked, const Suspicion& typed, const Error* error) {
  View view;
  put_report_form(view, typed);
  if (error != nullptr) {
    view.set("ask_label", View(true));
    put_fault(view, asked, *error);
  }
  return html_page(asked,
                   {.template_name = "report",
                    .route = kRoute,
                    .title = asked.word("page.report.title"),
                    .status = error == nullptr ? 200u : 400u},
                   std::move(view));
}

HttpResponse thanks_page(const Asked& asked, const SuspicionReport& report) {
  View view;
  view.set("icon", icon("valid"));
  view.set("receipt", report.receipt);
  return html_page(
      asked, {.template_name = "thanks", .route = kRoute, .title = asked.word("page.thanks.title")},
      std::move(view));
}

}  // namespace

void put_report_form(View& view, const Suspicion& typed) {
  const std::string label = typed_text(typed.label);
  view.set("asks_report", View(true));
  view.set("ask_label", View(label.empty()));
  view.set("label_text", label);
  put(view, "label_shown", shortened(label, kShownBytes));
  view.set("message_text", typed_text(typed.message));
  view.set("place_text", typed_text(typed.place));
}

HttpResponse report_form_page(const Asked& asked) {
  return form_page(asked, {.label = form_value(asked.request.query, "label")}, nullptr);
}

HttpResponse take_report(const Asked& asked) {
  const std::string& body = asked.request.body;
  const Suspicion typed{form_value(body, "label"), form_value(body, "message"),
                        form_value(body, "place")};
  auto report = report_suspicion(asked.site, typed);
  if (!report) return form_page(asked, typed, &report.error());
  return thanks_page(asked, *report);
}

}  // namespace temgoc
