// The manifest of a backup, in lines. docs/backup_format.md section 2.
#include <charconv>

#include "temgoc/base/text.h"
#include "temgoc/upkeep/backup.h"

namespace temgoc {
namespace {

constexpr std::string_view kFirstLine = "temgoc-backup/v1";
constexpr std::string_view kNone = "-";

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (!is_digits(text) || failed != std::errc{}) return std::nullopt;
  return value;
}

template <std::size_t Size>
std::optional<std::array<std::uint8_t, Size>> bytes_in(std::string_view hex) {
  const auto bytes = from_hex(hex);
  if (!bytes || bytes->size() != Size) return std::nullopt;
  std::array<std::uint8_t, Size> copy{};
  std::copy(bytes->begin(), bytes->end(), copy.begin());
  return copy;
}

// A name that stays inside the folder it is put into.
bool is_plain_path(std::string_view path) {
  if (path.empty() || path.front() == '/') return false;
  for (const std::string_view part : split(path, '/')) {
    if (part.empty() || part == "." || part == "..") return false;
  }
  return path.find('\\') == path.npos;
}

// `text` up to the next space, which is taken off; the last field is what is left.
std::string_view next_field(std::string_view& text) {
  const auto space = text.find(' ');
  const std::string_view field = text.substr(0, space);
  text = space == text.npos ? std::string_view{} : text.substr(space + 1);
  return field;
}

bool read_line(std::string_view line, BackupManifest& manifest) {
  const std::string_view kind = next_field(line);
  if (kind == "log") {
    const auto entries = number_in<std::uint64_t>(next_field(line));
    if (entries) manifest.logs.push_back({std::string(line), *entries});
    return entries && !line.empty();
  }
  if (kind == "file") {
    const auto digest = bytes_in<32>(next_field(line));
    const auto size = number_in<std::uint64_t>(next_field(line));
    if (!digest || !size || !is_plain_path(line)) return false;
    manifest.files.push_back({std::string(line), *size, *digest});
    return true;
  }
  if (kind == "registry") {
    const auto size = number_in<std::uint64_t>(line);
    if (size) manifest.registry_bytes = *size;
    return size.has_value();
  }
  if (kind == "part") {
    const auto digest = bytes_in<32>(line);
    if (digest) manifest.registry_parts.push_back(*digest);
    return digest.has_value();
  }
  if (kind == "key") {
    const auto digest = bytes_in<32>(next_field(line));
    const std::string_view plain = next_field(line);
    const auto key = bytes_in<32>(plain);
    if (!digest || (!key && plain != kNone) || !is_plain_path(line) || line.find('/') != line.npos)
      return false;
    manifest.keys.push_back({std::string(line), *digest, key});
    return true;
  }
  return false;
}

}  // namespace

std::string backup_signer(std::string_view realm) { return std::string(realm) + "/backup"; }

std::string BackupManifest::text() const {
  std::string text(kFirstLine);
  text.append("\nrealm ").append(realm).append("\nmade ").append(to_iso(made_at));
  for (const BackupLog& log : logs)
    text += "\nlog " + std::to_string(log.entries) + " " + log.realm;
  for (const File& file : files)
    text += "\nfile " + to_hex(file.sha256) + " " + std::to_string(file.size) + " " + file.path;
  text += "\nregistry " + std::to_string(registry_bytes);
  for (const Digest& part : registry_parts) text += "\npart " + to_hex(part);
  for (const Key& key : keys) {
    text += "\nkey " + to_hex(key.sha256) + " " +
            (key.plain ? to_hex(*key.plain) : std::string(kNone)) + " " + key.name;
  }
  return text + "\n";
}

Result<BackupManifest> BackupManifest::parse_text(std::string_view text) {
  const Error unreadable{"backup_unreadable"};
  if (!text.ends_with('\n')) return unreadable;
  text.remove_suffix(1);
  const auto lines = split(text, '\n');
  if (lines.size() < 3 || lines[0] != kFirstLine || !lines[1].starts_with("realm ") ||
      !lines[2].starts_with("made "))
    return unreadable;
  BackupManifest manifest;
  manifest.realm = lines[1].substr(6);
  const auto made_at = parse_instant(lines[2].substr(5));
  if (!made_at) return unreadable;
  manifest.made_at = *made_at;
  for (std::size_t i = 3; i < lines.size(); ++i) {
    if (!read_line(lines[i], manifest)) {
      Error error = unreadable;
      error.position = Position{i + 1, 1, true};
      return error;
    }
  }
  const std::uint64_t parts =
      (manifest.registry_bytes + kRegistryPart - 1) / std::uint64_t{kRegistryPart};
  return parts == manifest.registry_parts.size() ? Result<BackupManifest>(std::move(manifest))
                                                 : unreadable;
}

}  // namespace temgoc
