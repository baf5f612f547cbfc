#include "web/answer.h"

namespace temgoc {

std::optional<HttpResponse> answer_as_resolver(const HttpRequest&, const Desk&) {
  return std::nullopt;
}

}  // namespace temgoc
