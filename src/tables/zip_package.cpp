// Unpacks one part at a time within a limit for all, and checks the size that it states.
#include "zip_package.h"

#include <zip.h>

#include "table_builder.h"

namespace temgoc {
namespace {

constexpr zip_int64_t kMaxEntries = 10'000;

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

// Where the part stands in the archive: the name as given before one in another case.
zip_int64_t located(zip_t* zip, const std::string& name) {
  const zip_int64_t exact = zip_name_locate(zip, name.c_str(), 0);
  return exact >= 0 ? exact : zip_name_locate(zip, name.c_str(), ZIP_FL_NOCASE);
}

Error damaged(std::string_view part) { return {"xlsx_damaged", {}, std::string(part), {}, {}}; }

}  // namespace

struct ZipPackage::Archive {
  explicit Archive(zip_t* opened) : zip(opened) {}
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;
  ~Archive() { zip_discard(zip); }

  zip_t* zip;
  std::size_t room = kMaxTableBytes;  // bytes that may still be unpacked
};

ZipPackage::ZipPackage(std::unique_ptr<Archive> archive) : archive_(std::move(archive)) {}
ZipPackage::ZipPackage(ZipPackage&&) noexcept = default;
ZipPackage::~ZipPackage() = default;

Result<ZipPackage> ZipPackage::open(ByteView content) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(content.data(), content.size(), 0, &error);
  if (source == nullptr) throw SystemFailure({"out_of_memory"});
  zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, &error);
  zip_error_fini(&error);
  if (zip == nullptr) {
    zip_source_free(source);
    return damaged("zip");
  }
  auto archive = std::make_unique<Archive>(zip);
  if (zip_get_num_entries(zip, 0) > kMaxEntries) return damaged("zip");
  return ZipPackage(std::move(archive));
}

bool ZipPackage::has(std::string_view path) const {
  return located(archive_->zip, std::string(path)) >= 0;
}

Result<std::string> ZipPackage::read(std::string_view path) {
  const zip_int64_t at = located(archive_->zip, std::string(path));
  if (at < 0) return damaged(path);
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(archive_->zip, static_cast<zip_uint64_t>(at), 0, &stat) != 0)
    return damaged(path);
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE) {
    return Error{"xlsx_encrypted"};
  }
  const Error too_large = table_too_large("unpacked", kMaxTableBytes, 0);
  if (!(stat.valid & ZIP_STAT_SIZE)) return damaged(path);
  if (stat.size > archive_->room) return too_large;
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen_index(archive_->zip, stat.index, 0));
  if (!file) return damaged(path);
  std::string content(static_cast<std::size_t>(stat.size), '\0');
  if (zip_fread(file.get(), content.data(), content.size()) !=
      static_cast<zip_int64_t>(stat.size)) {
    return damaged(path);
  }
  // Reading past the stated size makes libzip check the checksum, and finds a size that was a lie.
  char beyond = 0;
  if (zip_fread(file.get(), &beyond, 1) != 0) return damaged(path);
  archive_->room -= content.size();
  return content;
}

}  // namespace temgoc
