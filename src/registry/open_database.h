// From where a registry is to an open database: a path is a file's, and "postgresql://…" a
// server's.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "registry/database.h"

namespace temgoc::sql {

// `registry_exists`. Throws SystemFailure `disk_write_failed`; then nothing of the file remains. Of
// a server also those of postgres/open_server.h, here as below.
Result<void> create_database(const std::filesystem::path& place);
// `registry_not_found`, `registry_foreign`, `registry_too_new`, `registry_damaged`.
Result<std::unique_ptr<Database>> open_database(const std::filesystem::path& place);
// Those, and `registry_too_old`: nothing is migrated.
Result<std::unique_ptr<Database>> open_database_read_only(const std::filesystem::path& place);

// `registry_on_server`, for what a file alone can do.
Result<void> require_file(const std::filesystem::path& place);

}  // namespace temgoc::sql
