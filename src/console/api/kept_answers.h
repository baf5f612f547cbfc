// Requests that carry an Idempotency-Key: the same key and content have the same answer for a day.
// Kept are answers of what was done; what was refused may be asked again. docs/api.md.
#pragma once

#include <optional>
#include <string>

#include "temgoc/http/http.h"
#include "temgoc/registry/accounts.h"

namespace temgoc {

// What is asked: the digest of method, path, query and body, SHA-256 hex.
std::string request_digest(const HttpRequest& request);
// 1 to 200 visible ASCII characters. `api_key_invalid`.
Result<void> check_idempotency_key(const std::string& key);

// Given again. None: it was begun, and how it ended is not known. `api_key_reused` where `request`
// is another.
Result<std::optional<HttpResponse>> given_again(const KeptAnswer& kept, const std::string& request);
// Whether such an answer is kept.
bool is_kept(const HttpResponse& response);
// Keeps it, and forgets those of the days before.
void keep(Accounts& accounts, const RequestName& name, const std::string& request,
          const HttpResponse& response, Instant now);

}  // namespace temgoc
