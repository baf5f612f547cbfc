// From the answers to a workplace that works: `init`, `cooperative add`, `key new`, `trust sign`
// and `user add`, of which either all are done or none.
#pragma once

#include <filesystem>
#include <string>

#include "console/setup/setup_answers.h"
#include "temgoc/base/secret_text.h"
#include "temgoc/workplace/console_settings.h"

namespace temgoc {

struct NewOffice {
  std::filesystem::path folder;
  std::filesystem::path root_keys;
  std::string realm;
  SetupAnswers answers;      // REQUIRES: complete
  SecretText passphrase;     // of the cooperative's key
  SecretText recovery_code;  // of the root key
};
// Returns the cooperative's id. Those of Workplace::init, new_issuer_key, sign_trust_list and
// add_user_with, and the first error of the cooperative's record.
Result<std::string> make_office(const NewOffice& office, const ConsoleWorld& world);

// The log's name: the host, which is the cooperative's own; without one a name made of the
// cooperative's and random letters, which nobody else has.
std::string realm_for(const SetupAnswers& answers, const RandomSource& random);

}  // namespace temgoc
