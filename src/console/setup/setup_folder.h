// Where a set-up may begin: an empty folder, or one in which a set-up was cut off.
#pragma once

#include <filesystem>

#include "temgoc/base/result.h"

namespace temgoc {

bool holds_workplace(const std::filesystem::path& folder);

// The answers so far, and the lock of the process that asks.
std::filesystem::path setup_answers_path(const std::filesystem::path& folder);
std::filesystem::path setup_lock_path(const std::filesystem::path& folder);

// Whether a workplace may be made here, asked before anybody types an answer.
// `workplace_not_found` (there is no such folder: a mistyped path makes none),
// `setup_folder_not_empty` (value the folder, args name: a file that no set-up left),
// `root_keys_exist`, `write_denied` (the folder, or the one that root keys go into).
Result<void> check_setup_folder(const std::filesystem::path& folder,
                                const std::filesystem::path& root_keys);

}  // namespace temgoc
