// The narrow door to the rows: connections, statements and transactions that cannot leak, whichever
// engine keeps the rows. Knows nothing of lots.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "registry/connection.h"
#include "temgoc/base/bytes.h"
#include "temgoc/base/clock.h"
#include "temgoc/base/result.h"

namespace temgoc::sql {

// A rule of the schema refused the statement; nothing of that statement stands. Code
// `registry_refused`.
struct ConstraintFailure : SystemFailure {
  using SystemFailure::SystemFailure;
};

// The engine gave up what it did, for another was in its way; nothing of the transaction stands,
// and the same again may go through. Code `registry_busy`.
struct ConflictFailure : SystemFailure {
  using SystemFailure::SystemFailure;
};

// A value of a question whose number of values is known only when it is asked.
using Value = std::variant<std::int64_t, double, std::string>;

// A running query. Its columns are read between one step() and the next; leaving scope ends it.
class Statement {
 public:
  Statement(Statement&& other) noexcept : cursor_(std::exchange(other.cursor_, nullptr)) {}
  Statement& operator=(Statement&&) = delete;
  ~Statement() {
    if (cursor_) cursor_->release();
  }

  bool step() { return cursor_->step(); }  // true: a row stands ready
  bool is_null(int column) const { return cursor_->is_null(column); }
  bool is_integer(int column) const { return cursor_->is_integer(column); }
  // Throws std::logic_error where the type is another.
  std::int64_t integer(int column) const { return cursor_->integer(column); }
  // Of a column whose type the schema holds to and that is not looked at again; 0 for NULL. For
  // millions of rows.
  std::int64_t strict_integer(int column) const { return cursor_->strict_integer(column); }
  std::string text(int column) const { return cursor_->text(column); }  // "" for NULL
  Bytes blob(int column) const { return cursor_->blob(column); }
  Instant instant(int column) const { return Instant(std::chrono::milliseconds(integer(column))); }
  Day day(int column) const { return Day(std::chrono::days(integer(column))); }

 private:
  friend class Database;
  explicit Statement(Cursor& cursor) : cursor_(&cursor) {}

  template <std::integral Integer>
  void bind(int at, Integer value) {
    if (!std::in_range<std::int64_t>(value)) throw std::logic_error("an integer beyond 63 bits");
    cursor_->bind_integer(at, static_cast<std::int64_t>(value));
  }
  void bind(int at, std::string_view text) { cursor_->bind_text(at, text); }
  void bind(int at, double number) { cursor_->bind_real(at, number); }
  void bind(int at, ByteView bytes) { cursor_->bind_bytes(at, bytes); }
  void bind(int at, std::nullopt_t) { cursor_->bind_null(at, Kind::unknown); }
  void bind(int at, Instant instant) { bind(at, instant.time_since_epoch().count()); }
  void bind(int at, Day day) { bind(at, day.time_since_epoch().count()); }
  template <class Bound>
  void bind(int at, const std::optional<Bound>& value) {
    value ? bind(at, *value) : cursor_->bind_null(at, kind_of<Bound>());
  }
  // What a NULL would be: an engine may have to know it.
  template <class Bound>
  static constexpr Kind kind_of() {
    if constexpr (std::integral<Bound> || std::same_as<Bound, Instant> || std::same_as<Bound, Day>)
      return Kind::integer;
    else if constexpr (std::floating_point<Bound>)
      return Kind::real;
    else if constexpr (std::convertible_to<const Bound&, std::string_view>)
      return Kind::text;
    else
      return Kind::bytes;
  }
  void require_parameters(std::size_t count) const;

  Cursor* cursor_;
};

// One connection, for one thread at a time. Throws SystemFailure: `registry_busy`,
// `disk_write_failed`, `registry_damaged`, `registry_unreadable`, `registry_refused`,
// `write_denied`, and of a server those of postgres/failures.h; each with args reason.
class Database {
 public:
  explicit Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

  // Statements are prepared once. The values fill ?1, ?2 … in order, all of them.
  template <class... Values>
  Statement query(std::string_view sql, const Values&... values) {
    return filled(connection_->prepare(sql), values...);
  }
  // Of which more rows may be expected than memory holds; a server sends them in portions while a
  // transaction or a snapshot lasts.
  template <class... Values>
  Statement walk(std::string_view sql, const Values&... values) {
    return filled(connection_->prepare_walk(sql), values...);
  }
  Statement query_list(std::string_view sql, std::span<const Value> values);
  template <class... Values>
  void run(std::string_view sql, const Values&... values) {
    lent(connection_->prepare(sql), values...).step();
  }
  // As run(), of many in a row: see Connection::send.
  template <class... Values>
  void send(std::string_view sql, const Values&... values) {
    Statement statement = lent(connection_->prepare(sql), values...);
    connection_->send(*std::exchange(statement.cursor_, nullptr));
  }
  // See Connection::pour.
  std::unique_ptr<Inflow> pour(std::string_view table, const std::vector<std::string>& columns) {
    return connection_->pour(table, columns);
  }
  // How many rows it changed.
  template <class... Values>
  std::int64_t change(std::string_view sql, const Values&... values) {
    Statement statement = lent(connection_->prepare(sql), values...);
    statement.step();
    return connection_->changed_rows();
  }
  // Inserts one row and answers the number that its `id` got.
  template <class... Values>
  std::int64_t insert(std::string_view sql, const Values&... values) {
    Statement statement = lent(connection_->prepare_insert(sql), values...);
    return statement.cursor_->insert();
  }
  template <class... Values>
  bool exists(std::string_view sql, const Values&... values) {
    return lent(connection_->prepare(sql), values...).step();
  }
  // REQUIRES a query that answers one row.
  template <class... Values>
  std::int64_t number(std::string_view sql, const Values&... values) {
    Statement statement = lent(connection_->prepare(sql), values...);
    statement.step();
    return statement.integer(0);
  }
  void run_script(std::string_view sql) { connection_->run_script(sql); }

  bool in_transaction() const { return connection_->in_transaction(); }
  // Another once a write transaction has begun or a part of one was undone: what was read before
  // need not be there any more.
  std::uint64_t moment() const { return moment_; }
  // Whether parts share the whole's way back: PartsAsOne.
  bool parts_are_one() const { return parts_are_one_; }
  // In a transaction that has written, or may.
  bool is_writing() const { return connection_->is_writing(); }
  // Another after every commit through another connection.
  std::int64_t change_counter() { return connection_->change_counter(); }
  // A connection beside this one that reads alone; none where it would see another moment.
  std::unique_ptr<Database> beside() const;
  Connection& connection() { return *connection_; }

 private:
  template <class... Values>
  static Statement filled(Cursor& cursor, const Values&... values) {
    Statement statement(cursor);
    statement.require_parameters(sizeof...(values));
    int at = 0;
    (statement.bind(++at, values), ...);
    return statement;
  }
  // Where the values outlive the statement.
  template <class... Values>
  static Statement lent(Cursor& cursor, const Values&... values) {
    cursor.borrow();
    return filled(cursor, values...);
  }

  friend class PartsAsOne;
  friend class Transaction;
  std::unique_ptr<Connection> connection_;
  std::uint64_t moment_ = 0;
  bool parts_are_one_ = false;
  bool part_was_undone_ = false;  // of those, one that had changed something
};

// While it lives, parts of a transaction have no way back of their own: each costs a copy of every
// page that it changes. Where one of them is undone after all, the whole is to be. Without effect
// where the engine does not count what it changes.
class PartsAsOne {
 public:
  explicit PartsAsOne(Database& database) : database_(database) {
    database_.parts_are_one_ = database.connection().changes_so_far().has_value();
    database_.part_was_undone_ = false;
  }
  ~PartsAsOne() { database_.parts_are_one_ = false; }
  PartsAsOne(const PartsAsOne&) = delete;
  bool must_be_undone() const { return database_.part_was_undone_; }
  static void undone(Database& database) noexcept { database.part_was_undone_ = true; }

 private:
  Database& database_;
};

// A write transaction: whoever writes does so alone until it ends, on any machine. Inside another,
// a part of it that can be undone alone. Rolled back unless committed.
class Transaction {
 public:
  explicit Transaction(Database& database);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();
  void undo() noexcept;  // what was done in it is gone; it is over

 private:
  enum class Kind { whole, part, part_of_one };

  Database& database_;
  Connection& connection_;
  Kind kind_;
  std::int64_t changes_before_ = 0;  // of a part_of_one
  bool open_ = true;
};

// Several reads of one moment. Inside a transaction it is that transaction.
class Snapshot {
 public:
  explicit Snapshot(Database& database);
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;
  ~Snapshot();

 private:
  Connection& connection_;
  bool own_;
};

// Empty text is stored as NULL where a column refers to something or is unique.
inline std::optional<std::string_view> null_if_empty(std::string_view text) {
  if (text.empty()) return std::nullopt;
  return text;
}

// A value that this program wrote and must be able to read. Throws SystemFailure
// `registry_damaged`.
template <class Read>
Read trusted(Result<Read> read) {
  if (read) return std::move(*read);
  throw SystemFailure({.code = "registry_damaged", .args = {{"reason", read.error().code}}});
}

}  // namespace temgoc::sql
