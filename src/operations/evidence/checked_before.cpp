// Reads and writes the file `checked` of the log's folder: digests, and the log key's signature.
#include "operations/evidence/checked_before.h"

#include "temgoc/base/failures.h"
#include "temgoc/base/files.h"
#include "temgoc/base/text.h"
#include "temgoc/signer/signer.h"
#include "temgoc/workplace/public_files.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kKind = "temgoc-log-checked/v1";
constexpr std::size_t kMostBytes = std::size_t{256} << 20;

fs::path file_of(const Site& site) { return log_folder(site.folder(), false) / "checked"; }

// No checkpoint and no other text that this key signs begins so.
std::string signed_text(const Site& site, std::string_view body) {
  std::string text(kKind);
  for (const std::string& line : {site.settings().realm, to_hex(sha256(as_bytes(body)))})
    text.append("\n").append(line);
  return text.append("\n");
}

std::string body_of(const CheckedBefore& checked) {
  std::string body(kKind);
  body.append("\n" TEMGOC_VERSION "\n");
  for (const Digest& witness : checked.witnesses) body += "witness " + to_hex(witness) + "\n";
  for (const auto& [realm, parts] : checked.parts)
    for (const Digest& part : parts) body += "lots " + realm + " " + to_hex(part) + "\n";
  return body;
}

std::optional<Digest> digest_in(std::string_view hex) {
  const auto bytes = from_hex(hex);
  Digest digest{};
  if (!bytes || bytes->size() != digest.size()) return std::nullopt;
  std::ranges::copy(*bytes, digest.begin());
  return digest;
}

std::optional<CheckedBefore> parse(std::string_view body) {
  CheckedBefore checked;
  std::size_t number = 0;
  for (const std::string_view line : split(body, '\n')) {
    if (++number == 1 && line != kKind) return std::nullopt;
    if (number == 2 && line != TEMGOC_VERSION) return std::nullopt;
    if (number <= 2 || line.empty()) continue;
    const auto words = split(line, ' ');
    const auto digest = digest_in(words.back());
    if (!digest) return std::nullopt;
    if (words.size() == 2 && words[0] == "witness") {
      checked.witnesses.insert(*digest);
    } else if (words.size() == 3 && words[0] == "lots") {
      checked.parts[std::string(words[1])].push_back(*digest);
    } else {
      return std::nullopt;
    }
  }
  return checked;
}

// Each value behind its length, so that no two rows say the same in other columns.
class Columns {
 public:
  Columns& add(ByteView bytes) {
    std::array<std::uint8_t, 4> size{};
    write_be(size, 0, size.size(), bytes.size());
    bytes_.append(as_text(size)).append(as_text(bytes));
    return *this;
  }
  Columns& add(std::string_view text) { return add(as_bytes(text)); }
  Columns& add_number(std::uint64_t number) {
    std::array<std::uint8_t, 8> bytes{};
    write_be(bytes, 0, bytes.size(), number);
    return add(bytes);
  }
  Digest digest() const { return sha256(as_bytes(bytes_)); }

 private:
  std::string bytes_;
};

}  // namespace

Digest digest_of(const RegistryAudit::LotRow& row) {
  Columns columns;
  columns.add_number(static_cast<std::uint64_t>(row.id)).add_number(row.leaf_index);
  columns.add(row.key_id).add(row.entry.value_or("")).add_number(row.lot.has_value());
  if (!row.lot) return columns.digest();
  const Lot& lot = *row.lot;
  columns.add(lot.realm).add_number(lot.test).add(lot.cooperative_id).add(lot.product_id);
  columns.add(lot.gtin.digits()).add(lot.code.text()).add(lot.short_code.text());
  columns.add_number(lot.issue_number).add(lot.key_id).add(lot.seal).add(lot.host);
  columns.add(to_iso(lot.packed_on)).add_number(lot.shelf_life_days);
  columns.add_number(static_cast<std::uint64_t>(lot.quantity.thousandths)).add(lot.quantity.unit);
  columns.add(lot.place_id).add(lot.request_id).add(lot.backdate_reason);
  columns.add(to_iso(lot.issued_at)).add(lot.record);
  return columns.digest();
}

Digest digest_of(std::span<const Digest> rows) {
  Sha256 all;
  for (const Digest& row : rows) all.update(row);
  return all.finish();
}

std::set<Digest> key_digests(const Trust& trust) {
  std::set<Digest> digests;
  for (const IssuerKey& key : trust.list().keys)
    digests.insert(sha256(as_bytes("key " + key.realm(trust.list().realm) + "\n"), key.key));
  return digests;
}

std::optional<CheckedBefore> read_checked_before(const Site& site) {
  const auto content = read_file(file_of(site), kMostBytes);
  if (!content) return std::nullopt;
  const std::size_t end = content->rfind("signature ");
  if (end == content->npos || !content->ends_with('\n')) return std::nullopt;
  const std::string_view body = std::string_view(*content).substr(0, end);
  const std::string_view line = std::string_view(*content).substr(end + 10);
  const auto bytes = from_base64(line.substr(0, line.size() - 1));
  Signature signature{};
  if (!bytes || bytes->size() != signature.size()) return std::nullopt;
  std::ranges::copy(*bytes, signature.begin());
  const auto key = VerifyKey::admit(site.trust().list().log_key);
  if (!key || !key->verify(signed_text(site, body), signature)) return std::nullopt;
  return parse(body);
}

void remember_checked(const Site& site, const CheckedBefore& checked) {
  const auto key = load_key(site.folder() / "keys" / "log.pem", "", site.trust().list().log_key);
  if (!key) return;
  const std::string body = body_of(checked);
  const std::string signature = to_base64(key->sign(signed_text(site, body)));
  try {
    put_file(file_of(site), as_bytes(body + "signature " + signature + "\n"));
  } catch (const SystemFailure&) {  // a full disk, a folder that may only be read
  }
}

}  // namespace temgoc
