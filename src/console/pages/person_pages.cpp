// One's own password and sessions.
#include "console/frame.h"
#include "console/pages/pages.h"
#include "console/pages/session_views.h"

namespace temgoc {
namespace {

HttpResponse me_page(Visit& visit, const std::optional<Error>& error) {
  View view;
  view.set("id", visit.user().id);
  view.set("role", visit.word("role." + to_text(visit.user().role)));
  view.set("cooperative", visit.scope().empty() ? visit.word("console.people.all") : visit.scope());
  view.set("name", visit.user().name);
  put_sessions(visit, view, visit.user().id);
  if (error) put_error(visit, view, *error);
  return console_page(visit,
                      {.template_name = "me",
                       .title = visit.word("console.me"),
                       .section = "me",
                       .status = error ? 422u : 200u},
                      std::move(view));
}

}  // namespace

HttpResponse own_page(Visit& visit) { return me_page(visit, {}); }

HttpResponse own_password_sent(Visit& visit) {
  if (visit.secret("password").view() != visit.secret("password_again").view())
    return me_page(visit, Error{"passwords_differ", "password"});
  const SignIn with{visit.user().id, visit.secret("old_password"), visit.request().client};
  auto done = change_password(visit.accounts(), with, visit.secret("password"), visit.now(),
                              visit.house().world.random);
  if (!done) return me_page(visit, done.error());
  // All sessions have ended, this one too.
  visit.house().keys.lock(visit.session().digest);
  return redirect("/sign-in?password_set=1");
}

HttpResponse own_sessions_ended(Visit& visit) {
  end_sessions_asked(visit, visit.user().id);
  return redirect("/me");
}

}  // namespace temgoc
