// Keeps a few drafts for each user, and drops the oldest when there are too many.
#include "console/import_desk.h"

#include <algorithm>

namespace temgoc {

std::shared_ptr<ImportDraft> ImportDesk::put(std::shared_ptr<ImportDraft> draft) {
  const std::lock_guard lock(mutex_);
  const auto there =
      std::ranges::find_if(drafts_, [&](const auto& each) { return each->name == draft->name; });
  if (there != drafts_.end()) return *there;
  drafts_.push_back(draft);
  const auto is_own = [&](const auto& each) { return each->owner == draft->owner; };
  if (static_cast<std::size_t>(std::ranges::count_if(drafts_, is_own)) > kMostOfUser)
    drafts_.erase(std::ranges::find_if(drafts_, is_own));
  if (drafts_.size() > kMost) drafts_.pop_front();
  return draft;
}

void ImportDesk::drop(const std::string& name) {
  const std::lock_guard lock(mutex_);
  std::erase_if(drafts_, [&](const auto& each) { return each->name == name; });
}

std::shared_ptr<ImportDraft> ImportDesk::find(const std::string& name,
                                              const std::string& owner) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find_if(
      drafts_, [&](const auto& each) { return each->name == name && each->owner == owner; });
  return found == drafts_.end() ? nullptr : *found;
}

}  // namespace temgoc
