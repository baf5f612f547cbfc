// The people of the console, as an administrator sees them.
#include "console/frame.h"
#include "console/pages/office/office_views.h"
#include "console/pages/pages.h"
#include "console/pages/right_choices.h"
#include "console/pages/session_views.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

const char* state_of(const User& user) {
  if (user.disabled) return "user.disabled";
  return user.has_password ? "user.active" : "user.waiting";
}

const char* tone_of(const User& user) {
  if (user.disabled) return "quiet";
  return user.has_password ? "good" : "wait";
}

View user_view(const Visit& visit, const User& user) {
  View row;
  row.set("id", user.id);
  row.set("name", user.name);
  row.set("href", "/people/" + percent_encoded(user.id));
  row.set("role", visit.word("role." + to_text(user.role)));
  row.set("cooperative",
          user.cooperative_id.empty() ? visit.word("console.people.all") : user.cooperative_id);
  row.set("state", visit.word(state_of(user)));
  row.set("tone", tone_of(user));
  row.set("disabled", View(user.disabled));
  return row;
}

void put_users(const Visit& visit, View& view) {
  View list = list_view();
  for (const User& each : visit.accounts().users(visit.scope()))
    list.push_back(user_view(visit, each));
  put_list(view, "users", std::move(list));
}

// An administrator of one cooperative adds nobody who sees another.
std::vector<Role> roles_to_give(const Visit& visit) {
  std::vector<Role> roles(std::begin(kRoles), std::end(kRoles));
  if (!visit.scope().empty())
    std::erase_if(roles, [](Role role) {
      return role == Role::programme_officer || role == Role::inspector;
    });
  return roles;
}

// The code is kept nowhere: this page is the only one that shows it.
HttpResponse list_page(Visit& visit, const std::optional<Error>& error,
                       const std::string& code = {}, const std::string& whose = {}) {
  View view;
  put_users(visit, view);
  put_roles(visit, view, roles_to_give(visit), Role::printer);
  put_cooperatives(visit, view);
  if (error) {
    put_error(visit, view, *error);
    for (const char* name : {"user", "name"}) put(view, name, visit.typed(name));
  }
  put(view, "code", code);
  put(view, "whose", whose);
  put_office_tabs(visit, view, "people");
  return console_page(visit,
                      {.template_name = "people",
                       .title = visit.word("console.nav.people"),
                       .section = "office",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

std::optional<User> user_in_sight(const Visit& visit) {
  auto user = visit.accounts().user(visit.place(0));
  const bool seen = user && (visit.scope().empty() || user->cooperative_id == visit.scope());
  return seen ? user : std::nullopt;
}

HttpResponse one_page(Visit& visit, const User& user, const std::optional<Error>& error) {
  View view = user_view(visit, user);
  put_sessions(visit, view, user.id);
  if (error) put_error(visit, view, *error);
  return console_page(visit,
                      {.template_name = "person",
                       .title = user.name,
                       .section = "office",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

using Change = Result<void> (*)(Workplace&, Accounts&, std::string_view);

HttpResponse changed(Visit& visit, Change change) {
  const auto user = user_in_sight(visit);
  if (!user) return not_found_page(visit);
  auto workplace = visit.open();
  if (!workplace) return one_page(visit, *user, workplace.error());
  if (auto done = change(*workplace, visit.accounts(), user->id); !done)
    return one_page(visit, *user, done.error());
  return redirect("/people/" + percent_encoded(user->id));
}

}  // namespace

HttpResponse people_page(Visit& visit) { return list_page(visit, {}); }

HttpResponse person_added(Visit& visit) {
  const auto role = role_from(visit.typed("role"));
  if (!role) return list_page(visit, Error{"role_unknown", "role", shortened(visit.typed("role"))});
  auto workplace = visit.open();
  if (!workplace) return list_page(visit, workplace.error());
  const std::string cooperative =
      visit.scope().empty() ? visit.typed("cooperative") : visit.scope();
  auto code = add_user(*workplace, visit.accounts(),
                       {.id = visit.typed("user"),
                        .name = visit.typed("name"),
                        .role = *role,
                        .cooperative_id = cooperative});
  if (!code) return list_page(visit, code.error());
  return list_page(visit, {}, *code, ascii_lower(visit.typed("user")));
}

HttpResponse person_page(Visit& visit) {
  const auto user = user_in_sight(visit);
  return user ? one_page(visit, *user, {}) : not_found_page(visit);
}

HttpResponse person_reset(Visit& visit) {
  const auto user = user_in_sight(visit);
  if (!user) return not_found_page(visit);
  auto workplace = visit.open();
  if (!workplace) return one_page(visit, *user, workplace.error());
  auto code = reset_user(*workplace, visit.accounts(), user->id);
  if (!code) return one_page(visit, *user, code.error());
  return list_page(visit, {}, *code, user->id);
}

HttpResponse person_disabled(Visit& visit) { return changed(visit, disable_user); }
HttpResponse person_enabled(Visit& visit) { return changed(visit, enable_user); }

HttpResponse person_sessions_ended(Visit& visit) {
  const auto user = user_in_sight(visit);
  if (!user) return not_found_page(visit);
  end_sessions_asked(visit, user->id);
  return redirect("/people/" + percent_encoded(user->id));
}

}  // namespace temgoc
