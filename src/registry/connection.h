// What an engine gives: one connection to where the rows are kept, and its prepared statements. The
// SQL of the books stands once; what an engine says in another way, it answers here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "temgoc/base/bytes.h"

namespace temgoc::sql {

// A read-only connection refuses every write and keeps fewer pages: a server has one a thread.
enum class Access { write, read_only };

enum class Kind { integer, real, text, bytes, unknown };

// A prepared statement with its values and, once it runs, the row that stands ready. Columns count
// from 0, parameters from 1.
class Cursor {
 public:
  virtual ~Cursor() = default;

  virtual std::size_t parameters() const = 0;
  virtual std::string_view sql() const = 0;
  // What is bound until the release stays where it is until then, and need not be copied.
  virtual void borrow() {}
  virtual void bind_integer(int at, std::int64_t value) = 0;
  virtual void bind_real(int at, double value) = 0;
  virtual void bind_text(int at, std::string_view value) = 0;
  virtual void bind_bytes(int at, ByteView value) = 0;
  virtual void bind_null(int at, Kind kind) = 0;

  virtual bool step() = 0;
  virtual std::int64_t insert() = 0;  // of prepare_insert: runs it
  virtual bool is_null(int column) const = 0;
  virtual bool is_integer(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual std::int64_t strict_integer(int column) const = 0;
  virtual std::string text(int column) const = 0;
  virtual Bytes blob(int column) const = 0;

  virtual void release() = 0;  // its user is done with it; it may be gone
};

// Releases a cursor at its end.
class Running {
 public:
  explicit Running(Cursor& cursor) : cursor_(cursor) {}
  ~Running() { cursor_.release(); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  Cursor& operator*() const { return cursor_; }
  Cursor* operator->() const { return &cursor_; }

 private:
  Cursor& cursor_;
};

// What a cell of a new row may hold; nothing: NULL.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string, Bytes>;

// New rows of one table in a row, as many as come: a server takes them as one stream. Whether they
// all stand is told by finish(); without it none of them is promised.
class Inflow {
 public:
  virtual ~Inflow() = default;
  virtual void add(const std::vector<Cell>& row) = 0;  // in the order of the columns
  virtual void finish() = 0;
};

// A table, index, trigger …: what it is, its name, the table that it belongs to, and how it is
// made.
struct SchemaPart {
  std::string kind, name, table, sql;
};

class Connection {
 public:
  virtual ~Connection() = default;
  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  virtual Cursor& prepare(std::string_view sql) = 0;
  virtual Cursor& prepare_walk(std::string_view sql) { return prepare(sql); }
  virtual Cursor& prepare_insert(std::string_view sql) { return prepare(sql); }
  // Runs what was prepared, whose rows nobody reads; its user is done with it. Within a write
  // transaction it may be on its way yet when this returns: a failure is then told by what comes
  // next, the commit at the latest.
  virtual void send(Cursor& cursor);
  // REQUIRES a write transaction, in which nothing else is asked until finish().
  virtual std::unique_ptr<Inflow> pour(std::string_view table,
                                       const std::vector<std::string>& columns);
  virtual void run_script(std::string_view sql) = 0;  // several statements, not prepared
  virtual std::int64_t changed_rows() const = 0;      // by the last statement
  // How many rows were changed through this connection, what was undone included; none where the
  // engine does not count.
  virtual std::optional<std::int64_t> changes_so_far() const { return std::nullopt; }

  virtual void begin_write() = 0;  // waits for other writers, 5 s
  virtual void begin_read() = 0;
  virtual void commit() = 0;
  virtual void roll_back() = 0;
  virtual void begin_part() = 0;
  virtual void commit_part() = 0;
  virtual void roll_back_part() = 0;  // and ends it
  virtual bool in_transaction() const = 0;
  virtual bool is_writing() const = 0;

  // From now on what is deleted is overwritten, where the engine can; and what was is in no file
  // beside the rows any more.
  virtual void overwrite_deleted() = 0;
  virtual void forget_pages() = 0;

  virtual std::int64_t change_counter() = 0;
  // A copy that follows the place where rows are written, and may lack the newest.
  virtual bool is_replica() { return false; }
  // How far what is committed there has come: of a replica at least what its primary said before it
  // was asked, once it knows all of that. 0: there is one place alone.
  virtual std::int64_t position() { return 0; }
  // The commit that a replica replayed last, in milliseconds of its primary's clock; 0: none.
  virtual std::int64_t replayed_at() { return 0; }
  virtual std::unique_ptr<Connection> beside() const = 0;  // null: none

  // For an auditor.
  virtual std::vector<SchemaPart> schema() = 0;
  virtual std::vector<SchemaPart> own_schema() = 0;           // as this program makes it
  virtual std::vector<std::string> missing_references() = 0;  // "lot → product"
  virtual std::vector<std::string> damage(int most) = 0;
};

}  // namespace temgoc::sql
