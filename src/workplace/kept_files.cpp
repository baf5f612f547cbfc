// Files that are named by their content.
#include "temgoc/workplace/kept_files.h"

#include <algorithm>

#include "temgoc/base/files.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kMostBytes = std::size_t{64} << 20;

bool is_hash_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

const char* folder_name(KeptKind kind) { return kind == KeptKind::picture ? "pictures" : "papers"; }

}  // namespace

fs::path kept_folder(const fs::path& workplace, KeptKind kind) {
  return workplace / folder_name(kind);
}

std::string kept_name(ByteView content, std::string_view ending) {
  return to_hex(sha256(content)) + std::string(ending);
}

bool is_kept_name(std::string_view name) {
  if (name.size() <= kHashDigits) return false;
  const std::string_view ending = name.substr(kHashDigits);
  return std::ranges::all_of(name.substr(0, kHashDigits), is_hash_digit) &&
         (ending == ".jpg" || ending == ".pdf");
}

std::string keep_file(const fs::path& workplace, KeptKind kind, ByteView content,
                      std::string_view ending) {
  const fs::path folder = kept_folder(workplace, kind);
  const bool is_secret = kind == KeptKind::paper;
  make_folders(folder);
  if (is_secret) {
    std::error_code no_modes;  // as on a USB stick
    fs::permissions(folder, fs::perms::owner_all, no_modes);
  }
  std::string name = kept_name(content, ending);
  // One that was altered is written anew.
  if (!read_kept_file(workplace, kind, name))
    write_file(folder / name, content, is_secret ? 0600 : 0644);
  return name;
}

Result<std::string> read_kept_file(const fs::path& workplace, KeptKind kind,
                                   std::string_view name) {
  const std::string shown = std::string(folder_name(kind)) + "/" + std::string(name);
  if (!is_kept_name(name)) return Error{"kept_file_missing", {}, shown};
  auto content = read_file(kept_folder(workplace, kind) / name, kMostBytes);
  if (!content)
    return content.error().code == "file_not_found" ? Error{"kept_file_missing", {}, shown}
                                                    : content.error();
  if (kept_name(as_bytes(*content), name.substr(kHashDigits)) != name)
    return Error{"kept_file_altered", {}, shown};
  return content;
}

}  // namespace temgoc
