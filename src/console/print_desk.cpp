// The thread that prints.
#include "console/print_desk.h"

#include "temgoc/failures.h"

namespace temgoc {
namespace {

bool is_over(const PrintErrand& errand) {
  return errand.state == PrintErrand::State::done || errand.state == PrintErrand::State::failed;
}

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
    waiting_.push_back({name, std::move(work)});
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
  changed_.wait_for(lock, most, [&] { return is_over(found->second); });
  return found->second;
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
  }
  changed_.notify_all();
}

}  // namespace temgoc
