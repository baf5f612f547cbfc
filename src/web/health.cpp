// Puts together what every service says of itself, whatever it reads from.
#include "web/health.h"

namespace temgoc {

HttpResponse health_answer(const std::string& fault, std::optional<std::uint64_t> trust_list,
                           const ScanRecorder::Counts& scans, const Json& more) {
  Json body = {{"ok", fault.empty()},
               {"fault", fault.empty() ? Json() : Json(fault)},
               {"trust_list", trust_list ? Json(*trust_list) : Json()},
               {"scans_waiting", scans.queued},
               {"scans_dropped", scans.dropped},
               {"version", TEMGOC_VERSION}};
  body.update(more);
  return {.status = fault.empty() ? 200u : 503u,
          .content_type = "application/json",
          .body = dump(body) + "\n",
          .headers = {{"Cache-Control", "no-store"}},
          .route = "health"};
}

}  // namespace temgoc
