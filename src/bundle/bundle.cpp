// Opening a bundle: docs/bundle_format.md, section 3, step by step.
#include <algorithm>

#include "content.h"
#include "temgoc/seal/checkpoint.h"

namespace temgoc {

namespace {

Error missing_section(const char* name) {
  return {"bundle_section_missing", "bundle", "", {}, {{"section", name}}};
}

// Steps 2 and 3. The list lies in the file as it is, so that nothing is unpacked before it is
// believed.
Result<Trust> check_signed_by_its_list(const BundleParts& parts, const RootSet& roots) {
  const auto place = parts.place_of(kTrustListSection);
  if (!place) return missing_section(kTrustListSection);
  return check_signed(parts, parts.stored[*place], roots);
}

struct LogOfBundle {
  SignedNote checkpoint;
  TreeHead head;
};
Result<LogOfBundle> open_checkpoint(const BundleParts& parts, const PublicKeyBytes& log_key) {
  auto note = SignedNote::parse(as_text(parts.checkpoint));
  if (!note) return damaged_section(kCheckpointPart);
  const std::string& realm = parts.manifest.realm;
  const auto checkpoint = parse_checkpoint_text(note->text);
  const auto key = VerifyKey::admit(log_key);
  if (!checkpoint || checkpoint->origin != realm || !key || !note_signed_by(*note, realm, *key))
    return damaged_section(kCheckpointPart);
  return LogOfBundle{*std::move(note), checkpoint->head};
}

// Whether the log has an entry of exactly this manifest, in the place that its facts reach up to.
Result<void> check_logged(const BundleParts& parts, const TreeHead& head) {
  const ByteView proof = parts.proof;
  if (proof.size() % sizeof(Digest) != 0) return damaged_section(kProofPart);
  std::vector<Digest> hashes(proof.size() / sizeof(Digest));
  for (std::size_t i = 0; i < hashes.size(); ++i)
    std::ranges::copy(proof.subspan(i * sizeof(Digest), sizeof(Digest)), hashes[i].begin());
  const std::string entry =
      bundle_log_entry(parts.manifest.realm, parts.manifest.made_at, parts.manifest.facts_size,
                       sha256(as_bytes(parts.note.text)));
  if (check_inclusion(leaf_hash(as_bytes(entry)), parts.manifest.facts_size, head, hashes))
    return {};
  return Error{"bundle_not_in_log", "bundle"};
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
  auto trust = check_signed_by_its_list(*parts, roots);
  if (!trust) return trust.error();
  auto log = open_checkpoint(*parts, trust->list().log_key);
  if (!log) return log.error();
  if (auto logged = check_logged(*parts, log->head); !logged) return logged.error();
  auto sections = unpack_all(*parts);
  if (!sections) return sections.error();
  if (trust->list().version != parts->manifest.trust_version)
    return damaged_section(kTrustListSection);
  auto content = std::make_shared<Content>();
  content->manifest = parts->manifest;
  content->digest = parts->digest();
  content->checkpoint = std::move(log->checkpoint);
  content->log_head = log->head;
  content->trust = std::move(*trust);
  content->trust_note = as_text(parts->stored[*parts->place_of(kTrustListSection)]);
  if (auto filled = content->fill(*sections); !filled) return filled.error();
  return Bundle(std::move(content));
}

const BundleManifest& Bundle::manifest() const { return content_->manifest; }
const std::string& Bundle::digest() const { return content_->digest; }
const Trust& Bundle::trust() const { return content_->trust; }
const std::string& Bundle::trust_note() const { return content_->trust_note; }
const SignedNote& Bundle::checkpoint() const { return content_->checkpoint; }
const TreeHead& Bundle::log_head() const { return content_->log_head; }
std::uint64_t Bundle::recalls() const { return content_->recalls.size(); }
std::uint64_t Bundle::voids() const { return content_->void_count; }
std::uint64_t Bundle::cancelled_lots() const { return content_->cancelled_lots.size(); }

std::uint64_t Bundle::lots() const {
  std::uint64_t sum = 0;
  for (const KeyOfBundle& key : content_->keys) {
    sum += static_cast<std::uint64_t>(
        std::ranges::count_if(key.lots.rows, [](const LotRow& row) { return row.product != 0; }));
  }
  return sum;
}

std::uint64_t Bundle::listed_codes() const { return listed_codes(false) + listed_codes(true); }

std::uint64_t Bundle::listed_codes(bool test) const {
  std::uint64_t sum = 0;
  for (const ListedCodes& codes : test ? content_->listed_test : content_->listed)
    sum += codes.size();
  return sum;
}

Result<void> check_keys_still_listed(const Bundle& bundle, const Trust& newest) {
  const TrustList& inside = bundle.trust().list();
  const TrustList& now = newest.list();
  if (inside.bundle_key == now.bundle_key && inside.log_key == now.log_key) return {};
  return Error{
      "bundle_key_replaced",
      "bundle",
      "",
      {},
      {{"version", std::to_string(inside.version)}, {"newest", std::to_string(now.version)}}};
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
