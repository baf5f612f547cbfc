// Splits a bundle's file into its parts, checks sizes, hashes and signature, and joins parts again.
#include "bundle_file.h"

#include <algorithm>
#include <charconv>

#include "temgoc/base/compression.h"
#include "temgoc/base/text.h"

namespace temgoc {

namespace {

constexpr std::string_view kWhole = "temgoc-bundle/v2";
constexpr std::string_view kDelta = "temgoc-bundle-delta/v2";
constexpr std::string_view kOlderWhole = "temgoc-bundle/v1";
constexpr std::string_view kOlderDelta = "temgoc-bundle-delta/v1";
constexpr std::string_view kAnyWhole = "temgoc-bundle/v";
constexpr std::string_view kAnyDelta = "temgoc-bundle-delta/v";
constexpr std::size_t kMaxFirstLine = 128;
constexpr std::size_t kMaxNote = 1 << 20;
constexpr std::size_t kSizeBytes = 8;
constexpr std::size_t kDigestDigits = 64;
constexpr std::size_t kPartsOfLog = 2;  // checkpoint and proof
constexpr std::size_t kMaxCheckpoint = 64 << 10;
constexpr std::size_t kMaxProof = 64 * sizeof(Digest);

Error unreadable(std::string reason) {
  return {"bundle_unreadable", "bundle", "", {}, {{"reason", std::move(reason)}}};
}

struct FirstLine {
  std::string base;
  std::size_t note_bytes = 0;
  std::size_t length = 0;  // with its LF
};

Result<FirstLine> first_line(std::string_view text) {
  const auto end = text.substr(0, kMaxFirstLine).find('\n');
  if (end == text.npos) return unreadable("first_line");
  const auto words = split(text.substr(0, end), ' ');
  const bool whole = words.size() == 2 && words[0] == kWhole;
  const bool delta = words.size() == 3 && words[0] == kDelta && words[1].size() == kDigestDigits;
  if (!whole && !delta) {
    if (words[0] == kOlderWhole || words[0] == kOlderDelta) return Error{"bundle_older", "bundle"};
    const bool other = text.starts_with(kAnyWhole) || text.starts_with(kAnyDelta);
    if (other && words[0] != kWhole && words[0] != kDelta) return Error{"bundle_newer", "bundle"};
    return unreadable("first_line");
  }
  FirstLine line{delta ? std::string(words[1]) : std::string(), 0, end + 1};
  const std::string_view digits = words.back();
  const auto [rest, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), line.note_bytes);
  const bool number = is_digits(digits) && digits.front() != '0' && error == std::errc() &&
                      rest == digits.data() + digits.size();
  if (!number || line.note_bytes > kMaxNote) return unreadable("first_line");
  if (text.size() - line.length < line.note_bytes) return unreadable("truncated");
  return line;
}

Result<std::vector<ByteView>> stored_sections(ByteView rest, std::size_t count) {
  std::vector<ByteView> stored;
  while (stored.size() < count) {
    if (rest.size() < kSizeBytes) return unreadable("truncated");
    const std::uint64_t size = read_be(rest, 0, kSizeBytes);
    rest = rest.subspan(kSizeBytes);
    if (rest.size() < size) return unreadable("truncated");
    stored.push_back(rest.first(size));
    rest = rest.subspan(size);
  }
  if (!rest.empty()) return unreadable("trailing");
  return stored;
}

void append_stored(Bytes& file, ByteView content) {
  std::array<std::uint8_t, kSizeBytes> size{};
  write_be(size, 0, kSizeBytes, content.size());
  file.insert(file.end(), size.begin(), size.end());
  file.insert(file.end(), content.begin(), content.end());
}

// Limits for the parts that are read before a signature is checked, or that somebody else signs.
Result<void> check_plain_limits(const BundleParts& parts) {
  if (parts.checkpoint.size() > kMaxCheckpoint) return damaged_section(kCheckpointPart);
  if (parts.proof.size() > kMaxProof) return damaged_section(kProofPart);
  const auto place = parts.place_of(kTrustListSection);
  if (!place) return {};
  const bool fits = parts.manifest.sections[*place].size <= kMaxTrustListBytes &&
                    parts.stored[*place].size() <= kMaxTrustListBytes;
  return fits ? Result<void>() : damaged_section(kTrustListSection);
}

}  // namespace

std::optional<std::size_t> BundleParts::place_of(std::string_view section) const {
  const auto found = std::ranges::find(manifest.sections, section, &BundleManifest::Section::name);
  if (found == manifest.sections.end()) return std::nullopt;
  return static_cast<std::size_t>(found - manifest.sections.begin());
}

std::string BundleParts::digest() const { return to_hex(sha256(as_bytes(note.text))); }

Error damaged_section(std::string_view section) {
  return {"bundle_damaged", "bundle", "", {}, {{"section", std::string(section)}}};
}

Result<BundleParts> take_apart(ByteView file) {
  const std::string_view text = as_text(file);
  auto line = first_line(text);
  if (!line) return line.error();
  BundleParts parts;
  parts.base = line->base;
  parts.note_text = text.substr(line->length, line->note_bytes);
  auto note = SignedNote::parse(parts.note_text);
  if (!note) return unreadable("manifest");
  parts.note = std::move(*note);
  auto manifest = BundleManifest::parse_text(parts.note.text);
  if (!manifest) return manifest.error();
  parts.manifest = std::move(*manifest);
  auto stored = stored_sections(file.subspan(line->length + line->note_bytes),
                                kPartsOfLog + parts.manifest.sections.size());
  if (!stored) return stored.error();
  parts.checkpoint = (*stored)[0];
  parts.proof = (*stored)[1];
  parts.stored.assign(stored->begin() + kPartsOfLog, stored->end());
  if (auto fits = check_plain_limits(parts); !fits) return fits.error();
  return parts;
}

Bytes put_together(std::string_view base, const SignedNote& note, ByteView checkpoint,
                   ByteView proof, const std::vector<Bytes>& stored) {
  const std::string text = note.serialised();
  std::string head(base.empty() ? kWhole : kDelta);
  if (!base.empty()) head.append(" ").append(base);
  head += " " + std::to_string(text.size()) + "\n" + text;
  Bytes file(as_bytes(head).begin(), as_bytes(head).end());
  append_stored(file, checkpoint);
  append_stored(file, proof);
  for (const Bytes& section : stored) append_stored(file, section);
  return file;
}

Bytes proof_bytes(std::span<const Digest> proof) {
  Bytes hashes;
  for (const Digest& hash : proof) hashes.insert(hashes.end(), hash.begin(), hash.end());
  return hashes;
}

Result<Bytes> with_log_part(ByteView bundle, const BundleLogPart& log) {
  if (is_bundle_delta(bundle)) return Error{"bundle_is_delta", "bundle"};
  auto parts = take_apart(bundle);
  if (!parts) return parts.error();
  std::vector<Bytes> stored;
  for (const ByteView section : parts->stored) stored.emplace_back(section.begin(), section.end());
  return put_together("", parts->note, as_bytes(log.checkpoint), proof_bytes(log.proof), stored);
}

bool is_stored_plain(std::string_view section) { return section == kTrustListSection; }

Result<Bytes> unpacked(const BundleManifest::Section& section, ByteView stored) {
  std::optional<Bytes> content;
  if (!is_stored_plain(section.name)) {
    content = decompressed(stored, section.size);
  } else if (stored.size() == section.size) {
    content = Bytes(stored.begin(), stored.end());
  }
  if (!content || sha256(*content) != section.sha256) return damaged_section(section.name);
  return std::move(*content);
}

Result<Trust> check_signed(const BundleParts& parts, ByteView trust_list, const RootSet& roots) {
  if (parts.manifest.realm != roots.realm) {
    return Error{"bundle_foreign",
                 "bundle",
                 "",
                 {},
                 {{"realm", parts.manifest.realm}, {"expected", roots.realm}}};
  }
  auto trust = Trust::open(as_text(trust_list), roots);
  if (!trust) return trust;
  const std::optional<PublicKeyBytes>& bundle_key = trust->list().bundle_key;
  if (!bundle_key) return Error{"bundle_key_not_delegated", "bundle"};
  const auto key = VerifyKey::admit(*bundle_key);
  if (!key || !note_signed_by(parts.note, bundle_signer(roots.realm), *key))
    return Error{"bundle_not_signed", "bundle"};
  return trust;
}

bool is_bundle_delta(ByteView file) { return as_text(file).starts_with(kAnyDelta); }

Result<BundleName> bundle_name(ByteView file) {
  auto parts = take_apart(file);
  if (!parts) return parts.error();
  return BundleName{parts->manifest, parts->digest()};
}

}  // namespace temgoc
