#include "temgoc/check.h"

namespace temgoc {

Verdict check_label(std::string_view text, const CheckContext& context) {
  const Scanned scanned = read_scan(text);
  Knowledge knowledge{context.trust, std::nullopt, Basis::trust_list, context.today,
                      context.now,   std::nullopt, context.copies};
  const bool unreadable =
      std::holds_alternative<UnreadableScan>(scanned) || std::holds_alternative<NewerScan>(scanned);
  if (context.facts.look_up) {
    knowledge.basis = context.facts.basis;
    if (context.facts.term) knowledge.facts_valid_until = context.facts.term->grace_until;
    knowledge.unwitnessed = context.facts.unwitnessed;
    if (!unreadable) knowledge.facts = context.facts.look_up(scanned);
  }
  if (context.logged && !unreadable) knowledge.logged = context.logged(scanned);
  Verdict verdict = decide(scanned, knowledge);
  if (context.facts.term) verdict.data_age = DataAge{*context.facts.term, context.now};
  return verdict;
}

namespace {

// How much a realm has to say of the label.
int says(const Verdict& verdict) {
  if (!verdict.claimed) return 2;
  return verdict.checks.key == Outcome::pass ? 1 : 0;
}

}  // namespace

Verdict check_label(std::string_view text, std::span<const CheckContext> contexts) {
  Verdict best = check_label(text, contexts.front());
  for (const CheckContext& context : contexts.subspan(1)) {
    Verdict other = check_label(text, context);
    if (says(other) > says(best)) best = std::move(other);
  }
  return best;
}

}  // namespace temgoc
