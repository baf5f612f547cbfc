// The people of the console: who they are, how they sign in, and how they are locked out. The
// command line and the pages call these alike.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "temgoc/base/secret_text.h"
#include "temgoc/registry/accounts.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// console.sqlite of a workplace.
std::filesystem::path accounts_path(const std::filesystem::path& workplace);

inline constexpr std::chrono::hours kCodeLasts{24};     // a one-time code
inline constexpr std::chrono::hours kSessionRests{8};   // a session that nobody uses
inline constexpr std::chrono::hours kSessionLasts{72};  // one that is used
inline constexpr std::size_t kShortestPassword = 8;     // characters

// The user with id and name as they are stored. `user_id_invalid`, `role_needs_all` (a programme
// officer or inspector of one cooperative), those of clean_text for the name.
Result<User> checked_user(User user);
// Whether a new password will do: `password_too_short` (args limit).
Result<void> check_password(const SecretText& password);
// Adds a user who has a password already, kept as password_hash gave it. Recorded in the journal.
// Those of checked_user, `user_exists`, `cooperative_unknown`.
Result<void> add_user_with(Workplace& workplace, Accounts& accounts, User user,
                           const std::string& hash);
// Adds a user and returns the one-time code with which he sets his password. Recorded in the
// journal. Those of add_user_with.
Result<std::string> add_user(Workplace& workplace, Accounts& accounts, User user);
// A new one-time code for a user who forgot the password. Password and sessions end at once.
// `user_unknown`, `user_disabled`.
Result<std::string> reset_user(Workplace& workplace, Accounts& accounts, std::string_view id);
// Nobody signs in with that name any more; sessions end now. `user_unknown`, `last_administrator`.
Result<void> disable_user(Workplace& workplace, Accounts& accounts, std::string_view id);
// `user_unknown`.
Result<void> enable_user(Workplace& workplace, Accounts& accounts, std::string_view id);

struct SignIn {
  std::string user_id;
  SecretText password;
  std::string address = {};  // of the client, as limits count it
  std::string agent = {};
};
// A new session; the token is for the cookie and kept nowhere. `sign_in_failed` whatever was wrong,
// so that nobody learns which names there are; `sign_in_locked` (args seconds) after several wrong
// ones of that name or from that address.
Result<std::string> sign_in(Accounts& accounts, const SignIn& with, Instant now,
                            const RandomSource& random);
// Begins a session without a password, for a user who proved who they are in another way. REQUIRES
// that the user exists.
Result<std::string> begin_session(Accounts& accounts, const SignIn& with, Instant now,
                                  const RandomSource& random);
// Sets a password with a one-time code, which is used up. `code_wrong` whatever was wrong,
// `sign_in_locked`, `password_too_short` (args limit).
Result<void> set_password(Accounts& accounts, const SignIn& with, std::string_view code,
                          Instant now, const RandomSource& random);
// `with` holds the old password. Ends all sessions. `sign_in_failed` where the old one is wrong,
// which counts as in sign_in: `sign_in_locked`; `password_too_short`.
Result<void> change_password(Accounts& accounts, const SignIn& with, const SecretText& new_one,
                             Instant now, const RandomSource& random);

// Tries a passphrase on a cooperative's key with `open`. Wrong ones are counted for each person and
// key, and kept waiting as wrong passwords are: `key_waits` (args seconds). What `open` says
// otherwise.
Result<void> try_passphrase(Accounts& accounts, std::string_view user_id,
                            std::string_view cooperative_id, Instant now,
                            const std::function<Result<void>()>& open);

// Who holds that token: none where the session has ended or its user is disabled. Notes once a
// minute that it is used.
struct SignedIn {
  User user;
  UserSession session;
};
std::optional<SignedIn> signed_in(Accounts& accounts, std::string_view token, Instant now);
std::string token_digest(std::string_view token);

// How long a name or address waits after so many wrong guesses.
std::chrono::seconds wait_after(std::uint32_t misses);

}  // namespace temgoc
