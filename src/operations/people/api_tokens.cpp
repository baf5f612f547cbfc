// Tokens of programs: made, revoked, recognised.
#include "temgoc/people/api_tokens.h"

#include <array>

#include "temgoc/base/files.h"
#include "temgoc/base/hmac.h"
#include "temgoc/base/random_code.h"
#include "temgoc/base/text.h"
#include "temgoc/http/ip_address.h"

namespace temgoc {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostNameCharacters = 80, kIdLetters = 8, kMostNetworks = 20;
constexpr std::size_t kMostTokenBytes = 200, kMostKeyBytes = 200;
constexpr std::chrono::minutes kSeenEvery{1};
constexpr const char* kPrefix = "temgoc_";  // so that a search for lost secrets finds it

std::string random_hex(const RandomSource& random) {
  std::array<std::uint8_t, 32> bytes{};
  random(bytes);
  return to_hex(bytes);
}

std::string digest_of(const Digest& key, std::string_view text) {
  return to_hex(hmac_sha256(key, as_bytes(text)));
}

Result<std::vector<std::string>> checked_networks(const std::vector<std::string>& given) {
  std::vector<std::string> networks;
  for (const std::string& each : given) {
    const std::string text(trimmed(each));
    if (text.empty()) continue;
    if (!Network::parse(text) || networks.size() == kMostNetworks)
      return Error{"token_network_invalid", "network", shortened(text)};
    networks.push_back(text);
  }
  return networks;
}

Result<void> check_owner(const Workplace& workplace, const ApiToken& token) {
  const bool across = token.role == Role::programme_officer || token.role == Role::inspector;
  if (across && !token.cooperative_id.empty())
    return Error{"role_needs_all", "cooperative", token.cooperative_id};
  if (!token.cooperative_id.empty() && !workplace.registry().cooperative(token.cooperative_id))
    return Error{"cooperative_unknown", "cooperative", shortened(token.cooperative_id)};
  return {};
}

Result<ApiToken> checked(const Workplace& workplace, ApiToken draft, std::uint64_t days) {
  auto name = clean_text(draft.name, "name", kMostNameCharacters);
  if (!name) return name.error();
  if (name->empty()) return Error{"token_name_missing", "name"};
  if (days < 1 || days > kMostTokenDays)
    return Error{"token_days_invalid",
                 "days",
                 std::to_string(days),
                 {},
                 {{"most", std::to_string(kMostTokenDays)}}};
  auto networks = checked_networks(draft.networks);
  if (!networks) return networks.error();
  if (auto owner = check_owner(workplace, draft); !owner) return owner.error();
  draft.name = *std::move(name);
  draft.networks = *std::move(networks);
  draft.created_at = workplace.now();
  draft.created_by = workplace.actor().id;
  draft.expires_at = workplace.now() + std::chrono::days(days);
  return draft;
}

RecordedAct act_of(const char* kind, const ApiToken& token) {
  return {kind,
          {{"token", token.id}, {"name", token.name}, {"role", to_text(token.role)}},
          token.cooperative_id};
}

bool comes_from(const ApiToken& token, std::string_view address) {
  if (token.networks.empty()) return true;
  const auto client = IpAddress::parse(address);
  if (!client) return false;
  for (const std::string& each : token.networks) {
    const auto network = Network::parse(each);
    if (network && network->holds(*client)) return true;
  }
  return false;
}

// A program's question is answered also where a full disk cannot take when it was asked.
void note_use(Accounts& accounts, const std::string& id, Instant now, std::string_view address) {
  try {
    accounts.touch_token(id, now, address);
  } catch (const SystemFailure&) {
    return;
  }
}

}  // namespace

fs::path token_key_path(const fs::path& workplace) { return workplace / "console.key"; }

Result<Digest> token_key(const fs::path& workplace, const RandomSource& random) {
  const fs::path path = token_key_path(workplace);
  auto text = read_file(path, kMostKeyBytes);
  // Of two that make it at once the first name counts.
  if (!text && text.error().code == "file_not_found") {
    const fs::path fresh = temporary_beside(path);
    write_file(fresh, as_bytes(random_hex(random) + "\n"), 0600);
    if (auto named = release_new_file(fresh, path); !named && named.error().code != "out_exists")
      return named.error();
    text = read_file(path, kMostKeyBytes);
  }
  const auto bytes = text ? from_hex(trimmed(*text)) : std::nullopt;
  Digest key{};
  if (!bytes || bytes->size() != key.size())
    return Error{"token_key_unreadable", {}, shortened(path.string(), 80)};
  std::ranges::copy(*bytes, key.begin());
  return key;
}

Result<NewToken> add_token(Workplace& workplace, Accounts& accounts, ApiToken draft,
                           std::uint64_t days) {
  auto token = checked(workplace, std::move(draft), days);
  if (!token) return token.error();
  const auto key = token_key(workplace.folder(), workplace.random());
  if (!key) return key.error();
  token->id = ascii_lower(random_crockford(workplace.random(), kIdLetters));
  const std::string text = kPrefix + token->id + "_" + random_hex(workplace.random());
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    accounts.add_token(*token, digest_of(*key, text));
    return act_of("token", *token);
  });
  if (!recorded) return recorded.error();
  return NewToken{*std::move(token), text};
}

Result<void> revoke_token(Workplace& workplace, Accounts& accounts, std::string_view id) {
  return workplace.record([&]() -> Result<RecordedAct> {
    const auto token = accounts.token(id);
    if (!token) return Error{"token_unknown", "token", shortened(id)};
    if (token->revoked_at) return RecordedAct{};
    accounts.revoke_token(id, workplace.now());
    return act_of("token_revoked", *token);
  });
}

Result<ApiToken> token_holder(Accounts& accounts, const Digest& key, std::string_view text,
                              std::string_view address, Instant now) {
  auto token =
      text.size() > kMostTokenBytes ? std::nullopt : accounts.token_of_digest(digest_of(key, text));
  if (!token) return Error{"api_token_unknown"};
  const std::string state = token_state(*token, now);
  if (state == "revoked") return Error{"api_token_revoked", {}, token->id};
  if (state == "expired")
    return Error{
        "api_token_expired", {}, token->id, {}, {{"day", to_iso(vietnam_day(token->expires_at))}}};
  if (!comes_from(*token, address)) return Error{"api_token_address", {}, std::string(address)};
  if (!token->used_at || now - *token->used_at > kSeenEvery || token->used_from != address)
    note_use(accounts, token->id, now, address);
  return *std::move(token);
}

std::string token_state(const ApiToken& token, Instant now) {
  if (token.revoked_at) return "revoked";
  return now >= token.expires_at ? "expired" : "active";
}

Actor token_actor(const ApiToken& token) {
  return {"token:" + token.id, token.name, to_text(token.role), Channel::api};
}

}  // namespace temgoc
