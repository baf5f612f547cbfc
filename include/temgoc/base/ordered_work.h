// A stream of work done ahead on several threads and handed back in its order. A batch of the
// stream goes to one thread; so many batches may wait that no thread is idle while the caller is
// busy.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace temgoc {

// `source` is called on the thread that calls next(); `make` on `threads` others, so it must not
// share what changes. The destructor waits for what is being made.
template <class In, class Out>
class OrderedWork {
 public:
  using Source = std::function<std::optional<In>()>;
  using Make = std::function<Out(const In&)>;
  static constexpr std::size_t kBatch = 16, kBatchesAhead = 128;

  // `batches_ahead` at most are held at once, made or not.
  OrderedWork(Source source, Make make, unsigned threads, std::size_t batches_ahead = kBatchesAhead)
      : source_(std::move(source)), make_(std::move(make)), batches_ahead_(batches_ahead) {
    try {
      for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
    } catch (...) {
      // Where the system has no more threads: those that began must not outlive their work.
      stop();
      throw;
    }
  }
  OrderedWork(const OrderedWork&) = delete;
  OrderedWork& operator=(const OrderedWork&) = delete;
  ~OrderedWork() { stop(); }

  // The next input with what was made of it; none at the end. Rethrows what `make` threw.
  std::optional<std::pair<In, Out>> next() {
    fill();
    if (order_.empty()) return {};
    Batch& batch = *order_.front();
    if (taken_ == 0) wait_for(batch);
    std::pair<In, Out> result(std::move(batch.in[taken_]), std::move(batch.out[taken_]));
    if (++taken_ == batch.in.size()) order_.pop_front(), taken_ = 0;
    return result;
  }

 private:
  struct Batch {
    std::vector<In> in;
    std::vector<Out> out;
    std::exception_ptr failure;
    bool done = false;
  };

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    more_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  void fill() {
    while (!ended_ && order_.size() < batches_ahead_) {
      auto batch = std::make_unique<Batch>();
      while (!ended_ && batch->in.size() < kBatch) {
        if (auto in = source_())
          batch->in.push_back(std::move(*in));
        else
          ended_ = true;
      }
      if (batch->in.empty()) return;
      order_.push_back(std::move(batch));
      const std::lock_guard lock(mutex_);
      waiting_.push_back(order_.back().get());
      more_.notify_one();
    }
  }

  void wait_for(Batch& batch) {
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [&] { return batch.done; });
    if (batch.failure) std::rethrow_exception(batch.failure);
  }

  void work() {
    std::unique_lock lock(mutex_);
    for (;;) {
      more_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (stopping_) return;
      Batch* batch = waiting_.front();
      waiting_.pop_front();
      lock.unlock();
      run(*batch);
      lock.lock();
      batch->done = true;
      finished_.notify_one();
    }
  }

  void run(Batch& batch) {
    try {
      for (const In& in : batch.in) batch.out.push_back(make_(in));
    } catch (...) {
      batch.failure = std::current_exception();
    }
  }

  Source source_;
  Make make_;
  std::size_t batches_ahead_;
  std::deque<std::unique_ptr<Batch>> order_;
  std::size_t taken_ = 0;  // of the first batch
  bool ended_ = false;

  std::mutex mutex_;  // guards the rest and each batch's `done`
  std::condition_variable more_, finished_;
  std::deque<Batch*> waiting_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace temgoc
