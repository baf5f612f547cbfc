#include "migrate.h"

#include <cerrno>
#include <cstdio>
#include <thread>

#include "embedded/registry_schema.h"
#include "temgoc/failures.h"

namespace temgoc::sqlite {

namespace {

constexpr std::int64_t kApplicationId = 0x74656d67;  // "temg"; never changes

constexpr std::int64_t kNewestSchema = static_cast<std::int64_t>(embedded::registry_schema.size());

std::int64_t schema_version(Database& database) { return database.number("PRAGMA user_version"); }

// Two processes may open an old registry together: the version is read again inside the
// transaction.
void migrate(Database& database) {
  Transaction transaction(database);
  for (std::int64_t version = schema_version(database) + 1; version <= kNewestSchema; ++version) {
    database.run_script(embedded::registry_schema[static_cast<std::size_t>(version - 1)].second);
    database.run_script("PRAGMA user_version = " + std::to_string(version));
  }
  transaction.commit();
}

// Of all statements this one alone does not wait for other connections by itself.
void use_wal(Database& database) {
  constexpr int kAttempts = 500;
  for (int attempt = 1;; ++attempt) {
    try {
      return database.run("PRAGMA journal_mode = WAL");
    } catch (const SystemFailure& failure) {
      if (failure.error().code != "registry_busy" || attempt == kAttempts) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
}

void claim_name(const std::filesystem::path& path) {
  // "x": of two that create the same registry, one is told.
  std::FILE* file = std::fopen(path.c_str(), "wx");
  if (!file) {
    throw SystemFailure(write_error(path, errno));
  }
  std::fclose(file);
}

void fill(const std::filesystem::path& path) {
  Database database(path);
  use_wal(database);
  Transaction transaction(database);
  database.run_script("PRAGMA application_id = " + std::to_string(kApplicationId));
  migrate(database);
  transaction.commit();
}

Error version_fault(const char* code, const std::filesystem::path& path, std::int64_t version) {
  return {.code = code,
          .value = path.string(),
          .args = {{"have", std::to_string(version)}, {"know", std::to_string(kNewestSchema)}}};
}

Result<void> check_identity(Database& database, const std::filesystem::path& path) {
  if (database.number("PRAGMA application_id") != kApplicationId) {
    return Error{.code = "registry_foreign", .value = path.string()};
  }
  const std::int64_t version = schema_version(database);
  if (version <= kNewestSchema) return {};
  return version_fault("registry_too_new", path, version);
}

// Opens as `access` says; `ready` brings the database to the schema that this program knows.
Result<std::unique_ptr<Database>> open_with(const std::filesystem::path& path, Access access,
                                            const std::function<Result<void>(Database&)>& ready) {
  std::error_code hidden;  // a path that may not be looked at fails when it is opened
  if (!std::filesystem::exists(path, hidden) && !hidden) {
    return Error{.code = "registry_not_found", .value = path.string()};
  }
  try {
    auto database = std::make_unique<Database>(path, access);
    if (const auto known = check_identity(*database, path); !known) return known.error();
    if (const auto done = ready(*database); !done) return done.error();
    return database;
  } catch (const SystemFailure& failure) {
    if (failure.error().code == "registry_damaged") return failure.error();
    throw;
  }
}

}  // namespace

Result<void> create_database(const std::filesystem::path& path) {
  std::error_code hidden;  // a path that may not be looked at fails when it is claimed
  if (std::filesystem::exists(std::filesystem::symlink_status(path, hidden))) {
    return Error{.code = "registry_exists", .value = path.string()};
  }
  claim_name(path);
  try {
    fill(path);
  } catch (...) {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::filesystem::remove(path.string() + suffix, ignored);
    }
    throw;
  }
  return {};
}

std::unique_ptr<Database> new_database_in_memory() {
  auto database = std::make_unique<Database>(":memory:");
  migrate(*database);
  return database;
}

Result<std::unique_ptr<Database>> open_database(const std::filesystem::path& path) {
  return open_with(path, Access::write, [](Database& database) -> Result<void> {
    use_wal(database);
    if (schema_version(database) < kNewestSchema) migrate(database);
    return {};
  });
}

Result<std::unique_ptr<Database>> open_database_read_only(const std::filesystem::path& path) {
  return open_with(path, Access::read_only, [&](Database& database) -> Result<void> {
    const std::int64_t version = schema_version(database);
    if (version == kNewestSchema) return {};
    return version_fault("registry_too_old", path, version);
  });
}

}  // namespace temgoc::sqlite
