// The order of the rooms.
#include "web/answer.h"

namespace temgoc {

HttpResponse answer(const HttpRequest& request, const Desk& desk) {
  if (auto page = answer_with_page(request, desk)) return std::move(*page);
  if (auto file = answer_with_file(request, desk)) return std::move(*file);
  if (auto resolved = answer_as_resolver(request, desk)) return std::move(*resolved);
  return {.status = 404, .content_type = "text/plain; charset=utf-8", .body = "404\n"};
}

}  // namespace temgoc
