// Creates and opens the registry, and runs work inside one transaction.
#include "temgoc/registry/registry.h"

#include <chrono>
#include <thread>
#include <utility>

#include "engine.h"
#include "registry/open_database.h"

namespace temgoc {

Registry::Registry(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
Registry::Registry(Registry&&) noexcept = default;
Registry& Registry::operator=(Registry&&) noexcept = default;
Registry::~Registry() = default;

Result<void> Registry::create(const std::filesystem::path& path) {
  return sql::create_database(path);
}

Result<Registry> Registry::open(const std::filesystem::path& path) {
  auto database = sql::open_database(path);
  if (!database) return database.error();
  return Registry(std::make_unique<Engine>(Engine{std::move(*database), sql::RecordReader(false)}));
}

Result<Registry> Registry::open_read_only(const std::filesystem::path& path) {
  auto database = sql::open_database_read_only(path);
  if (!database) return database.error();
  return Registry(std::make_unique<Engine>(Engine{std::move(*database), sql::RecordReader(true)}));
}

namespace {

constexpr int kMostTries = 4;

Result<void> in_transaction(sql::Database& database, const std::function<Result<void>()>& work) {
  sql::Transaction transaction(database);
  Result<void> done = work();
  if (done) transaction.commit();
  return done;
}

// Parts of the work are seldom undone, and a way back for each costs more than what it stores.
// None: one was undone after all, and with it the whole, which is to be done again with ways back.
std::optional<Result<void>> without_ways_back(sql::Database& database,
                                              const std::function<Result<void>()>& work) {
  sql::Transaction transaction(database);
  const sql::PartsAsOne as_one(database);
  try {
    Result<void> done = work();
    if (as_one.must_be_undone()) return std::nullopt;
    if (done) transaction.commit();
    return done;
  } catch (...) {
    if (!as_one.must_be_undone()) throw;
    return std::nullopt;
  }
}

}  // namespace

Result<void> Registry::transaction(const std::function<Result<void>()>& work, Repeat may_repeat) {
  sql::Database& database = *engine_->database;
  // Of a part the whole is not this call's to begin again.
  if (may_repeat == Repeat::no || database.in_transaction()) return in_transaction(database, work);
  bool without = database.connection().changes_so_far().has_value();
  for (int tried = 0;; ++tried) {
    try {
      if (std::exchange(without, false))
        if (auto done = without_ways_back(database, work)) return *std::move(done);
      return in_transaction(database, work);
    } catch (const sql::ConflictFailure&) {
      if (tried == kMostTries) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(25) * (1 << tried));
    }
  }
}

bool Registry::is_replica() const { return engine_->database->connection().is_replica(); }

Registry::Standing Registry::standing() const {
  sql::Connection& connection = engine_->database->connection();
  return {connection.is_replica(), connection.position(), connection.replayed_at()};
}

}  // namespace temgoc
