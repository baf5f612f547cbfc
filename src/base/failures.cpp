// Turns errno values and exceptions into the error codes that have words for people.
#include "temgoc/base/failures.h"

#include <cerrno>
#include <new>
#include <system_error>

#include "temgoc/base/text.h"

namespace temgoc {
namespace fs = std::filesystem;
namespace {

const char* write_fault(int number) {
  switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return "disk_write_failed";
    case EACCES:
    case EPERM:
    case EROFS:
      return "write_denied";
    case ENOENT:
    case ENOTDIR:
      return "folder_not_found";
    default:
      return "disk_failed";
  }
}

// A walk through a folder that breaks off names no path; the current folder is named instead.
fs::path path_of(const fs::filesystem_error& failure) {
  for (const fs::path& path : {failure.path1(), failure.path2()})
    if (!path.empty()) return path;
  std::error_code gone;
  const fs::path here = fs::current_path(gone);
  return gone ? fs::path(".") : here;
}

}  // namespace

Error write_error(const fs::path& path, int number) {
  Error error{.code = write_fault(number),
              .args = {{"reason", std::generic_category().message(number)}}};
  const bool folder = error.code == "folder_not_found" && path.has_parent_path();
  error.value = shortened((folder ? path.parent_path() : path).string(), 80);
  return error;
}

Error unforeseen(const std::exception& failure) {
  if (dynamic_cast<const std::bad_alloc*>(&failure) != nullptr)
    return Error{.code = "out_of_memory"};
  const auto* files = dynamic_cast<const fs::filesystem_error*>(&failure);
  if (files != nullptr) return write_error(path_of(*files), files->code().value());
  return Error{.code = "unexpected", .value = shortened(failure.what(), 200)};
}

}  // namespace temgoc
