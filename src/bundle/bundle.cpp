// Opening a bundle: docs/bundle_format.md, section 3, step by step.
#include <algorithm>

#include "content.h"

namespace temgoc {

namespace {

std::optional<std::size_t> place_of(const BundleManifest& manifest, std::string_view name) {
  const auto found = std::ranges::find(manifest.sections, name, &BundleManifest::Section::name);
  if (found == manifest.sections.end()) return std::nullopt;
  return static_cast<std::size_t>(found - manifest.sections.begin());
}

// Step 2. The list lies in the file as it is, so that nothing is unpacked before it is believed.
Result<Trust> open_trust_list(const BundleParts& parts, const RootSet& roots) {
  if (parts.manifest.realm != roots.realm) {
    return Error{"bundle_foreign",
                 "bundle",
                 "",
                 {},
                 {{"realm", parts.manifest.realm}, {"expected", roots.realm}}};
  }
  const auto place = place_of(parts.manifest, "trust_list");
  if (!place) return damaged_section("trust_list");
  return Trust::open(as_text(parts.stored[*place]), roots);
}

bool is_signed(const SignedNote& note, const std::string& name, const PublicKeyBytes& log_key) {
  const auto key = VerifyKey::admit(log_key);
  return key && note_signed_by(note, name, *key);
}

Result<SignedNote> open_checkpoint(const Bytes& section, const BundleManifest& manifest,
                                   const PublicKeyBytes& log_key) {
  auto note = SignedNote::parse(as_text(section));
  const std::string head = manifest.realm + "\n" + std::to_string(manifest.log_size) + "\n";
  if (note && note->text.starts_with(head) && is_signed(*note, manifest.realm, log_key))
    return note;
  return damaged_section("checkpoint");
}

Result<std::map<std::string, Bytes>> unpack_all(const BundleParts& parts) {
  std::map<std::string, Bytes> sections;
  for (std::size_t i = 0; i < parts.stored.size(); ++i) {
    auto content = unpacked(parts.manifest.sections[i], parts.stored[i]);
    if (!content) return content.error();
    sections.emplace(parts.manifest.sections[i].name, std::move(*content));
  }
  return sections;
}

}  // namespace

Bundle::Bundle(std::shared_ptr<const Content> content) : content_(std::move(content)) {}

Result<Bundle> Bundle::open(ByteView file, const RootSet& roots) {
  if (is_bundle_delta(file)) return Error{"bundle_is_delta", "bundle"};
  auto parts = take_apart(file);
  if (!parts) return parts.error();
  auto trust = open_trust_list(*parts, roots);
  if (!trust) return trust.error();
  const PublicKeyBytes log_key = trust->list().log_key;
  if (!is_signed(parts->note, bundle_signer(roots.realm), log_key))
    return Error{"bundle_not_signed", "bundle"};
  auto sections = unpack_all(*parts);
  if (!sections) return sections.error();
  auto checkpoint = open_checkpoint((*sections)["checkpoint"], parts->manifest, log_key);
  if (!checkpoint) return checkpoint.error();
  if (trust->list().version != parts->manifest.trust_version) return damaged_section("trust_list");
  auto content = std::make_shared<Content>();
  content->manifest = parts->manifest;
  content->digest = parts->digest();
  content->checkpoint = *std::move(checkpoint);
  content->trust = std::move(*trust);
  if (auto filled = content->fill(*sections); !filled) return filled.error();
  return Bundle(std::move(content));
}

const BundleManifest& Bundle::manifest() const { return content_->manifest; }
const std::string& Bundle::digest() const { return content_->digest; }
const Trust& Bundle::trust() const { return content_->trust; }
const SignedNote& Bundle::checkpoint() const { return content_->checkpoint; }
std::uint64_t Bundle::recalls() const { return content_->recalls.size(); }
std::uint64_t Bundle::voids() const { return content_->void_count; }

std::uint64_t Bundle::lots() const {
  std::uint64_t sum = 0;
  for (const KeyOfBundle& key : content_->keys) {
    sum += static_cast<std::uint64_t>(
        std::ranges::count_if(key.lots.rows, [](const LotRow& row) { return row.product != 0; }));
  }
  return sum;
}

std::uint64_t Bundle::listed_codes() const {
  std::uint64_t sum = 0;
  for (const auto& [month, codes] : content_->listed) sum += codes.size();
  return sum;
}

Result<void> check_bundle_progress(const std::optional<SeenBundle>& seen, const Bundle& now) {
  if (!seen) return {};
  const Instant made_at = now.manifest().made_at;
  if (made_at < seen->made_at) {
    return Error{"bundle_rolled_back",
                 "bundle",
                 "",
                 {},
                 {{"made_at", to_iso(made_at)}, {"seen", to_iso(seen->made_at)}}};
  }
  if (made_at == seen->made_at && now.digest() != seen->digest)
    return Error{"bundle_forked", "bundle", "", {}, {{"made_at", to_iso(made_at)}}};
  return {};
}

}  // namespace temgoc
