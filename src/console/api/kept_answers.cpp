// Answers that are given again.
#include "console/api/kept_answers.h"

#include <algorithm>

#include "temgoc/base/bytes.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

constexpr std::size_t kMostKeyBytes = 200;

}  // namespace

std::string request_digest(const HttpRequest& request) {
  const std::string head = request.method + "\n" + request.path + "\n" + request.query + "\n";
  return to_hex(sha256(as_bytes(head), as_bytes(request.body)));
}

Result<void> check_idempotency_key(const std::string& key) {
  const bool visible =
      std::ranges::all_of(key, [](char each) { return each >= '!' && each <= '~'; });
  if (!key.empty() && key.size() <= kMostKeyBytes && visible) return {};
  return Error{"api_key_invalid", "Idempotency-Key", shortened(key)};
}

Result<std::optional<HttpResponse>> given_again(const KeptAnswer& kept,
                                                const std::string& request) {
  if (kept.request != request) return Error{"api_key_reused", "Idempotency-Key"};
  if (kept.status == 0) return std::optional<HttpResponse>();
  HttpResponse response{.status = kept.status,
                        .content_type = "application/json",
                        .body = kept.body,
                        .headers = {{"Cache-Control", "no-store"}}};
  if (!kept.location.empty()) response.headers.emplace_back("Location", kept.location);
  return std::optional(std::move(response));
}

bool is_kept(const HttpResponse& response) { return response.status < 300; }

void keep(Accounts& accounts, const RequestName& name, const std::string& request,
          const HttpResponse& response, Instant now) {
  std::string location;
  for (const auto& [field, value] : response.headers)
    if (field == "Location") location = value;
  accounts.forget_answers_before(now - kAnswerLasts);
  accounts.keep_answer(name, {request, response.status, location, response.body}, now);
}

}  // namespace temgoc
