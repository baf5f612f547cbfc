// Puts files into a ZIP archive in memory.
#include "temgoc/tables/zip_file.h"

#include <zip.h>

#include <chrono>
#include <memory>

#include "temgoc/base/result.h"

namespace temgoc {
namespace {

[[noreturn]] void out_of_memory() { throw SystemFailure({"out_of_memory"}); }

struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct Discard {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};

void add(zip_t* zip, const std::string& name, const std::string& content, Instant at) {
  zip_source_t* source = zip_source_buffer(zip, content.data(), content.size(), 0);
  if (source == nullptr) out_of_memory();
  const zip_int64_t index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    out_of_memory();
  }
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
  zip_file_set_mtime(zip, static_cast<zip_uint64_t>(index), static_cast<time_t>(seconds), 0);
}

Bytes bytes_of(zip_source_t* source) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) out_of_memory();
  Bytes bytes(static_cast<std::size_t>(stat.size));
  const zip_int64_t read = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (read != static_cast<zip_int64_t>(bytes.size())) out_of_memory();
  return bytes;
}

}  // namespace

Bytes zip_file(const std::vector<std::pair<std::string, std::string>>& files, Instant at) {
  zip_error_t error;
  zip_error_init(&error);
  const std::unique_ptr<zip_source_t, FreeSource> source(
      zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!source) out_of_memory();
  zip_source_keep(source.get());  // the archive gives its own hold up when it is closed
  std::unique_ptr<zip_t, Discard> zip(zip_open_from_source(source.get(), ZIP_TRUNCATE, &error));
  zip_error_fini(&error);
  if (!zip) {
    zip_source_free(source.get());
    out_of_memory();
  }
  for (const auto& [name, content] : files) add(zip.get(), name, content, at);
  if (zip_close(zip.get()) != 0) out_of_memory();
  zip.release();  // NOLINT(bugprone-unused-return-value): it was closed
  return bytes_of(source.get());
}

}  // namespace temgoc
