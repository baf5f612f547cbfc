// What a verifier remembers between runs: of each realm the highest trust list and root set and
// the latest bundle seen.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "temgoc/bundle/bundle.h"

namespace temgoc {

class TrustState {
 public:
  // An absent file is a fresh memory. `state_unreadable`: a damaged one is refused, since
  // forgetting would allow roll-back.
  static Result<TrustState> load(const std::filesystem::path& path);
  // Refuses a list that goes back, and remembers one that goes on.
  Result<void> accept(const Trust& trust);
  Result<void> accept(const FollowedRoots& roots);
  Result<void> accept(const Bundle& bundle);
  // Writes only where something was learned.
  void save() const;

 private:
  void learn(std::optional<SeenVersion>& seen, SeenVersion now);

  std::filesystem::path path_;
  struct Seen {
    std::optional<SeenVersion> list;
    std::optional<SeenVersion> roots;
    std::optional<SeenBundle> bundle = {};
  };
  std::map<std::string, Seen> realms_;
  bool learned_ = false;
};

}  // namespace temgoc
