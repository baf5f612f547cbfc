// The console's first run: in an empty folder it asks what a workplace needs, makes it, and becomes
// the console of it. docs/decisions/console.md.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "console/setup/setup_answers.h"
#include "console/setup/setup_code.h"
#include "console/visit.h"
#include "temgoc/base/number_lock.h"
#include "temgoc/base/secret_text.h"

namespace temgoc {

inline constexpr std::string_view kSetupCookie = "temgoc_setup";

// The paper that is to be locked away, as long as nothing rests on it.
struct RecoveryPaper {
  SecretText code;
  Instant made_at;
  std::string id;  // the form says which paper was printed
};

// What the pages of the set-up share; one request at a time holds it.
struct SetupDesk {
  House& house;
  std::filesystem::path root_keys;
  SetupCode code;
  SetupAnswers answers;
  std::string realm;                        // empty: not chosen yet
  std::optional<RecoveryPaper> paper = {};  // none: not asked for yet
  std::optional<Instant> made_at = {};      // the workplace is there, since
  std::string token = {};                   // of the request that is answered now
  bool holds_code() const { return code.is_holder(token); }
};

class Setup {
 public:
  // Where `house.folder` may become a workplace: goes on with the answers that lie there. Those of
  // check_setup_folder, `setup_busy` (another process asks in this folder).
  static Result<std::unique_ptr<Setup>> begin(House& house, const std::filesystem::path& root_keys);

  const std::string& code() const { return desk_.code.text(); }
  // Whether the request is still the set-up's: every one until the workplace is there, then the
  // last form sent again.
  bool takes(const HttpRequest& request) const;
  // Any thread. Never throws for what a request holds.
  HttpResponse answer(const HttpRequest& request);

 private:
  Setup(House& house, const std::filesystem::path& root_keys, NumberLock lock);

  std::mutex mutex_;
  SetupDesk desk_;
  NumberLock lock_;
  std::atomic<bool> over_ = false;
};

}  // namespace temgoc
