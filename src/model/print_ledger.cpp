// Derives a job's state from its files, the last outcome told and the cancelled labels.
#include "temgoc/model/print_ledger.h"

#include <algorithm>

#include "named.h"

namespace temgoc {
namespace {

using Kind = PrintOutcome::Kind;

constexpr Names<Kind, 3> kOutcomes{
    {{Kind::came_out, "came_out"}, {Kind::spoiled, "spoiled"}, {Kind::voided, "voided"}}};
constexpr Names<PrintState, 5> kStates{{{PrintState::printing, "printing"},
                                        {PrintState::printed, "printed"},
                                        {PrintState::partly_printed, "partly_printed"},
                                        {PrintState::reprinted, "reprinted"},
                                        {PrintState::voided, "voided"}}};

std::uint32_t labels_in(const PrintOutcome& outcome) {
  return outcome.last_label == 0 ? 0 : outcome.last_label - outcome.first_label + 1;
}

}  // namespace

std::string to_text(Kind kind) { return name_in(kOutcomes, kind); }
std::optional<Kind> outcome_kind(std::string_view text) { return value_in(kOutcomes, text); }
std::string to_text(PrintState state) { return name_in(kStates, state); }

std::optional<std::uint32_t> came_out(const PrintRecord& record) {
  const auto said = std::find_if(record.outcomes.rbegin(), record.outcomes.rend(),
                                 [](const auto& each) { return each.kind != Kind::voided; });
  if (said == record.outcomes.rend()) return std::nullopt;
  return said->kind == Kind::came_out ? labels_in(*said) : record.job.labels - labels_in(*said);
}

PrintState state_of(const PrintRecord& record) {
  const PrintJob& job = record.job;
  if (record.voided_labels >= job.labels) return PrintState::voided;
  if (record.parts.size() < parts_of(job).size()) return PrintState::printing;
  if (came_out(record).value_or(job.labels) < job.labels) return PrintState::partly_printed;
  return job.reprint_of ? PrintState::reprinted : PrintState::printed;
}

}  // namespace temgoc
