// Passphrases of the keys that people have unlocked, for a while. In memory that is wiped; nothing
// of it is ever written.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "temgoc/base/secret_text.h"

namespace temgoc {

// Any thread may use it. A key is open to the session that unlocked it, and to no other; to
// programs where whoever unlocked it said so.
class KeyRing {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  void unlock(const std::string& session, const std::string& cooperative_id, SecretText passphrase,
              Moment until, bool for_programs = false);
  // None: it is locked.
  std::optional<SecretText> passphrase(const std::string& session,
                                       const std::string& cooperative_id, Moment now);
  // Of a key that a session has opened for programs too.
  std::optional<SecretText> passphrase_for_programs(const std::string& cooperative_id, Moment now);
  // How long the first of this session's keys stays open; none: all are locked.
  std::optional<std::chrono::seconds> open_for(const std::string& session, Moment now);
  void lock(const std::string& session);
  // Wipes what is over. Whoever waits for it to be asked for might wait for ever.
  void wipe_ended(Moment now);

 private:
  struct Open {
    SecretText passphrase;
    Moment until;
    bool for_programs = false;
  };
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Open> open_;  // by session and cooperative
};

}  // namespace temgoc
