// Reads the whole graph in the order recorded. Events are mostly recorded after those that made
// what they use, so one reading is enough; what was recorded late is put right by another.
#include <cmath>

#include "trace/event_lines.h"
#include "trace/near_trace.h"

namespace temgoc {
namespace {

// What is known of one lot: 48 bytes, so that a million lots take 48 MB.
struct Content {
  double share = 0;  // as the last reading found it
  double sum = 0;    // of amount times content
  double made = 0;   // of the amounts
  float first = 0;   // content of the first maker
  std::uint32_t steps = 0;
  std::uint32_t makers = 0, seen = 0;  // in the last reading, in this one
  std::int32_t unit = 0;
  bool used = false, same = true, measured = true;
};

class WideTrace {
 public:
  WideTrace(const TraceSource& source, std::int64_t first)
      : source_(source), first_(first), lots_(static_cast<std::size_t>(source.last_lot) + 1) {}

  Trace run() {
    do {
      read_once();
    } while (!settled());
    Trace trace{.wide = true};
    for (std::size_t lot = 0; lot < lots_.size(); ++lot) {
      if (lots_[lot].share != 0 && static_cast<std::int64_t>(lot) != first_)
        trace.parts.push_back({static_cast<std::int64_t>(lot), lots_[lot].share, lots_[lot].steps});
    }
    return trace;
  }

 private:
  void read_once() {
    changed_late_ = false;
    std::vector<TraceLine> inputs, outputs;
    std::int64_t event = 0;
    const auto finish = [&] {
      if (!outputs.empty() && !source_.left_out.contains(event)) pass(inputs, outputs);
      inputs.clear();
      outputs.clear();
    };
    source_.each_line([&](const TraceLine& line) {
      if (line.event != event) finish();
      event = line.event;
      (line.role == LotRole::input ? inputs : outputs).push_back(line);
    });
    finish();
  }

  // The content of a lot as far as this reading goes; of one that is not whole yet as the last
  // reading left it.
  double content(const Content& lot) const {
    if (readings_ > 0 && lot.seen < lot.makers) return lot.share;
    if (lot.seen == 0) return 0;
    if (lot.same) return lot.first;
    return lot.measured && lot.made > 0 ? lot.sum / lot.made : kUnknownShare;
  }

  void pass(const std::vector<TraceLine>& inputs, const std::vector<TraceLine>& outputs) {
    Mixture mixture;
    const Amounts amounts(inputs);
    std::uint32_t steps = UINT32_MAX;
    for (const TraceLine& line : inputs) {
      Content& lot = at(line.lot);
      lot.used = true;
      const double share = line.lot == first_ ? 1 : content(lot);
      if (share != 0) steps = std::min(steps, line.lot == first_ ? 0 : lot.steps);
      mixture.add(share, share == 0 ? 0 : amounts.part_of(line));
    }
    for (const TraceLine& line : outputs) add(line, mixture.content(), steps);
  }

  void add(const TraceLine& line, double content_of_event, std::uint32_t steps) {
    Content& lot = at(line.lot);
    // Somebody has read this lot as it was before.
    if (lot.used && (content_of_event != 0 || content(lot) != 0)) changed_late_ = true;
    const auto first = static_cast<float>(content_of_event);
    if (lot.seen == 0) lot.first = first, lot.unit = static_cast<std::int32_t>(line.unit);
    lot.same = lot.same && (lot.seen == 0 || lot.first == first);
    lot.measured = lot.measured && line.unit != 0 && line.unit == lot.unit;
    lot.sum += content_of_event == 0 ? 0 : static_cast<double>(line.amount) * content_of_event;
    lot.made += static_cast<double>(line.amount);
    if (content_of_event != 0)
      lot.steps = lot.steps == 0 ? steps + 1 : std::min(lot.steps, steps + 1);
    ++lot.seen;
  }

  // Takes over what was read. False if another reading is needed.
  bool settled() {
    bool moved = false;
    for (Content& lot : lots_) {
      lot.makers = lot.seen;
      const double now = lot.seen == 0 ? 0 : whole(lot);
      const bool same = now == lot.share || (std::isnan(now) && std::isnan(lot.share));
      moved = moved || !same;
      lot = {.share = now, .steps = lot.steps, .makers = lot.makers};
    }
    ++readings_;
    return !changed_late_ || !moved;
  }

  static double whole(const Content& lot) {
    if (lot.same) return lot.first;
    return lot.measured && lot.made > 0 ? lot.sum / lot.made : kUnknownShare;
  }

  Content& at(std::int64_t lot) { return lots_.at(static_cast<std::size_t>(lot)); }

  const TraceSource& source_;
  std::int64_t first_;
  std::vector<Content> lots_;
  unsigned readings_ = 0;
  bool changed_late_ = false;
};

}  // namespace

Trace wide_trace(const TraceSource& source, std::int64_t first) {
  return WideTrace(source, first).run();
}

}  // namespace temgoc
