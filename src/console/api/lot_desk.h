// The one writer of lots: whatever requests wait together is issued in one commit, published with
// one checkpoint, and then answered. docs/decisions/api.md.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "temgoc/http/http_server.h"
#include "temgoc/lots/issue_lot.h"
#include "temgoc/registry/accounts.h"

namespace temgoc {

struct House;

// The lots of one request.
struct LotBatch {
  std::vector<LotDraft> drafts;
  Actor actor;
  std::string only_cooperative = {};     // whose lots they may be; empty: anyone's
  std::optional<RequestName> name = {};  // of a request that must not be done twice
  std::string request = {};              // what it asks: SHA-256 hex
  // On the desk's own thread: the answer to results in the order of the drafts, and to what kept
  // all of them from being issued.
  std::function<HttpResponse(const std::vector<Result<IssueReport>>&)> compose;
  std::function<HttpResponse(const Error&)> refuse;
  Reply reply;
};

class LotDesk {
 public:
  LotDesk() = default;
  ~LotDesk() { finish(); }
  LotDesk(const LotDesk&) = delete;
  LotDesk& operator=(const LotDesk&) = delete;

  // Takes a batch; its reply is called once, whatever happens. REQUIRES a house that outlives the
  // desk's thread.
  void hand_in(House& house, LotBatch batch);
  // Answers all that was handed in, and ends the thread. A desk may begin again.
  void finish();

 private:
  // What the thread keeps open while there is work.
  struct Bench;

  void run(House& house);
  void gather(std::unique_lock<std::mutex>& lock, std::size_t answered);
  std::vector<LotBatch> take();
  static void work(House& house, Bench& bench, std::vector<LotBatch>& batches);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<LotBatch> waiting_;
  std::size_t expected_ = 1;  // so many batches wake the thread
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace temgoc
