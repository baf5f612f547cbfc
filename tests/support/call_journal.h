// What a program did to files, in order, so that a disk that lost what was not synced can be
// rebuilt.
#pragma once

#include <sys/types.h>

#include <string>

namespace temgoc::faults {

// Appends to the file that FAULT_JOURNAL names: a line of JSON for each call, and after it, where
// `size` is not 0, so many bytes of what was written. Does nothing without FAULT_JOURNAL.
class CallJournal {
 public:
  static bool is_kept();
  // A file that this call made; an emptied one is `truncated`.
  static void created(const std::string& path, int descriptor);
  static void written(int descriptor, const void* bytes, size_t size, off64_t at);
  static void truncated(int descriptor, off64_t size);
  // `call`: fsync, fdatasync, or syncfs, which syncs everything.
  static void synced(const char* call, int descriptor);
  // `call`: rename, link, unlink, mkdir, rmdir; `to` empty where there is one name.
  static void named(const char* call, const std::string& from, const std::string& to);
};

// The path that a call means; relative ones from `folder` (AT_FDCWD: where the program is).
std::string full_path(int folder, const char* path);
// The path of an open file; empty for what is none.
std::string path_of(int descriptor);

}  // namespace temgoc::faults
