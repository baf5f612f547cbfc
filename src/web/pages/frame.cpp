// Puts the site's frame around a view, and makes the pages for 404 and 503.
#include "web/pages/frame.h"

#include "temgoc/base/percent.h"
#include "temgoc/base/vietnam_time.h"

namespace temgoc {
namespace {

constexpr const char* kRetryAfterSeconds = "30";

// The same address with all that was asked but the language.
std::string other_language_href(const Asked& asked, const char* code) {
  // A form that was posted has no address of its own to come back to.
  std::string href = asked.request.method == "POST" ? std::string(asked.request.path) : "";
  href += std::string("?lang=") + code;
  for (const auto& [name, value] : form_values(asked.request.query))
    if (name != "lang") href += "&" + percent_encoded(name) + "=" + percent_encoded(value);
  return href;
}

View other_language(const Asked& asked) {
  const bool vietnamese = asked.language == Language::vi;
  const char* code = vietnamese ? "en" : "vi";
  View view;
  view.set("href", other_language_href(asked, code));
  view.set("code", code);
  view.set("name", vietnamese ? "English" : "Tiếng Việt");
  return view;
}

std::string content_policy() {
  return "default-src 'none'; style-src " + style_source() +
         "; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}

// How a page says that it has nothing to show.
struct Nothing {
  const char* code;
  const char* tone;  // and icon
  std::string headline, sentence, advice;
};

HttpResponse nothing_page(const Asked& asked, const Nothing& nothing) {
  if (wants_json(asked.request)) {
    return json_answer(
        {{"ok", false}, {"error", {{"code", nothing.code}, {"message", nothing.sentence}}}},
        nothing.code, 404);
  }
  View view;
  view.set("tone", nothing.tone);
  view.set("icon", icon(nothing.tone));
  view.set("headline", nothing.headline);
  view.set("sentence", nothing.sentence);
  view.set("advice", nothing.advice);
  view.set("action_href", asked.link("/"));
  view.set("action_text", asked.word("page.action.type"));
  return html_page(
      asked,
      {.template_name = "fault", .route = nothing.code, .title = nothing.headline, .status = 404},
      std::move(view));
}

}  // namespace

HttpResponse html_page(const Asked& asked, const PageKind& kind, View view) {
  const std::string language = asked.language == Language::vi ? "vi" : "en";
  view.set("lang", language);
  view.set("lang_query", asked.language_query());
  view.set("lang_chosen", View(asked.language_chosen));
  view.set("title", kind.title + " – " + asked.site.host());
  view.set("host", asked.site.host());
  view.set("other_language", other_language(asked));
  if (kind.sample) view.set("sample", View(true));
  FilledPage page = filled(kind.template_name, view, asked.language);
  HttpResponse response{.status = kind.status,
                        .content_type = "text/html; charset=utf-8",
                        .body = std::move(page.html),
                        .beginning = page.beginning,
                        .route = kind.route,
                        .repeatable = kind.repeatable};
  response.headers = {{"Content-Language", language},
                      {"Vary", "Accept, Accept-Language"},
                      {"Cache-Control", "no-cache"},
                      {"Content-Security-Policy", content_policy()}};
  return response;
}

HttpResponse json_answer(const Json& json, std::string_view route, unsigned status) {
  return {.status = status,
          .content_type = "application/json",
          .body = dump(json) + "\n",
          .headers = {{"Vary", "Accept, Accept-Language"},
                      {"Cache-Control", "no-cache"},
                      {"Access-Control-Allow-Origin", "*"}},
          .route = route};
}

HttpResponse not_found_page(const Asked& asked, const std::string& headline) {
  return nothing_page(asked, {"not_found", "unknown", asked.word(headline),
                              asked.word(headline + ".what"), asked.word("page.not_found.advice")});
}

HttpResponse not_known_page(const Asked& asked, const std::string& headline) {
  return nothing_page(
      asked, {"not_known", "cannot_check", asked.word(headline),
              asked.word(headline + ".what", {{"as_of", vietnam_moment(asked.site.known_until())}}),
              asked.word(headline + ".advice")});
}

HttpResponse missing_record_page(const Asked& asked, const std::string& headline) {
  if (asked.site.may_lack_newest()) return not_known_page(asked, "page.not_known");
  return not_found_page(asked, headline);
}

HttpResponse could_not_check_page(const Asked& asked) {
  HttpResponse response;
  if (wants_json(asked.request)) {
    response = json_answer(
        {{"ok", false},
         {"error",
          {{"code", "could_not_check"}, {"message", asked.word("page.could_not_check.what")}}}},
        "could_not_check", 503);
  } else {
    View view;
    view.set("tone", "cannot_check");
    view.set("icon", icon("cannot_check"));
    view.set("headline", asked.word("headline.cannot_check"));
    view.set("sentence", asked.word("page.could_not_check.what"));
    view.set("advice", asked.word("page.could_not_check.advice"));
    view.set("action_href", asked.request.method == "POST" ? asked.request.path : "");
    view.set("action_text", asked.word("page.action.again"));
    response = html_page(asked,
                         {.template_name = "fault",
                          .route = "could_not_check",
                          .title = asked.word("headline.cannot_check"),
                          .status = 503},
                         std::move(view));
  }
  response.headers.emplace_back("Retry-After", kRetryAfterSeconds);
  return response;
}

}  // namespace temgoc
