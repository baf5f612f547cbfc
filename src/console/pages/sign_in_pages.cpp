// Signing in, the first password, signing out.
#include "console/frame.h"
#include "console/pages/kept_form.h"
#include "console/pages/pages.h"
#include "temgoc/base/percent.h"

namespace temgoc {
namespace {

// One of our own addresses, so that no form leads to another site.
std::string own_path(const std::string& next) {
  // A browser leaves out tabs and line ends: "/<tab>/elsewhere" would lead there.
  const bool own =
      next.starts_with('/') && !next.starts_with("//") &&
      std::ranges::all_of(next, [](unsigned char c) { return c > ' ' && c != '\\' && c != 0x7f; });
  return own ? next : "/";
}

SignIn who_tries(const Visit& visit, const char* password) {
  return {visit.typed("user"), visit.secret(password), visit.request().client};
}

KeptForm form_kept(const Visit& visit) {
  KeptForm form{own_path(visit.typed("kept_path")), {}};
  if (!takes_forms(form.path)) return {};
  for (auto& [name, value] : visit.typed_fields())
    if (name.starts_with(kKeptPrefix))
      form.fields.emplace_back(name.substr(kKeptPrefix.size()), value);
  return form;
}

// Signed in again: the form is sent on with one click, under the token of the new session.
HttpResponse resume_page(Visit& visit, const KeptForm& form, const std::string& token) {
  View view;
  put_kept(view, form);
  view.set("next_token", form_token_of(token));
  return console_page(visit, {.template_name = "resume", .title = visit.word("console.resume")},
                      std::move(view));
}

HttpResponse sign_in_page(Visit& visit, const std::string& next, const std::string& user,
                          const std::optional<Error>& error, unsigned status = 200,
                          const KeptForm& kept_form = {}) {
  View view;
  put_kept(view, kept_form);
  view.set("next", next);
  put(view, "user", user);
  if (error) put_error(visit, view, *error);
  if (!visit.asked("password_set").empty()) view.set("password_set", View(true));
  if (visit.accounts().users("").empty()) view.set("nobody", View(true));
  return console_page(
      visit, {.template_name = "sign_in", .title = visit.word("console.sign_in"), .status = status},
      std::move(view));
}

HttpResponse password_page(Visit& visit, const std::optional<Error>& error, unsigned status = 200) {
  View view;
  const bool sent = visit.request().method == "POST";
  put(view, "user", sent ? visit.typed("user") : visit.asked("user"));
  if (sent) put(view, "code", visit.typed("code"));
  if (error) put_error(visit, view, *error);
  return console_page(visit,
                      {.template_name = "set_password",
                       .title = visit.word("console.set_password"),
                       .status = status},
                      std::move(view));
}

unsigned status_of(const Error& error) { return error.code == "sign_in_locked" ? 429 : 422; }

}  // namespace

HttpResponse sign_in_first(Visit& visit) {
  if (visit.request().method == "POST")
    return sign_in_page(visit, "/", {}, Error{"session_ended"}, 401, form_in_hand(visit));
  std::string next(visit.request().path);
  if (!visit.request().query.empty()) next += "?" + visit.request().query;
  return redirect("/sign-in?next=" + percent_encoded(next));
}

HttpResponse sign_in_form(Visit& visit) {
  return sign_in_page(visit, own_path(visit.asked("next")), {}, {});
}

HttpResponse sign_in_sent(Visit& visit) {
  const std::string next = own_path(visit.typed("next"));
  auto token = sign_in(visit.accounts(), who_tries(visit, "password"), visit.now(),
                       visit.house().world.random);
  if (!token)
    return sign_in_page(visit, next, visit.typed("user"), token.error(), status_of(token.error()),
                        form_kept(visit));
  // A session that was signed in here before ends: its cookie is replaced.
  if (visit.is_signed_in()) {
    visit.house().keys.lock(visit.session().digest);
    visit.accounts().end_session(visit.session().digest);
  }
  const KeptForm kept_form = form_kept(visit);
  HttpResponse response =
      kept_form.path.empty() ? redirect(next) : resume_page(visit, kept_form, *token);
  set_cookie(response, visit.request(), kSessionCookie, *token, kSessionLasts);
  return response;
}

HttpResponse set_password_form(Visit& visit) { return password_page(visit, {}); }

HttpResponse set_password_sent(Visit& visit) {
  if (visit.secret("password").view() != visit.secret("password_again").view())
    return password_page(visit, Error{"passwords_differ", "password"}, 422);
  auto done = set_password(visit.accounts(), who_tries(visit, "password"), visit.typed("code"),
                           visit.now(), visit.house().world.random);
  if (!done) return password_page(visit, done.error(), status_of(done.error()));
  return redirect("/sign-in?password_set=1");
}

HttpResponse sign_out_sent(Visit& visit) {
  visit.house().keys.lock(visit.session().digest);
  visit.accounts().end_session(visit.session().digest);
  HttpResponse response = redirect("/sign-in");
  set_cookie(response, visit.request(), kSessionCookie, "", std::chrono::seconds(0));
  return response;
}

}  // namespace temgoc
