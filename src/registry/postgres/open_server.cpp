// Makes the tables, and runs the schema steps that an older registry lacks.
#include "registry/postgres/open_server.h"

#include "embedded/postgres_words.h"
#include "embedded/registry_schema_postgres.h"
#include "registry/postgres/connection.h"

namespace temgoc::postgres {

using sql::Access;
using sql::Database;
using sql::Transaction;

namespace {

// SQLite's steps before it are one here.
constexpr std::int64_t kFirstSchema = 28;

constexpr std::int64_t kNewestSchema =
    kFirstSchema - 1 + static_cast<std::int64_t>(embedded::registry_schema_postgres.size());

Result<std::unique_ptr<Database>> connected(const std::string& url, Access access) {
  auto location = Location::parse(url);
  if (!location) return location.error();
  return std::make_unique<Database>(
      std::make_unique<ServerConnection>(*std::move(location), access));
}

bool has_tables(Database& database) {
  return database.exists(
      "SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN "
      "('r', 'v', 'p') LIMIT 1");
}

bool is_registry(Database& database) {
  return database.exists(
      "SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = "
      "'schema_version' LIMIT 1");
}

std::int64_t schema_version(Database& database) {
  return database.number("SELECT version FROM schema_version");
}

std::string_view step(std::int64_t version) {
  return embedded::registry_schema_postgres[static_cast<std::size_t>(version - kFirstSchema)]
      .second;
}

std::string_view words() { return embedded::postgres_words.front().second; }

Error version_fault(const char* code, const std::string& url, std::int64_t version) {
  return {.code = code,
          .value = url,
          .args = {{"have", std::to_string(version)}, {"know", std::to_string(kNewestSchema)}}};
}

// Two programs may open an old registry together: the version is read again under the lock.
void migrate(Database& database) {
  Transaction transaction(database);
  for (std::int64_t version = schema_version(database) + 1; version <= kNewestSchema; ++version) {
    database.run_script(step(version));
    database.run("UPDATE schema_version SET version = ?", version);
  }
  database.run_script(words());
  transaction.commit();
}

}  // namespace

std::int64_t newest_schema() { return kNewestSchema; }

std::vector<std::string> schema_scripts() {
  std::vector<std::string> scripts;
  for (const auto& [name, text] : embedded::registry_schema_postgres) scripts.emplace_back(text);
  scripts.emplace_back(words());
  return scripts;
}

Result<void> create_registry(const std::string& url) {
  auto database = connected(url, Access::write);
  if (!database) return database.error();
  sql::Connection& connection = (*database)->connection();
  // The lock of writers, whose function is yet to be made: of two that create, one finds what the
  // other made.
  std::string script =
      "BEGIN; SELECT pg_advisory_xact_lock((1952804199::bigint << 32) | "
      "current_schema()::regnamespace::oid::bigint);";
  for (const std::string& each : schema_scripts()) script += each;
  script += "UPDATE schema_version SET version = " + std::to_string(kNewestSchema) + ";COMMIT";
  if (is_registry(**database)) return Error{.code = "registry_exists", .value = url};
  if (has_tables(**database)) return Error{.code = "registry_foreign", .value = url};
  try {
    connection.run_script(script);
  } catch (const std::exception&) {
    // Only a server that is gone does not roll back; then nothing stands either.
    connection.run_script("ROLLBACK");
    if (is_registry(**database)) return Error{.code = "registry_exists", .value = url};
    throw;
  }
  return {};
}

Result<std::unique_ptr<Database>> open_registry(const std::string& url, Access access) {
  auto database = connected(url, access);
  if (!database) return database.error();
  if (!is_registry(**database)) {
    return Error{.code = has_tables(**database) ? "registry_foreign" : "registry_not_found",
                 .value = url};
  }
  const bool writes = access == Access::write;
  if (writes && (*database)->number("SELECT pg_is_in_recovery()") != 0)
    return Error{.code = "registry_read_only", .value = url, .args = {{"reason", "replica"}}};
  const std::int64_t version = schema_version(**database);
  if (version > kNewestSchema) return version_fault("registry_too_new", url, version);
  if (version == kNewestSchema) return database;
  if (!writes) return version_fault("registry_too_old", url, version);
  migrate(**database);
  return database;
}

}  // namespace temgoc::postgres
