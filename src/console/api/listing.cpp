// A page, and the link to the next.
#include "console/api/listing.h"

#include "console/api/problem.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"
#include "temgoc/model/records.h"

namespace temgoc {

HttpResponse page_answer(const ApiCall& call, Json items, const std::string& next) {
  HttpResponse response =
      json_answer(200, {{"items", std::move(items)}, {"next", text_or_null(next)}});
  if (next.empty()) return response;
  std::string link = "<" + call.request().path + "?";
  for (const auto& [name, value] : form_values(call.request().query))
    if (name != "cursor") link += percent_encoded(name) + "=" + percent_encoded(value) + "&";
  response.headers.emplace_back("Link",
                                link + "cursor=" + percent_encoded(next) + ">; rel=\"next\"");
  return response;
}

Result<std::int64_t> number_cursor(const ApiCall& call, std::int64_t otherwise) {
  const std::string typed = call.asked("cursor");
  if (typed.empty()) return otherwise;
  if (!is_digits(typed) || typed.size() > 18)
    return Error{"api_parameter_invalid", "cursor", shortened(typed)};
  return std::stoll(typed);
}

}  // namespace temgoc
