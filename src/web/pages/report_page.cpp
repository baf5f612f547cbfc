// "Báo nghi vấn": the form, and what becomes of it.
#include "web/pages/report_page.h"

#include "temgoc/base/text.h"
#include "web/scan_recorder.h"

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
  view.set("message_fault", View(error.field == "report_message"));
}

// Too many from one address is that address's to wait for; a full day or queue is ours.
unsigned status_of(const Error& error) {
  if (error.code == "reports_too_many") return 429;
  return error.code == "reports_full" || error.code == "reports_busy" ? 503 : 400;
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
                    .status = error == nullptr ? 200u : status_of(*error)},
                   std::move(view));
}

HttpResponse refused(const Asked& asked, const Suspicion& typed, const Error& error) {
  HttpResponse response = form_page(asked, typed, &error);
  const auto seconds = error.args.find("seconds");
  if (response.status != 400)
    response.headers.emplace_back("Retry-After",
                                  seconds == error.args.end() ? "3600" : seconds->second);
  return response;
}

HttpResponse thanks_page(const Asked& asked, const SuspicionReport& report) {
  View view;
  view.set("icon", icon("valid"));
  view.set("receipt", report.receipt());
  return html_page(
      asked, {.template_name = "thanks", .route = kRoute, .title = asked.word("page.thanks.title")},
      std::move(view));
}

}  // namespace

std::string label_in_form(const std::string& label) {
  return shortened(typed_text(label), kShownBytes);
}

void put_report_form(View& view, const Suspicion& typed) {
  const std::string label = typed_text(typed.label);
  view.set("asks_report", View(true));
  view.set("ask_label", View(label.empty()));
  view.set("label_text", label);
  put(view, "label_shown", label_in_form(label));
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
  if (asked.request.wait > std::chrono::seconds(0))
    return refused(asked, typed,
                   {.code = "reports_too_many",
                    .args = {{"seconds", std::to_string(asked.request.wait.count())}}});
  auto report = suspicion_report(asked.site, typed);
  if (!report) return refused(asked, typed, report.error());
  if (asked.scans == nullptr) return could_not_check_page(asked);
  auto kept = asked.scans->add(*std::move(report));
  if (!kept) return refused(asked, typed, kept.error());
  return thanks_page(asked, *kept);
}

}  // namespace temgoc
