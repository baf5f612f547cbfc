// Opens the registry for an auditor, and reads lots, print jobs and log entries, damaged ones too.
#include "audit_state.h"
#include "engine.h"
#include "registry/open_database.h"
#include "temgoc/registry/registry_audit.h"

namespace temgoc {

using sql::Database;
using sql::Statement;

namespace {

constexpr std::int64_t kFewEntries = 256;

std::optional<std::string> entry_in(const Statement& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return std::string(as_text(row.blob(column)));
}

// Of a log entry that is in its place. A gap larger than all that is there would cost room for
// nothing.
std::int64_t highest_number(Database& database, std::string_view realm) {
  return 2 * database.number(
                 "SELECT count(*) FROM log_entry WHERE realm_id = (SELECT id FROM realm WHERE "
                 "name = ?)",
                 realm) +
         kFewEntries - 1;
}

std::vector<Serial> serials_of(Database& database, std::int64_t job_id) {
  Statement rows = database.query(
      "SELECT serial, position FROM listed_serial WHERE job_id = ? ORDER BY position", job_id);
  std::vector<Serial> serials;
  while (rows.step()) {
    serials.push_back(sql::trusted(Serial::parse(rows.text(0))));
    if (unsigned_in(rows, 1) != serials.size()) throw std::logic_error("a position left out");
  }
  return serials;
}

}  // namespace

RegistryAudit::RegistryAudit(std::unique_ptr<State> state) : state_(std::move(state)) {}
RegistryAudit::RegistryAudit(RegistryAudit&&) noexcept = default;
RegistryAudit::~RegistryAudit() = default;

RegistryAudit RegistryAudit::at_this_moment(std::unique_ptr<State> state) {
  state->moment = std::make_unique<sql::Snapshot>(*state->database);
  // The moment is that of the first read.
  state->database->number("SELECT count(*) FROM realm");
  return RegistryAudit(std::move(state));
}

Result<RegistryAudit> RegistryAudit::open(const std::filesystem::path& path) {
  auto database = sql::open_database_read_only(path);
  if (!database) return database.error();
  auto state = std::make_unique<State>();
  state->own = std::move(*database);
  state->database = state->own.get();
  return at_this_moment(std::move(state));
}

RegistryAudit RegistryAudit::of(const Registry& registry) {
  auto state = std::make_unique<State>();
  state->database = registry.engine_->database.get();
  return at_this_moment(std::move(state));
}

void RegistryAudit::each_lot(std::string_view realm,
                             const std::function<void(LotRow)>& visit) const {
  // In row order, which is the order of commit, so that entries are read in theirs.
  static const std::string kSql = [] {
    std::string select = sql::kLotSelect;
    select.insert(select.find(" FROM lot l"), ", l.key_id, e.entry");
    return select +
           "LEFT JOIN log_entry e ON e.realm_id = l.realm_id AND e.leaf_index = l.leaf_index "
           "WHERE r.name = ? ORDER BY l.id";
  }();
  Statement rows = state_->database->walk(kSql, realm);
  while (rows.step()) {
    LotRow row;
    row.id = rows.integer(0);
    row.leaf_index = unsigned_in(rows, 19);
    row.key_id = key_id_in(rows.blob(21));
    row.entry = entry_in(rows, 22);
    row.lot = if_readable<Lot>([&] { return sql::lot_row(rows); });
    visit(std::move(row));
  }
}

void RegistryAudit::each_print_job(std::string_view realm,
                                   const std::function<void(JobRow)>& visit) const {
  static const std::string kSql = [] {
    std::string select = sql::kJobSelect;
    select.insert(select.find("FROM print_job j"), ", e.entry, l.leaf_index ");
    return select +
           "JOIN realm r ON r.id = j.realm_id LEFT JOIN lot l ON l.id = j.lot_id AND l.realm_id = "
           "j.realm_id LEFT JOIN log_entry e ON e.realm_id = j.realm_id AND e.leaf_index = "
           "j.leaf_index WHERE r.name = ? AND j.reprint_of IS NULL ORDER BY j.id";
  }();
  Database& database = *state_->database;
  Statement rows = database.walk(kSql, realm);
  while (rows.step()) {
    JobRow row;
    row.id = rows.integer(0);
    row.leaf_index = unsigned_in(rows, 9);
    row.entry = entry_in(rows, 24);
    if (!rows.is_null(25)) row.lot_leaf_index = unsigned_in(rows, 25);
    row.job = if_readable<PrintJob>([&] { return sql::job_row(rows); });
    auto serials = if_readable<std::vector<Serial>>([&] { return serials_of(database, row.id); });
    if (!serials) row.job.reset();
    row.listed_serials = std::move(serials).value_or(std::vector<Serial>{});
    visit(std::move(row));
  }
}

void RegistryAudit::each_log_entry(
    std::string_view realm,
    const std::function<void(std::uint64_t, std::string_view)>& visit) const {
  Statement rows = state_->database->walk(
      "SELECT leaf_index, entry FROM log_entry WHERE realm_id = (SELECT id FROM realm WHERE name "
      "= ?) AND leaf_index BETWEEN 0 AND ? ORDER BY leaf_index",
      realm, highest_number(*state_->database, realm));
  while (rows.step()) visit(unsigned_in(rows, 0), as_text(rows.blob(1)));
}

std::uint64_t RegistryAudit::log_size(std::string_view realm) const {
  return static_cast<std::uint64_t>(state_->database->number(
      "SELECT coalesce(max(leaf_index) + 1, 0) FROM log_entry WHERE realm_id = (SELECT id FROM "
      "realm WHERE name = ?) AND leaf_index BETWEEN 0 AND ?",
      realm, highest_number(*state_->database, realm)));
}

std::vector<std::int64_t> RegistryAudit::log_entries_out_of_place(std::string_view realm) const {
  Statement rows = state_->database->query(
      "SELECT leaf_index FROM log_entry WHERE realm_id = (SELECT id FROM realm WHERE name = ?) AND "
      "leaf_index NOT BETWEEN 0 AND ? ORDER BY leaf_index",
      realm, highest_number(*state_->database, realm));
  std::vector<std::int64_t> numbers;
  while (rows.step()) numbers.push_back(rows.integer(0));
  return numbers;
}

std::optional<std::string> RegistryAudit::entry(std::string_view realm, std::uint64_t index) const {
  Statement row = state_->database->query(
      "SELECT entry FROM log_entry WHERE realm_id = (SELECT id FROM realm WHERE name = ?) AND "
      "leaf_index = ?",
      realm, index);
  return row.step() ? entry_in(row, 0) : std::nullopt;
}

}  // namespace temgoc
