#include "console/office.h"

#include "temgoc/base/percent.h"
#include "temgoc/lots/issue_lot.h"

namespace temgoc::test {

Office::Office() {
  world_.made();
  restart();
}

void Office::restart() {
  accounts_.reset();
  house_.reset(
      new House{world_.works(),
                {},
                {world_.clock(), world_.random(), [] { return ClockWord::person; }, {}, {}},
                {},
                {},
                {}});
  accounts_.emplace(std::move(Accounts::open(accounts_path(world_.works())).value()));
}

Workplace Office::workplace() {
  return std::move(Workplace::open(world_.works(), {}, world_.clock(), world_.random()).value());
}

void Office::add(const std::string& id, Role role, const std::string& cooperative) {
  Workplace works = workplace();
  const std::string code =
      add_user(works, *accounts_, {.id = id, .role = role, .cooperative_id = cooperative}).value();
  REQUIRE(set_password(*accounts_, {id, SecretText(kPassword), "192.0.2.99"}, code, world_.now,
                       world_.random())
              .has_value());
}

Lot Office::issued() {
  Workplace works = workplace();
  return issue_lot(works, world_.draft(), kPassphrase).value().lot;
}

Places common_places() {
  return {{"{part}", "1"},         {"{template}", "roll-60x40-seal"},
          {"{kind}", "products"},  {"{paper}", "0123.pdf"},
          {"{format}", "json"},    {"{table}", "days.xlsx"},
          {"{bundle}", "nothing"}, {"{inspector}", "9"},
          {"{photo}", "1"},        {"{receipt}", "KT-261123-00000000"},
          {"{number}", "0"},       {"{step}", "key"}};
}

std::string filled(std::string path, const Places& places) {
  for (std::size_t at; (at = path.find('{')) != std::string::npos;) {
    const std::size_t end = path.find('}', at) + 1;
    const std::string place = path.substr(at, end - at);
    REQUIRE_MESSAGE(places.contains(place), "no test knows what stands for ", place);
    path.replace(at, end - at, places.at(place));
  }
  return path;
}

bool says(const HttpResponse& page, const std::string& text) {
  return page.body.find(text) != std::string::npos;
}

std::string field(const HttpResponse& response, const std::string& name) {
  for (const auto& [each, value] : response.headers)
    if (each == name) return value;
  return {};
}

std::string hidden(const HttpResponse& response, const std::string& name) {
  const std::string begin = "name=\"" + name + "\" value=\"";
  const std::size_t at = response.body.find(begin);
  if (at == std::string::npos) return {};
  const std::size_t from = at + begin.size();
  return response.body.substr(from, response.body.find('"', from) - from);
}

HttpResponse Browser::send(HttpRequest request) {
  request.client = address_;
  request.host = "127.0.0.1:8081";
  for (const auto& [name, value] : cookies_)
    request.cookie += (request.cookie.empty() ? "" : "; ") + name + "=" + value;
  HttpResponse response = answer_visit(request, world_.house(), world_.accounts());
  for (const auto& [name, value] : response.headers) {
    if (name != "Set-Cookie") continue;
    const std::size_t equals = value.find('='), end = value.find(';');
    cookies_[value.substr(0, equals)] = value.substr(equals + 1, end - equals - 1);
  }
  return response;
}

HttpResponse Browser::get(const std::string& target) {
  const std::size_t mark = std::min(target.find('?'), target.size());
  return send({.path = target.substr(0, mark),
               .query = target.substr(std::min(mark + 1, target.size())),
               .has_query = mark < target.size()});
}

std::string Browser::form_token() { return hidden(get("/"), "form_token"); }

HttpResponse Browser::post(const std::string& path, std::map<std::string, std::string> fields) {
  if (!fields.contains("form_token")) fields["form_token"] = form_token();
  HttpRequest request{.method = "POST", .path = path};
  request.content_type = "application/x-www-form-urlencoded";
  for (const auto& [name, value] : fields)
    request.body +=
        (request.body.empty() ? "" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
  return send(std::move(request));
}

HttpResponse Browser::sign_in(const std::string& user, const std::string& password) {
  return post("/sign-in", {{"user", user}, {"password", password}, {"next", "/"}});
}

Office& office() {
  static Office world;
  return world;
}

}  // namespace temgoc::test
