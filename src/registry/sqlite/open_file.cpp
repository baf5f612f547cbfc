// Creates the file, refuses one that is not ours or too new, and runs the schema steps it lacks.
#include "registry/sqlite/open_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

#include "embedded/registry_schema.h"
#include "registry/sqlite/connection.h"
#include "temgoc/base/failures.h"

namespace temgoc::sqlite {

using sql::Access;
using sql::Database;
using sql::Transaction;

namespace {

constexpr std::int64_t kApplicationId = 0x74656d67;  // "temg"; never changes

constexpr std::int64_t kNewestSchema = static_cast<std::int64_t>(embedded::registry_schema.size());

// A kind of file: its application id and the steps to its newest form.
struct Kind {
  std::int64_t id;
  Schema schema;
  std::int64_t newest() const { return static_cast<std::int64_t>(schema.size()); }
};
constexpr Kind kRegistry{kApplicationId, embedded::registry_schema};

std::unique_ptr<Database> connected(const std::filesystem::path& path,
                                    Access access = Access::write) {
  return std::make_unique<Database>(std::make_unique<FileConnection>(path, access));
}

std::int64_t schema_version(Database& database) { return database.number("PRAGMA user_version"); }

// Two processes may open an old registry together: the version is read again inside the
// transaction.
void migrate(Database& database, const Kind& kind = kRegistry) {
  Transaction transaction(database);
  for (std::int64_t version = schema_version(database) + 1; version <= kind.newest(); ++version) {
    database.run_script(kind.schema[static_cast<std::size_t>(version - 1)].second);
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
  // Of two that create the same registry, one is told. It names partners, inspectors and buyers:
  // nobody else may read it, nor what SQLite makes beside it, which has the same mode.
  const int made = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (made < 0) throw SystemFailure(write_error(path, errno));
  ::close(made);
}

void fill(const std::filesystem::path& path, const Kind& kind = kRegistry) {
  const auto database = connected(path);
  use_wal(*database);
  Transaction transaction(*database);
  database->run_script("PRAGMA application_id = " + std::to_string(kind.id));
  migrate(*database, kind);
  transaction.commit();
}

Error version_fault(const char* code, const std::filesystem::path& path, std::int64_t version,
                    std::int64_t newest = kNewestSchema) {
  return {.code = code,
          .value = path.string(),
          .args = {{"have", std::to_string(version)}, {"know", std::to_string(newest)}}};
}

Result<void> check_identity(Database& database, const std::filesystem::path& path,
                            const Kind& kind = kRegistry) {
  if (database.number("PRAGMA application_id") != kind.id) {
    return Error{.code = "registry_foreign", .value = path.string()};
  }
  const std::int64_t version = schema_version(database);
  if (version <= kind.newest()) return {};
  return version_fault("registry_too_new", path, version, kind.newest());
}

// Opens as `access` says; `ready` brings the database to the schema that this program knows.
Result<std::unique_ptr<Database>> open_with(const std::filesystem::path& path, Access access,
                                            const std::function<Result<void>(Database&)>& ready) {
  std::error_code hidden;  // a path that may not be looked at fails when it is opened
  if (!std::filesystem::exists(path, hidden) && !hidden) {
    return Error{.code = "registry_not_found", .value = path.string()};
  }
  try {
    auto database = connected(path, access);
    if (const auto known = check_identity(*database, path); !known) return known.error();
    if (const auto done = ready(*database); !done) return done.error();
    return database;
  } catch (const SystemFailure& failure) {
    if (failure.error().code == "registry_damaged") return failure.error();
    throw;
  }
}

}  // namespace

Result<void> create_file(const std::filesystem::path& path) {
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

Result<std::unique_ptr<Database>> open_or_create(const std::filesystem::path& path, std::int64_t id,
                                                 Schema schema) {
  const Kind kind{id, schema};
  // Nobody else may read it. One that is there is left closed: closing any descriptor of a file
  // lets go of all locks that this process has on it, those of its other connections too.
  const int made = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (made >= 0)
    ::close(made);
  else if (errno != EEXIST)
    throw SystemFailure(write_error(path, errno));
  auto database = connected(path);
  const auto is_new = [&] {
    return schema_version(*database) == 0 && database->number("PRAGMA application_id") == 0;
  };
  // Nothing of a file that is another program's is changed.
  if (!is_new())
    if (auto known = check_identity(*database, path, kind); !known) return known.error();
  use_wal(*database);
  Transaction transaction(*database);
  if (is_new()) database->run_script("PRAGMA application_id = " + std::to_string(id));
  if (auto known = check_identity(*database, path, kind); !known) return known.error();
  if (schema_version(*database) < kind.newest()) migrate(*database, kind);
  transaction.commit();
  return database;
}

std::unique_ptr<Database> new_file_in_memory() {
  auto database = connected(":memory:");
  migrate(*database);
  return database;
}

Result<std::unique_ptr<Database>> open_file(const std::filesystem::path& path) {
  return open_with(path, Access::write, [](Database& database) -> Result<void> {
    use_wal(database);
    if (schema_version(database) < kNewestSchema) migrate(database);
    return {};
  });
}

Result<std::unique_ptr<Database>> open_file_read_only(const std::filesystem::path& path) {
  return open_with(path, Access::read_only, [&](Database& database) -> Result<void> {
    const std::int64_t version = schema_version(database);
    if (version == kNewestSchema) return {};
    return version_fault("registry_too_old", path, version);
  });
}

std::int64_t newest_schema() { return kNewestSchema; }

}  // namespace temgoc::sqlite
