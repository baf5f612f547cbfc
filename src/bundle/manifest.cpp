// Writes the manifest as JSON under its version line, and refuses one that breaks a limit.
#include <algorithm>
#include <set>

#include "members.h"
#include "temgoc/bundle/bundle.h"

namespace temgoc {

namespace {

constexpr std::string_view kFirstLine = "temgoc-bundle/v2\n";
constexpr std::string_view kOlderFirstLine = "temgoc-bundle/v1\n";
constexpr std::string_view kAnyVersion = "temgoc-bundle/v";
constexpr std::size_t kMaxSections = 10'000;
constexpr std::size_t kMaxName = 40;

Error unreadable(std::string reason) {
  return {"bundle_unreadable", "bundle", "", {}, {{"reason", std::move(reason)}}};
}

bool is_month(const std::string& text) {
  const auto day = parse_day(text + "-01", "month");
  return text.size() == 7 && day && to_iso(*day).substr(0, 7) == text;
}

Json section_json(const BundleManifest::Section& section) {
  return {{"name", section.name}, {"size", section.size}, {"sha256", to_hex(section.sha256)}};
}

bool read_sections(const Json& list, std::vector<BundleManifest::Section>& sections) {
  std::set<std::string> names;
  std::uint64_t sum = 0;
  return list.size() <= kMaxSections && std::ranges::all_of(list, [&](const Json& json) {
           Members members(json);
           BundleManifest::Section section;
           section.name = members.text("name");
           section.size = members.number("size", kMaxUnpackedBytes);
           section.sha256 = members.hex<32>("sha256");
           sum += section.size;
           sections.push_back(section);
           return members.all_good() && section.name.size() <= kMaxName &&
                  sum <= kMaxUnpackedBytes && names.insert(section.name).second;
         });
}

std::optional<BundleManifest> manifest_of(const Json& json) {
  Members members(json);
  BundleManifest manifest;
  manifest.realm = members.text("realm");
  manifest.made_at = members.instant("made_at");
  manifest.expires_at = members.instant("expires_at");
  manifest.grace_until = members.instant("grace_until");
  manifest.trust_version = members.number("trust_version");
  manifest.facts_size = members.number("facts_size");
  const std::string from = members.text_or_null("listed_from");
  if (!from.empty()) manifest.listed_from = from;
  const bool sections = read_sections(members.list("sections"), manifest.sections);
  const bool in_order =
      manifest.made_at <= manifest.expires_at && manifest.expires_at <= manifest.grace_until;
  if (!members.all_good() || !sections || !in_order || (!from.empty() && !is_month(from)))
    return std::nullopt;
  return manifest;
}

}  // namespace

std::string bundle_signer(std::string_view realm) { return std::string(realm) + "/bundle"; }

std::string BundleManifest::text() const {
  Json list = Json::array();
  for (const Section& section : sections) list.push_back(section_json(section));
  const Json json{{"realm", realm},
                  {"made_at", to_iso(made_at)},
                  {"expires_at", to_iso(expires_at)},
                  {"grace_until", to_iso(grace_until)},
                  {"trust_version", trust_version},
                  {"facts_size", facts_size},
                  {"listed_from", listed_from ? Json(*listed_from) : Json(nullptr)},
                  {"sections", list}};
  return std::string(kFirstLine) + dump(json) + "\n";
}

Digest BundleManifest::digest() const { return sha256(as_bytes(text())); }

std::string BundleManifest::log_entry() const {
  return bundle_log_entry(realm, made_at, facts_size, digest());
}

std::string bundle_log_entry(std::string_view realm, Instant made_at, std::uint64_t index,
                             const Digest& digest) {
  std::string entry(kBundleEntryKind);
  entry.append("\n").append(realm).append("\n").append(to_iso(made_at)).append("\n");
  return entry.append(std::to_string(index)).append("\n").append(to_hex(digest)).append("\n");
}

Result<BundleManifest> BundleManifest::parse_text(std::string_view text) {
  if (!text.starts_with(kFirstLine)) {
    if (text.starts_with(kOlderFirstLine)) return Error{"bundle_older", "bundle"};
    if (text.starts_with(kAnyVersion)) return Error{"bundle_newer", "bundle"};
    return unreadable("manifest");
  }
  text.remove_prefix(kFirstLine.size());
  if (!text.ends_with('\n') || text.find('\n') + 1 != text.size()) return unreadable("manifest");
  const auto json = parse_json(text.substr(0, text.size() - 1));
  if (!json) return unreadable("manifest");
  auto manifest = manifest_of(*json);
  if (!manifest) return unreadable("manifest");
  return std::move(*manifest);
}

}  // namespace temgoc
