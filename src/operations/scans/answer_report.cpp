// Keeps what is answered to a report, and gives reports as JSON.
#include "temgoc/base/text.h"
#include "temgoc/model/records.h"
#include "temgoc/scans/answering.h"

namespace temgoc {
namespace {

// One who works for a single cooperative answers for its lots alone.
bool may_answer(const AnsweredReport& report, const std::string& only_cooperative) {
  return only_cooperative.empty() || report.cooperative_id == only_cooperative;
}

Result<AnsweredReport> report_asked(const Registry& registry, const AnswerOrder& order) {
  const auto receipt = ReportReceipt::parse(order.receipt);
  auto report = receipt ? ReportBook::of(registry).report(*receipt) : std::nullopt;
  if (report && may_answer(*report, order.only_cooperative)) return *std::move(report);
  return Error{"report_unknown", "report", shortened(order.receipt)};
}

bool stands(const AnsweredReport& report, const ReportAnswer& answer) {
  return report.is_answered() && report.answers.back().kind == answer.kind &&
         report.answers.back().words == answer.words;
}

Json answer_json(const ReportAnswer& answer) {
  return {{"answer", to_text(answer.kind)},
          {"words", answer.words},
          {"at", to_iso(answer.at)},
          {"by", answer.actor.name.empty() ? answer.actor.id : answer.actor.name}};
}

}  // namespace

Result<AnsweredReport> answer_report(Workplace& workplace, const AnswerOrder& order) {
  auto words = clean_text(order.words, "answer", kMaxAnswerCharacters);
  if (!words) return words.error();
  if (words->empty()) return Error{"answer_missing", "answer"};
  auto answered = report_asked(workplace.registry(), order);
  if (!answered) return answered;
  const ReportAnswer answer{order.kind, *words, workplace.now(), workplace.actor()};
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    // Once more, within the transaction: two people may answer at once.
    answered = report_asked(workplace.registry(), order);
    if (!answered) return answered.error();
    if (stands(*answered, answer)) return RecordedAct{};
    ReportBook(workplace.registry()).add_answer(answered->id, answer);
    answered->answers.push_back(answer);
    return RecordedAct{"report_answer",
                       {{"receipt", answered->report.receipt()}, {"answer", to_text(answer.kind)}},
                       answered->cooperative_id};
  });
  if (!recorded) return recorded.error();
  return answered;
}

Json report_json(const AnsweredReport& answered) {
  const SuspicionReport& report = answered.report;
  Json answers = Json::array();
  for (const ReportAnswer& each : answered.answers) answers.push_back(answer_json(each));
  return {{"receipt", report.receipt()},
          {"at", to_iso(report.at)},
          {"verdict", text_or_null(report.verdict)},
          {"reason", text_or_null(report.reason)},
          {"label", text_or_null(report.label)},
          {"message", text_or_null(report.message)},
          {"place", text_or_null(report.place)},
          {"cooperative", text_or_null(answered.cooperative_id)},
          {"answers", std::move(answers)}};
}

}  // namespace temgoc
