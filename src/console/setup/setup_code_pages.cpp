// Who may answer the set-up's questions.
#include "console/frame.h"
#include "console/setup/setup_pages.h"

namespace temgoc {
namespace {

constexpr std::chrono::hours kCookieLasts{24};

HttpResponse code_page(Visit& visit, const std::optional<Error>& error) {
  View view;
  if (error) put_error(visit, view, *error);
  put(view, "code", visit.typed("code"));
  return console_page(visit,
                      {.template_name = "setup_code",
                       .title = visit.word("console.setup"),
                       .status = !error                            ? 200u
                                 : error->code == "sign_in_locked" ? 429u
                                                                   : 422u},
                      std::move(view));
}

HttpResponse taken(Visit& visit, SetupDesk& desk, const std::string& code) {
  auto token = desk.code.take(code, visit.request().client, visit.now());
  if (!token) return code_page(visit, token.error());
  desk.token = *token;
  HttpResponse response = redirect(next_step(desk));
  add_setup_cookie(visit, desk, response);
  return response;
}

}  // namespace

void add_setup_cookie(const Visit& visit, const SetupDesk& desk, HttpResponse& response) {
  set_cookie(response, visit.request(), kSetupCookie, desk.token, kCookieLasts);
}

Result<void> let_in(Visit& visit, SetupDesk& desk) {
  if (desk.holds_code()) return {};
  if (visit.typed("code").empty()) return Error{"setup_elsewhere", "code"};
  auto token = desk.code.take(visit.typed("code"), visit.request().client, visit.now());
  if (!token) return token.error();
  desk.token = *token;
  return {};
}

std::string next_step(const SetupDesk& desk) {
  return desk.answers.complete() ? "/setup/key" : "/setup/cooperative";
}

void put_steps(const Visit& visit, View& view, int first, int last) {
  View steps = list_view();
  for (int step = 1; step <= 4; ++step) {
    View item;
    item.set("text", visit.word("console.setup.step" + std::to_string(step)));
    item.set("here", View(step >= first && step <= last));
    item.set("done", View(step < first));
    steps.push_back(std::move(item));
  }
  put_list(view, "steps", std::move(steps));
}

HttpResponse setup_start(Visit& visit, SetupDesk& desk) {
  if (desk.holds_code()) return redirect(next_step(desk));
  if (visit.request().method == "POST") return code_page(visit, Error{"setup_elsewhere", "code"});
  return code_page(visit, {});
}

HttpResponse setup_code_sent(Visit& visit, SetupDesk& desk) {
  return taken(visit, desk, visit.typed("code"));
}

// The link may be opened again by the browser that answers: it goes on where it was.
HttpResponse setup_code_in_link(Visit& visit, SetupDesk& desk) {
  if (desk.holds_code()) return redirect(next_step(desk));
  return taken(visit, desk, visit.place(0));
}

}  // namespace temgoc
