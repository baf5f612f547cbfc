// Programs that use the API: their tokens, made and revoked.
#include <algorithm>

#include "console/frame.h"
#include "console/pages/lot_views.h"
#include "console/pages/office/office_views.h"
#include "console/pages/pages.h"
#include "console/pages/right_choices.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/people/api_tokens.h"

namespace temgoc {
namespace {

constexpr Role kRolesOfPrograms[] = {Role::viewer, Role::data_entry, Role::printer,
                                     Role::administrator};

const char* tone_of(const std::string& state) {
  if (state == "active") return "good";
  return state == "expired" ? "wait" : "quiet";
}

std::string day_words(Instant at) { return to_dmy(vietnam_day(at)); }

View token_view(const Visit& visit, const ApiToken& token) {
  const std::string state = token_state(token, visit.now());
  View row;
  row.set("id", token.id);
  row.set("name", token.name);
  row.set("role", visit.word("role." + to_text(token.role)));
  row.set("cooperative",
          token.cooperative_id.empty() ? visit.word("console.people.all") : token.cooperative_id);
  row.set("state", visit.word("token." + state));
  row.set("tone", tone_of(state));
  row.set("until", day_words(token.expires_at));
  row.set("used", token.used_at ? clock_words(visit, *token.used_at) + ", " + token.used_from
                                : visit.word("token.never_used"));
  std::string networks;
  for (const std::string& each : token.networks) networks += (networks.empty() ? "" : ", ") + each;
  put(row, "networks", networks);
  row.set("good", View(state == "active"));
  row.set("href", "/tokens/" + percent_encoded(token.id));
  row.set("form_token", visit.form_token());
  return row;
}

// Those that still open something first.
void put_tokens(const Visit& visit, View& view) {
  auto tokens = visit.accounts().tokens(visit.scope());
  std::ranges::stable_partition(
      tokens, [&](const ApiToken& each) { return token_state(each, visit.now()) == "active"; });
  View list = list_view();
  for (const ApiToken& each : tokens) list.push_back(token_view(visit, each));
  put_list(view, "tokens", std::move(list));
}

// The token is kept nowhere: this page is the only one that shows it.
HttpResponse list_page(Visit& visit, const std::optional<Error>& error,
                       const std::optional<NewToken>& made = {}) {
  View view;
  put_tokens(visit, view);
  put_roles(visit, view, kRolesOfPrograms, Role::viewer);
  put_cooperatives(visit, view);
  view.set("days", visit.typed("days").empty() || made ? std::to_string(kUsualTokenDays)
                                                       : visit.typed("days"));
  if (error) {
    put_error(visit, view, *error);
    for (const char* name : {"name", "networks"}) put(view, name, visit.typed(name));
  }
  if (made) {
    view.set("made", made->text);
    view.set("made_name", made->token.name);
  }
  put_office_tabs(visit, view, "tokens");
  return console_page(visit,
                      {.template_name = "tokens",
                       .title = visit.word("console.tokens"),
                       .section = "office",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

Result<NewToken> added(Visit& visit) {
  const auto role = role_from(visit.typed("role"));
  if (!role) return Error{"role_unknown", "role", shortened(visit.typed("role"))};
  const auto days = days_typed(visit, "days");
  if (!days) return days.error();
  ApiToken draft{.id = {}, .name = visit.typed("name"), .role = *role};
  draft.cooperative_id = visit.scope().empty() ? visit.typed("cooperative") : visit.scope();
  std::string networks = visit.typed("networks");
  std::ranges::replace(networks, ',', ' ');
  for (const std::string_view each : split(networks, ' '))
    if (!each.empty()) draft.networks.emplace_back(each);
  auto workplace = visit.open();
  if (!workplace) return workplace.error();
  return add_token(*workplace, visit.accounts(), std::move(draft), *days);
}

}  // namespace

HttpResponse tokens_page(Visit& visit) { return list_page(visit, {}); }

HttpResponse token_added(Visit& visit) {
  auto made = added(visit);
  if (!made) return list_page(visit, made.error());
  return list_page(visit, {}, *made);
}

HttpResponse token_revoked(Visit& visit) {
  const auto token = visit.accounts().token(visit.place(0));
  if (!token || !visit.sees(token->cooperative_id)) return not_found_page(visit);
  auto workplace = visit.open();
  if (!workplace) return list_page(visit, workplace.error());
  if (auto done = revoke_token(*workplace, visit.accounts(), token->id); !done)
    return list_page(visit, done.error());
  return redirect("/tokens");
}

}  // namespace temgoc
