// temgoc user add|list|disable|enable|reset
#include <fmt/format.h>

#include "cli/open_office.h"
#include "temgoc/base/text.h"
#include "temgoc/people/people.h"

namespace temgoc {
namespace {

Json user_json(const User& user) {
  return {{"id", user.id},
          {"name", user.name},
          {"role", to_text(user.role)},
          {"cooperative", user.cooperative_id.empty() ? Json(nullptr) : Json(user.cooperative_id)},
          {"disabled", user.disabled},
          {"has_password", user.has_password},
          {"created_at", to_iso(user.created_at)}};
}

std::string user_text(const Terminal& terminal, const User& user) {
  const char* state = user.disabled       ? "user.disabled"
                      : user.has_password ? "user.active"
                                          : "user.waiting";
  return fmt::format("{:<16} {:<24} {:<10} {:<20} {}\n", user.id, user.name,
                     user.cooperative_id.empty() ? "*" : user.cooperative_id,
                     terminal.word("role." + to_text(user.role)), terminal.word(state));
}

Result<User> user_of(const Given& given) {
  const std::string role = given.text("role");
  const auto known = role_from(role);
  if (!known) return Error{"role_unknown", "role", shortened(role)};
  return User{.id = given.text("user"),
              .name = given.text("name"),
              .role = *known,
              .cooperative_id = given.text("cooperative")};
}

int say_code(const Session& session, const std::string& id, const std::string& code,
             const char* words) {
  return session.terminal.done({{"user", id}, {"code", code}},
                               session.terminal.word(words, {{"user", id}, {"code", code}}) + "\n");
}

int user_add(const Session& session, const Given& given) {
  auto user = user_of(given);
  if (!user) return session.terminal.fail(user.error());
  auto office = open_office(session);
  if (!office) return session.terminal.fail(office.error());
  auto code = add_user(office->workplace, office->accounts, *user);
  if (!code) return session.terminal.fail(code.error());
  return say_code(session, user->id, *code, "user.added");
}

int user_reset(const Session& session, const Given& given) {
  auto office = open_office(session);
  if (!office) return session.terminal.fail(office.error());
  auto code = reset_user(office->workplace, office->accounts, given.text("user"));
  if (!code) return session.terminal.fail(code.error());
  return say_code(session, given.text("user"), *code, "user.reset");
}

int user_able(const Session& session, const Given& given, bool disabled) {
  auto office = open_office(session);
  if (!office) return session.terminal.fail(office.error());
  const std::string id = given.text("user");
  auto done = disabled ? disable_user(office->workplace, office->accounts, id)
                       : enable_user(office->workplace, office->accounts, id);
  if (!done) return session.terminal.fail(done.error());
  return session.terminal.done(
      {{"user", user_json(office->accounts.user(id).value())}},
      session.terminal.word(disabled ? "user.now_disabled" : "user.now_enabled", {{"user", id}}) +
          "\n");
}

int user_list(const Session& session, const Given& given) {
  auto office = open_office(session);
  if (!office) return session.terminal.fail(office.error());
  Json list = Json::array();
  std::string text;
  for (const User& user : office->accounts.users(given.text("cooperative"))) {
    list.push_back(user_json(user));
    text += user_text(session.terminal, user);
  }
  return session.terminal.done({{"users", list}}, text);
}

}  // namespace

void add_user_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  const Option user{"user", Kind::argument, true};
  all.push_back(
      {"user", "add", {user, {"role", Kind::text, true}, {"name"}, {"cooperative"}}, user_add});
  all.push_back({"user", "list", {{"cooperative"}}, user_list});
  all.push_back({"user", "disable", {user}, [](const Session& session, const Given& given) {
                   return user_able(session, given, true);
                 }});
  all.push_back({"user", "enable", {user}, [](const Session& session, const Given& given) {
                   return user_able(session, given, false);
                 }});
  all.push_back({"user", "reset", {user}, user_reset});
}

}  // namespace temgoc
