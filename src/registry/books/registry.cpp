// Creates and opens the registry, and runs work inside one transaction.
#include "temgoc/registry/registry.h"

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

Result<void> Registry::transaction(const std::function<Result<void>()>& work) {
  sql::Transaction transaction(*engine_->database);
  Result<void> done = work();
  if (done) transaction.commit();
  return done;
}

}  // namespace temgoc
