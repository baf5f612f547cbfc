// The room SQLite lives in: connections, statements and transactions that cannot leak. Knows
// nothing of lots.
#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>

#include "temgoc/base/bytes.h"
#include "temgoc/base/clock.h"
#include "temgoc/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace temgoc::sqlite {

// A rule of the schema refused the statement; nothing of that statement stands. Code
// `registry_refused`.
struct ConstraintFailure : SystemFailure {
  using SystemFailure::SystemFailure;
};

class Database;

// A value of a question whose number of values is known only when it is asked.
using Value = std::variant<std::int64_t, double, std::string>;

// A running query. Its columns are read between one step() and the next; leaving scope ends it.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  bool step();  // true: a row stands ready
  bool is_null(int column) const;
  bool is_integer(int column) const;
  std::int64_t integer(int column) const;  // throws std::logic_error where the type is another
  // Of a STRICT table's column, whose type is not looked at again; 0 for NULL. For millions of
  // rows.
  std::int64_t strict_integer(int column) const;
  std::string text(int column) const;  // "" for NULL
  Bytes blob(int column) const;
  Instant instant(int column) const { return Instant(std::chrono::milliseconds(integer(column))); }
  Day day(int column) const { return Day(std::chrono::days(integer(column))); }

 private:
  friend class Database;
  Statement(Database& database, sqlite3_stmt* handle, bool* busy);

  template <std::integral Integer>
  void bind(int at, Integer value) {
    if (!std::in_range<std::int64_t>(value)) throw std::logic_error("an integer beyond 63 bits");
    bind_integer(at, static_cast<std::int64_t>(value));
  }
  void bind(int at, std::string_view text);
  void bind(int at, double number);
  void bind(int at, ByteView bytes);
  void bind(int at, std::nullopt_t);
  void bind(int at, Instant instant) { bind_integer(at, instant.time_since_epoch().count()); }
  void bind(int at, Day day) { bind_integer(at, day.time_since_epoch().count()); }
  template <class Value>
  void bind(int at, const std::optional<Value>& value) {
    value ? bind(at, *value) : bind(at, std::nullopt);
  }
  void bind_integer(int at, std::int64_t value);
  void require_parameters(int count) const;
  void require_type(int column, int type) const;
  void check(int result) const;

  Database* database_;
  sqlite3_stmt* handle_;
  bool* busy_;  // of its place in the cache; null: finalised when done
};

// A read-only connection refuses every write and keeps fewer pages: a server has one a thread.
enum class Access { write, read_only };

// One connection, for one thread at a time. WAL, FULL, foreign keys on; waits 5 s for another
// writer. Throws SystemFailure: `registry_busy`, `disk_write_failed`, `registry_damaged`,
// `registry_unreadable`, `registry_refused`, each with args reason.
class Database {
 public:
  explicit Database(const std::filesystem::path& path,
                    Access access = Access::write);  // never creates the file
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // Statements are prepared once. The values fill ?1, ?2 … in order, all of them.
  template <class... Values>
  Statement query(std::string_view sql, const Values&... values) {
    Statement statement = prepare(sql);
    statement.require_parameters(static_cast<int>(sizeof...(values)));
    int at = 0;
    (statement.bind(++at, values), ...);
    return statement;
  }
  Statement query_list(std::string_view sql, std::span<const Value> values);
  template <class... Values>
  void run(std::string_view sql, const Values&... values) {
    query(sql, values...).step();
  }
  template <class... Values>
  bool exists(std::string_view sql, const Values&... values) {
    return query(sql, values...).step();
  }
  // REQUIRES a query that answers one row.
  template <class... Values>
  std::int64_t number(std::string_view sql, const Values&... values) {
    Statement statement = query(sql, values...);
    statement.step();
    return statement.integer(0);
  }
  void run_script(std::string_view sql);  // several statements, not prepared

  std::int64_t last_row_id() const;
  // The count of changes in the header of the file that this connection holds, read from the file
  // itself: a file that was written over is not SQLite's to notice.
  std::uint32_t file_changes() const;
  // All pages as this connection now sees them, into a new file that needs none beside it.
  void copy_to(const std::filesystem::path& path);
  bool in_transaction() const;
  bool is_writing() const;  // in a transaction that has written, or may
  const std::string& path() const { return path_; }

 private:
  friend class Statement;
  struct Prepared {
    sqlite3_stmt* handle = nullptr;
    bool busy = false;
  };
  struct SqlHash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  Statement prepare(std::string_view sql);
  sqlite3_stmt* compile(std::string_view sql);
  void check(int result) const;
  [[noreturn]] void fail(int result) const;

  std::string path_;
  sqlite3* handle_ = nullptr;
  bool is_alone_ = false;  // keeps every other connection out of its file
  std::unordered_map<std::string, Prepared, SqlHash, std::equal_to<>> prepared_;
};

// A write transaction; inside another, a part of it that can be undone alone. Rolled back unless
// committed.
class Transaction {
 public:
  explicit Transaction(Database& database);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Database& database_;
  bool nested_;
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
  Database& database_;
  bool own_;
};

// Empty text is stored as NULL where a column refers to something or is unique.
inline std::optional<std::string_view> null_if_empty(std::string_view text) {
  if (text.empty()) return std::nullopt;
  return text;
}

// A value that this program wrote and must be able to read. Throws SystemFailure
// `registry_damaged`.
template <class Value>
Value trusted(Result<Value> read) {
  if (read) return std::move(*read);
  throw SystemFailure({.code = "registry_damaged", .args = {{"reason", read.error().code}}});
}

}  // namespace temgoc::sqlite
