// What a verifier remembers between runs: the highest trust list seen of each realm.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "temgoc/trust_list.h"

namespace temgoc {

class TrustState {
 public:
  // An absent file is a fresh memory. `state_unreadable`: a damaged one is refused, since
  // forgetting would allow roll-back.
  static Result<TrustState> load(const std::filesystem::path& path);
  // Refuses a list that goes back, and remembers one that goes on.
  Result<void> accept(const Trust& trust);
  // Writes only where something was learned.
  void save() const;

 private:
  std::filesystem::path path_;
  std::map<std::string, SeenVersion> realms_;
  bool learned_ = false;
};

}  // namespace temgoc
