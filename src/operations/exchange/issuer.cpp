// Finds a cooperative's key, names it as did:web does, and signs with it.
#include "operations/exchange/issuer.h"

#include "temgoc/base/bytes.h"
#include "temgoc/base/percent.h"
#include "temgoc/base/text.h"

namespace temgoc {
namespace {

const Trust::Key* listed_key(const Trust& trust, const IssuerKeyRecord& record) {
  for (const Trust::Key* key : trust.find(record.id))
    if (key->entry.key == record.key && key->entry.status == record.status) return key;
  return nullptr;
}

// Of the keys in use the newest that the trust list holds, as for issuing a lot.
Result<const Trust::Key*> signing_key_of(const Workplace& workplace,
                                         const std::string& cooperative_id) {
  const auto cooperative = workplace.registry().cooperative(cooperative_id);
  const std::string name = cooperative ? cooperative->name : cooperative_id;
  Error error{"key_missing", "cooperative", cooperative_id, {}, {{"cooperative", name}}};
  const auto records = workplace.registry().keys();
  for (auto record = records.rbegin(); record != records.rend(); ++record) {
    if (record->status != KeyStatus::active || record->cooperative_id != cooperative_id) continue;
    if (const Trust::Key* key = listed_key(workplace.trust(), *record)) return key;
    error.code = "key_not_trusted";
    error.args = {{"key_id", to_hex(record->id)}};
  }
  return error;
}

}  // namespace

std::string cooperative_did(std::string_view host, std::string_view cooperative_id) {
  return did_web(host, "/cooperative/" + percent_encoded(cooperative_id));
}

std::optional<Json> cooperative_did_document(const Trust& trust, std::string_view host,
                                             std::string_view cooperative_id) {
  std::vector<DidKey> keys;
  for (const IssuerKey& each : trust.list().keys) {
    const bool good = each.status == KeyStatus::active || each.status == KeyStatus::retired;
    if (!good || each.cooperative_id != cooperative_id) continue;
    keys.push_back({to_hex(key_id(each.realm(trust.list().realm), each.key)), each.key});
  }
  if (keys.empty()) return std::nullopt;
  return did_document(cooperative_did(host, cooperative_id), keys);
}

Result<Issuer> open_issuer(const Workplace& workplace, const std::string& cooperative_id,
                           std::string_view passphrase) {
  if (workplace.test_only()) return Error{"credential_needs_host", "host"};
  const auto listed = signing_key_of(workplace, cooperative_id);
  if (!listed) return listed.error();
  const Trust::Key& key = **listed;
  auto opened = load_key(workplace.key_path(key.id), passphrase, key.entry.key);
  if (!opened) return opened.error();
  const std::string host = workplace.host(false);
  return Issuer{host, cooperative_did(host, cooperative_id), to_hex(key.id), *std::move(opened)};
}

std::string Issuer::signed_text(const Json& credential, TraceFormat format, Instant now) const {
  const auto sign = [&](std::string_view message) { return key.sign(message); };
  if (format == TraceFormat::jwt)
    return credential_as_jwt(credential, jwk_method(did, key_name), sign);
  auto made = credential_with_proof(credential, multikey_method(did, key_name), now, sign);
  // What is made here has whole numbers alone.
  if (!made) throw SystemFailure(made.error());
  return made->dump(2) + "\n";
}

std::string credential_address(const std::string& host, const Lot& lot) {
  return "https://" + host + "/credentials/" + lot.gtin.digits() + "/" + lot.code.text();
}

std::string status_list_address(const std::string& host, std::string_view key_name,
                                StatusPurpose purpose) {
  return "https://" + host + "/credentials/status/" + std::string(key_name) + "/" +
         to_text(purpose);
}

std::string credential_name(TraceFileKind kind, std::string_view certificate_id) {
  std::string name = to_text(kind);
  if (kind == TraceFileKind::untp_conformity) name += "-" + std::string(certificate_id);
  return name;
}

}  // namespace temgoc
