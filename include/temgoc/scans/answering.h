// A cooperative's answer to whoever doubted a label.
#pragma once

#include <string>
#include <string_view>

#include "temgoc/base/json.h"
#include "temgoc/registry/report_book.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

struct AnswerOrder {
  std::string receipt = {};  // as typed: BN-261124-483012
  ReportAnswer::Kind kind = ReportAnswer::Kind::taken_up;
  std::string words = {};             // that the reporter reads; as typed
  std::string only_cooperative = {};  // whose reports the person may answer; empty: all
};
// Keeps an answer with its actor, and its act in the journal. The same words again change nothing.
// A report that names no lot is everybody's; only who works for all cooperatives answers it.
// `report_unknown` (value the receipt: none of that number, or another's), `answer_missing`, those
// of clean_text (field answer).
Result<AnsweredReport> answer_report(Workplace& workplace, const AnswerOrder& order);

Json report_json(const AnsweredReport& report);

}  // namespace temgoc
