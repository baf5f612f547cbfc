// What happens to a lot once it was issued: recalls, cancelled labels, a lot taken back. Each is a
// new fact.
#include "temgoc/lots/recall.h"

#include <algorithm>

#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

// Two clicks at once may both find nothing; each looks again inside its own transaction.
bool stands(const Workplace& workplace, const Lot& lot, const Recall& recall) {
  const LotFacts facts =
      workplace.registry().facts(lot.realm, lot.gtin, lot.code, {}, workplace.now());
  return std::ranges::any_of(facts.recalls, [&](const Recall& each) {
    return each.scope == recall.scope && each.reason == recall.reason &&
           each.instruction == recall.instruction && each.since == recall.since;
  });
}

}  // namespace

Result<void> recall_lot(Workplace& workplace, const Lot& lot, const Recall& recall) {
  if (recall.reason.empty()) return Error{"reason_missing", "reason"};
  const std::string subject = recall.scope == Recall::Scope::lot       ? std::to_string(lot.id)
                              : recall.scope == Recall::Scope::product ? lot.product_id
                                                                       : lot.cooperative_id;
  const auto recall_it = [&]() -> Result<RecordedAct> {
    if (stands(workplace, lot, recall)) return RecordedAct{};
    if (auto added = workplace.registry().add_recall(recall, subject, workplace.now()); !added)
      return added.error();
    const bool of_lot = recall.scope == Recall::Scope::lot;
    return RecordedAct{"recall",
                       {{"scope", to_text(recall.scope)},
                        {"subject", of_lot ? lot.code.text() : subject},
                        {"code", lot.short_code.printed()}},
                       lot.cooperative_id};
  };
  auto recorded = workplace.record(recall_it, Registry::Repeat::yes);
  if (!recorded) return recorded;
  return workplace.settle_logs();
}

Result<void> cancel_lot(Workplace& workplace, const Lot& lot, LotCancellation cancelled) {
  if (cancelled.reason.empty()) return Error{"reason_missing", "reason"};
  cancelled.at = workplace.now();
  const auto cancel_it = [&]() -> Result<RecordedAct> {
    if (auto done = workplace.registry().cancel_lot(lot.id, cancelled); !done) return done.error();
    return RecordedAct{"lot_cancelled",
                       {{"lot", lot.code.text()}, {"code", lot.short_code.printed()}},
                       lot.cooperative_id};
  };
  auto recorded = workplace.record(cancel_it, Registry::Repeat::yes);
  if (!recorded) return recorded;
  return workplace.settle_logs();
}

Result<void> void_labels(Workplace& workplace, const Lot& lot, Void voided) {
  if (voided.reason.empty()) return Error{"reason_missing", "reason"};
  voided.at = workplace.now();
  const auto void_them = [&]() -> Result<RecordedAct> {
    if (auto added = workplace.registry().add_void(lot.id, voided); !added) return added.error();
    const bool listed = !voided.listed_serial.empty();
    return RecordedAct{
        "void",
        {{"lot", lot.code.text()},
         {"first", listed ? voided.listed_serial : Serial::sealed(voided.first).text()},
         {"last", listed ? voided.listed_serial : Serial::sealed(voided.last).text()}},
        lot.cooperative_id};
  };
  auto recorded = workplace.record(void_them, Registry::Repeat::yes);
  if (!recorded) return recorded;
  return workplace.settle_logs();
}

}  // namespace temgoc
