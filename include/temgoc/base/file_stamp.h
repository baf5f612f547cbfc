// Tells one written file from the next.
#pragma once

#include <filesystem>
#include <string>

namespace temgoc {

// Another text once the file was written again or another was renamed into its place: its inode,
// size and time of writing. Empty where nothing lies there, or where it cannot be asked.
std::string file_stamp(const std::filesystem::path& path);

}  // namespace temgoc
