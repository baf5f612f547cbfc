// The paper of a new workplace: what is locked away, and what helps on a bad day. It is printed
// before the workplace is made, so that its root key is never protected by a code that nobody has.
#pragma once

#include <filesystem>
#include <string>

#include "temgoc/base/clock.h"
#include "temgoc/base/result.h"
#include "temgoc/base/secret_text.h"
#include "temgoc/base/words.h"

namespace temgoc {

// "7KQ2-M4XD-90TB-…": 100 random bits, in letters that nobody mistakes. It is the passphrase of the
// root key.
SecretText new_recovery_code(const RandomSource& random);

struct RecoverySheet {
  std::string cooperative;     // its name
  std::string cooperative_id;  // as commands name it
  std::string administrator;   // his user id
  std::string realm;
  std::filesystem::path workplace;  // absolute, as the next two
  std::filesystem::path root_keys;
  Instant made_at;
};
// The PDF of it, A4. It is drawn in a private folder that is removed at once. Those of print_words.
Result<std::string> recovery_sheet(const RecoverySheet& sheet, const SecretText& code,
                                   Language language);

}  // namespace temgoc
