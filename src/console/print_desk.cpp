// The thread that prints.
#include "console/print_desk.h"

#include "temgoc/base/failures.h"

namespace temgoc {
namespace {

// A broken world ends the job, not the console.
Result<PrintReport> done_or_error(const PrintDesk::Work& work, const ProgressSink& progress) {
  try {
    return work(progress);
  } catch (const SystemFailure& failure) {
    return failure.error();
  } catch (const std::exception& failure) {
    return unforeseen(failure);
  }
}

}  // namespace

PrintDesk::PrintDesk() : thread_([this] { run(); }) {}

PrintDesk::~PrintDesk() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void PrintDesk::hand_in(const std::string& name, PrintErrand about, Work work) {
  {
    const std::lock_guard lock(mutex_);
    if (!errands_.try_emplace(name, std::move(about)).second) return;
    forget_oldest();
    waiting_.push_back({name, std::move(work)});
  }
  changed_.notify_all();
}

void PrintDesk::forget_oldest() {
  while (over_.size() > kMostKept) {
    errands_.erase(over_.front());
    over_.pop_front();
  }
}

void PrintDesk::cancel(const std::string& name) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = errands_.find(name);
    if (found == errands_.end() || found->second.is_over()) return;
    if (found->second.state == PrintErrand::State::runs) {
      cancelled_.insert(name);
      return;
    }
    std::erase_if(waiting_, [&](const Waiting& each) { return each.name == name; });
    found->second.state = PrintErrand::State::failed;
    found->second.error = Error{"print_cancelled"};
    over_.push_back(name);
  }
  changed_.notify_all();
}

std::optional<PrintErrand> PrintDesk::look(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto found = errands_.find(name);
  if (found == errands_.end()) return std::nullopt;
  return found->second;
}

std::optional<PrintErrand> PrintDesk::wait(const std::string& name,
                                           std::chrono::milliseconds most) const {
  std::unique_lock lock(mutex_);
  const auto found = errands_.find(name);
  if (found == errands_.end()) return std::nullopt;
  PrintErrand seen = found->second;
  // By name each time: what is over may be forgotten meanwhile.
  changed_.wait_for(lock, most, [&] {
    const auto here = errands_.find(name);
    if (here == errands_.end()) return true;
    seen = here->second;
    return seen.is_over();
  });
  return seen;
}

void PrintDesk::run() {
  while (true) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
    if (ending_) return;
    const Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    errands_[next.name].state = PrintErrand::State::runs;
    lock.unlock();
    run_one(next);
  }
}

void PrintDesk::run_one(const Waiting& next) {
  const auto report = done_or_error(next.work, [&](const PrintProgress& progress) {
    const std::lock_guard lock(mutex_);
    errands_[next.name].progress = progress;
    if (cancelled_.contains(next.name)) throw SystemFailure(Error{"print_cancelled"});
  });
  {
    const std::lock_guard lock(mutex_);
    PrintErrand& errand = errands_[next.name];
    if (report) {
      errand.state = PrintErrand::State::done;
      errand.job = report->job.id;
      errand.warnings = report->warnings;
    } else {
      errand.state = PrintErrand::State::failed;
      errand.error = report.error();
    }
    cancelled_.erase(next.name);
    over_.push_back(next.name);
  }
  changed_.notify_all();
}

}  // namespace temgoc
