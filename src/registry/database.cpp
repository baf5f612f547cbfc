// Transactions and snapshots, which end by themselves whatever happens.
#include "registry/database.h"

namespace temgoc::sql {

namespace {

struct Binding {
  Cursor& cursor;
  int at;
  void operator()(std::monostate) const { cursor.bind_null(at, Kind::unknown); }
  void operator()(std::int64_t value) const { cursor.bind_integer(at, value); }
  void operator()(double value) const { cursor.bind_real(at, value); }
  void operator()(const std::string& value) const { cursor.bind_text(at, value); }
  void operator()(const Bytes& value) const { cursor.bind_bytes(at, value); }
};

// For an engine that has no stream of rows: one prepared statement, again and again.
class RowByRow final : public Inflow {
 public:
  RowByRow(Connection& connection, std::string_view table, const std::vector<std::string>& columns)
      : connection_(connection) {
    std::string names, marks;
    for (const std::string& each : columns) {
      names += (names.empty() ? "\"" : ", \"") + each + '"';
      marks += marks.empty() ? "?" : ", ?";
    }
    sql_ = "INSERT INTO \"" + std::string(table) + "\" (" + names + ") VALUES (" + marks + ")";
  }
  void add(const std::vector<Cell>& row) override {
    const Running into(connection_.prepare(sql_));
    int at = 0;
    for (const Cell& each : row) std::visit(Binding{*into, ++at}, each);
    into->step();
  }
  void finish() override {}

 private:
  Connection& connection_;
  std::string sql_;
};

}  // namespace

void Connection::send(Cursor& cursor) { Running(cursor)->step(); }

std::unique_ptr<Inflow> Connection::pour(std::string_view table,
                                         const std::vector<std::string>& columns) {
  return std::make_unique<RowByRow>(*this, table, columns);
}

void Statement::require_parameters(std::size_t count) const {
  if (cursor_->parameters() != count)
    throw std::logic_error("parameters of: " + std::string(cursor_->sql()));
}

Statement Database::query_list(std::string_view sql, std::span<const Value> values) {
  Statement statement(connection_->prepare(sql));
  statement.require_parameters(values.size());
  int at = 0;
  for (const Value& value : values)
    std::visit([&](const auto& each) { statement.bind(++at, each); }, value);
  return statement;
}

std::unique_ptr<Database> Database::beside() const {
  auto connection = connection_->beside();
  return connection ? std::make_unique<Database>(std::move(connection)) : nullptr;
}

Transaction::Transaction(Database& database)
    : database_(database),
      connection_(database.connection()),
      kind_(!connection_.in_transaction() ? Kind::whole
            : database.parts_are_one()    ? Kind::part_of_one
                                          : Kind::part) {
  if (kind_ == Kind::whole) ++database.moment_;
  if (kind_ == Kind::whole) connection_.begin_write();
  if (kind_ == Kind::part) connection_.begin_part();
  if (kind_ == Kind::part_of_one) changes_before_ = connection_.changes_so_far().value_or(0);
}

Transaction::~Transaction() { undo(); }

void Transaction::undo() noexcept {
  if (open_) ++database_.moment_;
  // After a full disk SQLite may have rolled back the whole by itself; then nothing is left to
  // undo.
  if (!std::exchange(open_, false) || !connection_.in_transaction()) return;
  try {
    if (kind_ == Kind::whole) connection_.roll_back();
    if (kind_ == Kind::part) connection_.roll_back_part();
    if (kind_ == Kind::part_of_one && connection_.changes_so_far() != changes_before_)
      PartsAsOne::undone(database_);
  } catch (...) {
    // The failure that brought us here is the one to report; closing the connection undoes the
    // rest.
  }
}

void Transaction::commit() {
  if (kind_ == Kind::whole) connection_.commit();
  if (kind_ == Kind::part) connection_.commit_part();
  // What came after a full disk ended the whole would stand alone.
  if (kind_ == Kind::part_of_one && !connection_.in_transaction())
    throw std::logic_error("a transaction ended before its parts");
  open_ = false;
}

Snapshot::Snapshot(Database& database)
    : connection_(database.connection()), own_(!connection_.in_transaction()) {
  if (own_) connection_.begin_read();
}

Snapshot::~Snapshot() {
  if (!own_ || !connection_.in_transaction()) return;
  try {
    connection_.commit();
  } catch (...) {
    // It only read: there is nothing to lose.
  }
}

}  // namespace temgoc::sql
