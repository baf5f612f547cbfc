// temgoc report list|answer
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "temgoc/base/text.h"
#include "temgoc/scans/answering.h"

namespace temgoc {
namespace {

constexpr std::uint64_t kUsualLimit = 100;
constexpr std::uint64_t kMostReports = 1'000'000;

std::string answer_text(const Terminal& terminal, const ReportAnswer& answer) {
  return terminal.word("report.answered",
                       {{"answer", terminal.word("report_answer." + to_text(answer.kind))},
                        {"day", to_dmy(vietnam_day(answer.at))},
                        {"words", answer.words}});
}

std::string report_text(const Terminal& terminal, const AnsweredReport& answered) {
  const SuspicionReport& report = answered.report;
  std::string text =
      fmt::format("{}  {}  {}\n", report.receipt(), to_dmy(vietnam_day(report.at)),
                  report.verdict.empty() ? terminal.word("unknown_value") : report.verdict);
  for (const std::string* line : {&report.label, &report.place, &report.message})
    if (!line->empty()) text += "  " + *line + "\n";
  for (const ReportAnswer& answer : answered.answers)
    text += "  " + answer_text(terminal, answer) + "\n";
  return text;
}

int report_list(const Session& session, const Given& given) {
  auto limit = given.number("limit", kUsualLimit);
  if (!limit) return session.terminal.fail(limit.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  Json list = Json::array();
  std::string text;
  const ReportFilter filter{.cooperative_id = given.text("cooperative"),
                            .only_open = given.has("open"),
                            .limit = static_cast<unsigned>(std::min(*limit, kMostReports))};
  for (const AnsweredReport& report : ReportBook::of(workplace->registry()).reports(filter)) {
    list.push_back(report_json(report));
    text += report_text(session.terminal, report);
  }
  return session.terminal.done({{"reports", list}}, text);
}

int report_answer(const Session& session, const Given& given) {
  const auto kind = answer_kind(given.text("as"));
  if (!kind) return session.terminal.fail({"answer_unknown", "as", shortened(given.text("as"))});
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  auto report = answer_report(
      *workplace, {.receipt = given.text("receipt"), .kind = *kind, .words = given.text("words")});
  if (!report) return session.terminal.fail(report.error());
  return session.terminal.done(report_json(*report), report_text(session.terminal, *report));
}

}  // namespace

void add_report_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"report",
                 "list",
                 {{"cooperative"}, {"open", Kind::flag}, {"limit", Kind::number}},
                 report_list});
  all.push_back(
      {"report",
       "answer",
       {{"receipt", Kind::argument, true}, {"as", Kind::text, true}, {"words", Kind::text, true}},
       report_answer});
}

}  // namespace temgoc
