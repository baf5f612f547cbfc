// Signatures that other threads make while the one that writes is on its way to them: what a lot
// will be numbered can be told before, as long as nobody else issues.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "temgoc/signer/signer.h"

namespace temgoc {

// None of these signatures leaves memory unless its lot is committed: whoever makes the lot asks
// for exactly its message. Keys in a token are left alone, they sign one thing at a time.
class SealsAhead {
 public:
  struct Wish {
    SigningKey key;
    std::string message;
  };
  explicit SealsAhead(std::vector<Wish> wishes);
  ~SealsAhead();
  SealsAhead(const SealsAhead&) = delete;
  SealsAhead& operator=(const SealsAhead&) = delete;

  // Of `message` under `key`: as it was made ahead, else made here and now. Those of
  // SigningKey::sign.
  Signature sign(const SigningKey& key, std::string_view message);

 private:
  enum State : int { waiting, taken, done, failed };
  bool make(std::size_t at);
  void work();

  std::vector<Wish> wishes_;
  std::vector<Signature> signatures_;
  std::unique_ptr<std::atomic<int>[]> states_;
  std::map<std::string_view, std::size_t> by_message_;
  std::atomic<bool> ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace temgoc
