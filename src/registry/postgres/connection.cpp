// Connects, keeps what was prepared, and begins and ends transactions.
#include "registry/postgres/connection.h"

#include <libpq-fe.h>

#include <cstdlib>
#include <functional>
#include <new>
#include <stdexcept>
#include <utility>

#include "registry/postgres/cursor.h"
#include "registry/postgres/dialect.h"
#include "registry/postgres/failures.h"

namespace temgoc::postgres {

namespace {

// A writer that hangs would keep all others waiting, so the server ends what is idle for a minute.
// A lot that was acknowledged is on the server's disk, whatever the server's own setting.
constexpr const char* kSession =
    "SET standard_conforming_strings = on; SET lock_timeout = '5s'; "
    "SET idle_in_transaction_session_timeout = '60s'; "
    "SELECT set_config('synchronous_commit', 'on', false) "
    "WHERE current_setting('synchronous_commit') IN ('off', 'local')";
constexpr const char* kReadOnly = "SET default_transaction_read_only = on";
constexpr const char* kBeginRead = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
// The moment of each statement is its own, so what follows the lock sees all that came before it.
constexpr const char* kBeginWrite =
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT lock_writers()";

bool only_reads(const std::string& sql) {
  return sql.starts_with("SELECT") || sql.starts_with("WITH");
}

}  // namespace

void ResultEnd::operator()(pg_result* result) const { PQclear(result); }

ServerConnection::ServerConnection(Location location, sql::Access access)
    : location_(std::move(location)), access_(access) {
  try {
    connect();
  } catch (...) {
    PQfinish(std::exchange(handle_, nullptr));
    throw;
  }
}

ServerConnection::~ServerConnection() {
  cursors_.clear();
  PQfinish(handle_);
}

void ServerConnection::connect() {
  std::vector<const char*> names, values;
  for (const auto& [name, value] : location_.parameters()) {
    names.push_back(name.c_str());
    values.push_back(value.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  PQfinish(std::exchange(handle_, nullptr));
  handle_ = PQconnectdbParams(names.data(), values.data(), 1);
  if (!handle_) throw std::bad_alloc();
  if (PQstatus(handle_) != CONNECTION_OK)
    throw SystemFailure(connect_error(PQerrorMessage(handle_), location_.url()));
  PQsetNoticeProcessor(
      handle_, [](void*, const char*) {}, nullptr);
  require_verified();
  ++session_;
  ask(kSession);
  if (access_ == sql::Access::read_only) ask(kReadOnly);
}

// The host may stand in a service file, which nobody looked into before.
void ServerConnection::require_verified() const {
  if (is_this_machine(PQhost(handle_))) return;
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> used(PQconninfo(handle_),
                                                                            PQconninfoFree);
  for (const PQconninfoOption* each = used.get(); each && each->keyword; ++each)
    if (std::string_view(each->keyword) == "sslmode" && each->val && verifies(each->val)) return;
  throw SystemFailure({.code = "registry_tls_unverified",
                       .value = location_.url(),
                       .args = {{"reason", "sslmode"}}});
}

// The server may have closed an idle connection. Within a transaction that is a failure; else
// nothing is lost.
void ServerConnection::be_ready() {
  if (in_transaction()) return;
  if (PQstatus(handle_) == CONNECTION_OK) PQconsumeInput(handle_);
  if (PQstatus(handle_) != CONNECTION_OK) connect();
}

Answer ServerConnection::checked(pg_result* result) {
  Answer answer(result);
  const ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
    const char* rows = PQcmdTuples(result);
    changed_rows_ = *rows ? std::atoll(rows) : 0;
    return answer;
  }
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  fail(state ? state : "", PQerrorMessage(handle_), location_.url());
}

Answer ServerConnection::ask(const std::string& sql) {
  return checked(PQexec(handle_, sql.c_str()));
}

void ServerConnection::run_script(std::string_view sql) {
  be_ready();
  ask(std::string(sql));
}

const std::string& ServerConnection::name_of(Prepared& prepared, const Values& values) {
  if (prepared.of_session != session_) prepared.names.clear();
  prepared.of_session = session_;
  std::string& name = prepared.names[values.types];
  if (!name.empty()) return name;
  const std::string fresh = new_name('s');
  checked(PQprepare(handle_, fresh.c_str(), prepared.sql.c_str(),
                    static_cast<int>(values.types.size()), values.types.data()));
  return name = fresh;
}

Answer ServerConnection::run(Prepared& prepared, const Values& values) {
  be_ready();
  const auto once = [&] {
    const std::string& name = name_of(prepared, values);
    return checked(PQexecPrepared(handle_, name.c_str(), static_cast<int>(values.types.size()),
                                  values.data.data(), values.lengths.data(), values.formats.data(),
                                  0));
  };
  try {
    return once();
  } catch (const SystemFailure&) {
    // A server that went away while nothing was under way: a question is asked once more.
    if (in_transaction() || PQstatus(handle_) == CONNECTION_OK || !only_reads(prepared.sql)) throw;
    connect();
    return once();
  }
}

Answer ServerConnection::declare(const Prepared& prepared, const Values& values,
                                 const std::string& portal) {
  const std::string sql = "DECLARE " + portal + " NO SCROLL CURSOR FOR " + prepared.sql;
  return checked(PQexecParams(handle_, sql.c_str(), static_cast<int>(values.types.size()),
                              values.types.data(), values.data.data(), values.lengths.data(),
                              values.formats.data(), 0));
}

sql::Cursor& ServerConnection::prepare(std::string_view sql) {
  return prepare_as(sql, Form::plain);
}
sql::Cursor& ServerConnection::prepare_walk(std::string_view sql) {
  return prepare_as(sql, Form::walk);
}
sql::Cursor& ServerConnection::prepare_insert(std::string_view sql) {
  return prepare_as(sql, Form::insert);
}

sql::Cursor& ServerConnection::prepare_as(std::string_view sql, Form form) {
  std::string key(form == Form::insert ? "i" : "s");
  key += sql;
  std::unique_ptr<Prepared>& prepared = prepared_[key];
  if (!prepared) {
    Translated text = translated(sql);
    if (form == Form::insert) text.sql += " RETURNING id";
    prepared = std::make_unique<Prepared>(
        Prepared{std::string(sql), std::move(text.sql), text.parameters});
  }
  if (form == Form::walk) return *new ServerCursor(*this, *prepared, ServerCursor::Use::walk);
  std::unique_ptr<ServerCursor>& cursor = cursors_[key];
  if (!cursor) cursor = std::make_unique<ServerCursor>(*this, *prepared, ServerCursor::Use::kept);
  // One that is at work already is not disturbed: the other deletes itself when it is released.
  if (!cursor->take()) return *new ServerCursor(*this, *prepared, ServerCursor::Use::once);
  return *cursor;
}

void ServerConnection::begin_write() {
  if (access_ == sql::Access::read_only)
    throw SystemFailure({.code = "registry_read_only",
                         .value = location_.url(),
                         .args = {{"reason", "opened to read alone"}}});
  be_ready();
  under_way_ = Work::writing;
  try {
    ask(kBeginWrite);
  } catch (...) {
    PQclear(PQexec(handle_, "ROLLBACK"));
    under_way_ = Work::none;
    throw;
  }
}

void ServerConnection::begin_read() {
  be_ready();
  ask(kBeginRead);
  under_way_ = Work::reading;
}

void ServerConnection::commit() {
  const Answer answer = ask("COMMIT");
  under_way_ = Work::none;
  // The server rolls back, and calls it no failure, what an error stood in.
  if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT")
    throw std::logic_error("a transaction was committed after a statement in it had failed");
}

void ServerConnection::roll_back() {
  under_way_ = Work::none;
  ask("ROLLBACK");
}

// Two snapshots of the server are the same exactly where the same transactions are over.
std::int64_t ServerConnection::change_counter() {
  be_ready();
  const Answer answer = ask("SELECT pg_current_snapshot()");
  const std::string_view moment = PQgetvalue(answer.get(), 0, 0);
  return static_cast<std::int64_t>(std::hash<std::string_view>{}(moment) >> 1);
}

}  // namespace temgoc::postgres
