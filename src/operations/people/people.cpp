// Users and their sessions.
#include "temgoc/people/people.h"

#include <algorithm>
#include <array>
#include <functional>

#include "temgoc/base/bytes.h"
#include "temgoc/base/random_code.h"
#include "temgoc/base/same_secret.h"
#include "temgoc/base/text.h"
#include "temgoc/signer/password_hash.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostIdBytes = 40, kMostNameCharacters = 80, kMostAgentBytes = 200;
constexpr std::size_t kCodeCharacters = 12;
constexpr std::uint32_t kFreeMisses = 4;
constexpr std::uint32_t kAddressShare = 5;  // an office has one address and several people
constexpr std::chrono::minutes kLongestWait{15};
constexpr std::chrono::minutes kSeenEvery{1};

bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

// As a user's id is kept, whatever was typed of it.
std::string id_of(std::string_view typed) { return ascii_lower(trimmed(typed)); }

Result<std::string> parse_user_id(std::string_view text) {
  const std::string id = id_of(text);
  if (id.empty() || id.size() > kMostIdBytes || !std::ranges::all_of(id, is_id_character))
    return Error{"user_id_invalid", "user", shortened(text)};
  return id;
}

std::string digest_of(std::string_view text) { return to_hex(sha256(as_bytes(text))); }

// Of 60 random bits, in letters that nobody mistakes.
std::string new_code(const RandomSource& random) {
  return in_groups(random_crockford(random, kCodeCharacters));
}

std::string code_digest(std::string_view typed) {
  return digest_of(crockford_forgiven(typed).value_or(""));
}

std::string new_token(const RandomSource& random) {
  std::array<std::uint8_t, 32> bytes{};
  random(bytes);
  return to_hex(bytes);
}

RecordedAct act_of(const char* kind, const User& user) {
  return {kind, {{"user", user.id}, {"role", to_text(user.role)}}, user.cooperative_id};
}

std::string with_new_code(Accounts& accounts, std::string_view id, Instant now,
                          const RandomSource& random) {
  const std::string code = new_code(random);
  accounts.set_credentials(id, {{}, code_digest(code), now + kCodeLasts});
  return code;
}

std::string account_subject(std::string_view typed) { return "user " + id_of(typed); }
std::string address_subject(std::string_view address) { return "address " + std::string(address); }

std::chrono::milliseconds left_of(const Misses& misses, std::uint32_t share, Instant now) {
  return misses.last_at + wait_after(misses.times / share) - now;
}

Result<void> check_wait(const Accounts& accounts, const SignIn& with, Instant now) {
  const auto left =
      std::max(left_of(accounts.misses(account_subject(with.user_id)), 1, now),
               left_of(accounts.misses(address_subject(with.address)), kAddressShare, now));
  if (left.count() <= 0) return {};
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(left).count();
  return Error{"sign_in_locked", {}, {}, {}, {{"seconds", std::to_string(seconds)}}};
}

void note_miss(Accounts& accounts, const SignIn& with, Instant now) {
  accounts.add_miss(account_subject(with.user_id), now);
  accounts.add_miss(address_subject(with.address), now);
}

// `credentials` gives the new user what he signs in with, in the same transaction.
Result<void> add_checked(Workplace& workplace, Accounts& accounts, User asked,
                         const std::function<void(const User&)>& credentials) {
  auto user = checked_user(std::move(asked));
  if (!user) return user.error();
  user->created_at = workplace.now();
  if (!user->cooperative_id.empty() && !workplace.registry().cooperative(user->cooperative_id))
    return Error{"cooperative_unknown", "cooperative", shortened(user->cooperative_id)};
  return workplace.record([&]() -> Result<RecordedAct> {
    auto stored = accounts.transaction([&]() -> Result<void> {
      if (auto added = accounts.add_user(*user); !added) return added;
      credentials(*user);
      return {};
    });
    if (!stored) return stored.error();
    return act_of("user", *user);
  });
}

// Whether the workplace would be left without anybody who may change its people.
bool is_last_administrator(const Accounts& accounts, const User& user) {
  const auto users = accounts.users("");
  return user.role == Role::administrator && user.cooperative_id.empty() && !user.disabled &&
         std::ranges::none_of(users, [&](const User& other) {
           return other.id != user.id && other.role == Role::administrator && !other.disabled &&
                  other.cooperative_id.empty();
         });
}

Result<void> set_disabled(Workplace& workplace, Accounts& accounts, std::string_view id,
                          bool disabled) {
  return workplace.record([&]() -> Result<RecordedAct> {
    auto user = accounts.user(id);
    if (!user) return Error{"user_unknown", "user", shortened(id)};
    if (disabled && is_last_administrator(accounts, *user))
      return Error{"last_administrator", "user", user->id};
    if (user->disabled == disabled) return RecordedAct{};
    user->disabled = disabled;
    if (auto changed = accounts.change_user(*user); !changed) return changed.error();
    if (disabled) accounts.end_sessions(id);
    return act_of(disabled ? "user_disabled" : "user_enabled", *user);
  });
}

// Whoever is signed in reads on, also where a full disk cannot take when they were last seen.
void note_seen(Accounts& accounts, std::string_view digest, Instant now) {
  try {
    accounts.touch_session(digest, now);
  } catch (const SystemFailure&) {
    return;
  }
}

}  // namespace

Result<void> check_password(const SecretText& password) {
  if (is_utf8(password.view()) && length_in_characters(password.view()) >= kShortestPassword)
    return {};
  return Error{
      "password_too_short", "password", {}, {}, {{"limit", std::to_string(kShortestPassword)}}};
}

std::filesystem::path accounts_path(const std::filesystem::path& workplace) {
  return workplace / "console.sqlite";
}

Result<User> checked_user(User user) {
  auto id = parse_user_id(user.id);
  if (!id) return id.error();
  auto name = clean_text(user.name, "name", kMostNameCharacters);
  if (!name) return name.error();
  user.id = *id;
  user.name = name->empty() ? *id : *name;
  const bool across = user.role == Role::programme_officer || user.role == Role::inspector;
  if (across && !user.cooperative_id.empty())
    return Error{"role_needs_all", "cooperative", user.cooperative_id};
  return user;
}

Result<std::string> add_user(Workplace& workplace, Accounts& accounts, User asked) {
  std::string code;
  auto added = add_checked(workplace, accounts, std::move(asked), [&](const User& user) {
    code = with_new_code(accounts, user.id, workplace.now(), workplace.random());
  });
  if (!added) return added.error();
  return code;
}

Result<void> add_user_with(Workplace& workplace, Accounts& accounts, User asked,
                           const std::string& hash) {
  return add_checked(workplace, accounts, std::move(asked), [&](const User& user) {
    accounts.set_credentials(user.id, {hash, {}, {}});
  });
}

Result<std::string> reset_user(Workplace& workplace, Accounts& accounts, std::string_view id) {
  std::string code;
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    const auto user = accounts.user(id);
    if (!user) return Error{"user_unknown", "user", shortened(id)};
    if (user->disabled) return Error{"user_disabled", "user", user->id};
    auto stored = accounts.transaction([&]() -> Result<void> {
      code = with_new_code(accounts, id, workplace.now(), workplace.random());
      accounts.end_sessions(id);
      accounts.forget_misses(account_subject(id));
      return {};
    });
    if (!stored) return stored.error();
    return act_of("user_reset", *user);
  });
  if (!recorded) return recorded.error();
  return code;
}

Result<void> disable_user(Workplace& workplace, Accounts& accounts, std::string_view id) {
  return set_disabled(workplace, accounts, id, true);
}

Result<void> enable_user(Workplace& workplace, Accounts& accounts, std::string_view id) {
  return set_disabled(workplace, accounts, id, false);
}

std::chrono::seconds wait_after(std::uint32_t misses) {
  if (misses <= kFreeMisses) return std::chrono::seconds(0);
  const std::uint32_t doublings = std::min(misses - kFreeMisses - 1, 10u);
  return std::min<std::chrono::seconds>(std::chrono::seconds(15u << doublings), kLongestWait);
}

Result<std::string> begin_session(Accounts& accounts, const SignIn& with, Instant now,
                                  const RandomSource& random) {
  const std::string id = ascii_lower(trimmed(with.user_id));
  const std::string token = new_token(random);
  auto stored = accounts.transaction([&]() -> Result<void> {
    accounts.forget_misses(account_subject(with.user_id));
    accounts.end_sessions_before(now - kSessionLasts, now - kSessionRests);
    accounts.add_session(
        {token_digest(token), id, now, now, with.address, shortened(with.agent, kMostAgentBytes)});
    return {};
  });
  if (!stored) return stored.error();
  return token;
}

Result<std::string> sign_in(Accounts& accounts, const SignIn& with, Instant now,
                            const RandomSource& random) {
  if (auto waited = check_wait(accounts, with, now); !waited) return waited.error();
  const std::string id = id_of(with.user_id);
  const auto user = accounts.user(id);
  const bool known = user && !user->disabled;
  // The same work for a name that is none.
  const std::string hash = known ? accounts.credentials(id).password_hash : std::string();
  if (!is_password_of(hash, with.password)) {
    note_miss(accounts, with, now);
    return Error{"sign_in_failed"};
  }
  return begin_session(accounts, with, now, random);
}

Result<void> set_password(Accounts& accounts, const SignIn& with, std::string_view code,
                          Instant now, const RandomSource& random) {
  if (auto waited = check_wait(accounts, with, now); !waited) return waited;
  if (auto good = check_password(with.password); !good) return good;
  const std::string id = id_of(with.user_id);
  const auto user = accounts.user(id);
  const Credentials known = accounts.credentials(id);
  const bool good = user && !user->disabled && !known.code_digest.empty() &&
                    is_same_secret(known.code_digest, code_digest(code)) && now < known.code_until;
  if (!good) {
    note_miss(accounts, with, now);
    return Error{"code_wrong", "code"};
  }
  accounts.set_credentials(id, {password_hash(with.password, random), {}, {}});
  accounts.forget_misses(account_subject(with.user_id));
  return {};
}

Result<void> change_password(Accounts& accounts, const SignIn& with, const SecretText& new_one,
                             Instant now, const RandomSource& random) {
  if (auto waited = check_wait(accounts, with, now); !waited) return waited;
  const std::string id = id_of(with.user_id);
  if (!is_password_of(accounts.credentials(id).password_hash, with.password)) {
    note_miss(accounts, with, now);
    return Error{"sign_in_failed"};
  }
  if (auto good = check_password(new_one); !good) return good;
  accounts.set_credentials(id, {password_hash(new_one, random), {}, {}});
  accounts.end_sessions(id);
  return {};
}

Result<void> try_passphrase(Accounts& accounts, std::string_view user_id,
                            std::string_view cooperative_id, Instant now,
                            const std::function<Result<void>()>& open) {
  // No id has a space in it.
  const std::string subject = "key " + id_of(user_id) + " " + std::string(cooperative_id);
  const auto left = left_of(accounts.misses(subject), 1, now);
  if (left.count() > 0) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(left).count();
    return Error{"key_waits", "passphrase", {}, {}, {{"seconds", std::to_string(seconds)}}};
  }
  auto opened = open();
  if (opened) {
    accounts.forget_misses(subject);
  } else if (opened.error().code == "key_passphrase_wrong") {
    accounts.add_miss(subject, now);
  }
  return opened;
}

std::optional<SignedIn> signed_in(Accounts& accounts, std::string_view token, Instant now) {
  if (token.empty()) return std::nullopt;
  auto session = accounts.session(token_digest(token));
  if (!session) return std::nullopt;
  auto user = accounts.user(session->user_id);
  const bool ended =
      now - session->created_at > kSessionLasts || now - session->seen_at > kSessionRests;
  if (ended || !user || user->disabled) return std::nullopt;
  if (now - session->seen_at > kSeenEvery) note_seen(accounts, session->digest, now);
  return SignedIn{*std::move(user), *std::move(session)};
}

std::string token_digest(std::string_view token) { return digest_of(token); }

}  // namespace temgoc
