// Unlocked keys and their end.
#include "console/key_ring.h"

#include <algorithm>

namespace temgoc {

void KeyRing::unlock(const std::string& session, const std::string& cooperative_id,
                     SecretText passphrase, Moment until, bool for_programs) {
  const std::lock_guard lock(mutex_);
  open_.insert_or_assign({session, cooperative_id},
                         Open{std::move(passphrase), until, for_programs});
}

std::optional<SecretText> KeyRing::passphrase(const std::string& session,
                                              const std::string& cooperative_id, Moment now) {
  wipe_ended(now);
  const std::lock_guard lock(mutex_);
  const auto found = open_.find({session, cooperative_id});
  if (found == open_.end()) return std::nullopt;
  return found->second.passphrase;
}

std::optional<SecretText> KeyRing::passphrase_for_programs(const std::string& cooperative_id,
                                                           Moment now) {
  wipe_ended(now);
  const std::lock_guard lock(mutex_);
  for (const auto& [whose, open] : open_)
    if (whose.second == cooperative_id && open.for_programs) return open.passphrase;
  return std::nullopt;
}

std::optional<std::chrono::seconds> KeyRing::open_for(const std::string& session, Moment now) {
  wipe_ended(now);
  const std::lock_guard lock(mutex_);
  std::optional<Moment> first;
  for (const auto& [whose, open] : open_)
    if (whose.first == session && (!first || open.until < *first)) first = open.until;
  if (!first) return std::nullopt;
  return std::chrono::ceil<std::chrono::seconds>(*first - now);
}

void KeyRing::lock(const std::string& session) {
  const std::lock_guard lock(mutex_);
  std::erase_if(open_, [&](const auto& each) { return each.first.first == session; });
}

void KeyRing::wipe_ended(Moment now) {
  const std::lock_guard lock(mutex_);
  std::erase_if(open_, [&](const auto& each) { return each.second.until <= now; });
}

}  // namespace temgoc
