#include "web/answer.h"

namespace temgoc {

std::optional<HttpResponse> answer_with_page(const HttpRequest&, const Desk&) {
  return std::nullopt;
}

}  // namespace temgoc
