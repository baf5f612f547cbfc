// The door to the file system: whole files in, whole files out, durable or not at all. A call that
// a signal interrupts is made again.
#pragma once

#include <cstdio>
#include <filesystem>
#include <string>

#include "temgoc/base/bytes.h"
#include "temgoc/base/result.h"

namespace temgoc {

// `file_not_found`, `file_unreadable`, `file_too_large` (args limit, size; bytes). value = the path
// as given.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit_bytes);
// The first `bytes` of it, fewer where it is shorter; likewise, but for `file_too_large`.
Result<std::string> read_file_start(const std::filesystem::path& path, std::size_t bytes);
std::string read_stream(std::FILE* stream,
                        std::size_t limit_bytes);  // at most limit_bytes + 1 bytes

// Writes beside `path`, syncs, renames, syncs the folder. Throws SystemFailure as write_error
// (failures.h) has it, and then nothing of the new file remains. `mode` is the permission bits of
// it once new, lessened by the umask. A device or pipe at `path` (/dev/full) is written into, never
// replaced; of a link, what it names.
void write_file(const std::filesystem::path& path, ByteView content, unsigned mode = 0644);
// The two halves of write_file, for a file that a library writes itself: syncs `written`, then
// renames it to `path`.
std::filesystem::path temporary_beside(const std::filesystem::path& path);
void release_file(const std::filesystem::path& written, const std::filesystem::path& path);
// The same where nothing may have that name yet: `out_exists`, and then `written` is gone and what
// stands there is as it was. Of two that release to one name at once, one succeeds.
Result<void> release_new_file(const std::filesystem::path& written,
                              const std::filesystem::path& path);

// The steps of the above, for whoever names several files at once; both throw as write_file.
// Renames `from` to `to`, in the place of a file that has the name.
void give_name(const std::filesystem::path& from, const std::filesystem::path& to);
// Makes sure that the names in `folder` are on the disk.
void sync_folder(const std::filesystem::path& folder);

// Puts `content` under that name at once, for whoever reads beside it, and leaves it to the system
// when it reaches the disk: after a power cut the file may be the old one, cut short or empty. For
// what can be made again from a file that is durable. Throws as write_file.
void put_file(const std::filesystem::path& path, ByteView content);
// Makes sure that all that was written to the file system of `folder` is on the disk: one call
// where many files were put. Throws as write_file.
void sync_file_system(const std::filesystem::path& folder);

// Whether the file system of `path` keeps permission bits: FAT, exFAT and most network ones show
// the same for every file, whatever was asked. True where it cannot be told.
bool keeps_modes(const std::filesystem::path& path);

// Makes the folder and those above it that are missing, each with its name on the disk. Throws as
// write_file.
void make_folders(const std::filesystem::path& folder);

}  // namespace temgoc
