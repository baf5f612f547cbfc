// Files that records name by what is in them: pictures of products, which anybody may see, and
// scans of certificates, which only the console shows.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "temgoc/base/bytes.h"
#include "temgoc/base/result.h"

namespace temgoc {

enum class KeptKind { picture, paper };

// `pictures` and `papers` of a workplace.
std::filesystem::path kept_folder(const std::filesystem::path& workplace, KeptKind kind);
// The name of a file: the SHA-256 of its content in hex, and its ending (".jpg", ".pdf").
std::string kept_name(ByteView content, std::string_view ending);
// Returns true for a name as kept_name makes it, and for no other: never for a path.
bool is_kept_name(std::string_view name);

// Writes the file if it is not there, and returns its name. It is on the disk before a record may
// name it. Scans are readable by the owner alone. Throws as write_file.
std::string keep_file(const std::filesystem::path& workplace, KeptKind kind, ByteView content,
                      std::string_view ending);
// `kept_file_missing`, `kept_file_altered` (its content is not what its name says); value: the path
// within the workplace.
Result<std::string> read_kept_file(const std::filesystem::path& workplace, KeptKind kind,
                                   std::string_view name);

}  // namespace temgoc
