// How many connections are open, in all and of one address.
#pragma once

#include <cstdint>
#include <mutex>
#include <unordered_map>
#include <utility>

namespace temgoc {

class ConnectionCount {
 public:
  ConnectionCount(unsigned most, unsigned most_of_address)
      : most_(most), most_of_address_(most_of_address) {}

  // A place that is given back when it goes.
  class Place {
   public:
    Place() = default;
    Place(ConnectionCount* count, std::uint64_t key) : count_(count), key_(key) {}
    Place(Place&& other) noexcept
        : count_(std::exchange(other.count_, nullptr)), key_(other.key_) {}
    Place& operator=(Place&& other) noexcept {
      std::swap(count_, other.count_);
      std::swap(key_, other.key_);
      return *this;
    }
    ~Place() {
      if (count_) count_->leave(key_);
    }
    explicit operator bool() const { return count_ != nullptr; }

   private:
    ConnectionCount* count_ = nullptr;
    std::uint64_t key_ = 0;
  };

  // No place where either cap is reached. A trusted proxy carries many clients: `shared` counts in
  // all alone.
  Place enter(std::uint64_t key, bool shared);
  std::size_t open() const;

 private:
  static constexpr std::uint64_t kShared = 0;  // :: is nobody's address
  void leave(std::uint64_t key);

  const std::size_t most_;
  const std::size_t most_of_address_;
  mutable std::mutex mutex_;
  std::size_t open_ = 0;
  std::unordered_map<std::uint64_t, std::size_t> of_address_;
};

}  // namespace temgoc
