// Threads that sign from the last wish on, while the lots are made from the first one on.
#include "operations/lots/seals_ahead.h"

#include <algorithm>
#include <system_error>

namespace temgoc {
namespace {

constexpr std::size_t kFewWishes = 4;  // for which no thread is begun
constexpr unsigned kMostThreads = 4;

}  // namespace

SealsAhead::SealsAhead(std::vector<Wish> wishes)
    : wishes_(std::move(wishes)),
      signatures_(wishes_.size()),
      states_(std::make_unique<std::atomic<int>[]>(wishes_.size())) {
  if (wishes_.size() < kFewWishes) return;
  for (std::size_t i = 0; i < wishes_.size(); ++i) by_message_.emplace(wishes_[i].message, i);
  const unsigned others = std::max(2U, std::thread::hardware_concurrency()) - 1;
  threads_.reserve(kMostThreads);
  try {
    for (unsigned i = 0; i < std::min(others, kMostThreads); ++i)
      threads_.emplace_back([this] { work(); });
  } catch (const std::system_error&) {  // as many as the machine gives; the rest is signed here
  }
}

SealsAhead::~SealsAhead() {
  ending_ = true;
  for (std::thread& thread : threads_) thread.join();
}

// False: another thread has it.
bool SealsAhead::make(std::size_t at) {
  int expected = waiting;
  if (!states_[at].compare_exchange_strong(expected, taken)) return false;
  try {
    signatures_[at] = wishes_[at].key.sign(wishes_[at].message);
    states_[at] = done;
  } catch (...) {  // whoever needs it tries again, and says why
    states_[at] = failed;
  }
  states_[at].notify_all();
  return true;
}

void SealsAhead::work() {
  for (std::size_t at = wishes_.size(); at-- > 0 && !ending_;) make(at);
}

Signature SealsAhead::sign(const SigningKey& key, std::string_view message) {
  const auto found = by_message_.find(message);
  if (found == by_message_.end() || wishes_[found->second].key.public_key() != key.public_key())
    return key.sign(message);
  const std::size_t at = found->second;
  if (!make(at)) states_[at].wait(taken);
  return states_[at] == done ? signatures_[at] : key.sign(message);
}

}  // namespace temgoc
