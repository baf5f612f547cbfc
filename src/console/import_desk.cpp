// Keeps a few drafts for each user, and drops the oldest when there are too many.
#include "console/import_desk.h"

#include <algorithm>

namespace temgoc {

void ImportDesk::put(std::shared_ptr<ImportDraft> draft) {
  const std::lock_guard lock(mutex_);
  const std::string owner = draft->owner;
  drafts_.push_back(std::move(draft));
  const auto is_own = [&](const auto& each) { return each->owner == owner; };
  if (static_cast<std::size_t>(std::ranges::count_if(drafts_, is_own)) > kMostOfUser)
    drafts_.erase(std::ranges::find_if(drafts_, is_own));
  if (drafts_.size() > kMost) drafts_.pop_front();
}

std::shared_ptr<ImportDraft> ImportDesk::find(const std::string& name,
                                              const std::string& owner) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(
      drafts_, [&](const auto& each) { return each->name == name && each->owner == owner; });
  return found == drafts_.end() ? nullptr : *found;
}

}  // namespace temgoc
