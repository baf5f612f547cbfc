// What a broken world is called: why a file could not be written, and what an exception comes to.
#pragma once

#include <exception>
#include <filesystem>

#include "temgoc/base/result.h"

namespace temgoc {

// Why `path` could not be written, by its errno: `disk_write_failed` (it is full), `write_denied`,
// `folder_not_found` (value the folder), `disk_failed` (anything else). args reason.
Error write_error(const std::filesystem::path& path, int number);
// What an exception that nobody foresaw comes to: the above for the file system's own, and
// `out_of_memory`, or `unexpected` with what it says.
Error unforeseen(const std::exception& failure);

}  // namespace temgoc
