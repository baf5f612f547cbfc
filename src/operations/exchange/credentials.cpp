// Credentials and status lists as files that the public service hands out as they lie.
#include "temgoc/exchange/credentials.h"

#include <algorithm>
#include <set>

#include "operations/exchange/issuer.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/files.h"
#include "temgoc/base/hex_digit.h"
#include "temgoc/base/text.h"
#include "temgoc/events/events.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr const char* kFolder = "credentials";
constexpr std::string_view kAddress = "/credentials/";
constexpr std::size_t kMostFileBytes = kMostCredentialBytes;
constexpr std::array kForms{TraceFormat::jwt, TraceFormat::json};
constexpr std::array kPurposes{StatusPurpose::revocation, StatusPurpose::suspension};
constexpr std::array kCredentials{TraceFileKind::untp_passport, TraceFileKind::untp_conformity,
                                  TraceFileKind::untp_events};

std::string ending(TraceFormat format) { return format == TraceFormat::jwt ? ".jwt" : ".json"; }

fs::path lot_folder(const fs::path& workplace, const Lot& lot) {
  return workplace / kFolder / lot.gtin.digits() / lot.code.text();
}

Result<Lot> lot_of(const Registry& registry, std::string_view text,
                   std::string_view only_cooperative = {}) {
  const auto name = lot_on_record(registry, text, only_cooperative);
  if (!name) return name.error();
  const auto lot = issued_lot(registry, *name);
  if (!lot) return Error{"trace_file_needs_issued_lot", "lot", name->text()};
  return *lot;
}

fs::path write_published(const fs::path& folder, const std::string& name, TraceFormat format,
                         const std::string& text) {
  make_folders(folder);
  const fs::path path = folder / (name + ending(format));
  write_file(path, as_bytes(text));
  return path;
}

// Which lots of a key are no longer to be taken.
class Statuses {
 public:
  Statuses(const Registry& registry, Day today) : registry_(registry) {
    for (const CancellationOnRecord& each : registry.cancellations())
      cancelled_.insert(of(each.lot));
    for (const RecallOnRecord& each : registry.recalls()) {
      if (each.recall.since > today) continue;
      if (each.lot)
        recalled_.insert(of(*each.lot));
      else if (each.recall.scope == Recall::Scope::product)
        products_.insert(each.subject);
      else
        cooperatives_.insert(each.subject);
    }
  }

  std::vector<std::uint32_t> of_key(const IssuerKeyRecord& key, StatusPurpose purpose) const {
    std::vector<std::uint32_t> set;
    registry_.each_lot([&](const Lot& lot, const LabelsPrinted&) {
      if (lot.key_id != key.id) return;
      const bool taken =
          purpose == StatusPurpose::revocation ? is_revoked(lot, key) : is_recalled(lot);
      if (taken) set.push_back(lot.issue_number);
    });
    return set;
  }

 private:
  using Number = std::pair<KeyId, std::uint32_t>;
  static Number of(const LotNumber& lot) { return {lot.key_id, lot.issue_number}; }
  static Number of(const Lot& lot) { return {lot.key_id, lot.issue_number}; }

  bool is_revoked(const Lot& lot, const IssuerKeyRecord& key) const {
    const bool stolen = key.cut_at && lot.leaf_index >= *key.cut_at;
    return stolen || cancelled_.contains(of(lot));
  }
  bool is_recalled(const Lot& lot) const {
    return recalled_.contains(of(lot)) || products_.contains(lot.product_id) ||
           cooperatives_.contains(lot.cooperative_id);
  }

  const Registry& registry_;
  std::set<Number> cancelled_, recalled_;
  std::set<std::string> products_, cooperatives_;
};

Json status_list(const Issuer& issuer, const std::string& name, const std::string& address,
                 StatusPurpose purpose, std::span<const std::uint32_t> set, Instant now,
                 unsigned days) {
  return {{"@context", Json::array({"https://www.w3.org/ns/credentials/v2"})},
          {"id", address},
          {"type", Json::array({"VerifiableCredential", "BitstringStatusListCredential"})},
          {"issuer", {{"id", issuer.did}, {"name", name}}},
          {"validFrom", to_iso(now)},
          {"validUntil", to_iso(now + std::chrono::days(days))},
          {"credentialSubject",
           {{"id", address + "#list"},
            {"type", "BitstringStatusList"},
            {"statusPurpose", to_text(purpose)},
            {"encodedList", encoded_status_list(status_bits(set))}}}};
}

// Both lists of every key that the cooperative has ever had.
std::vector<fs::path> write_status_lists(const Workplace& workplace, const Issuer& issuer,
                                         const std::string& cooperative_id, unsigned days) {
  const Registry& registry = workplace.registry();
  const Statuses statuses(registry, workplace.today());
  const auto cooperative = registry.cooperative(cooperative_id);
  std::vector<fs::path> files;
  for (const IssuerKeyRecord& key : registry.keys()) {
    if (key.cooperative_id != cooperative_id) continue;
    const std::string key_name = to_hex(key.id);
    for (const StatusPurpose purpose : kPurposes) {
      const Json list = status_list(issuer, cooperative->name,
                                    status_list_address(issuer.host, key_name, purpose), purpose,
                                    statuses.of_key(key, purpose), workplace.now(), days);
      for (const TraceFormat form : kForms)
        files.push_back(write_published(workplace.folder() / kFolder / "status" / key_name,
                                        to_text(purpose), form,
                                        issuer.signed_text(list, form, workplace.now())));
    }
  }
  return files;
}

bool is_key_name(std::string_view text) {
  constexpr std::size_t kDigits = 8;
  return text.size() == kDigits && std::ranges::all_of(text, [](char c) {
           return hex_digit(c) >= 0 && !(c >= 'A' && c <= 'F');
         });
}

std::optional<TraceFileKind> kind_of_file(std::string_view name) {
  for (const TraceFileKind kind : kCredentials) {
    const std::string plain = to_text(kind);
    const bool fits = kind == TraceFileKind::untp_conformity
                          ? name.starts_with(plain + "-") && name.size() > plain.size() + 1
                          : name == plain;
    if (fits) return kind;
  }
  return std::nullopt;
}

bool is_record_id(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return is_digits(std::string_view(&c, 1)) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '-' || c == '_' || c == '.';
  });
}

// The file behind an address, without its ending; empty: no file of ours can have that address.
fs::path file_of(const fs::path& workplace, std::string_view address) {
  constexpr std::size_t kParts = 3;
  if (!address.starts_with(kAddress)) return {};
  const auto parts = split(address.substr(kAddress.size()), '/');
  if (parts.size() != kParts) return {};
  if (parts[0] == "status") {
    const bool known = std::ranges::any_of(
        kPurposes, [&](StatusPurpose purpose) { return parts[2] == to_text(purpose); });
    if (!known || !is_key_name(parts[1])) return {};
    return workplace / kFolder / "status" / parts[1] / parts[2];
  }
  const auto gtin = Gtin::parse(parts[0]);
  const auto lot = LotCode::parse(parts[1]);
  if (!gtin || parts[0] != gtin->digits() || !lot) return {};
  if (!is_record_id(parts[2]) || !kind_of_file(parts[2])) return {};
  return workplace / kFolder / gtin->digits() / lot->text() / parts[2];
}

// The folder's files that are not among `kept`.
std::size_t remove_others(const fs::path& folder, const std::set<fs::path>& kept) {
  std::error_code ignored;
  std::vector<fs::path> others;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    if (!kept.contains(entry.path())) others.push_back(entry.path());
  std::size_t removed = 0;
  for (const fs::path& each : others) removed += fs::remove(each, ignored) ? 1 : 0;
  if (!others.empty()) sync_folder(folder);
  return removed;
}

// A credential of the lot with the name of its file.
struct Named {
  std::string name;
  Json content;
};

// All that can be said of the lot: kinds that have nothing to tell are left out.
Result<std::vector<Named>> contents_of(const Workplace& workplace, const LotStory& story,
                                       const Issuer& issuer, Language language) {
  std::vector<Named> all;
  const auto add = [&](TraceFileKind kind, const std::string& certificate) -> Result<void> {
    auto content = credential_content(workplace, kind, certificate, story, issuer, language);
    if (content) all.push_back({credential_name(kind, certificate), *std::move(content)});
    if (!content && content.error().code != "credential_no_events") return content.error();
    return {};
  };
  if (auto added = add(TraceFileKind::untp_passport, {}); !added) return added.error();
  for (const Certification& each : certificates_to_declare(story))
    if (auto added = add(TraceFileKind::untp_conformity, each.id); !added) return added.error();
  if (auto added = add(TraceFileKind::untp_events, {}); !added) return added.error();
  return all;
}

Result<void> record_about(Workplace& workplace, const char* kind, const Lot& lot) {
  return workplace.record([&]() -> Result<RecordedAct> {
    return RecordedAct{
        kind, {{"lot", lot.code.text()}, {"code", lot.short_code.printed()}}, lot.cooperative_id};
  });
}

}  // namespace

std::vector<Certification> declared_certificates(const Registry& registry, const Lot& lot,
                                                 Day today) {
  return certificates_to_declare(story_without_events(registry, lot, today));
}

Result<std::string> cooperative_of_lot(const Registry& registry, std::string_view lot_text,
                                       std::string_view only_cooperative) {
  if (lot_text.empty()) return Error{"trace_file_needs_lot", "lot"};
  const auto lot = lot_of(registry, lot_text, only_cooperative);
  if (!lot) return lot.error();
  return lot->cooperative_id;
}

Result<PublishedCredentials> publish_credentials(Workplace& workplace, std::string_view lot_text,
                                                 const SecretText& passphrase, Language language) {
  const auto lot = lot_of(workplace.registry(), lot_text);
  if (!lot) return lot.error();
  if (auto fine = check_credential_lot(workplace, *lot); !fine) return fine.error();
  const auto issuer = open_issuer(workplace, lot->cooperative_id, passphrase);
  if (!issuer) return issuer.error();
  const auto story = story_of(workplace.registry(), *lot, workplace.today());
  if (!story) return story.error();
  // All are made before the first is written.
  const auto contents = contents_of(workplace, *story, *issuer, language);
  if (!contents) return contents.error();
  const fs::path folder = lot_folder(workplace.folder(), *lot);
  PublishedCredentials published;
  for (const Named& each : *contents)
    for (const TraceFormat form : kForms)
      published.files.push_back(write_published(
          folder, each.name, form, issuer->signed_text(each.content, form, workplace.now())));
  published.removed = remove_others(folder, {published.files.begin(), published.files.end()});
  for (fs::path& path : write_status_lists(workplace, *issuer, lot->cooperative_id, kStatusDays))
    published.files.push_back(std::move(path));
  if (auto done = record_about(workplace, "credentials_published", *lot); !done)
    return done.error();
  return published;
}

Result<std::size_t> withdraw_credentials(Workplace& workplace, std::string_view lot_text) {
  const auto lot = lot_of(workplace.registry(), lot_text);
  if (!lot) return lot.error();
  const std::size_t removed = remove_others(lot_folder(workplace.folder(), *lot), {});
  if (removed == 0) return removed;
  if (auto done = record_about(workplace, "credentials_withdrawn", *lot); !done)
    return done.error();
  return removed;
}

Result<std::vector<fs::path>> publish_status_lists(Workplace& workplace,
                                                   const std::string& cooperative_id,
                                                   const SecretText& passphrase, unsigned days) {
  if (days == 0 || days > kMostStatusDays)
    return Error{"status_days_invalid",
                 "days",
                 std::to_string(days),
                 {},
                 {{"least", "1"}, {"most", std::to_string(kMostStatusDays)}}};
  if (!workplace.registry().cooperative(cooperative_id))
    return Error{"cooperative_unknown", "cooperative", shortened(cooperative_id)};
  const auto issuer = open_issuer(workplace, cooperative_id, passphrase);
  if (!issuer) return issuer.error();
  auto files = write_status_lists(workplace, *issuer, cooperative_id, days);
  auto recorded = workplace.record([&]() -> Result<RecordedAct> {
    return RecordedAct{"status_lists_published", {{"cooperative", cooperative_id}}, cooperative_id};
  });
  if (!recorded) return recorded.error();
  return files;
}

std::vector<StatusListState> status_list_states(const Registry& registry, const fs::path& workplace,
                                                Day today) {
  std::vector<StatusListState> states;
  const Statuses statuses(registry, today);
  for (const IssuerKeyRecord& key : registry.keys()) {
    for (const StatusPurpose purpose : kPurposes) {
      const auto text = published_credential(
          workplace, "/credentials/status/" + to_hex(key.id) + "/" + to_text(purpose),
          TraceFormat::jwt);
      if (!text) continue;
      const auto list = read_secured_credential(*text);
      if (!list) continue;
      const auto until = parse_instant(list->content.value("validUntil", std::string()));
      if (!until) continue;
      const std::string now = encoded_status_list(status_bits(statuses.of_key(key, purpose)));
      const Json subject = list->content.value("credentialSubject", Json::object());
      if (!subject.is_object()) continue;
      states.push_back(
          {key.cooperative_id, *until, subject.value("encodedList", std::string()) != now});
    }
  }
  return states;
}

std::optional<std::string> published_credential(const fs::path& workplace, std::string_view address,
                                                TraceFormat format) {
  fs::path path = file_of(workplace, address);
  if (path.empty()) return std::nullopt;
  path += ending(format);
  auto text = read_file(path, kMostFileBytes);
  if (!text) return std::nullopt;
  return *std::move(text);
}

std::vector<PublishedAddress> published_addresses(const fs::path& workplace, const Lot& lot) {
  std::vector<PublishedAddress> all;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(lot_folder(workplace, lot), ignored)) {
    const fs::path& path = entry.path();
    const auto kind = kind_of_file(path.stem().string());
    // An id may hold points, so the ending is looked at by itself.
    if (!kind || path.extension() != ending(TraceFormat::jwt)) continue;
    all.push_back({*kind, std::string(kAddress) + lot.gtin.digits() + "/" + lot.code.text() + "/" +
                              path.stem().string()});
  }
  std::ranges::sort(all, {}, &PublishedAddress::address);
  return all;
}

CredentialSources own_credential_sources(const Trust& trust, const std::vector<std::string>& hosts,
                                         const fs::path& workplace) {
  return {.keys_of = [&trust, hosts](const std::string& did) -> std::optional<DidKeys> {
            for (const std::string& host : hosts) {
              for (const IssuerKey& key : trust.list().keys) {
                if (cooperative_did(host, key.cooperative_id) != did) continue;
                const auto document = cooperative_did_document(trust, host, key.cooperative_id);
                if (!document) return std::nullopt;
                return read_did_document(*document).value();
              }
            }
            return std::nullopt;
          },
          .status_list = [hosts, workplace](const std::string& url) -> std::optional<std::string> {
            for (const std::string& host : hosts) {
              const std::string root = "https://" + host;
              if (url.starts_with(root + "/"))
                return published_credential(workplace, std::string_view(url).substr(root.size()),
                                            TraceFormat::jwt);
            }
            return std::nullopt;
          }};
}

}  // namespace temgoc
