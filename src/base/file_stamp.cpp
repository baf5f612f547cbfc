// Asks the file system for what changes when a file is written.
#include "temgoc/base/file_stamp.h"

#include <sys/stat.h>

namespace temgoc {

std::string file_stamp(const std::filesystem::path& path) {
  struct stat now {};
  if (::stat(path.c_str(), &now) != 0) return {};
  return std::to_string(now.st_ino) + ' ' + std::to_string(now.st_size) + ' ' +
         std::to_string(now.st_mtim.tv_sec) + ' ' + std::to_string(now.st_mtim.tv_nsec);
}

}  // namespace temgoc
