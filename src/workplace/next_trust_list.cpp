// Composes the trust list from what is on record.
#include <algorithm>

#include "temgoc/base/files.h"
#include "temgoc/workplace/root_keys.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {
namespace {

constexpr std::size_t kPublicKeyLimit = 256;

bool covered(const std::vector<std::string>& prefixes, const Gtin& gtin) {
  return std::ranges::any_of(prefixes,
                             [&](const std::string& prefix) { return gtin.has_prefix(prefix); });
}

void add_gtin(std::vector<std::string>& prefixes, const Gtin& gtin) {
  if (!covered(prefixes, gtin))
    prefixes.push_back(gtin.digits().substr(1, 12));  // the check digit follows from them
}

// The cooperative's company prefixes and its restricted block, then each GTIN that none of them
// covers.
std::vector<std::string> prefixes_of(const Registry& registry, const std::string& cooperative_id) {
  std::vector<std::string> prefixes;
  if (auto cooperative = registry.cooperative(cooperative_id))
    prefixes = cooperative->gtin_prefixes;
  for (const auto& [owner, prefix] : registry.gtin_blocks()) {
    if (owner == cooperative_id) prefixes.push_back(prefix);
  }
  for (const Product& product : registry.products(cooperative_id)) {
    add_gtin(prefixes, product.gtin);
  }
  // What labels carry stays in scope, whatever became of the record.
  for (const Gtin& gtin : registry.gtins_on_labels(cooperative_id)) add_gtin(prefixes, gtin);
  std::ranges::sort(prefixes);
  return prefixes;
}

std::vector<std::string> hosts_of(const Settings& settings, const Registry& registry) {
  std::vector<std::string> hosts = settings.hosts;
  for (const std::string& host : registry.hosts_on_labels()) {
    if (std::ranges::find(hosts, host) == hosts.end()) hosts.push_back(host);
  }
  return hosts;
}

IssuerKey entry_of(const Workplace& workplace, const IssuerKeyRecord& record) {
  IssuerKey entry;
  entry.key = record.key;
  entry.status = record.status;
  if (record.status == KeyStatus::test) {
    entry.hosts = {std::string(kTestHost)};
    return entry;
  }
  entry.cooperative_id = record.cooperative_id;
  if (auto cooperative = workplace.registry().cooperative(record.cooperative_id))
    entry.cooperative_name = cooperative->name;
  entry.gtin_prefixes = prefixes_of(workplace.registry(), record.cooperative_id);
  entry.hosts = hosts_of(workplace.settings(), workplace.registry());
  entry.packed_until = record.packed_until;
  entry.cut_at = record.cut_at;
  return entry;
}

// Never one that was signed and lost.
std::uint64_t next_version(const Workplace& workplace) {
  const TrustList& list = workplace.trust().list();
  const std::uint64_t lost = workplace.registry().lost_trust_version(TrustNote::Kind::trust_list);
  return std::max(list.realm.empty() ? 0 : list.version, lost) + 1;
}

PublicKeyBytes log_public_key(const Workplace& workplace) {
  auto key = load_key(workplace.folder() / "keys" / "log.pem", "");
  if (!key) throw SystemFailure(key.error());
  return key->public_key();
}

}  // namespace

std::filesystem::path bundle_public_part(const std::filesystem::path& workplace) {
  return workplace / "trust" / "bundle_key";
}

std::optional<PublicKeyBytes> next_bundle_key(const Workplace& workplace) {
  const std::filesystem::path file = bundle_public_part(workplace.folder());
  if (!std::filesystem::exists(file)) return workplace.trust().list().bundle_key;
  auto text = read_file(file, kPublicKeyLimit);
  if (!text) throw SystemFailure(text.error());
  if (text->ends_with('\n')) text->pop_back();
  const auto bytes = from_base64(*text);
  PublicKeyBytes key{};
  if (!bytes || bytes->size() != key.size())
    throw SystemFailure(Error{"bundle_key_unreadable", "bundle", file.string()});
  std::ranges::copy(*bytes, key.begin());
  return key;
}

TrustList next_trust_list(const Workplace& workplace) {
  TrustList list;
  list.realm = workplace.settings().realm;
  list.version = next_version(workplace);
  list.root_version = workplace.signing_roots().version;
  list.issued_at = workplace.now();
  list.expires_at = list.issued_at + std::chrono::days(workplace.settings().trust_valid_days);
  list.log_key = log_public_key(workplace);
  list.bundle_key = next_bundle_key(workplace);
  for (const IssuerKeyRecord& record : workplace.registry().keys())
    list.keys.push_back(entry_of(workplace, record));
  return list;
}

}  // namespace temgoc
