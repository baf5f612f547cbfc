// Requests with a key that are being done now, so that the same one does not begin beside itself.
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace temgoc {

// Any thread may use it.
class RequestsAtWork {
 public:
  // False where it is at work already.
  bool begin(const std::string& token_id, const std::string& key) {
    const std::lock_guard lock(mutex_);
    return names_.emplace(token_id, key).second;
  }
  void end(const std::string& token_id, const std::string& key) {
    const std::lock_guard lock(mutex_);
    names_.erase({token_id, key});
  }

 private:
  std::mutex mutex_;
  std::set<std::pair<std::string, std::string>> names_;
};

}  // namespace temgoc
