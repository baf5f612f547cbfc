// The programs that use the API: tokens that are given out once, what each may do, and who holds
// one. The command line and the pages call these alike. docs/api.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "temgoc/base/bytes.h"
#include "temgoc/registry/accounts.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

inline constexpr std::uint64_t kMostTokenDays = 3'650, kUsualTokenDays = 365;

// console.key of a workplace.
std::filesystem::path token_key_path(const std::filesystem::path& workplace);
// The secret under which tokens are kept as HMAC-SHA-256: `console.key` of the workplace, made
// where it is not. Without it a copy of console.sqlite says nothing of a token.
// `token_key_unreadable`.
Result<Digest> token_key(const std::filesystem::path& workplace, const RandomSource& random);

struct NewToken {
  ApiToken token;
  std::string text;  // for the Authorization field; said once, kept nowhere
};
// Makes a token that is good for `days`. Takes name, role, cooperative and networks from `draft`.
// Recorded in the journal. `token_name_missing`, `token_days_invalid` (args most),
// `token_network_invalid`, `role_needs_all`, `cooperative_unknown`, those of clean_text and
// token_key.
Result<NewToken> add_token(Workplace& workplace, Accounts& accounts, ApiToken draft,
                           std::uint64_t days);
// Good no more, from now on; one that was revoked before stays so. `token_unknown`.
Result<void> revoke_token(Workplace& workplace, Accounts& accounts, std::string_view id);

// Who sends `text`, from that address. Notes once a minute that it is used. `api_token_unknown`,
// `api_token_revoked`, `api_token_expired` (args day), `api_token_address` (value the address).
Result<ApiToken> token_holder(Accounts& accounts, const Digest& key, std::string_view text,
                              std::string_view address, Instant now);

// "active", "expired", "revoked".
std::string token_state(const ApiToken& token, Instant now);
// The actor whom the journal names for what is done with the token.
Actor token_actor(const ApiToken& token);

}  // namespace temgoc
