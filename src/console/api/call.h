// One request to the API and all that its answer may use: who asks, what was sent, the workplace.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/visit.h"
#include "temgoc/base/json.h"
#include "temgoc/people/api_tokens.h"

namespace temgoc {

class ApiCall {
 public:
  ApiCall(const HttpRequest& request, House& house, Accounts& accounts);

  const HttpRequest& request() const { return request_; }
  House& house() const { return house_; }
  Accounts& accounts() const { return accounts_; }
  Instant now() const { return house_.world.clock(); }
  Language language() const { return language_; }

  // REQUIRES, as the next three, a route that needs a right, or admit().
  const ApiToken& token() const { return token_.value(); }
  const std::string& scope() const { return token().cooperative_id; }  // empty: all
  bool sees(std::string_view cooperative_id) const {
    return scope().empty() || scope() == cooperative_id;
  }
  Actor actor() const { return token_actor(token()); }
  // Who sends it, by its Authorization field. `api_token_missing`, those of token_holder and
  // token_key.
  Result<void> admit();

  const std::string& place(std::size_t nth) const { return places_.at(nth); }
  void set_places(std::vector<std::string> places) { places_ = std::move(places); }
  std::string asked(std::string_view name) const;  // of the query, trimmed; empty where absent
  // Whether If-Match names this version (without its quotes), or any ("*").
  bool has_seen(std::string_view version) const;
  // How many things of a list, 1 to 1,000; 100 unless asked. `api_parameter_invalid`.
  Result<unsigned> limit() const;
  // A day of the query. `api_parameter_invalid`.
  Result<std::optional<Day>> day_asked(std::string_view name) const;
  // Whose things are listed: the token's cooperative, else the one that is asked for.
  std::string cooperative_asked() const;

  const Json& body() const { return body_; }
  void set_body(Json body) { body_ = std::move(body); }
  // Of the body; empty, and none, where it is not there or null.
  std::string text(std::string_view name) const;
  std::optional<std::int64_t> whole(std::string_view name) const;
  bool is_yes(std::string_view name) const;

  // For reading, as Visit's.
  const Site& site() const;
  const Registry& registry() const { return site().registry(); }
  // For changing, as Visit's; what is recorded is recorded once for a request with a key.
  Result<Workplace> open() const;
  void ask_once(std::string digest) { once_ = std::move(digest); }
  // The passphrase of a cooperative's key that somebody has opened for programs; empty where only
  // test labels are made. `key_locked`.
  Result<SecretText> passphrase(const std::string& cooperative_id) const;

 private:
  const HttpRequest& request_;
  House& house_;
  Accounts& accounts_;
  Language language_;
  std::optional<ApiToken> token_;
  std::vector<std::string> places_;
  Json body_;
  std::string once_;
  mutable std::optional<Site> site_;
};

}  // namespace temgoc
