// "Báo nghi vấn": the form, and what becomes of it.
#include "web/pages/report_page.h"

#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/registry/report_book.h"
#include "web/paths.h"
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
  const char* const joined = asked.language_query().empty() ? "?" : "&";
  view.set("answer_href", std::string(kAnswerPath) + asked.language_query() + joined +
                              "receipt=" + percent_encoded(report.receipt()));
  return html_page(
      asked, {.template_name = "thanks", .route = kRoute, .title = asked.word("page.thanks.title")},
      std::move(view));
}

const char* icon_of(ReportAnswer::Kind kind) {
  return kind == ReportAnswer::Kind::taken_up ? "unsealed" : "valid";
}

void put_answer(View& view, const Asked& asked, const AnsweredReport& found) {
  view.set("receipt", found.report.receipt());
  if (!found.is_answered()) {
    view.set("icon", icon("unsealed"));
    view.set("headline", asked.word("page.answer.none"));
    view.set("what", asked.word("page.answer.none.what"));
    return;
  }
  const ReportAnswer& answer = found.answers.back();
  view.set("icon", icon(icon_of(answer.kind)));
  view.set("headline", asked.word("page.answer." + to_text(answer.kind)));
  view.set("said", asked.word("page.answer.said", {{"day", to_dmy(vietnam_day(answer.at))}}));
  view.set("words", answer.words);
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

HttpResponse report_answer_page(const Asked& asked) {
  const std::string typed = trimmed(form_value(asked.request.query, "receipt"));
  const auto receipt = ReportReceipt::parse(typed);
  const auto found =
      receipt ? ReportBook::of(asked.site.registry()).report(*receipt) : std::nullopt;
  View view;
  put(view, "typed", typed_text(shortened(typed)));
  if (found) {
    put_answer(view, asked, *found);
  } else {
    view.set("headline", asked.word(typed.empty() ? "page.answer.ask" : "page.answer.unknown"));
    view.set("what", asked.word("page.answer.unknown.what"));
  }
  HttpResponse response = html_page(asked,
                                    {.template_name = "answer",
                                     .route = "answer",
                                     .title = asked.word("page.answer.title"),
                                     .status = found || typed.empty() ? 200u : 404u},
                                    std::move(view));
  response.guess_missed = response.status == 404;
  return response;
}

}  // namespace temgoc
