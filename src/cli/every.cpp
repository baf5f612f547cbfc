// Reads --every, which several commands of the log take.
#include "cli/every.h"

namespace temgoc {
namespace {

constexpr std::uint64_t kMostMinutes = 7 * 24 * 60;

}  // namespace

Result<std::optional<std::chrono::minutes>> every_of(const Given& given) {
  if (!given.has("every")) return std::optional<std::chrono::minutes>();
  auto minutes = given.number("every", 0);
  if (!minutes) return minutes.error();
  if (*minutes < 1 || *minutes > kMostMinutes)
    return Error{"log_watch_every", "every", std::to_string(*minutes)};
  return std::optional(std::chrono::minutes(*minutes));
}

}  // namespace temgoc
