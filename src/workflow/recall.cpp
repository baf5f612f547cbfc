// What happens to a lot after it left: recalls and cancelled labels, each a new fact.
#include "temgoc/workflow.h"

namespace temgoc {
namespace {

// The fact stands already; so that nobody sees a log without it, it is published at once.
Result<void> settle_logs(Workplace& workplace) {
  for (const bool test : {false, true}) {
    if (auto settled = workplace.settle_log(test); !settled) return settled;
  }
  return {};
}

}  // namespace

Result<void> recall_lot(Workplace& workplace, const Lot& lot, const Recall& recall) {
  if (recall.reason.empty()) return Error{"reason_missing", "reason"};
  const std::string subject = recall.scope == Recall::Scope::lot       ? std::to_string(lot.id)
                              : recall.scope == Recall::Scope::product ? lot.product_id
                                                                       : lot.cooperative_id;
  if (auto added = workplace.registry().add_recall(recall, subject, workplace.now()); !added)
    return added;
  return settle_logs(workplace);
}

Result<void> void_labels(Workplace& workplace, const Lot& lot, Void voided) {
  if (voided.reason.empty()) return Error{"reason_missing", "reason"};
  voided.at = workplace.now();
  if (auto added = workplace.registry().add_void(lot.id, voided); !added) return added;
  return settle_logs(workplace);
}

}  // namespace temgoc
