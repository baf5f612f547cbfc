// Print jobs that run while the page says how far they are: one after another, on a thread of their
// own.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "temgoc/printing/printing.h"

namespace temgoc {

// What became of a job that was handed in.
struct PrintErrand {
  enum class State { waits, runs, done, failed };
  State state = State::waits;
  std::string user_id = {};
  std::string cooperative_id = {};
  std::string lot = {};  // its typed code
  PrintProgress progress = {};
  bool of_roll = false;             // it prints a roll ahead, of no lot
  std::int64_t job = 0;             // once it is done: the print job, or the roll
  std::optional<Error> error = {};  // once it has failed
  std::vector<Error> warnings = {};
  bool is_over() const { return state == State::done || state == State::failed; }
};

class PrintDesk {
 public:
  using Work = std::function<Result<PrintReport>(const ProgressSink&)>;

  PrintDesk();
  ~PrintDesk();  // waits for the job that runs; those that wait are dropped
  PrintDesk(const PrintDesk&) = delete;
  PrintDesk& operator=(const PrintDesk&) = delete;

  // Under that name, which the caller chooses; a name that was handed in before is left as it is.
  // The oldest errand that is over is forgotten where there are more than kMostKept.
  void hand_in(const std::string& name, PrintErrand about, Work work);
  // One that waits is dropped, one that runs ends at its next label: both have then failed with
  // `print_cancelled`. One that is over stays as it is.
  void cancel(const std::string& name);
  std::optional<PrintErrand> look(const std::string& name) const;
  // Waits until it is done or has failed, at most so long.
  std::optional<PrintErrand> wait(const std::string& name, std::chrono::milliseconds most) const;

 private:
  struct Waiting {
    std::string name;
    Work work;
  };
  static constexpr std::size_t kMostKept = 200;

  void run();
  void forget_oldest();
  void run_one(const Waiting& next);

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::map<std::string, PrintErrand> errands_;
  std::deque<Waiting> waiting_;
  std::deque<std::string> over_;     // names of errands that are over, the oldest first
  std::set<std::string> cancelled_;  // names of errands that run and are to end
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace temgoc
