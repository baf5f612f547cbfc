// What shoppers reported, and what is answered to them.
#include "console/command_line.h"
#include "console/frame.h"
#include "console/pages/choices.h"
#include "console/pages/lot_views.h"
#include "console/pages/pages.h"
#include "console/pages/scan_views.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/scans/answering.h"

namespace temgoc {
namespace {

constexpr unsigned kReportsOnPage = 30;
constexpr ReportAnswer::Kind kKinds[] = {
    ReportAnswer::Kind::taken_up, ReportAnswer::Kind::not_founded, ReportAnswer::Kind::acted_on};

std::string report_href(const AnsweredReport& report) {
  return "/reports/" + percent_encoded(report.report.receipt());
}

const char* tone_of(const AnsweredReport& report) {
  if (!report.is_answered()) return "wait";
  return report.answers.back().kind == ReportAnswer::Kind::taken_up ? "quiet" : "good";
}

std::string state_of(const Visit& visit, const AnsweredReport& report) {
  return visit.word("report_answer." +
                    (report.is_answered() ? to_text(report.answers.back().kind) : "none"));
}

// Who works for one cooperative answers for its lots alone; others see the report, no form.
bool may_answer(const Visit& visit, const AnsweredReport& report) {
  return visit.may(Right::administer) &&
         (visit.scope().empty() || visit.scope() == report.cooperative_id);
}

bool in_sight(const Visit& visit, const AnsweredReport& report) {
  return report.cooperative_id.empty() || visit.sees(report.cooperative_id);
}

View report_row(const Visit& visit, const AnsweredReport& report) {
  View row;
  row.set("href", report_href(report));
  row.set("receipt", report.report.receipt());
  row.set("at", clock_words(visit, report.report.at));
  put(row, "message", shortened(report.report.message, 160));
  row.set("state", state_of(visit, report));
  row.set("tone", tone_of(report));
  const auto lot =
      report.report.lot_id ? visit.registry().lot(*report.report.lot_id) : std::optional<Lot>();
  row.set("lot", lot ? product_name(*lot) + " · " + lot->code.text()
                     : visit.word("console.reported.no_lot"));
  return row;
}

std::optional<AnsweredReport> report_asked(const Visit& visit) {
  const auto receipt = ReportReceipt::parse(visit.place(0));
  auto found = receipt ? ReportBook::of(visit.registry()).report(*receipt) : std::nullopt;
  return found && in_sight(visit, *found) ? std::move(found) : std::nullopt;
}

View answer_view(const Visit& visit, const ReportAnswer& answer) {
  View view;
  view.set("outcome", visit.word("report_answer." + to_text(answer.kind)));
  view.set("words", answer.words);
  view.set("by", answer.actor.name.empty() ? answer.actor.id : answer.actor.name);
  view.set("at", clock_words(visit, answer.at));
  return view;
}

void put_facts(const Visit& visit, View& view, const AnsweredReport& found) {
  const SuspicionReport& report = found.report;
  view.set("receipt", report.receipt());
  view.set("href", report_href(found));
  view.set("at", clock_words(visit, report.at));
  view.set("state", state_of(visit, found));
  view.set("tone", tone_of(found));
  put(view, "message", report.message);
  put(view, "place", report.place);
  put(view, "label", report.label);
  if (!report.verdict.empty()) view.set("verdict", visit.word("headline." + report.verdict));
  if (const auto lot = report.lot_id ? visit.registry().lot(*report.lot_id) : std::nullopt) {
    View named;
    named.set("href", lot_href(*lot));
    named.set("name", product_name(*lot) + " · " + lot->code.text());
    view.set("lot", std::move(named));
  }
}

void put_form(const Visit& visit, View& view) {
  View form, choices = list_view();
  const std::string chosen = visit.typed("as");
  for (const ReportAnswer::Kind kind : kKinds)
    put_choice(choices, to_text(kind), visit.word("console.answer." + to_text(kind)),
               chosen.empty() ? kind == kKinds[0] : chosen == to_text(kind));
  form.set("choices", std::move(choices));
  form.set("href", "/reports/" + percent_encoded(visit.place(0)));
  form.set("form_token", visit.form_token());
  put(form, "typed", visit.typed("words"));
  view.set("form", std::move(form));
}

HttpResponse shown(Visit& visit, const AnsweredReport& report, const std::optional<Error>& error) {
  View view;
  if (error) put_error(visit, view, *error);
  put_facts(visit, view, report);
  View answers = list_view();
  for (const ReportAnswer& each : report.answers) answers.push_back(answer_view(visit, each));
  put_list(view, "answers", std::move(answers));
  if (may_answer(visit, report)) put_form(visit, view);
  if (visit.asked("answered") == "1" && report.is_answered()) {
    const ReportAnswer& last = report.answers.back();
    view.set("command", CommandLine("report answer")
                            .add(report.report.receipt())
                            .add("as", to_text(last.kind))
                            .add("words", last.words)
                            .text());
  }
  return console_page(visit,
                      {.template_name = "report",
                       .title = visit.word("console.report") + " " + report.report.receipt(),
                       .section = "scans",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

}  // namespace

HttpResponse reports_page(Visit& visit) {
  ReportFilter filter{.cooperative_id = visit.scope(),
                      .only_open = visit.asked("open") == "1",
                      .limit = kReportsOnPage + 1};
  if (const std::string before = visit.asked("before"); is_digits(before) && before.size() < 18)
    filter.before_id = std::stoll(before);
  const auto reports = ReportBook::of(visit.registry()).reports(filter);
  View view, list = list_view();
  for (std::size_t i = 0; i < reports.size() && i < kReportsOnPage; ++i)
    list.push_back(report_row(visit, reports[i]));
  put_scan_tabs(visit, view, "reports");
  put_list(view, "reports", std::move(list));
  view.set("only_open", View(filter.only_open));
  if (reports.size() > kReportsOnPage)
    view.set("more_href", "/reports?before=" + std::to_string(reports[kReportsOnPage - 1].id) +
                              (filter.only_open ? "&open=1" : ""));
  return console_page(
      visit,
      {.template_name = "reports", .title = visit.word("console.nav.reports"), .section = "scans"},
      std::move(view));
}

HttpResponse report_page(Visit& visit) {
  const auto report = report_asked(visit);
  return report ? shown(visit, *report, {}) : not_found_page(visit);
}

HttpResponse report_answered(Visit& visit) {
  const auto report = report_asked(visit);
  if (!report) return not_found_page(visit);
  const auto kind = answer_kind(visit.typed("as"));
  if (!kind)
    return shown(visit, *report, Error{"answer_unknown", "as", shortened(visit.typed("as"))});
  auto workplace = visit.open();
  if (!workplace) return shown(visit, *report, workplace.error());
  const auto answered = answer_report(*workplace, {.receipt = visit.place(0),
                                                   .kind = *kind,
                                                   .words = visit.typed("words"),
                                                   .only_cooperative = visit.scope()});
  if (!answered) return shown(visit, *report, answered.error());
  return redirect(report_href(*answered) + "?answered=1");
}

}  // namespace temgoc
