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
#include <string>
#include <thread>

#include "temgoc/printing.h"

namespace temgoc {

// What became of a job that was handed in.
struct PrintErrand {
  enum class State { waits, runs, done, failed };
  State state = State::waits;
  std::string user_id = {};
  std::string cooperative_id = {};
  std::string lot = {};  // its typed code
  PrintProgress progress = {};
  std::int64_t job = 0;             // once it is done
  std::optional<Error> error = {};  // once it has failed
  std::vector<Error> warnings = {};
};

class PrintDesk {
 public:
  using Work = std::function<Result<PrintReport>(const ProgressSink&)>;

  PrintDesk();
  ~PrintDesk();  // waits for the job that runs; those that wait are dropped
  PrintDesk(const PrintDesk&) = delete;
  PrintDesk& operator=(const PrintDesk&) = delete;

  // Under that name, which the caller chooses; a name that was handed in before is left as it is.
  void hand_in(const std::string& name, PrintErrand about, Work work);
  std::optional<PrintErrand> look(const std::string& name) const;
  // Waits until it is done or has failed, at most so long.
  std::optional<PrintErrand> wait(const std::string& name, std::chrono::milliseconds most) const;

 private:
  struct Waiting {
    std::string name;
    Work work;
  };
  void run();
  void run_one(const Waiting& next);

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::map<std::string, PrintErrand> errands_;
  std::deque<Waiting> waiting_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace temgoc
