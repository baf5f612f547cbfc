// A diary, row by row: all of it or nothing.
#include <algorithm>
#include <map>
#include <tuple>

#include "operations/events/diary_columns.h"
#include "temgoc/base/text.h"
#include "temgoc/events/events.h"
#include "temgoc/events/written_event.h"

namespace temgoc {
namespace {

constexpr std::size_t kShortText = 60;

// Rows that make one event.
struct Slip {
  std::vector<const Row*> rows = {};
  EventOrder order = {};
};

class DiaryReader {
 public:
  DiaryReader(Workplace& workplace, const DiaryColumns& columns, const DiaryOptions& options,
              DiaryReport& report)
      : workplace_(workplace),
        registry_(workplace.registry()),
        columns_(columns),
        options_(options),
        report_(report) {}

  void run() {
    std::vector<Slip> slips = slips_of(report_.table);
    for (Slip& slip : slips) read(slip);
    if (!report_.errors.empty()) return;
    // A diary is kept by the day: of one day a harvest comes before what is made of it.
    std::ranges::stable_sort(slips, {}, [](const Slip& slip) {
      return std::tuple(slip.order.event.when.at, slip.order.event.kind);
    });
    for (const Slip& slip : slips) record(slip);
  }

 private:
  std::vector<Slip> slips_of(const Table& table) const {
    std::vector<Slip> slips;
    std::map<std::string, std::size_t> by_number;
    for (const Row& row : table.rows) {
      const std::string number = cell(row, "slip").text;
      if (!number.empty()) {
        const auto [known, is_new] = by_number.try_emplace(number, slips.size());
        if (!is_new) {
          slips[known->second].rows.push_back(&row);
          continue;
        }
      }
      slips.push_back({.rows = {&row}});
    }
    return slips;
  }

  Cell cell(const Row& row, std::string_view column) const {
    const auto index = columns_.index(column);
    if (!index || *index >= row.cells.size()) return {};
    Cell found = row.cells[*index];
    found.text = trimmed(found.text);
    return found;
  }

  void fault(const Row& row, std::string_view column, Error error) {
    const auto index = columns_.index(column);
    error.field = index ? report_.table.header[*index] : std::string(column);
    error.position = Position{row.number, index ? *index + 1 : 0};
    if (error.value.empty()) error.value = shortened(cell(row, column).text);
    report_.errors.push_back(std::move(error));
  }

  // The value of a cell, or nothing for an empty one and for one that is noted as a fault.
  template <class Parse>
  auto value(const Row& row, std::string_view column, const Parse& parse)
      -> std::optional<std::decay_t<decltype(*parse(Cell{}))>> {
    const Cell found = cell(row, column);
    if (found.text.empty()) return std::nullopt;
    if (found.failed) {
      fault(row, column, {.code = "cell_formula"});
      return std::nullopt;
    }
    auto read = parse(found);
    if (!read) {
      fault(row, column, read.error());
      return std::nullopt;
    }
    return *read;
  }

  std::string text(const Row& row, std::string_view column, std::size_t most) {
    return value(row, column,
                 [&](const Cell& found) { return clean_text(found.text, column, most); })
        .value_or(std::string());
  }

  std::optional<Quantity> quantity(const Row& row, std::string_view column) {
    const std::string unit = cell(row, "unit").text;
    return value(row, column, [&](const Cell& found) {
      // A cell that holds a number has a decimal point, whatever its look.
      const bool point = found.number && found.text.find('.') != found.text.npos;
      return written_quantity(point ? found.text + "0" : found.text, unit);
    });
  }

  std::optional<unsigned> days(const Row& row) {
    return value(row, "wait_days", [](const Cell& found) -> Result<unsigned> {
      if (!is_digits(found.text) || found.text.size() > 4)
        return Error{.code = "number_not_whole", .value = shortened(found.text)};
      return static_cast<unsigned>(std::stoul(found.text));
    });
  }

  std::optional<bool> result(const Row& row) {
    return value(row, "result", [](const Cell& found) { return written_result(found.text); });
  }

  std::string cooperative(const Row& row) {
    const std::string named = text(row, "coop_id", kShortText);
    const std::string& own = options_.only_cooperative;
    if (!own.empty() && !named.empty() && named != own)
      fault(row, "coop_id", {.code = "cooperative_not_yours", .args = {{"own", own}}});
    if (!named.empty()) return named;
    if (!own.empty()) return own;
    if (!options_.cooperative_id.empty()) return options_.cooperative_id;
    const auto all = registry_.cooperatives();
    if (all.size() == 1) return all.front().id;
    fault(row, "coop_id", {.code = "field_missing"});
    return {};
  }

  void read(Slip& slip) {
    const Row& row = *slip.rows.front();
    Event& event = slip.order.event;
    slip.order.who = options_.who;
    event.cooperative_id = cooperative(row);
    const auto kind =
        value(row, "kind", [](const Cell& found) { return written_kind(found.text); });
    const std::string time = cell(row, "time").text;
    const auto when = value(row, "day", [&](const Cell& found) {
      return EventTime::parse(time.empty() ? found.text : found.text + " " + time);
    });
    for (const char* needed : {"day", "kind"}) {
      if (cell(row, needed).text.empty()) fault(row, needed, {.code = "field_missing"});
    }
    if (!kind || !when) return;
    event.kind = *kind;
    event.when = *when;
    event.place_id = text(row, "place", kShortText);
    event.partner_id = text(row, "partner", kShortText);
    event.carrier_id = text(row, "carrier", kShortText);
    event.container = text(row, "container", kShortText);
    event.document = text(row, "document", kMostEventText);
    event.substance = text(row, "substance", kMostEventText);
    event.wait_days = days(row);
    event.passed = result(row);
    event.loss = quantity(row, "loss");
    event.reason = text(row, "reason", kMostEventText);
    event.remark = text(row, "remark", kMostEventText);
    for (const Row* each : slip.rows) read_lots(*each, row, event);
  }

  void read_lots(const Row& row, const Row& first, Event& event) {
    // A row says the same as the first of its slip, or leaves it out.
    for (const char* column : {"day", "kind", "place", "partner"}) {
      const std::string here = cell(row, column).text;
      if (here.empty() || here == cell(first, column).text) continue;
      fault(row, column,
            {.code = "event_rows_differ", .args = {{"row", std::to_string(first.number)}}});
    }
    add_lot(row, "lot", "quantity", {}, event);
    add_lot(row, "input", "input_quantity", LotRole::input, event);
    add_lot(row, "output", "output_quantity", LotRole::output, event);
  }

  void add_lot(const Row& row, std::string_view column, std::string_view amount,
               std::optional<LotRole> role, Event& event) {
    const auto name = value(row, column, [&](const Cell& found) {
      return lot_named(registry_, found.text, event.cooperative_id);
    });
    if (!name) return;
    EventLot lot{.role = role.value_or(usual_role(event.kind, name->kind)),
                 .lot = *name,
                 .quantity = quantity(row, amount)};
    if (lot.role == LotRole::output) lot.goods = text(row, "goods", kMostEventText);
    event.lots.push_back(std::move(lot));
  }

  void record(const Slip& slip) {
    const Position place{slip.rows.front()->number, 0};
    auto added = add_event(workplace_, slip.order);
    if (!added && added.error().code == "event_repeated") {
      ++report_.unchanged;
      return;
    }
    if (!added) {
      Error error = added.error();
      error.position = place;
      report_.errors.push_back(std::move(error));
      return;
    }
    ++report_.events;
    for (Error warning : added->warnings) {
      warning.position = place;
      report_.warnings.push_back(std::move(warning));
    }
  }

  Workplace& workplace_;
  const Registry& registry_;
  const DiaryColumns& columns_;
  const DiaryOptions& options_;
  DiaryReport& report_;
};

RecordedAct diary_act(const DiaryReport& report, std::string_view file) {
  if (report.events == 0 || !report.errors.empty()) return {};
  return {"events", {{"file", std::string(file)}, {"count", std::to_string(report.events)}}, {}};
}

}  // namespace

Result<DiaryReport> import_diary(Workplace& workplace, ByteView content, std::string_view name,
                                 const DiaryOptions& options) {
  auto table = read_table(content, name,
                          [](std::string_view header) { return !diary_column_of(header).empty(); });
  if (!table) return table.error();
  DiaryReport report{.table = *std::move(table)};
  report.warnings = report.table.notes;
  auto columns = DiaryColumns::match(report.table, report.warnings);
  if (!columns) return columns.error();
  // Undone unless every row is sound: nothing is half stored.
  const Error undone{.code = "diary_undone"};  // never leaves this function
  auto kept = workplace.record([&]() -> Result<RecordedAct> {
    DiaryReader(workplace, *columns, options, report).run();
    if (!report.errors.empty() || options.dry_run) return undone;
    return diary_act(report, name);
  });
  if (!kept && kept.error() != undone) return kept.error();
  if (!kept) return report;
  if (auto settled = workplace.settle_logs(); !settled) return settled.error();
  return report;
}

}  // namespace temgoc
