// PostgreSQL: one connection to a server's registry.
#pragma once

#include <exception>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "registry/connection.h"
#include "registry/postgres/location.h"

struct pg_conn;
struct pg_result;

namespace temgoc::postgres {

struct ResultEnd {
  void operator()(pg_result* result) const;
};
using Answer = std::unique_ptr<pg_result, ResultEnd>;

class ServerCursor;

// A statement of the books, translated once, and its names on the server by the types of its
// values.
struct Prepared {
  std::string asked, sql;
  std::size_t parameters = 0;
  std::map<std::vector<unsigned>, std::string> names = {};
  unsigned of_session = 0;
};

// Whoever writes does so alone: begin_write takes an advisory lock of the registry, so numbers and
// log positions follow one another without a gap from however many machines. A connection that the
// server closed is made again when nothing is under way. Behind a pool of connections, which may
// give each transaction another session, nothing is kept in the session: settings are of the
// transaction, statements have no names.
class ServerConnection final : public sql::Connection {
 public:
  // Throws SystemFailure, those of failures.h.
  ServerConnection(Location location, sql::Access access);
  ~ServerConnection() override;

  sql::Cursor& prepare(std::string_view sql) override;
  sql::Cursor& prepare_walk(std::string_view sql) override;
  sql::Cursor& prepare_insert(std::string_view sql) override;
  void send(sql::Cursor& cursor) override;
  std::unique_ptr<sql::Inflow> pour(std::string_view table,
                                    const std::vector<std::string>& columns) override;
  void run_script(std::string_view sql) override;
  std::int64_t changed_rows() const override { return changed_rows_; }
  void begin_write() override;
  void begin_read() override;
  void commit() override;
  void roll_back() override;
  void begin_part() override { run_script("SAVEPOINT part"); }
  void commit_part() override { run_script("RELEASE part"); }
  void roll_back_part() override;
  // What came of the statements before, where it cannot be thrown: the next thing asked throws it,
  // unless the transaction is rolled back first.
  void owe(std::exception_ptr failure) noexcept {
    if (!owed_) owed_ = std::move(failure);
  }
  bool in_transaction() const override { return under_way_ != Work::none; }
  bool is_writing() const override { return under_way_ == Work::writing; }
  // The server's vacuum does both in its own time, and its archive keeps what an operator keeps.
  void overwrite_deleted() override {}
  void forget_pages() override {}
  std::int64_t change_counter() override;
  bool is_replica() override;
  std::int64_t position() override;
  std::int64_t replayed_at() override;
  // What this connection has not committed, and the moment that it sees, is its own.
  std::unique_ptr<sql::Connection> beside() const override { return nullptr; }
  std::vector<sql::SchemaPart> schema() override;
  std::vector<sql::SchemaPart> own_schema() override;
  std::vector<std::string> missing_references() override;
  std::vector<std::string> damage(int) override { return {}; }  // the server's own to find

  const Location& location() const { return location_; }

  // For cursors. The values of one run.
  struct Values {
    std::vector<unsigned> types;
    std::vector<const char*> data;
    std::vector<int> lengths, formats;
  };
  Answer run(Prepared& prepared, const Values& values);
  Answer declare(const Prepared& prepared, const Values& values, const std::string& portal);
  Answer ask(const std::string& sql);
  void send_now(Prepared& prepared, const Values& values);
  bool is_pooled() const { return pooled_; }
  std::string new_name(char kind) { return kind + std::to_string(++names_); }

 private:
  enum class Work { none, reading, writing };
  enum class Form { plain, walk, insert };
  sql::Cursor& prepare_as(std::string_view sql, Form form);
  void connect();
  void be_ready();
  const std::string& name_of(Prepared& prepared, const Values& values);
  Answer checked(pg_result* result);
  Answer run_once(Prepared& prepared, const Values& values);
  Answer run_alone(Prepared& prepared, const Values& values);
  void settle_sent();           // waits for what send() left on its way, and tells what is owed
  void forget_sent() noexcept;  // the same, where what came of it matters no more
  Answer commit_on_replica();
  Answer end_reading();
  void end_failed();
  std::int64_t number_of(const std::string& sql);
  void require_verified() const;

  Location location_;
  sql::Access access_;
  pg_conn* handle_ = nullptr;
  unsigned session_ = 0;  // counts connections made
  unsigned names_ = 0;
  Work under_way_ = Work::none;
  bool pooled_ = false;
  int sent_ = 0;             // statements on their way
  std::exception_ptr owed_;  // a failure that its own caller could not be told
  bool warned_ = false;      // the server said more than its answer
  std::int64_t changed_rows_ = 0;
  std::unordered_map<std::string, std::unique_ptr<Prepared>> prepared_;
  std::unordered_map<std::string, std::unique_ptr<ServerCursor>> cursors_;
};

}  // namespace temgoc::postgres
