// Walks from lot to lot: first which events are on the way, then their shares in the order of the
// flow.
#include "trace/near_trace.h"

#include <deque>
#include <unordered_map>

#include "trace/event_lines.h"

namespace temgoc {
namespace {

struct Step {
  std::int64_t event = 0;
  std::vector<TraceLine> inputs = {}, outputs = {};
  std::size_t pending = 0;  // lots on the near side whose share is not known yet
};

struct Place {
  std::uint32_t distance = 0;
  double share = 0;
  std::size_t pending = 0;              // steps that still add to its share
  std::vector<std::size_t> steps = {};  // those that lead on from it
  Mixture mixture = {};
};

class NearTrace {
 public:
  NearTrace(const TraceSource& source, std::int64_t first, TraceWay way, std::size_t most)
      : source_(source), first_(first), forward_(way == TraceWay::forward), most_(most) {}

  std::optional<Trace> run() {
    if (!gather()) return std::nullopt;
    count_pending();
    share_out();
    return collected();
  }

 private:
  // The side of a step from which the walk comes, and the other.
  std::vector<TraceLine>& near_side(Step& step) { return forward_ ? step.inputs : step.outputs; }
  std::vector<TraceLine>& far_side(Step& step) { return forward_ ? step.outputs : step.inputs; }

  bool gather() {
    std::deque<std::int64_t> waiting{first_};
    places_[first_].share = 1;
    while (!waiting.empty()) {
      const std::int64_t lot = waiting.front();
      waiting.pop_front();
      const std::uint32_t distance = places_[lot].distance;
      for (const std::int64_t event :
           source_.events_of(lot, forward_ ? LotRole::input : LotRole::output)) {
        if (source_.left_out.contains(event)) continue;
        const auto [at, is_new] = known_.try_emplace(event, steps_.size());
        if (is_new) steps_.push_back(step_of(event));
        places_[lot].steps.push_back(at->second);
        if (steps_.size() > most_) return false;
        if (!is_new) continue;
        for (const TraceLine& line : far_side(steps_[at->second])) {
          const auto [place, is_new_lot] = places_.try_emplace(line.lot);
          if (!is_new_lot) continue;
          place->second.distance = distance + 1;
          waiting.push_back(line.lot);
        }
      }
    }
    return true;
  }

  Step step_of(std::int64_t event) const {
    Step step{.event = event};
    for (const TraceLine& line : source_.lines_of(event)) {
      if (line.role == LotRole::input) step.inputs.push_back(line);
      if (line.role == LotRole::output) step.outputs.push_back(line);
    }
    return step;
  }

  void count_pending() {
    for (Step& step : steps_) {
      for (const TraceLine& line : near_side(step)) step.pending += places_.contains(line.lot);
      for (const TraceLine& line : far_side(step)) ++places_[line.lot].pending;
    }
  }

  void share_out() {
    std::deque<std::int64_t> ready{first_};
    while (!ready.empty()) {
      const Place& place = places_[ready.front()];
      ready.pop_front();
      for (const std::size_t index : place.steps) {
        Step& step = steps_[index];
        if (--step.pending > 0) continue;
        forward_ ? pass_forward(step) : pass_back(step);
        for (const TraceLine& line : far_side(step)) {
          Place& next = places_[line.lot];
          if (--next.pending > 0) continue;
          if (forward_) next.share = next.mixture.content();
          ready.push_back(line.lot);
        }
      }
    }
  }

  // What comes out holds of the first lot what went in.
  void pass_forward(const Step& step) {
    Mixture mixture;
    const Amounts amounts(step.inputs);
    for (const TraceLine& line : step.inputs) {
      const auto place = places_.find(line.lot);
      mixture.add(place == places_.end() ? 0 : place->second.share, amounts.part_of(line));
    }
    for (const TraceLine& line : step.outputs) {
      const auto makers = makers_of(line.lot);
      Place& place = places_[line.lot];
      place.mixture.add(mixture.content(), Amounts(makers).part_of(line));
      // Makers that are not on the way bring nothing of the first lot.
      if (makers.size() > 1 && place.pending == 1) add_other_makers(place, makers);
    }
  }

  void add_other_makers(Place& place, const std::vector<TraceLine>& makers) {
    const Amounts amounts(makers);
    for (const TraceLine& maker : makers) {
      if (!known_.contains(maker.event)) place.mixture.add(0, amounts.part_of(maker));
    }
  }

  // The lines of all events that made the lot.
  std::vector<TraceLine> makers_of(std::int64_t lot) const {
    std::vector<TraceLine> makers;
    for (const std::int64_t event : source_.events_of(lot, LotRole::output)) {
      if (source_.left_out.contains(event)) continue;
      for (const TraceLine& line : source_.lines_of(event)) {
        if (line.role == LotRole::output && line.lot == lot) makers.push_back(line);
      }
    }
    return makers;
  }

  // What came out was what went in, each in its part.
  void pass_back(const Step& step) {
    double through = 0;
    for (const TraceLine& line : step.outputs) {
      const auto place = places_.find(line.lot);
      if (place != places_.end() && place->second.share != 0)
        through += place->second.share * Amounts(makers_of(line.lot)).part_of(line);
    }
    if (through == 0) return;
    const Amounts amounts(step.inputs);
    for (const TraceLine& line : step.inputs)
      places_[line.lot].share += through * amounts.part_of(line);
  }

  Trace collected() const {
    Trace trace;
    for (const auto& [lot, place] : places_) {
      if (lot != first_) trace.parts.push_back({lot, place.share, place.distance});
    }
    for (const Step& step : steps_) {
      for (const auto* side : {&step.inputs, &step.outputs})
        trace.lines.insert(trace.lines.end(), side->begin(), side->end());
    }
    return trace;
  }

  const TraceSource& source_;
  std::int64_t first_;
  bool forward_;
  std::size_t most_;
  std::vector<Step> steps_;
  std::unordered_map<std::int64_t, std::size_t> known_;  // places in steps_ by event
  std::unordered_map<std::int64_t, Place> places_;
};

}  // namespace

std::optional<Trace> near_trace(const TraceSource& source, std::int64_t first, TraceWay way,
                                std::size_t most) {
  return NearTrace(source, first, way, most).run();
}

}  // namespace temgoc
