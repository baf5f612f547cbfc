// Writes and parses trust lists, and refuses a key given twice and prefixes that overlap.
#include "temgoc/seal/trust_list.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "strict_json.h"
#include "temgoc/base/text.h"

namespace temgoc {

namespace {

constexpr std::string_view kFirstLine = "temgoc-trust-list/v1";
constexpr std::string_view kFirstLineWithBundleKey = "temgoc-trust-list/v2";
constexpr std::size_t kMaxKeys = 100'000;
constexpr std::size_t kMaxPrefix = 12;
constexpr std::array kStatuses{KeyStatus::active, KeyStatus::retired, KeyStatus::cut,
                               KeyStatus::test};

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json day_or_null(const std::optional<Day>& day) { return day ? Json(to_iso(*day)) : Json(nullptr); }

Json to_json(const IssuerKey& key) {
  return {{"key", to_base64(key.key)},
          {"status", to_text(key.status)},
          {"cooperative_id", key.cooperative_id},
          {"cooperative_name", key.cooperative_name},
          {"gtin_prefixes", key.gtin_prefixes},
          {"hosts", key.hosts},
          {"packed_from", day_or_null(key.packed_from)},
          {"packed_until", day_or_null(key.packed_until)},
          {"cut_at", or_null(key.cut_at)}};
}

bool is_prefix(const std::string& text) { return is_digits(text) && text.size() <= kMaxPrefix; }

bool is_own_host(const std::string& text) {
  const auto host = parse_host(text);
  return host && *host == text;
}

bool is_name(const std::string& text) {
  const auto clean = clean_text(text, "cooperative_name");
  return !text.empty() && clean && *clean == text;
}

KeyStatus read_status(StrictObject& object) {
  const std::string text = object.text("status");
  const auto found = std::ranges::find(kStatuses, text, [](KeyStatus s) { return to_text(s); });
  if (found != kStatuses.end()) return *found;
  object.complain("status", "not_a_status");
  return KeyStatus::test;
}

void check_owner(const IssuerKey& key, StrictObject& object) {
  const bool anonymous = key.status == KeyStatus::test && key.cooperative_id.empty();
  if (!anonymous && !parse_record_id(key.cooperative_id, "cooperative_id")) {
    object.complain("cooperative_id", "not_an_id");
  }
  if (!anonymous && !is_name(key.cooperative_name))
    object.complain("cooperative_name", "not_a_name");
}

IssuerKey read_key(const Json& json, std::string where, Complaint& complaint) {
  StrictObject object(json, std::move(where), complaint);
  IssuerKey key;
  key.key = object.key("key");
  key.status = read_status(object);
  key.cooperative_id = object.text("cooperative_id");
  key.cooperative_name = object.text("cooperative_name");
  check_owner(key, object);
  key.gtin_prefixes = object.texts("gtin_prefixes");
  if (!std::ranges::all_of(key.gtin_prefixes, is_prefix)) {
    object.complain("gtin_prefixes", "not_a_prefix");
  }
  key.hosts = object.texts("hosts");
  if (!std::ranges::all_of(key.hosts, is_own_host)) object.complain("hosts", "not_a_host");
  key.packed_from = object.day_or_null("packed_from");
  key.packed_until = object.day_or_null("packed_until");
  if (key.packed_from && key.packed_until && *key.packed_from > *key.packed_until) {
    object.complain("packed_until", "before_packed_from");
  }
  key.cut_at = object.number_or_null("cut_at");
  if (key.cut_at.has_value() != (key.status == KeyStatus::cut)) {
    object.complain("cut_at", "only_when_cut");
  }
  object.refuse_others();
  return key;
}

Result<void> check_keys_distinct(const TrustList& list) {
  std::set<PublicKeyBytes> seen{list.log_key};
  if (list.bundle_key && !seen.insert(*list.bundle_key).second) {
    return Error{
        "trust_duplicate_key", "bundle_key", to_hex(*list.bundle_key), {}, {{"cooperative", ""}}};
  }
  for (const IssuerKey& key : list.keys) {
    if (!seen.insert(key.key).second) {
      return Error{"trust_duplicate_key",
                   "key",
                   to_hex(key.key),
                   {},
                   {{"cooperative", key.cooperative_name}}};
    }
  }
  return {};
}

Error overlap(const std::string& prefix, const IssuerKey& first, const IssuerKey& second) {
  return Error{"trust_prefix_overlap",
               "gtin_prefixes",
               prefix,
               {},
               {{"first", first.cooperative_name}, {"second", second.cooperative_name}}};
}

// Two prefixes overlap exactly if the shorter begins the longer.
Result<void> check_prefixes(const TrustList& list) {
  std::vector<const IssuerKey*> active;
  std::map<std::string_view, const IssuerKey*> owners;
  for (const IssuerKey& key : list.keys) {
    if (key.status != KeyStatus::active) continue;
    active.push_back(&key);
    for (const std::string& prefix : key.gtin_prefixes) owners.emplace(prefix, &key);
  }
  for (const IssuerKey* key : active) {
    for (const std::string& prefix : key->gtin_prefixes) {
      for (std::size_t length = 1; length <= prefix.size(); ++length) {
        const auto found = owners.find(std::string_view(prefix).substr(0, length));
        if (found == owners.end() || found->second->cooperative_id == key->cooperative_id) continue;
        return overlap(prefix, *found->second, *key);
      }
    }
  }
  return {};
}

}  // namespace

std::string to_text(KeyStatus status) {
  switch (status) {
    case KeyStatus::active:
      return "active";
    case KeyStatus::retired:
      return "retired";
    case KeyStatus::cut:
      return "cut";
    case KeyStatus::test:
      return "test";
  }
  throw std::logic_error("KeyStatus");
}

std::string IssuerKey::realm(std::string_view list_realm) const {
  std::string realm(list_realm);
  return status == KeyStatus::test ? realm.append(kTestRealmSuffix) : realm;
}

std::string TrustList::text() const {
  Json entries = Json::array();
  for (const IssuerKey& key : keys) entries.push_back(to_json(key));
  Json json{{"realm", realm},
            {"version", version},
            {"root_version", root_version},
            {"issued_at", to_iso(issued_at)},
            {"expires_at", to_iso(expires_at)},
            {"log_key", to_base64(log_key)},
            {"keys", std::move(entries)}};
  if (!bundle_key) return with_first_line(kFirstLine, json);
  json["bundle_key"] = to_base64(*bundle_key);
  return with_first_line(kFirstLineWithBundleKey, json);
}

Result<TrustList> TrustList::parse_text(std::string_view text) {
  Complaint complaint("trust_unreadable");
  const bool has_bundle_key = text.starts_with(kFirstLineWithBundleKey);
  const auto json =
      json_line(text, has_bundle_key ? kFirstLineWithBundleKey : kFirstLine, complaint);
  if (!json) return *complaint.error();

  StrictObject object(*json, "", complaint);
  TrustList list;
  list.realm = object.text("realm");
  if (!parse_realm(list.realm)) object.complain("realm", "not_a_realm");
  list.version = object.number("version", 1);
  list.root_version = static_cast<std::uint32_t>(object.number("root_version", 1, 0xffffffff));
  list.issued_at = object.instant("issued_at");
  list.expires_at = object.instant("expires_at");
  if (list.issued_at >= list.expires_at) object.complain("expires_at", "not_after_issued_at");
  list.log_key = object.key("log_key");
  if (has_bundle_key) list.bundle_key = object.key_or_null("bundle_key");
  for (const Json& entry : object.list("keys", kMaxKeys)) {
    const std::string where = "keys[" + std::to_string(list.keys.size()) + "]";
    list.keys.push_back(read_key(entry, where, complaint));
  }
  object.refuse_others();
  if (complaint.error()) return *complaint.error();
  if (const auto distinct = check_keys_distinct(list); !distinct) return distinct.error();
  if (const auto apart = check_prefixes(list); !apart) return apart.error();
  return list;
}

}  // namespace temgoc
