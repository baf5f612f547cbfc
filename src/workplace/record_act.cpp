// One door for whatever a command puts on record, and the guard against doing it twice.
#include "temgoc/base/vietnam_time.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

Error repeated(const ActOnRecord& standing) {
  Error error{"repeated_command", {}, vietnam_time(standing.at), {}, standing.act.args};
  error.args["kind"] = standing.act.kind;
  return error;
}

}  // namespace

void Workplace::ask_once(std::string digest, bool again) {
  request_ = std::move(digest);
  again_ = again;
}

Result<void> Workplace::check_repeat() const {
  if (request_.empty() || again_) return {};
  const auto standing =
      registry_.recent_act(request_, now() - std::chrono::minutes(kRepeatMinutes));
  return standing ? Result<void>(repeated(*standing)) : Result<void>();
}

Result<void> Workplace::record(const std::function<Result<RecordedAct>()>& work,
                               Registry::Repeat may_repeat) {
  RecordedAct act;
  const auto recorded = [&]() -> Result<void> {
    auto done = work();
    if (!done) return done.error();
    act = *std::move(done);
    if (act.kind.empty()) return {};
    registry_.add_act(now(), act, actor_);
    if (request_.empty()) return {};
    // Within the transaction: of two that ask the same at once, one is told.
    if (auto fresh = check_repeat(); !fresh) return fresh;
    registry_.note_act({request_, now(), act});
    return {};
  };
  auto stored = registry_.transaction(recorded, may_repeat);
  if (stored && !act.kind.empty()) acts_->push_back(std::move(act));
  return stored;
}

Result<void> Workplace::record_together(const std::function<Result<void>()>& work) {
  const std::size_t before = acts_->size();
  const auto untell = [&] {
    acts_->erase(acts_->begin() + static_cast<std::ptrdiff_t>(before), acts_->end());
  };
  const auto from_the_first = [&] {
    untell();
    return work();
  };
  try {
    auto stored = registry_.transaction(from_the_first, Registry::Repeat::yes);
    if (!stored) untell();
    return stored;
  } catch (...) {
    untell();
    throw;
  }
}

void Workplace::take_back_act() {
  if (!acts_->empty()) acts_->pop_back();
  if (request_.empty()) return;
  try {
    registry_.forget_act(request_);
  } catch (const SystemFailure&) {  // then the same command asks, which is no more than a nuisance
  }
}

}  // namespace temgoc
