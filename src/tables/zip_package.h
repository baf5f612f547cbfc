// The door to libzip: the parts of a package held in memory, never more of them than asked for.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "temgoc/base/bytes.h"
#include "temgoc/base/result.h"

namespace temgoc {

class ZipPackage {
 public:
  // `content` must outlive the package. `xlsx_damaged`.
  static Result<ZipPackage> open(ByteView content);
  ZipPackage(ZipPackage&&) noexcept;
  ~ZipPackage();

  // Part names are equal in any case of their ASCII letters (ECMA-376 part 2, 6.2.2.3).
  bool has(std::string_view path) const;
  // The part's bytes; at most `limit` in all parts read so far. `xlsx_damaged` (missing, bad
  // checksum, truncated), `xlsx_encrypted`, `table_too_large_unpacked` (args limit, bytes).
  Result<std::string> read(std::string_view path);

 private:
  struct Archive;
  explicit ZipPackage(std::unique_ptr<Archive> archive);
  std::unique_ptr<Archive> archive_;
};

}  // namespace temgoc
