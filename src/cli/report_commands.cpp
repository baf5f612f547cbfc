// temgoc report list
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "temgoc/model/records.h"
#include "temgoc/model/report.h"

namespace temgoc {
namespace {

constexpr std::uint64_t kUsualLimit = 100;
constexpr std::uint64_t kMostReports = 1'000'000;

Json report_json(const SuspicionReport& report) {
  return {{"receipt", report.receipt()},
          {"at", to_iso(report.at)},
          {"verdict", text_or_null(report.verdict)},
          {"reason", text_or_null(report.reason)},
          {"label", text_or_null(report.label)},
          {"message", text_or_null(report.message)},
          {"place", text_or_null(report.place)}};
}

std::string report_text(const Terminal& terminal, const SuspicionReport& report) {
  std::string text =
      fmt::format("{}  {}  {}\n", report.receipt(), to_dmy(vietnam_day(report.at)),
                  report.verdict.empty() ? terminal.word("unknown_value") : report.verdict);
  for (const std::string* line : {&report.label, &report.place, &report.message})
    if (!line->empty()) text += "  " + *line + "\n";
  return text;
}

int report_list(const Session& session, const Given& given) {
  auto limit = given.number("limit", kUsualLimit);
  if (!limit) return session.terminal.fail(limit.error());
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  Json list = Json::array();
  std::string text;
  const auto most = static_cast<unsigned>(std::min(*limit, kMostReports));
  for (const SuspicionReport& report : workplace->registry().reports(most)) {
    list.push_back(report_json(report));
    text += report_text(session.terminal, report);
  }
  return session.terminal.done({{"reports", list}}, text);
}

}  // namespace

void add_report_commands(std::vector<Command>& all) {
  all.push_back({"report", "list", {{"limit", Option::Kind::number}}, report_list});
}

}  // namespace temgoc
