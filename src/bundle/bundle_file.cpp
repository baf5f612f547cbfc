#include "bundle_file.h"

#include <charconv>

#include "temgoc/compression.h"
#include "temgoc/text.h"

namespace temgoc {

namespace {

constexpr std::string_view kWhole = "temgoc-bundle/v1";
constexpr std::string_view kDelta = "temgoc-bundle-delta/v1";
constexpr std::string_view kAnyWhole = "temgoc-bundle/v";
constexpr std::string_view kAnyDelta = "temgoc-bundle-delta/v";
constexpr std::size_t kMaxFirstLine = 128;
constexpr std::size_t kMaxNote = 1 << 20;
constexpr std::size_t kSizeBytes = 8;
constexpr std::size_t kDigestDigits = 64;

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

}  // namespace

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
                                parts.manifest.sections.size());
  if (!stored) return stored.error();
  parts.stored = std::move(*stored);
  return parts;
}

Bytes put_together(std::string_view base, const SignedNote& note,
                   const std::vector<Bytes>& stored) {
  const std::string text = note.serialised();
  std::string head(base.empty() ? kWhole : kDelta);
  if (!base.empty()) head.append(" ").append(base);
  head += " " + std::to_string(text.size()) + "\n" + text;
  Bytes file(as_bytes(head).begin(), as_bytes(head).end());
  for (const Bytes& section : stored) {
    std::array<std::uint8_t, kSizeBytes> size{};
    write_be(size, 0, kSizeBytes, section.size());
    file.insert(file.end(), size.begin(), size.end());
    file.insert(file.end(), section.begin(), section.end());
  }
  return file;
}

bool is_stored_plain(std::string_view section) {
  return section == "trust_list" || section == "checkpoint";
}

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

bool is_bundle_delta(ByteView file) { return as_text(file).starts_with(kAnyDelta); }

Result<BundleName> bundle_name(ByteView file) {
  auto parts = take_apart(file);
  if (!parts) return parts.error();
  return BundleName{parts->manifest, parts->digest()};
}

}  // namespace temgoc
