// One holder at a time of all that lies between reading a file and writing it anew, over all
// processes of a machine.
#pragma once

#include <filesystem>

namespace temgoc {

// The lock of a file is that of the folder it lies in: nothing is made for it and nothing is left
// behind, and a folder that cannot be written to can be locked all the same.
class FileLock {
 public:
  // Waits until nobody else, in this process or another, holds it. Throws SystemFailure
  // `disk_write_failed` (args reason) if there is no such folder or its file system has no locks.
  explicit FileLock(const std::filesystem::path& file);
  // The system releases it too, if the process dies.
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_;
};

}  // namespace temgoc
