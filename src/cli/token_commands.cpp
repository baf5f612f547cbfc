// temgoc token add|list|revoke
#include <fmt/format.h>

#include "cli/open_office.h"
#include "temgoc/base/text.h"
#include "temgoc/people/api_tokens.h"
#include "temgoc/people/people.h"

namespace temgoc {
namespace {

Json token_json(const ApiToken& token, Instant now) {
  return {
      {"id", token.id},
      {"name", token.name},
      {"role", to_text(token.role)},
      {"cooperative", token.cooperative_id.empty() ? Json(nullptr) : Json(token.cooperative_id)},
      {"networks", token.networks},
      {"state", token_state(token, now)},
      {"created_at", to_iso(token.created_at)},
      {"created_by", token.created_by},
      {"expires_at", to_iso(token.expires_at)},
      {"revoked_at", token.revoked_at ? Json(to_iso(*token.revoked_at)) : Json(nullptr)},
      {"used_at", token.used_at ? Json(to_iso(*token.used_at)) : Json(nullptr)},
      {"used_from", token.used_from.empty() ? Json(nullptr) : Json(token.used_from)}};
}

std::string token_line(const Terminal& terminal, const ApiToken& token, Instant now) {
  const std::string used =
      token.used_at ? to_dmy(vietnam_day(*token.used_at)) : terminal.word("token.never_used");
  return fmt::format("{:<9} {:<24} {:<6} {:<20} {:<10} {} – {}  {}\n", token.id, token.name,
                     token.cooperative_id.empty() ? "*" : token.cooperative_id,
                     terminal.word("role." + to_text(token.role)),
                     terminal.word("token." + token_state(token, now)),
                     to_dmy(vietnam_day(token.created_at)), to_dmy(vietnam_day(token.expires_at)),
                     used);
}

Result<ApiToken> draft_of(const Given& given) {
  const auto role = role_from(given.text("role"));
  if (!role) return Error{"role_unknown", "role", shortened(given.text("role"))};
  return ApiToken{.id = {},
                  .name = given.text("program"),
                  .role = *role,
                  .cooperative_id = given.text("cooperative"),
                  .networks = given.list("network")};
}

int token_add(const Session& session, const Given& given) {
  auto draft = draft_of(given);
  if (!draft) return session.terminal.fail(draft.error());
  auto days = given.number("valid-days", kUsualTokenDays);
  if (!days) return session.terminal.fail(days.error());
  auto office = open_office(session);
  if (!office) return session.terminal.fail(office.error());
  auto made = add_token(office->workplace, office->accounts, *std::move(draft), *days);
  if (!made) return session.terminal.fail(made.error());
  Json json = token_json(made->token, office->workplace.now());
  json["token"] = made->text;
  return session.terminal.done(
      json,
      session.terminal.word("token.added", {{"id", made->token.id},
                                            {"token", made->text},
                                            {"day", to_dmy(vietnam_day(made->token.expires_at))}}) +
          "\n");
}

int token_list(const Session& session, const Given& given) {
  auto office = open_office(session);
  if (!office) return session.terminal.fail(office.error());
  Json list = Json::array();
  std::string text;
  for (const ApiToken& token : office->accounts.tokens(given.text("cooperative"))) {
    list.push_back(token_json(token, office->workplace.now()));
    text += token_line(session.terminal, token, office->workplace.now());
  }
  return session.terminal.done({{"tokens", list}}, text);
}

int token_revoke(const Session& session, const Given& given) {
  auto office = open_office(session);
  if (!office) return session.terminal.fail(office.error());
  const std::string id = given.text("token-id");
  if (auto done = revoke_token(office->workplace, office->accounts, id); !done)
    return session.terminal.fail(done.error());
  return session.terminal.done(
      {{"token", token_json(office->accounts.token(id).value(), office->workplace.now())}},
      session.terminal.word("token.now_revoked", {{"id", id}}) + "\n");
}

}  // namespace

void add_token_commands(std::vector<Command>& all) {
  using Kind = Option::Kind;
  all.push_back({"token",
                 "add",
                 {{"program", Kind::argument, true},
                  {"role", Kind::text, true},
                  {"cooperative"},
                  {"valid-days", Kind::number},
                  {"network", Kind::repeated}},
                 token_add});
  all.push_back({"token", "list", {{"cooperative"}}, token_list});
  all.push_back({"token", "revoke", {{"token-id", Kind::argument, true}}, token_revoke});
}

}  // namespace temgoc
