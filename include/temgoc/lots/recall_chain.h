// A recall of a lot with everything that was made of it, and the drill of one.
#pragma once

#include <string>
#include <vector>

#include "temgoc/events/trace_report.h"
#include "temgoc/lots/recall.h"

namespace temgoc {

// Who received goods of a lot that would be recalled.
struct ChainReceiver {
  // Both empty: sold where it lay, to nobody in particular.
  std::string partner_id = {};
  std::string cooperative_id = {};  // of a chain for one cooperative: the other one that took it
  std::string name = {};
  std::string phone = {};
  LotName lot = {};
  std::string goods = {};
  std::optional<Measure> quantity = {};  // none: some of it was not measured
};

// Everything that a recall of a lot with its descendants takes in.
struct RecallChain {
  TraceReport trace = {};                     // forward
  std::vector<TraceEntry> sealed = {};        // issued lots that are not recalled yet
  std::vector<TraceEntry> unsealed = {};      // lots without a seal that are not held yet
  std::vector<TraceEntry> done = {};          // recalled or held before
  std::uint64_t labels = 0;                   // printed for `sealed`
  std::vector<ChainReceiver> receivers = {};  // of all of them; by name, then by lot
};
// `event_lot_unknown`, `recall_chain_too_long` (args limit). `reader`: as of trace_report; another
// cooperative that took goods is a receiver then, and calls its own buyers.
Result<RecallChain> recall_chain(const Registry& registry, const LotName& lot,
                                 std::string_view reader = {});

// Recalls every issued lot of the chain and holds every other one, in one step: a recall for each
// lot, and one event `hold` of each cooperative. `reader`: as above; lots of other cooperatives are
// then theirs to recall, stay as they are and are not in `sealed` and `unsealed`. `reason_missing`,
// `recall_chain_empty` (nothing is left to recall).
Result<RecallChain> recall_with_descendants(Workplace& workplace, const LotName& lot,
                                            const Recall& recall, std::string_view reader = {});
// The chain with those of its lots alone that `reader` may recall.
Result<RecallChain> own_recall_chain(const Registry& registry, const LotName& lot,
                                     std::string_view reader);

}  // namespace temgoc
