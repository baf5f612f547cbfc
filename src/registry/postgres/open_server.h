// From a URL to an open database of the schema that this program knows.
#pragma once

#include <memory>
#include <string>

#include "registry/database.h"

namespace temgoc::postgres {

// Makes the tables in the first schema of the connection's search path, which must be empty.
// `registry_exists`, `registry_foreign` (tables that are not ours), those of Location::parse.
// Throws SystemFailure, those of failures.h; then nothing was made.
Result<void> create_registry(const std::string& url);
// `registry_not_found`, `registry_too_new`; to write: `registry_read_only` (a replica); to read:
// `registry_too_old`, for nothing is migrated. Those of Location::parse. Throws as above.
Result<std::unique_ptr<sql::Database>> open_registry(const std::string& url, sql::Access access);

// The number of the newest step.
std::int64_t newest_schema();
// The statements of all steps, and what SQLite has that PostgreSQL lacks.
std::vector<std::string> schema_scripts();

}  // namespace temgoc::postgres
