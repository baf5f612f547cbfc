// A body that goes to the disk as it comes.
#include "temgoc/http/uploaded_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>

#include "temgoc/base/failures.h"
#include "temgoc/base/uninterrupted.h"

namespace temgoc {

Result<std::unique_ptr<UploadedFile>> UploadedFile::create(const std::filesystem::path& folder) {
  std::string name = (folder / "upload-XXXXXX").string();
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return write_error(folder, errno);
  return std::unique_ptr<UploadedFile>(new UploadedFile(name, descriptor));
}

UploadedFile::UploadedFile(std::filesystem::path path, int descriptor)
    : path_(std::move(path)), descriptor_(descriptor) {}

UploadedFile::~UploadedFile() {
  ::close(descriptor_);
  ::unlink(path_.c_str());
}

Result<void> UploadedFile::append(std::string_view bytes) {
  size_ += bytes.size();
  while (!bytes.empty()) {
    const auto written =
        uninterrupted([&] { return ::write(descriptor_, bytes.data(), bytes.size()); });
    if (written < 0) return write_error(path_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace temgoc
