// The operations of the API by subject, each in a file of its own; routes.cpp puts them together.
#pragma once

#include <string_view>
#include <vector>

#include "console/api/routes.h"

namespace temgoc {

// A member of a query that need not be there.
inline Member may(std::string_view name) { return {.name = name, .required = false}; }

// The query of a list that comes in pages.
inline std::vector<Member> paged(std::vector<Member> more = {}) {
  more.push_back(
      {.name = "limit", .kind = Member::Kind::whole, .required = false, .least = 1, .most = 1'000});
  more.push_back(may("cursor"));
  return more;
}

void add_lot_routes(std::vector<ApiRoute>& all);
void add_job_routes(std::vector<ApiRoute>& all);
void add_roll_routes(std::vector<ApiRoute>& all);
void add_scan_routes(std::vector<ApiRoute>& all);
void add_event_routes(std::vector<ApiRoute>& all);
void add_trace_routes(std::vector<ApiRoute>& all);
void add_evidence_routes(std::vector<ApiRoute>& all);
void add_rating_routes(std::vector<ApiRoute>& all);
void add_trace_file_routes(std::vector<ApiRoute>& all);
void add_issuer_key_routes(std::vector<ApiRoute>& all);
void add_trust_routes(std::vector<ApiRoute>& all);
void add_bundle_routes(std::vector<ApiRoute>& all);
void add_upkeep_routes(std::vector<ApiRoute>& all);
void add_template_routes(std::vector<ApiRoute>& all);

}  // namespace temgoc
