// The offline bundles that were built, as phones ask for them.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "temgoc/base/clock.h"

namespace temgoc {

// One for the whole service; any thread may call. Opens no key and judges no bundle: whoever reads
// one does. A file that is not there yet, or is none, is passed over, so an older one stays usable.
class BundleShelf {
 public:
  // `folder`: where `temgoc bundle build` puts them, by the moment.
  BundleShelf(std::filesystem::path folder, Clock clock);

  struct Offer {
    std::string digest;                        // of the newest bundle
    bool delta = false;                        // from the one that the phone has
    std::shared_ptr<const std::string> bytes;  // empty: the phone has the newest
  };
  // For a phone that has the bundle of digest `have` (empty: none). None: there is no bundle.
  std::optional<Offer> offer(const std::string& have);

 private:
  struct Kept {
    std::string name;  // of the file
    std::string digest;
    std::shared_ptr<const std::string> bytes;
  };
  void look();  // REQUIRES the lock
  std::shared_ptr<const std::string> delta_from(const std::string& have);
  const std::string& digest_of(const std::string& name);

  const std::filesystem::path folder_;
  const Clock clock_;
  std::mutex mutex_;
  Instant looked_at_{};
  std::optional<Kept> newest_;
  std::map<std::string, std::string> digests_;  // of the folder's files
  // From which older bundle to the newest; null: not worth it.
  std::map<std::string, std::shared_ptr<const std::string>> deltas_;
};

}  // namespace temgoc
