// console.sqlite: the users of the console, their sessions, who guessed wrong, how they match the
// columns of their files, and the files that they have begun to import. It stores and finds; who
// may sign in is decided in people/people.h. Functions throw SystemFailure as those of the registry
// do.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/clock.h"
#include "temgoc/base/result.h"
#include "temgoc/model/role.h"

namespace temgoc {

struct User {
  std::string id;  // what is typed to sign in
  std::string name = {};
  Role role = Role::viewer;
  std::string cooperative_id = {};  // empty: all of the workplace
  bool disabled = false;
  bool has_password = false;
  Instant created_at = {};
};

// The password and the one-time code of a user, as they are kept.
struct Credentials {
  std::string password_hash = {};  // empty: none yet
  std::string code_digest = {};    // SHA-256 hex; empty: none
  Instant code_until = {};
};

struct UserSession {
  std::string digest;  // SHA-256 hex of its token
  std::string user_id;
  Instant created_at;
  Instant seen_at;
  std::string address = {};
  std::string agent = {};  // the browser, as it calls itself
};

// Misses that rest this long are forgotten: who tries on and on is kept waiting long before.
inline constexpr std::chrono::hours kMissesRest{12};

struct Misses {
  std::uint32_t times = 0;
  Instant last_at = {};
};

// Drafts of imports that rest this long are forgotten.
inline constexpr std::chrono::days kDraftLasts{7};
// Answers that are kept for a request that may be sent again.
inline constexpr std::chrono::hours kAnswerLasts{24};

// A program that uses the API.
struct ApiToken {
  std::string id;  // in the journal, and within the token's own text
  std::string name = {};
  Role role = Role::viewer;
  std::string cooperative_id = {};         // empty: all of the workplace
  std::vector<std::string> networks = {};  // that it may come from; empty: any
  Instant created_at = {};
  std::string created_by = {};
  Instant expires_at = {};
  std::optional<Instant> revoked_at = {};
  std::optional<Instant> used_at = {};
  std::string used_from = {};
};

// The answer to a request that must not be done twice.
struct KeptAnswer {
  std::string request;  // SHA-256 hex of what was asked
  unsigned status = 0;  // 0: begun, and its answer not known
  std::string location = {};
  std::string body = {};
};
// A request as its sender names it.
struct RequestName {
  std::string token_id;
  std::string key;
};

// A table on its way into the registry. What `state` says is the console's.
struct KeptDraft {
  std::string name;  // in its address
  std::string user_id;
  Instant changed_at;
  std::string file;     // as the browser named it
  std::string content;  // as it came; empty once all of it is stored
  std::string state;    // JSON
};
struct DraftOnRecord {  // without its content
  std::string name;
  std::string file;
  Instant changed_at;
  std::string state;
};

// One connection, for one thread at a time; any number of processes may share the file.
class Accounts {
 public:
  // Made where it is not. `registry_foreign`, `registry_too_new`, `registry_damaged`.
  static Result<Accounts> open(const std::filesystem::path& path);
  Accounts(Accounts&&) noexcept;
  Accounts& operator=(Accounts&&) noexcept;
  ~Accounts();

  // One write transaction, as Registry::transaction.
  Result<void> transaction(const std::function<Result<void>()>& work);

  Result<void> add_user(const User& user);     // `user_exists`
  Result<void> change_user(const User& user);  // all but id and created_at; `user_unknown`
  std::optional<User> user(std::string_view id) const;
  std::vector<User> users(std::string_view cooperative_id) const;  // by id; empty: all
  // Their sessions and drafts go too, and tokens no longer say who made them.
  void erase_user(std::string_view id);
  void forget_pages();  // after the commit: the write-ahead log is emptied
  Credentials credentials(std::string_view id) const;  // empty ones where unknown
  void set_credentials(std::string_view id, const Credentials& credentials);

  void add_session(const UserSession& session);
  std::optional<UserSession> session(std::string_view digest) const;
  std::vector<UserSession> sessions(std::string_view user_id) const;  // the newest first
  void touch_session(std::string_view digest, Instant seen_at);
  void end_session(std::string_view digest);
  void end_sessions(std::string_view user_id);
  void end_sessions_before(Instant created_at, Instant seen_at);  // older by either

  // What the people of a cooperative said of headers that an import of that kind does not know: the
  // column's name by the header as `folded` writes it; empty: the column is left out.
  std::map<std::string, std::string> column_choices(std::string_view cooperative_id,
                                                    std::string_view kind) const;
  struct ColumnChoice {
    std::string cooperative_id = {}, kind = {}, header = {}, name = {};
  };
  std::vector<ColumnChoice> all_column_choices() const;
  void keep_column_choice(std::string_view cooperative_id, std::string_view kind,
                          std::string_view header, std::string_view name);

  // Keeps `most_of_user` drafts of a user, this one included; the oldest go.
  void add_draft(const KeptDraft& draft, std::size_t most_of_user);
  void change_draft(std::string_view name, std::string_view state, Instant at);
  // Nothing of it is left to be stored: its content goes.
  void finish_draft(std::string_view name, std::string_view state, Instant at);
  // None: there is none of that name, or it is another's.
  std::optional<KeptDraft> draft(std::string_view name, std::string_view user_id) const;
  // Those with something left to be stored, the last changed first.
  std::vector<DraftOnRecord> drafts(std::string_view user_id) const;
  void forget_draft(std::string_view name, std::string_view user_id);
  void forget_drafts_before(Instant at);

  void add_token(const ApiToken& token, std::string_view digest);
  std::optional<ApiToken> token(std::string_view id) const;
  std::optional<ApiToken> token_of_digest(std::string_view digest) const;
  std::vector<ApiToken> tokens(std::string_view cooperative_id) const;  // by id; empty: all
  void revoke_token(std::string_view id, Instant at);
  void rename_token(std::string_view id, std::string_view name);
  void touch_token(std::string_view id, Instant used_at, std::string_view from);

  std::optional<KeptAnswer> answer(const RequestName& name) const;
  // The first of a name stays, unless it is one that was begun.
  void keep_answer(const RequestName& name, const KeptAnswer& answer, Instant at);
  void forget_answer(const RequestName& name);
  void forget_answers_before(Instant at);

  Misses misses(std::string_view subject) const;
  // Leaves out those that have rested, of every subject.
  void add_miss(std::string_view subject, Instant at);
  void forget_misses(std::string_view subject);

 private:
  struct Engine;
  explicit Accounts(std::unique_ptr<Engine> engine);
  std::unique_ptr<Engine> engine_;
};

}  // namespace temgoc
