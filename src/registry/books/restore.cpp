// Opens a registry for a restore, and appends the log entries that it finds or makes.
#include "temgoc/registry/registry_restore.h"

#include "engine.h"
#include "registry/open_database.h"
#include "restore_state.h"

namespace temgoc {

namespace fs = std::filesystem;
using sql::Database;
using sql::Statement;

std::optional<std::int64_t> sql::first_number(Statement row) {
  if (!row.step() || row.is_null(0)) return std::nullopt;
  return row.integer(0);
}

std::int64_t sql::realm_id_of(Database& database, std::string_view realm) {
  database.run("INSERT INTO realm (name, test) VALUES (?, ?) ON CONFLICT (name) DO NOTHING", realm,
               int{realm.ends_with(kTestRealmSuffix)});
  return database.number("SELECT id FROM realm WHERE name = ?", realm);
}

void sql::spend(Database& database, std::string_view what, std::string_view subject,
                std::int64_t up_to) {
  database.run(
      "INSERT INTO spent_number (what, subject, up_to) VALUES (?, ?, ?) ON CONFLICT (what, "
      "subject) DO UPDATE SET up_to = max(spent_number.up_to, excluded.up_to)",
      what, subject, up_to);
}

RegistryRestore::RegistryRestore(std::unique_ptr<State> state) : state_(std::move(state)) {}
RegistryRestore::RegistryRestore(RegistryRestore&&) noexcept = default;
RegistryRestore::~RegistryRestore() = default;

Result<RegistryRestore> RegistryRestore::open(const fs::path& path) {
  if (auto file = sql::require_file(path); !file) return file.error();
  auto registry = Registry::open(path);
  if (!registry) return registry.error();
  auto database = sql::open_database(path);
  if (!database) return database.error();
  return RegistryRestore(
      std::make_unique<State>(State{std::move(*database), std::move(*registry)}));
}

Result<void> RegistryRestore::transaction(const std::function<Result<void>()>& work) {
  sql::Transaction transaction(*state_->database);
  Result<void> done = work();
  if (done) transaction.commit();
  return done;
}

void RegistryRestore::append(std::string_view realm, std::string_view entry) {
  Database& database = *state_->database;
  sql::append_log_entry(database, realm_id_of(database, realm), entry);
}

std::vector<RegistryRestore::Waiting> RegistryRestore::waiting() const {
  Statement rows = state_->database->query(
      "SELECT r.name, k.leaf_index, e.entry FROM known_by_entry k JOIN realm r ON r.id = "
      "k.realm_id "
      "JOIN log_entry e ON e.realm_id = k.realm_id AND e.leaf_index = k.leaf_index WHERE k.row_id "
      "IS NULL AND k.kind <> 'none' ORDER BY k.realm_id, k.leaf_index");
  std::vector<Waiting> all;
  while (rows.step()) {
    all.push_back({rows.text(0), static_cast<std::uint64_t>(rows.integer(1)),
                   std::string(as_text(rows.blob(2)))});
  }
  return all;
}

std::uint64_t RegistryRestore::log_size(std::string_view realm) const {
  return sql::next_leaf_index(*state_->database, realm_id_of(*state_->database, realm));
}

std::vector<std::string> RegistryRestore::log_entries(std::string_view realm, std::uint64_t from,
                                                      std::size_t limit) const {
  return state_->registry.log_entries(realm, from, limit);
}

std::vector<IssuerKeyRecord> RegistryRestore::keys() const { return state_->registry.keys(); }

}  // namespace temgoc
