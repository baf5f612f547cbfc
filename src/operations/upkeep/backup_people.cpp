// Writes the people of the console as JSON, and adds them to a new console from it.
#include "operations/upkeep/backup_people.h"

#include <array>

#include "temgoc/base/files.h"
#include "temgoc/base/folders.h"
#include "temgoc/base/json.h"
#include "temgoc/people/api_tokens.h"
#include "temgoc/people/people.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostPeople = std::size_t{64} << 20, kMostKey = 4096;

Json user_json(const User& user) {
  return {{"id", user.id},
          {"name", user.name},
          {"role", to_text(user.role)},
          {"cooperative_id", user.cooperative_id},
          {"disabled", user.disabled},
          {"created_at", to_iso(user.created_at)}};
}

std::string text(const Json& json, const char* name) { return json.at(name).get<std::string>(); }

// None: no such user can have been in a console.
std::optional<User> user_from(const Json& json) {
  User user{.id = text(json, "id"), .name = text(json, "name")};
  const auto role = role_from(text(json, "role"));
  const auto created_at = parse_instant(text(json, "created_at"));
  if (user.id.empty() || !role || !created_at) return std::nullopt;
  user.role = *role;
  user.cooperative_id = text(json, "cooperative_id");
  user.disabled = json.at("disabled").get<bool>();
  user.created_at = *created_at;
  return user;
}

Error damaged(const fs::path& file) { return {"console_file_damaged", {}, file.string()}; }

Result<Accounts> open_console(const fs::path& file) {
  try {
    auto accounts = Accounts::open(file);
    if (accounts || accounts.error().code == "registry_too_new") return accounts;
    return damaged(file);
  } catch (const SystemFailure& failure) {
    if (failure.error().code == "registry_damaged") return damaged(file);
    throw;
  }
}

Result<void> add_people(Accounts& accounts, const Json& people, RestoreReport& report) {
  return accounts.transaction([&]() -> Result<void> {
    for (const Json& each : people.at("users")) {
      const auto user = user_from(each);
      if (!user) return Error{"backup_unreadable", {}, kPeopleFile};
      if (auto added = accounts.add_user(*user); !added) return added;
      if (!user->disabled) report.people.push_back(user->id);
    }
    for (const Json& each : people.at("column_choices")) {
      accounts.keep_column_choice(text(each, "cooperative_id"), text(each, "kind"),
                                  text(each, "header"), text(each, "name"));
    }
    for (const Json& each : people.at("programs"))
      report.programs.push_back(each.get<std::string>());
    return {};
  });
}

constexpr std::array kParts = {"", "-wal", "-shm"};  // of a file of SQLite

void remove_console(const fs::path& made) {
  std::error_code none;
  for (const char* part : kParts) fs::remove(accounts_path(made).string() + part, none);
}

// Copied before it is opened: what is left of the old workplace stays as it is.
bool copy_console(const fs::path& old_workplace, const fs::path& made) {
  try {
    for (const char* part : {"", "-wal"})
      copy_folder(accounts_path(old_workplace).string() + part,
                  accounts_path(made).string() + part);
    return fs::exists(accounts_path(made));
  } catch (const fs::filesystem_error&) {
    return false;
  }
}

// Whether the console in `made` opens and has people. Everybody signs in again: who holds the old
// machine may hold a session.
bool is_whole(const fs::path& made) {
  try {
    auto accounts = open_console(accounts_path(made));
    if (!accounts) return false;
    const std::vector<User> users = accounts->users("");
    for (const User& user : users) accounts->end_sessions(user.id);
    return !users.empty();
  } catch (const SystemFailure&) {
    return false;
  }
}

// The old console as a whole, or nothing of it.
bool take_old_console(const fs::path& old_workplace, const fs::path& made) {
  if (old_workplace.empty()) return false;
  if (!copy_console(old_workplace, made) || !is_whole(made)) {
    remove_console(made);
    return false;
  }
  // Without it the tokens of programs are worth nothing, which is no reason to stop.
  if (const auto key = read_file(token_key_path(old_workplace), kMostKey))
    write_file(token_key_path(made), as_bytes(*key), 0600);
  return true;
}

}  // namespace

Result<std::string> people_text(const fs::path& workplace) {
  if (!fs::exists(accounts_path(workplace))) return std::string();
  auto accounts = open_console(accounts_path(workplace));
  if (!accounts) return accounts.error();
  Json users = Json::array(), choices = Json::array(), programs = Json::array();
  for (const User& user : accounts->users("")) users.push_back(user_json(user));
  if (users.empty()) return std::string();
  for (const Accounts::ColumnChoice& choice : accounts->all_column_choices()) {
    choices.push_back({{"cooperative_id", choice.cooperative_id},
                       {"kind", choice.kind},
                       {"header", choice.header},
                       {"name", choice.name}});
  }
  for (const ApiToken& token : accounts->tokens("")) {
    if (!token.revoked_at) programs.push_back(token.name);
  }
  return canonical_json({{"users", users}, {"column_choices", choices}, {"programs", programs}});
}

Result<void> bring_people(const fs::path& made, const fs::path& old_workplace,
                          RestoreReport& report) {
  const fs::path file = made / kPeopleFile;
  if (take_old_console(old_workplace, made)) {
    std::error_code none;
    fs::remove(file, none);
    return {};
  }
  if (!fs::exists(file)) return {};
  auto content = read_file(file, kMostPeople);
  if (!content) return content.error();
  auto people = parse_json(*content);
  if (!people) return Error{"backup_unreadable", {}, kPeopleFile};
  auto accounts = Accounts::open(accounts_path(made));
  if (!accounts) return accounts.error();
  try {
    if (auto added = add_people(*accounts, *people, report); !added) return added;
  } catch (const Json::exception&) {
    return Error{"backup_unreadable", {}, kPeopleFile};
  }
  fs::remove(file);
  return {};
}

}  // namespace temgoc
