// What an answer of the API learns of its request.
#include "console/api/call.h"

#include "temgoc/base/failures.h"
#include "temgoc/base/text.h"
#include "temgoc/http/accept.h"

namespace temgoc {
namespace {

constexpr unsigned kUsualPage = 100, kLongestPage = 1'000;

// "Bearer TOKEN", RFC 6750; empty where it is something else.
std::string bearer_text(std::string_view field) {
  constexpr std::string_view kScheme = "bearer ";
  if (field.size() < kScheme.size() || ascii_lower(field.substr(0, kScheme.size())) != kScheme)
    return {};
  return trimmed(field.substr(kScheme.size()));
}

}  // namespace

ApiCall::ApiCall(const HttpRequest& request, House& house, Accounts& accounts)
    : request_(request),
      house_(house),
      accounts_(accounts),
      language_(spoken_language(request.accept_language)) {}

Result<void> ApiCall::admit() {
  const std::string text = bearer_text(request_.authorization);
  if (text.empty()) return Error{"api_token_missing"};
  const auto key = token_key(house_.folder, house_.world.random);
  if (!key) return key.error();
  auto holder = token_holder(accounts_, *key, text, request_.client, now());
  if (!holder) return holder.error();
  token_ = *std::move(holder);
  return {};
}

std::string ApiCall::asked(std::string_view name) const {
  return trimmed(form_value(request_.query, name));
}

bool ApiCall::has_seen(std::string_view version) const {
  for (const std::string_view each : split(request_.if_match, ',')) {
    const std::string tag = trimmed(each);
    if (tag == "*" || tag == "\"" + std::string(version) + "\"") return true;
  }
  return false;
}

Result<unsigned> ApiCall::limit() const {
  const std::string typed = asked("limit");
  if (typed.empty()) return kUsualPage;
  const unsigned limit =
      is_digits(typed) && typed.size() < 6 ? static_cast<unsigned>(std::stoul(typed)) : 0;
  if (limit < 1 || limit > kLongestPage)
    return Error{"api_parameter_invalid", "limit", shortened(typed)};
  return limit;
}

Result<std::optional<Day>> ApiCall::day_asked(std::string_view name) const {
  const std::string typed = asked(name);
  if (typed.empty()) return std::optional<Day>();
  const auto day = parse_day(typed, name);
  if (!day) return Error{"api_parameter_invalid", std::string(name), shortened(typed)};
  return std::optional<Day>(*day);
}

std::string ApiCall::cooperative_asked() const {
  return scope().empty() ? asked("cooperative") : scope();
}

std::string ApiCall::text(std::string_view name) const {
  const auto found = body_.find(std::string(name));
  return found != body_.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> ApiCall::whole(std::string_view name) const {
  const auto found = body_.find(std::string(name));
  if (found == body_.end() || !found->is_number_integer()) return std::nullopt;
  return found->get<std::int64_t>();
}

bool ApiCall::is_yes(std::string_view name) const {
  const auto found = body_.find(std::string(name));
  return found != body_.end() && found->is_boolean() && found->get<bool>();
}

const Site& ApiCall::site() const {
  if (!site_) {
    auto opened = Site::open(house_.folder, house_.world.clock);
    if (!opened) throw SystemFailure(opened.error());
    site_.emplace(std::move(*opened));
  }
  return *site_;
}

Result<Workplace> ApiCall::open() const {
  auto opened = open_to_change(house_, actor());
  if (opened && !once_.empty()) opened->ask_once(once_, false);
  return opened;
}

Result<SecretText> ApiCall::passphrase(const std::string& cooperative_id) const {
  if (site().settings().hosts.empty()) return SecretText();
  auto open = house_.keys.passphrase_for_programs(cooperative_id, std::chrono::steady_clock::now());
  if (!open) return Error{"key_locked", "cooperative", cooperative_id};
  return *std::move(open);
}

}  // namespace temgoc
