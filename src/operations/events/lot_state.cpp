// How much there is of a lot, and what was done with it.
#include <algorithm>

#include "operations/events/chain_rules.h"
#include "temgoc/base/vietnam_time.h"

namespace temgoc {
namespace {

std::int64_t sum_of(const std::vector<LotMove>& moves, std::string_view unit,
                    const std::function<int(const LotMove&)>& sign) {
  std::int64_t sum = 0;
  for (const LotMove& move : moves) {
    if (move.measure && move.measure->unit == unit) sum += sign(move) * move.measure->amount;
  }
  return sum;
}

bool is_made(const LotMove& move) { return move.role == LotRole::output; }

int used_by(const LotMove& move) {
  if (move.role == LotRole::input) return 1;
  if (move.role == LotRole::output) return 0;
  if (move.kind == EventKind::return_goods) return -1;
  return rules_of(move.kind).takes_out ? 1 : 0;
}

}  // namespace

std::optional<std::string> LotState::unit() const {
  if (sealed) {
    const auto measure = measure_of(sealed->quantity);
    return measure ? std::optional(measure->unit) : std::nullopt;
  }
  for (const LotMove& move : moves) {
    if (is_made(move) && move.measure) return move.measure->unit;
  }
  return std::nullopt;
}

std::optional<Measure> LotState::supply() const {
  if (sealed) return measure_of(sealed->quantity);
  const auto own_unit = unit();
  const bool all_measured = std::ranges::all_of(
      moves, [](const LotMove& move) { return !is_made(move) || move.measure; });
  if (!own_unit || !all_measured) return std::nullopt;
  return Measure{*own_unit, made(*own_unit)};
}

std::int64_t LotState::used(std::string_view unit) const { return sum_of(moves, unit, used_by); }

std::int64_t LotState::made(std::string_view unit) const {
  return sum_of(moves, unit, [](const LotMove& move) { return is_made(move) ? 1 : 0; });
}

std::optional<Instant> LotState::made_at() const {
  std::optional<Instant> earliest;
  for (const LotMove& move : moves) {
    if (is_made(move) && (!earliest || move.happened_at < *earliest)) earliest = move.happened_at;
  }
  if (earliest || !sealed) return earliest;
  return first_moment_of(sealed->packed_on);
}

bool LotState::held(Instant at) const {
  bool held = false;
  for (const LotMove& move : moves) {
    if (move.happened_at > at) break;
    if (move.kind == EventKind::hold) held = true;
    if (move.kind == EventKind::release) held = false;
    if (move.kind == EventKind::inspect) held = !move.passed.value_or(true);
  }
  return held;
}

LotState state_of(const Registry& registry, const LotName& name, std::int64_t ignored) {
  const EventBook book = EventBook::of(registry);
  LotState state{.traced = book.lot(name)};
  if (name.kind == LotName::Kind::sealed) {
    if (const auto code = ShortCode::parse(name.code)) state.sealed = registry.lot(*code);
  }
  if (!state.traced) return state;
  state.moves = book.moves(state.traced->id);
  std::erase_if(state.moves, [&](const LotMove& move) { return move.event_id == ignored; });
  return state;
}

}  // namespace temgoc
