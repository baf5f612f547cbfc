// Finds the labels of a roll that somebody names, gives them to a lot, or takes them out of use.
#include <algorithm>

#include "operations/printing/label_quantity.h"
#include "operations/printing/print_task.h"
#include "temgoc/base/text.h"
#include "temgoc/log/log_leaf.h"
#include "temgoc/printing/rolls.h"
#include "temgoc/scan/scan.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

constexpr std::size_t kShownBytes = 60;
constexpr std::size_t kMostLabelDigits = 7;

// A code as people copy it from a label: its 13 characters are of Crockford's alphabet.
std::string code_typed(std::string_view text) {
  std::string code;
  for (const char c : ascii_upper(text)) {
    if (c == ' ' || c == '-') continue;
    code += c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
  }
  return code;
}

// The serial of a link, or of what was typed in place of one.
std::optional<Serial> code_in(std::string_view text) {
  if (text.find('/') == std::string_view::npos) {
    auto code = Serial::parse(code_typed(text));
    return code ? std::optional(*code) : std::nullopt;
  }
  const Scanned scanned = read_scan(text);
  if (const auto* code = std::get_if<RollScan>(&scanned)) return code->serial;
  // A tool may have filled in the lot that claimed it.
  if (const auto* link = std::get_if<LinkScan>(&scanned)) return link->serial;
  return std::nullopt;
}

Result<RollLabel> find_label(const Registry& registry, const char* field, std::string_view typed,
                             std::optional<std::int64_t> roll) {
  const std::string text = trimmed(typed);
  if (text.empty()) return Error{"field_missing", field};
  const RollBook book = RollBook::of(registry);
  if (roll && is_digits(text) && text.size() <= kMostLabelDigits) {
    const auto of = book.roll(*roll);
    if (!of) return Error{"roll_unknown", "roll", std::to_string(*roll)};
    const auto label = static_cast<std::uint32_t>(std::stoul(text));
    if (label >= 1 && label <= of->labels) return RollLabel{*roll, label};
    return Error{"roll_label_outside", field, text, {}, {{"labels", std::to_string(of->labels)}}};
  }
  const auto code = code_in(text);
  const auto found = code ? book.find(*code) : std::nullopt;
  if (!found) return Error{"roll_code_unknown", field, shortened(text, kShownBytes)};
  return *found;
}

// A run cut at what was given before: the labels that are free, and how many of it are out of use.
struct Cut {
  std::vector<RollRange> free = {};
  std::vector<RollRange> of_lots = {};
  std::uint32_t voided = 0;
};
Cut cut_up(const Registry& registry, const RollRun& run) {
  Cut cut;
  std::uint32_t next = run.first;
  const auto add = [&](std::uint32_t end) {  // labels next … end - 1
    if (next < end) cut.free.push_back({.roll_id = run.roll.id, .first = next, .last = end - 1});
  };
  for (const RollRange& given : RollBook::of(registry).ranges(run.roll.id)) {
    if (given.last < run.first || given.first > run.last) continue;
    add(std::max(given.first, run.first));
    next = std::min(given.last, run.last) + 1;
    if (given.lot_id)
      cut.of_lots.push_back(given);
    else
      cut.voided += next - std::max(given.first, run.first);
  }
  add(run.last + 1);
  return cut;
}

Error labels_given(const Registry& registry, const RollRun& run, const RollRange& given) {
  const auto lot = registry.lot(given.lot_id.value());
  return {"roll_labels_given",
          "first",
          std::to_string(run.first) + "-" + std::to_string(run.last),
          {},
          {{"first", std::to_string(given.first)},
           {"last", std::to_string(given.last)},
           {"lot", lot ? lot->code.text() : std::string()}}};
}

RollGiven given_of(const RollRun& run, Cut cut) {
  RollGiven given{.run = run, .ranges = std::move(cut.free), .voided = cut.voided};
  for (const RollRange& range : given.ranges) given.labels += range.count();
  return given;
}

// What a verifier will later hold against a label of the roll that says that it is of this lot.
Result<void> check_fits(Workplace& workplace, const Roll& roll, const Lot& lot) {
  if (lot.gtin != roll.gtin || lot.cooperative_id != roll.cooperative_id) {
    const auto product = workplace.registry().product(roll.gtin);
    return Error{"roll_of_other_product",
                 "lot",
                 lot.code.text(),
                 {},
                 {{"roll", std::to_string(roll.id)},
                  {"product", product ? product->name : roll.gtin.printed()}}};
  }
  if (lot.realm != roll.realm)
    return Error{
        "roll_of_other_realm", "lot", lot.code.text(), {}, {{"roll", std::to_string(roll.id)}}};
  if (auto allowed = check_labels_allowed(workplace, lot); !allowed) return allowed;
  if (auto key = sealing_key_file(workplace, lot, CodeKind::item_link, Serials::fresh); !key)
    return key.error();
  if (lot.test) return {};
  const auto owns = [&](const Trust::Key* key) {
    return std::ranges::find(key->entry.hosts, roll.host) != key->entry.hosts.end();
  };
  if (std::ranges::none_of(workplace.trust().find(lot.key_id), owns))
    return Error{"host_not_trusted", "host", roll.host};
  return {};
}

// The lot has claimed every label of the run that is not out of use.
bool stands(const Cut& cut, const Lot& lot) {
  return cut.free.empty() && !cut.of_lots.empty() &&
         std::ranges::all_of(cut.of_lots, [&](const RollRange& range) {
           return range.lot_id == std::optional(lot.id);
         });
}

Result<void> store(Workplace& workplace, RollGiven& given, const Lot* lot) {
  const Roll& roll = given.run.roll;
  const auto lot_entry = lot ? std::optional(lot->leaf_index) : std::nullopt;
  RollBook book(workplace.registry());
  for (RollRange& range : given.ranges) {
    auto stored = book.add_range(range, [&](const RollRange& made) {
      return roll_range_leaf(roll.realm, roll.leaf_index, lot_entry, made);
    });
    if (!stored) return stored.error();
    range = *stored;
  }
  return {};
}

RecordedAct act_of(const char* kind, const RollGiven& given, const Lot* lot) {
  RecordedAct act{kind,
                  {{"roll", std::to_string(given.run.roll.id)},
                   {"first", std::to_string(given.run.first)},
                   {"last", std::to_string(given.run.last)},
                   {"labels", std::to_string(given.labels)}},
                  given.run.roll.cooperative_id};
  if (lot) act.args["lot"] = lot->code.text();
  return act;
}

}  // namespace

Result<RollRun> find_run(const Registry& registry, std::string_view first, std::string_view last,
                         std::optional<std::int64_t> roll) {
  const auto from = find_label(registry, "first", first, roll);
  if (!from) return from.error();
  const auto to = find_label(registry, "last", last, roll);
  if (!to) return to.error();
  if (roll && from->roll_id != *roll)
    return Error{"roll_codes_differ",
                 "first",
                 shortened(std::string(first), kShownBytes),
                 {},
                 {{"first", std::to_string(from->roll_id)}, {"last", std::to_string(*roll)}}};
  if (from->roll_id != to->roll_id)
    return Error{"roll_codes_differ",
                 "last",
                 shortened(std::string(last), kShownBytes),
                 {},
                 {{"first", std::to_string(from->roll_id)}, {"last", std::to_string(to->roll_id)}}};
  return RollRun{*RollBook::of(registry).roll(from->roll_id), std::min(from->label, to->label),
                 std::max(from->label, to->label)};
}

Result<RollRun> whole_roll(const Registry& registry, std::int64_t id) {
  const auto roll = RollBook::of(registry).roll(id);
  if (!roll) return Error{"roll_unknown", "roll", std::to_string(id)};
  return RollRun{*roll, 1, roll->labels};
}

Result<RollGiven> preview_claim(Workplace& workplace, const RollRun& run, const Lot& lot) {
  if (auto fits = check_fits(workplace, run.roll, lot); !fits) return fits.error();
  const Registry& registry = workplace.registry();
  Cut of_run = cut_up(registry, run);
  const bool done = stands(of_run, lot);
  if (!done && !of_run.of_lots.empty()) return labels_given(registry, run, of_run.of_lots.front());
  if (!done && of_run.free.empty())
    return Error{"roll_labels_void", "first",
                 std::to_string(run.first) + "-" + std::to_string(run.last)};
  RollGiven given = given_of(run, std::move(of_run));
  given.stands = done;
  const LabelQuantity quantity = label_quantity(registry, lot);
  given.packs = quantity.packs;
  given.labels_of_lot = quantity.labels + given.labels;
  return given;
}

Result<RollGiven> claim_labels(Workplace& workplace, const RollRun& run, const Lot& lot,
                               const std::string& who, const std::string& over_quantity_reason) {
  std::optional<RollGiven> given;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    // In the transaction that stores it: of two that claim the same at once, one is told.
    auto planned = preview_claim(workplace, run, lot);
    if (!planned) return planned.error();
    given = *std::move(planned);
    if (given->stands) return RecordedAct{};
    if (given->is_over() && over_quantity_reason.empty())
      return labels_over_quantity({given->packs, given->labels_of_lot - given->labels},
                                  given->labels);
    for (RollRange& range : given->ranges) {
      range.lot_id = lot.id;
      range.reason = given->is_over() ? over_quantity_reason : "";
      range.who = who;
      range.at = workplace.now();
    }
    if (auto stored = store(workplace, *given, &lot); !stored) return stored.error();
    return act_of("roll_claimed", *given, &lot);
  });
  if (!recorded) return recorded.error();
  if (auto settled = workplace.settle_log(lot.test); !settled) return settled.error();
  return *std::move(given);
}

Result<RollGiven> void_roll_labels(Workplace& workplace, const RollRun& run, bool rest,
                                   const std::string& who, const std::string& reason) {
  if (reason.empty()) return Error{"reason_missing", "reason"};
  std::optional<RollGiven> given;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    Cut of_run = cut_up(workplace.registry(), run);
    if (!rest && !of_run.of_lots.empty())
      return labels_given(workplace.registry(), run, of_run.of_lots.front());
    given = given_of(run, std::move(of_run));
    if (given->labels == 0)
      return Error{"roll_labels_void", "first",
                   std::to_string(run.first) + "-" + std::to_string(run.last)};
    for (RollRange& range : given->ranges) {
      range.reason = reason;
      range.who = who;
      range.at = workplace.now();
    }
    if (auto stored = store(workplace, *given, nullptr); !stored) return stored.error();
    return act_of("roll_voided", *given, nullptr);
  });
  if (!recorded) return recorded.error();
  if (auto settled = workplace.settle_logs(); !settled) return settled.error();
  return *std::move(given);
}

}  // namespace temgoc
