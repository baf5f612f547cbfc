// Who asks, in which language, of which site: what every page starts from.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "temgoc/base/words.h"
#include "temgoc/workplace/site.h"
#include "web/answer.h"

namespace temgoc {

struct Asked {
  const HttpRequest& request;
  const Site& site;
  Language language = Language::vi;
  bool language_chosen = false;   // by ?lang=, so that links keep it
  AnswerCache* cache = nullptr;   // none: nothing is kept
  ScanRecorder* scans = nullptr;  // takes reports; none: they cannot be taken

  std::string word(std::string_view key, const WordArgs& args = {}) const {
    return words(language, key, args);
  }
  // One of our own addresses, with the language kept.
  std::string link(const std::string& path) const { return path + language_query(); }
  std::string language_query() const;
  // What `make` makes, or AnswerCache::part of it: `key` holds all that it depends on beside what
  // the site knows.
  std::string part(const std::string& key, const std::function<std::string()>& make) const;
};
Asked asked(const HttpRequest& request, const Desk& desk);

// Whether ?format=json, or an Accept that prefers application/json to text/html.
bool wants_json(const HttpRequest& request);
// Whether it is the resolver that should answer: ?linkType= or a linkset asked for.
bool wants_links(const HttpRequest& request);

}  // namespace temgoc
