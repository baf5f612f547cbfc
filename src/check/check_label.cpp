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
    knowledge.facts_valid_until = context.facts.valid_until;
    if (!unreadable) knowledge.facts = context.facts.look_up(scanned);
  }
  return decide(scanned, knowledge);
}

}  // namespace temgoc
