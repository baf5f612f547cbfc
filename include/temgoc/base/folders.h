// Whole folders. A signal that cuts a system call off ends none of these.
#pragma once

#include <filesystem>
#include <vector>

namespace temgoc {

// What lies directly in `folder`, by name; nothing where there is no such folder. Throws
// std::filesystem::filesystem_error where there is one that cannot be read: what lies in it must
// not be left out in silence.
std::vector<std::filesystem::path> paths_in(const std::filesystem::path& folder);

// Removes `folder` with all that lies in it; does nothing where there is none. Throws
// std::filesystem::filesystem_error.
void remove_folder(const std::filesystem::path& folder);

// Copies a file, or a folder with all that lies in it, over what may stand at `to`; does nothing
// where there is no `from`. Not synced. Throws std::filesystem::filesystem_error.
void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace temgoc
