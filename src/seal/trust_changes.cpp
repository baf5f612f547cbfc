// Matches the keys of two lists by id, and compares them field by field.
#include "temgoc/seal/trust_changes.h"

#include <algorithm>

#include "temgoc/base/bytes.h"

namespace temgoc {
namespace {

using Field = TrustChange::Field;
using Values = std::vector<std::string>;

Values without(const Values& all, const Values& others) {
  Values left;
  std::ranges::copy_if(all, std::back_inserter(left), [&](const std::string& value) {
    return std::ranges::find(others, value) == others.end();
  });
  return left;
}

void compare(std::vector<Field>& fields, const char* name, const Values& before,
             const Values& after) {
  Field field{name, without(before, after), without(after, before)};
  if (!field.gone.empty() || !field.come.empty()) fields.push_back(std::move(field));
}

Values one(const std::string& text) { return text.empty() ? Values{} : Values{text}; }
Values one(const std::optional<Day>& day) { return day ? Values{to_iso(*day)} : Values{}; }
Values one(const std::optional<std::uint64_t>& number) {
  return number ? Values{std::to_string(*number)} : Values{};
}

// An absent entry has none of these.
std::vector<Field> differences(const IssuerKey* before, const IssuerKey* after) {
  std::vector<Field> fields;
  const auto each = [&](const char* name, const auto& value) {
    compare(fields, name, before ? value(*before) : Values{}, after ? value(*after) : Values{});
  };
  each("key", [](const IssuerKey& key) { return Values{to_base64(key.key)}; });
  each("cooperative", [](const IssuerKey& key) { return one(key.cooperative_id); });
  each("cooperative_name", [](const IssuerKey& key) { return one(key.cooperative_name); });
  each("status", [](const IssuerKey& key) { return Values{to_text(key.status)}; });
  each("gtin_prefixes", [](const IssuerKey& key) { return key.gtin_prefixes; });
  each("hosts", [](const IssuerKey& key) { return key.hosts; });
  each("packed_from", [](const IssuerKey& key) { return one(key.packed_from); });
  each("packed_until", [](const IssuerKey& key) { return one(key.packed_until); });
  each("cut_at", [](const IssuerKey& key) { return one(key.cut_at); });
  return fields;
}

const IssuerKey* entry_of(const TrustList& list, const KeyId& id, const PublicKeyBytes& key) {
  const auto found = std::ranges::find_if(list.keys, [&](const IssuerKey& each) {
    return each.key == key && key_id(each.realm(list.realm), each.key) == id;
  });
  return found == list.keys.end() ? nullptr : &*found;
}

TrustChange change_of(TrustChange::Kind kind, const KeyId& id, const IssuerKey& shown,
                      std::vector<Field> fields) {
  return {kind, id, shown.cooperative_id, shown.cooperative_name, std::move(fields)};
}

// The list's own keys: the log's, and that of bundles.
// `signer`: the name under which the key signs, which its id is made of.
void compare_own_key(std::vector<TrustChange>& changes, const char* name, const std::string& signer,
                     const std::optional<PublicKeyBytes>& before,
                     const std::optional<PublicKeyBytes>& after) {
  if (before == after) return;
  const auto text = [](const std::optional<PublicKeyBytes>& key) {
    return key ? Values{to_base64(*key)} : Values{};
  };
  changes.push_back({TrustChange::Kind::changed,
                     key_id(signer, after ? *after : *before),
                     {},
                     {},
                     {Field{name, text(before), text(after)}}});
}

}  // namespace

std::string to_text(TrustChange::Kind kind) {
  switch (kind) {
    case TrustChange::Kind::added:
      return "added";
    case TrustChange::Kind::removed:
      return "removed";
    case TrustChange::Kind::changed:
      break;
  }
  return "changed";
}

std::vector<TrustChange> trust_changes(const TrustList& in_force, const TrustList& next) {
  std::vector<TrustChange> changes;
  for (const IssuerKey& key : next.keys) {
    const KeyId id = key_id(key.realm(next.realm), key.key);
    const IssuerKey* before = entry_of(in_force, id, key.key);
    std::vector<Field> fields = differences(before, &key);
    if (fields.empty()) continue;
    changes.push_back(change_of(before ? TrustChange::Kind::changed : TrustChange::Kind::added, id,
                                key, std::move(fields)));
  }
  for (const IssuerKey& key : in_force.keys) {
    const KeyId id = key_id(key.realm(in_force.realm), key.key);
    if (entry_of(next, id, key.key) != nullptr) continue;
    changes.push_back(change_of(TrustChange::Kind::removed, id, key, differences(&key, nullptr)));
  }
  compare_own_key(changes, "log_key", next.realm, in_force.log_key, next.log_key);
  compare_own_key(changes, "bundle_key", next.realm + "/bundle", in_force.bundle_key,
                  next.bundle_key);
  return changes;
}

bool names_issuers(const TrustList& list) {
  return std::ranges::any_of(list.keys,
                             [](const IssuerKey& key) { return key.status != KeyStatus::test; });
}

}  // namespace temgoc
