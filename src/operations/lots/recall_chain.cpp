// From one lot to all that was made of it and to everybody who received it.
#include "temgoc/lots/recall_chain.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace temgoc {
namespace {

void sort_in(RecallChain& chain, const TraceEntry& entry) {
  const bool is_sealed = entry.sealed.has_value();
  if (is_sealed ? entry.recalled : entry.held) {
    chain.done.push_back(entry);
  } else if (is_sealed) {
    chain.sealed.push_back(entry);
    chain.labels += entry.labels;
  } else {
    chain.unsealed.push_back(entry);
  }
}

// What one receiver got of one lot, all deliveries together.
void add_receivers(RecallChain& chain, const TraceEntry& entry) {
  using Receiver = std::pair<std::string, std::string>;  // partner, cooperative
  std::map<Receiver, ChainReceiver> of_lot;
  std::map<Receiver, bool> unmeasured;
  for (const Delivery& each : entry.deliveries) {
    const Receiver who{each.partner_id, each.cooperative_id};
    ChainReceiver& receiver = of_lot[who];
    receiver.partner_id = each.partner_id;
    receiver.cooperative_id = each.cooperative_id;
    receiver.name = each.partner_name;
    receiver.phone = each.phone;
    receiver.lot = entry.traced.name;
    receiver.goods = entry.goods;
    if (!each.quantity) unmeasured[who] = true;
    if (!each.quantity) continue;
    if (!receiver.quantity) receiver.quantity = Measure{each.quantity->unit, 0};
    receiver.quantity->amount += each.quantity->amount;
  }
  for (auto& [who, receiver] : of_lot) {
    if (unmeasured[who]) receiver.quantity.reset();
    // Everything came back.
    if (receiver.quantity && receiver.quantity->amount <= 0) continue;
    chain.receivers.push_back(std::move(receiver));
  }
}

Result<void> hold_all(Workplace& workplace, const RecallChain& chain, const Recall& recall) {
  std::map<std::string, std::vector<LotName>> by_cooperative;
  for (const TraceEntry& entry : chain.unsealed)
    by_cooperative[entry.cooperative_id].push_back(entry.traced.name);
  for (const auto& [cooperative, names] : by_cooperative) {
    for (std::size_t from = 0; from < names.size(); from += kMostLotsOfEvent) {
      Event event{.kind = EventKind::hold, .cooperative_id = cooperative, .reason = recall.reason};
      event.when.at = workplace.now();
      const std::size_t end = std::min(names.size(), from + kMostLotsOfEvent);
      for (std::size_t i = from; i < end; ++i)
        event.lots.push_back({.role = LotRole::handled, .lot = names[i]});
      auto held = add_event(workplace, {.event = std::move(event), .again = true});
      if (!held) return held.error();
    }
  }
  return {};
}

}  // namespace

Result<RecallChain> recall_chain(const Registry& registry, const LotName& lot,
                                 std::string_view reader) {
  auto trace = trace_report(registry, lot, TraceWay::forward, {}, reader);
  if (!trace) return trace.error();
  if (trace->lots > kMostEntries) {
    return Error{.code = "recall_chain_too_long",
                 .field = "lot",
                 .value = lot.text(),
                 .args = {{"limit", std::to_string(kMostEntries)}}};
  }
  RecallChain chain{.trace = *std::move(trace)};
  sort_in(chain, chain.trace.first);
  add_receivers(chain, chain.trace.first);
  for (const TraceEntry& entry : chain.trace.entries) {
    sort_in(chain, entry);
    add_receivers(chain, entry);
  }
  std::ranges::sort(chain.receivers, {}, [](const ChainReceiver& each) {
    return std::tuple(each.name, each.partner_id, each.cooperative_id, each.lot);
  });
  return chain;
}

Result<RecallChain> own_recall_chain(const Registry& registry, const LotName& lot,
                                     std::string_view reader) {
  auto chain = recall_chain(registry, lot, reader);
  if (!chain || reader.empty()) return chain;
  const auto is_of_others = [&](const TraceEntry& entry) { return entry.cooperative_id != reader; };
  for (const TraceEntry& entry : chain->sealed)
    if (is_of_others(entry)) chain->labels -= entry.labels;
  for (auto* entries : {&chain->sealed, &chain->unsealed}) std::erase_if(*entries, is_of_others);
  return chain;
}

Result<RecallChain> recall_with_descendants(Workplace& workplace, const LotName& lot,
                                            const Recall& recall, std::string_view reader) {
  if (recall.reason.empty()) return Error{"reason_missing", "reason"};
  std::optional<RecallChain> chain;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    auto found = own_recall_chain(workplace.registry(), lot, reader);
    if (!found) return found.error();
    chain = *std::move(found);
    if (chain->sealed.empty() && chain->unsealed.empty())
      return Error{"recall_chain_empty", "lot", lot.text()};
    for (const TraceEntry& entry : chain->sealed) {
      auto added = workplace.registry().add_recall(recall, std::to_string(entry.sealed->id),
                                                   workplace.now());
      if (!added) return added.error();
    }
    if (auto held = hold_all(workplace, *chain, recall); !held) return held.error();
    return RecordedAct{"recall_chain",
                       {{"lot", lot.text()}, {"count", std::to_string(chain->sealed.size())}},
                       lot.kind == LotName::Kind::own ? lot.owner : std::string()};
  });
  if (!recorded) return recorded.error();
  if (auto settled = workplace.settle_logs(); !settled) return settled.error();
  return *std::move(chain);
}

}  // namespace temgoc
