// One holder of a number at a time, over all processes of a machine: how a job that is being
// printed is told from one that was killed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace temgoc {

// Let go when it goes out of scope, and by the system when its process ends in whatever way.
class NumberLock {
 public:
  // None where somebody, this process included, holds `number` of that file, which is made where it
  // is not there and stays. Throws SystemFailure `disk_write_failed`.
  static std::optional<NumberLock> take(const std::filesystem::path& file, std::int64_t number);
  // Whether somebody holds it now. False where there is no file.
  static bool is_taken(const std::filesystem::path& file, std::int64_t number);

  NumberLock(NumberLock&& other) noexcept;
  NumberLock& operator=(NumberLock&&) = delete;
  ~NumberLock();

 private:
  explicit NumberLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace temgoc
