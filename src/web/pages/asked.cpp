// Chooses the language of an answer, and tells whether the client wants JSON or links.
#include "web/pages/asked.h"

#include "temgoc/http/accept.h"
#include "web/answer_cache.h"

namespace temgoc {

std::string Asked::language_query() const {
  if (!language_chosen) return {};
  return language == Language::vi ? "?lang=vi" : "?lang=en";
}

std::string Asked::part(const std::string& key, const std::function<std::string()>& make) const {
  return cache ? cache->part(key, make) : make();
}

Asked asked(const HttpRequest& request, const Desk& desk) {
  const std::string chosen = form_value(request.query, "lang");
  const bool known = chosen == "vi" || chosen == "en";
  const Language language = !known           ? spoken_language(request.accept_language)
                            : chosen == "vi" ? Language::vi
                                             : Language::en;
  return {request, desk.site, language, known, desk.cache, desk.scans};
}

bool wants_json(const HttpRequest& request) {
  const std::string format = form_value(request.query, "format");
  if (!format.empty()) return format == "json";
  const auto accept = weighted_ranges(request.accept);
  return named_quality(accept, "application/json") > named_quality(accept, "text/html");
}

bool wants_links(const HttpRequest& request) {
  if (!form_value(request.query, "linkType").empty()) return true;
  const auto accept = weighted_ranges(request.accept);
  for (const char* type :
       {"application/linkset+json", "application/linkset", "application/ld+json"})
    if (named_quality(accept, type) > named_quality(accept, "text/html")) return true;
  return false;
}

}  // namespace temgoc
