// The frame of the console's pages.
#include "console/frame.h"

#include <algorithm>

#include "console/routes.h"
#include "embedded/console_files.h"
#include "temgoc/base/percent.h"

namespace temgoc {
namespace {

struct Section {
  std::string_view name;
  std::string_view path;
  bool for_readers = false;  // of those who change nothing; others find it elsewhere
};
constexpr Section kSections[] = {{"today", "/"},          {"lots", "/lots"},
                                 {"events", "/events"},   {"records", "/records/products"},
                                 {"import", "/import"},   {"scans", "/scans"},
                                 {"visits", "/visits"},   {"programme", "/programme", true},
                                 {"journal", "/journal"}, {"office", "/people"}};

constexpr const char* kPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src "
    "'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
// Labels are scanned with the camera, and go to a printer on USB.
constexpr const char* kPermissions =
    "camera=(self), geolocation=(), microphone=(), payment=(), usb=(self)";
constexpr std::chrono::hours kLanguageLasts{24 * 365};

View navigation(const Visit& visit, std::string_view here) {
  View list = list_view();
  for (const Section& section : kSections) {
    if (!lets_in(*page_at(section.path), visit)) continue;
    if (section.for_readers && visit.may(Right::enter)) continue;
    View item;
    item.set("href", std::string(section.path));
    item.set("text", visit.word("console.nav." + std::string(section.name)));
    item.set("here", View(section.name == here));
    list.push_back(std::move(item));
  }
  return list;
}

// The key's clock: shown to who may sign with it.
View key_view(const Visit& visit) {
  View key;
  const auto left =
      visit.house().keys.open_for(visit.session().digest, std::chrono::steady_clock::now());
  key.set("is_open", View(left.has_value()));
  if (left) {
    key.set("seconds", std::to_string(left->count()));
    key.set("minutes", std::to_string((left->count() + 59) / 60));
  }
  return key;
}

// The page that a form was sent from: its own path, or the one above that a browser can ask for.
std::string page_of_form(std::string path) {
  while (path.size() > 1 && !page_at(path)) path.erase(std::max<std::size_t>(path.rfind('/'), 1));
  return path;
}

std::string other_language_href(const Visit& visit) {
  const bool form = visit.request().method == "POST";
  std::string href = form ? page_of_form(std::string(visit.request().path)) : std::string();
  href += std::string("?lang=") + (visit.language() == Language::vi ? "en" : "vi");
  for (const auto& [name, value] : form_values(visit.request().query))
    if (name != "lang") href += "&" + percent_encoded(name) + "=" + percent_encoded(value);
  return href;
}

void put_person(const Visit& visit, View& view, std::string_view section) {
  view.set("signed_in", View(true));
  view.set("user_name", visit.user().name);
  view.set("user_role", visit.word("role." + to_text(visit.user().role)));
  view.set("navigation", navigation(visit, section));
  if (visit.may(Right::print)) view.set("key", key_view(visit));
  const auto settings = Settings::read(visit.house().folder);
  if (settings && settings->hosts.empty()) view.set("test_only", View(true));
}

struct DocumentKind {
  std::string_view ending;
  std::string_view content_type;
  bool is_shown;
};
constexpr DocumentKind kUnknownDocument{"", "application/octet-stream", false};
constexpr DocumentKind kDocuments[] = {
    {".pdf", "application/pdf", true},
    {".png", "image/png", true},
    {".jpg", "image/jpeg", true},
    {".csv", "text/csv; charset=utf-8", false},
    {".json", "application/json", false},
    {".zip", "application/zip", false},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false}};

const DocumentKind& kind_of(std::string_view file_name) {
  const auto* const found = std::ranges::find_if(
      kDocuments, [&](const DocumentKind& each) { return file_name.ends_with(each.ending); });
  return found == std::end(kDocuments) ? kUnknownDocument : *found;
}

View error_view(Visit& visit, const Error& error) {
  View view;
  view.set("message", message(visit.language(), error));
  put(view, "hint", hint_of(visit, error));
  return view;
}

}  // namespace

std::string hint_of(const Visit& visit, const Error& error) {
  const std::string own = "console.hint." + error.code;
  return has_words(visit.language(), own) ? visit.word(own, error.args)
                                          : hint(visit.language(), error);
}

const TemplateSet& console_files() {
  static const TemplateSet set({embedded::console_files.begin(), embedded::console_files.end()});
  return set;
}

HttpResponse console_page(Visit& visit, const ConsolePage& page, View view) {
  view.set("form_token", visit.form_token());
  View frame;
  frame.set("content", console_files().filled(page.template_name, view, visit.language()).html);
  frame.set("form_token", visit.form_token());
  frame.set("lang", visit.language() == Language::vi ? "vi" : "en");
  frame.set("title", page.title);
  frame.set("other_language_href", other_language_href(visit));
  frame.set("other_language", visit.language() == Language::vi ? "English" : "Tiếng Việt");
  frame.set("other_language_code", visit.language() == Language::vi ? "en" : "vi");
  if (page.refreshes) frame.set("refreshes", View(true));
  if (visit.is_signed_in()) put_person(visit, frame, page.section);
  return {.status = page.status,
          .content_type = "text/html; charset=utf-8",
          .body = console_files().filled("frame", frame, visit.language()).html};
}

HttpResponse redirect(std::string location) {
  return {.status = 303, .headers = {{"Location", std::move(location)}}};
}

HttpResponse document_answer(std::string content, std::string_view file_name) {
  const DocumentKind& kind = kind_of(file_name);
  return {
      .status = 200,
      .content_type = std::string(kind.content_type),
      .body = std::move(content),
      .headers = {{"Content-Disposition", std::string(kind.is_shown ? "inline" : "attachment") +
                                              "; filename=\"" + percent_encoded(file_name) + '"'}}};
}

void put_error(Visit& visit, View& view, const Error& error) {
  view.set("fault", error_view(visit, error));
}

void put_errors(Visit& visit, View& view, std::string_view name, const std::vector<Error>& errors) {
  View list = list_view();
  for (const Error& error : errors) list.push_back(error_view(visit, error));
  put_list(view, std::string(name), std::move(list));
}

void set_cookie(HttpResponse& response, const HttpRequest& request, std::string_view name,
                std::string_view value, std::chrono::seconds lasts) {
  std::string cookie = std::string(name) + "=" + std::string(value) +
                       "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(lasts.count());
  if (request.secure) cookie += "; Secure";
  response.headers.emplace_back("Set-Cookie", std::move(cookie));
}

void add_console_headers(const Visit& visit, HttpResponse& response) {
  bool keeps = false;
  for (const auto& field : response.headers) keeps = keeps || field.first == "Cache-Control";
  if (!keeps) response.headers.emplace_back("Cache-Control", "no-store");
  response.headers.emplace_back("Content-Security-Policy", kPolicy);
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.emplace_back("Permissions-Policy", kPermissions);
  // With "no-referrer" a browser calls the origin of our own forms "null", and over plain http, or
  // where it is older, it says nothing else of where they come from. Other sites learn nothing.
  response.headers.emplace_back("Referrer-Policy", "same-origin");
  const std::string chosen = form_value(visit.request().query, "lang");
  if (chosen == "en" || chosen == "vi")
    set_cookie(response, visit.request(), kLanguageCookie, chosen, kLanguageLasts);
}

}  // namespace temgoc
