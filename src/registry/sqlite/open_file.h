// From a path to an open SQLite file of the schema that this program knows.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "registry/database.h"

namespace temgoc::sqlite {

// `registry_exists`. Throws SystemFailure `disk_write_failed`; then nothing of the file remains.
Result<void> create_file(const std::filesystem::path& path);
// `registry_not_found`, `registry_foreign`, `registry_too_new`, `registry_damaged`.
Result<std::unique_ptr<sql::Database>> open_file(const std::filesystem::path& path);
// Those, and `registry_too_old`: nothing is migrated.
Result<std::unique_ptr<sql::Database>> open_file_read_only(const std::filesystem::path& path);

// A database of another kind of file, made where it is not: `id` is its application id, `schema`
// its steps in order. `registry_foreign`, `registry_too_new`, `registry_damaged`.
using Schema = std::span<const std::pair<std::string_view, std::string_view>>;
Result<std::unique_ptr<sql::Database>> open_or_create(const std::filesystem::path& path,
                                                      std::int64_t id, Schema schema);

// With the schema that this program knows, and no rows: nothing of it is on a disk.
std::unique_ptr<sql::Database> new_file_in_memory();
// The number of its newest step.
std::int64_t newest_schema();

}  // namespace temgoc::sqlite
