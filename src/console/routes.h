// Every address of the console in one table: what answers it, and what it takes to be let in. The
// tests of roles are generated from it.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "console/visit.h"

namespace temgoc {

struct Route {
  std::string_view method;     // GET (HEAD likewise) or POST
  std::string_view path;       // "/lots/{lot}/print": {…} is one segment
  std::optional<Right> right;  // none: open to who is not signed in
  HttpResponse (*answer)(Visit& visit);
  bool uploads = false;  // its body goes to a file
  bool whole = false;    // of the whole workplace: nothing for people of one cooperative
};

std::span<const Route> routes();
// Whether a route that needs a right lets this person in. REQUIRES somebody.
bool lets_in(const Route& route, const Visit& visit);
// The page at that path; null: there is none.
const Route* page_at(std::string_view path);

// The segments that stand in the places of `pattern`, decoded; none: the path is another.
std::optional<std::vector<std::string>> places_in(std::string_view pattern, std::string_view path);

}  // namespace temgoc
