// Rows of lots in the form of an event: drawn, and read back.
#include "console/pages/events/event_blocks.h"

#include <fmt/format.h>

#include <algorithm>

#include "console/frame.h"
#include "temgoc/base/text.h"
#include "temgoc/events/written_event.h"

namespace temgoc {
namespace {

constexpr std::size_t kUsualRows = 2, kMostRows = 40;

// A row as it stands in the form.
struct TypedRow {
  std::string lot = {}, amount = {}, goods = {};
};

std::string field_of(std::string_view block, std::size_t row, std::string_view part) {
  return fmt::format("{}-{}-{}", block, row, part);
}

TypedRow row_typed(const Visit& visit, const LotBlock& block, std::size_t row) {
  return {visit.typed(field_of(block.name, row, "lot")),
          visit.typed(field_of(block.name, row, "amount")),
          visit.typed(field_of(block.name, row, "goods"))};
}

std::size_t rows_typed(const Visit& visit, const LotBlock& block) {
  const std::string typed = visit.typed(std::string(block.name) + "-rows");
  if (!is_digits(typed) || typed.size() > 3) return kUsualRows;
  return std::min<std::size_t>(std::stoul(typed), kMostRows);
}

bool stands_in(const LotBlock& block, const Event& event, const EventLot& each) {
  if (block.role) return each.role == *block.role;
  return each.role == usual_role(event.kind, each.lot.kind);
}

std::vector<TypedRow> rows_of(const Visit& visit, const LotBlock& block, const Event& event) {
  std::vector<TypedRow> rows;
  for (const EventLot& each : event.lots)
    if (stands_in(block, event, each))
      rows.push_back(
          {each.lot.text(), each.quantity ? typed_amount(visit, *each.quantity) : "", each.goods});
  return rows;
}

// The block in which a lot that the address names belongs.
bool takes_asked_lot(EventKind kind, const LotBlock& block) {
  if (kind == EventKind::pack) return block.name == "make";
  return block.name == blocks_of(kind).front().name;
}

std::vector<TypedRow> rows_shown(const Visit& visit, const LotBlock& block, EventKind kind,
                                 const std::optional<RecordedEvent>& before) {
  std::vector<TypedRow> rows;
  if (was_sent(visit)) {
    const std::size_t more = visit.typed("more") == block.name ? kUsualRows : 0;
    for (std::size_t row = 1; row <= rows_typed(visit, block); ++row)
      rows.push_back(row_typed(visit, block, row));
    rows.resize(std::min(rows.size() + more, kMostRows));
    return rows;
  }
  if (before) rows = rows_of(visit, block, before->event);
  if (!before && takes_asked_lot(kind, block) && !visit.asked("lot").empty())
    rows.push_back({visit.asked("lot"), "", ""});
  rows.resize(std::max(rows.size(), block.role == LotRole::input ? kUsualRows : std::size_t{1}));
  return rows;
}

}  // namespace

std::vector<LotBlock> blocks_of(EventKind kind) {
  const EventRules rules = rules_of(kind);
  const LotBlock use{"use", LotRole::input, false, rules.must_use};
  const LotBlock make{"make", LotRole::output, true, rules.must_make};
  const LotBlock lot{"lot", std::nullopt, kind == EventKind::receive, rules.must_handle};
  std::vector<LotBlock> blocks;
  // A harvest may use up a crop that was planted as a lot, which few write down: it comes last.
  if (rules.may_use && kind != EventKind::harvest) blocks.push_back(use);
  if (rules.may_make && kind != EventKind::receive) blocks.push_back(make);
  if (rules.may_handle) blocks.push_back(lot);
  if (kind == EventKind::harvest) blocks.push_back(use);
  return blocks;
}

std::string typed_amount(const Visit& visit, const Quantity& quantity) {
  std::string amount = quantity.amount_text();
  const auto mark = amount.find('.');
  if (mark != std::string::npos && amount.size() - mark == 4) amount += '0';
  if (mark != std::string::npos && visit.language() == Language::vi) amount[mark] = ',';
  return amount + " " + quantity.unit;
}

bool was_sent(const Visit& visit) { return visit.request().method == "POST"; }

std::string only_cooperative(const Visit& visit) {
  if (!visit.scope().empty()) return visit.scope();
  const auto all = visit.registry().cooperatives();
  return all.size() == 1 ? all.front().id : std::string();
}

View block_view(const Visit& visit, const LotBlock& block, EventKind kind,
                const std::optional<RecordedEvent>& before) {
  View view, list = list_view();
  const auto rows = rows_shown(visit, block, kind, before);
  std::size_t number = 0;
  for (const TypedRow& row : rows) {
    View item;
    ++number;
    item.set("number", std::to_string(number));
    for (const char* part : {"lot", "amount", "goods"})
      item.set(std::string(part) + "_name", field_of(block.name, number, part));
    item.set("lot_value", row.lot);
    item.set("amount_value", row.amount);
    item.set("goods_value", row.goods);
    item.set("must", View(block.required && number == 1));
    list.push_back(std::move(item));
  }
  const std::string key = "console.event.block." + std::string(block.name);
  const std::string own = key + "." + to_text(kind);
  view.set("title", visit.word(has_words(visit.language(), own) ? own : key));
  view.set("name", std::string(block.name));
  view.set("count", std::to_string(rows.size()));
  view.set("tells_goods", View(block.tells_goods));
  view.set("rows", std::move(list));
  view.set("may_grow", View(rows.size() < kMostRows));
  return view;
}

Result<void> read_block(const Visit& visit, const LotBlock& block, Event& event) {
  for (std::size_t row = 1; row <= rows_typed(visit, block); ++row) {
    const TypedRow typed = row_typed(visit, block, row);
    if (typed.lot.empty() && typed.amount.empty() && typed.goods.empty()) continue;
    auto name = lot_named(visit.registry(), typed.lot, event.cooperative_id);
    if (!name) return name.error();
    EventLot lot{.role = block.role.value_or(usual_role(event.kind, name->kind)), .lot = *name};
    auto goods = clean_text(typed.goods, "goods", kMostEventText);
    if (!goods) return goods.error();
    if (lot.role == LotRole::output) lot.goods = *goods;
    if (!typed.amount.empty()) {
      auto quantity = written_quantity(typed.amount, {});
      if (!quantity) return quantity.error();
      lot.quantity = *quantity;
    }
    event.lots.push_back(std::move(lot));
  }
  return {};
}

}  // namespace temgoc
