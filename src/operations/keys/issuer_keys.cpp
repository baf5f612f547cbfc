// Makes keys in files or tokens and changes their status, each with an entry in the log.
#include "temgoc/keys/issuer_keys.h"

#include <algorithm>

#include "temgoc/base/files.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

std::vector<IssuerKeyRecord> active_keys(const Registry& registry,
                                         std::string_view cooperative_id) {
  std::vector<IssuerKeyRecord> active;
  for (IssuerKeyRecord& key : registry.keys()) {
    if (key.cooperative_id == cooperative_id && key.status == KeyStatus::active)
      active.push_back(std::move(key));
  }
  return active;
}

bool is_listed(const Trust& trust, const IssuerKeyRecord& record) {
  return std::ranges::any_of(trust.find(record.id),
                             [&](const Trust::Key* key) { return key->entry.key == record.key; });
}

IssuerKeyRecord record_of(const Workplace& workplace, std::string_view cooperative_id,
                          const PublicKeyBytes& key) {
  const std::string realm = workplace.realm(false);
  return {key_id(realm, key), key, std::string(cooperative_id), realm, KeyStatus::active, {},
          workplace.now()};
}

// A new key is an entry of the log: published before anybody is told.
Result<IssuerKeyRecord> on_record(Workplace& workplace, const IssuerKeyRecord& key) {
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    if (auto added = workplace.registry().add_key(key); !added) return added.error();
    // So that a list which names the key covers every GTIN that is given out under it later.
    const auto block = workplace.registry().reserve_gtin_block(key.cooperative_id);
    if (!block) return block.error();
    return RecordedAct{"key",
                       {{"key_id", to_hex(key.id)}, {"cooperative", key.cooperative_id}},
                       key.cooperative_id};
  });
  if (!recorded) return recorded.error();
  if (auto settled = workplace.settle_log(false); !settled) return settled.error();
  return key;
}

Result<IssuerKeyRecord> make_key(Workplace& workplace, std::string_view cooperative_id,
                                 std::string_view passphrase) {
  if (auto checked = check_passphrase(passphrase); !checked) return checked.error();
  const SigningKey key = SigningKey::generate(workplace.random());
  const IssuerKeyRecord record = record_of(workplace, cooperative_id, key.public_key());
  // The file first: a record without its key would block the cooperative.
  if (auto saved = save_key(workplace.key_path(record.id), key, passphrase, workplace.random());
      !saved)
    return saved.error();
  return on_record(workplace, record);
}

// The file is written under a name of its own and opened once as an issuer will open it, before
// anything is on record.
Result<IssuerKeyRecord> make_key_in_token(Workplace& workplace, std::string_view cooperative_id,
                                          std::string_view pin, const TokenKeyOrder& order) {
  auto place = make_token_key(order, pin, workplace.random());
  if (!place) return place.error();
  const std::filesystem::path folder = workplace.folder() / "keys";
  const std::filesystem::path draft = folder / (place->key_id + ".new");
  std::filesystem::remove(draft);
  if (auto saved = save_token_place(draft, *place); !saved) return saved.error();
  auto key = load_key(draft, pin);
  if (!key) {
    std::filesystem::remove(draft);
    return key.error();
  }
  const IssuerKeyRecord record = record_of(workplace, cooperative_id, key->public_key());
  give_name(draft, folder / (to_hex(record.id) + ".token"));
  sync_folder(folder);
  return on_record(workplace, record);
}

Result<IssuerKeyRecord> made(Workplace& workplace, std::string_view cooperative_id,
                             std::string_view passphrase,
                             const std::optional<TokenKeyOrder>& token) {
  return token ? make_key_in_token(workplace, cooperative_id, passphrase, *token)
               : make_key(workplace, cooperative_id, passphrase);
}

std::string cooperative_of(const Registry& registry, const KeyId& id) {
  const auto keys = registry.keys();
  const auto key = std::ranges::find(keys, id, &IssuerKeyRecord::id);
  return key == keys.end() ? std::string() : key->cooperative_id;
}

// The change is an entry of the log: published before anybody is told.
Result<void> change_status(Workplace& workplace, const KeyId& id, const KeyStatusChange& change) {
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    if (auto stored = workplace.registry().set_key_status(id, change); !stored)
      return stored.error();
    return RecordedAct{"key_status",
                       {{"key_id", to_hex(id)}, {"status", to_text(change.status)}},
                       cooperative_of(workplace.registry(), id)};
  });
  if (!recorded) return recorded;
  return workplace.settle_log(false);
}

Result<void> check_cooperative(const Registry& registry, std::string_view cooperative_id) {
  if (registry.cooperative(cooperative_id)) return {};
  return Error{"cooperative_unknown", "cooperative", std::string(cooperative_id)};
}

}  // namespace

Result<IssuerKeyRecord> new_issuer_key(Workplace& workplace, std::string_view cooperative_id,
                                       std::string_view passphrase,
                                       const std::optional<TokenKeyOrder>& token) {
  const Registry& registry = workplace.registry();
  if (auto known = check_cooperative(registry, cooperative_id); !known) return known.error();
  const auto active = active_keys(registry, cooperative_id);
  if (active.empty()) return made(workplace, cooperative_id, passphrase, token);
  return Error{"cooperative_has_key",
               "cooperative",
               std::string(cooperative_id),
               {},
               {{"key_id", to_hex(active.back().id)}}};
}

Result<IssuerKeyRecord> rotate_issuer_key(Workplace& workplace, std::string_view cooperative_id,
                                          std::string_view passphrase,
                                          const std::optional<TokenKeyOrder>& token) {
  const Registry& registry = workplace.registry();
  if (auto known = check_cooperative(registry, cooperative_id); !known) return known.error();
  const auto active = active_keys(registry, cooperative_id);
  if (active.empty()) {
    return Error{"key_missing",
                 "cooperative",
                 std::string(cooperative_id),
                 {},
                 {{"cooperative", registry.cooperative(cooperative_id)->name}}};
  }
  for (const IssuerKeyRecord& key : active) {
    if (is_listed(workplace.trust(), key)) continue;
    return Error{"rotation_unfinished",
                 "cooperative",
                 std::string(cooperative_id),
                 {},
                 {{"key_id", to_hex(key.id)}}};
  }
  return made(workplace, cooperative_id, passphrase, token);
}

Result<IssuerKeyRecord> find_issuer_key(const Workplace& workplace, std::string_view hex) {
  for (IssuerKeyRecord& key : workplace.registry().keys()) {
    if (to_hex(key.id) == hex) return std::move(key);
  }
  return Error{"key_unknown", "key", shortened(hex)};
}

Result<void> retire_issuer_key(Workplace& workplace, const IssuerKeyRecord& key,
                               std::optional<Day> packed_until, std::string_view reason) {
  if (key.status != KeyStatus::active) {
    return Error{"key_not_active", "key", to_hex(key.id), {}, {{"status", to_text(key.status)}}};
  }
  const auto last = workplace.registry().last_packed_on(key.id);
  if (packed_until && last && *packed_until < *last) {
    return Error{"packed_until_too_early",
                 "packed-until",
                 to_dmy(*packed_until),
                 {},
                 {{"last", to_dmy(*last)}}};
  }
  return change_status(workplace, key.id,
                       {.status = KeyStatus::retired,
                        .packed_until = packed_until,
                        .reason = std::string(reason),
                        .at = workplace.now()});
}

Result<void> cut_issuer_key(Workplace& workplace, const IssuerKeyRecord& key, std::uint64_t cut_at,
                            std::string_view reason) {
  if (key.status == KeyStatus::test) return Error{"key_is_test", "key", to_hex(key.id)};
  if (reason.empty()) return Error{"reason_missing", "reason"};
  const std::uint64_t size = workplace.registry().log_size(key.realm);
  if (cut_at > size) {
    return Error{
        "cut_beyond_log", "cut-at", std::to_string(cut_at), {}, {{"size", std::to_string(size)}}};
  }
  return change_status(workplace, key.id,
                       {.status = KeyStatus::cut,
                        .cut_at = cut_at,
                        .packed_until = key.packed_until,
                        .reason = std::string(reason),
                        .at = workplace.now()});
}

}  // namespace temgoc
