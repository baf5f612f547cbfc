// Every operation of the API in one table: what answers it, what it takes to be let in, and what it
// takes and gives. The server routes by it, the OpenAPI document is made from it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/api/call.h"
#include "console/api/shapes.h"

namespace temgoc {

struct ApiRoute {
  std::string method;          // GET (HEAD likewise), POST, PATCH or PUT
  std::string path;            // under kApiRoot: "/lots/{lot}", {…} is one segment
  std::optional<Right> right;  // none: open to anybody
  std::string operation;       // its name in the document, and of its words: api.op.<name>
  HttpResponse (*answer)(ApiCall& call);
  std::string takes = {};          // the body's shape; empty: none
  std::string gives = {};          // the answer's shape; empty: `type`
  unsigned status = 200;           // of success
  std::vector<Member> query = {};  // what may stand behind the '?'
  bool edits = false;              // needs If-Match
  bool tagged = false;             // gives an ETag
  std::string type = "application/json";
  // The body's members are judged one by one by whoever answers: "LotDraft|LotDrafts".
  bool judges_itself = false;
  // Of the whole workplace: nothing for a token of one cooperative.
  bool whole = false;
};

const std::vector<ApiRoute>& api_routes();

}  // namespace temgoc
