// Connects, keeps what was prepared, and begins and ends transactions.
#include "registry/postgres/connection.h"

#include <libpq-fe.h>
#include <poll.h>

#include <chrono>
#include <cstdlib>
#include <functional>
#include <new>
#include <random>
#include <stdexcept>
#include <thread>
#include <utility>

#include "registry/database.h"
#include "registry/postgres/cursor.h"
#include "registry/postgres/dialect.h"
#include "registry/postgres/failures.h"

namespace temgoc::postgres {

namespace {

// Of the session, where it is this connection's alone.
constexpr const char* kReadOnly = "SET default_transaction_read_only = on";
// A writer that hangs would keep all others waiting, so the server ends what is idle for a minute.
constexpr const char* kPatience =
    "SET LOCAL lock_timeout = '5s'; SET LOCAL idle_in_transaction_session_timeout = '60s'; ";
// Who only reads is in nobody's way, and may have to look elsewhere in between.
constexpr const char* kBeginRead =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; "
    "SET LOCAL idle_in_transaction_session_timeout = '1h'";
// The moment of each statement is its own, so what follows the lock sees all that came before it.
// A lot that was acknowledged is on the server's disk, whatever the server's own setting, and on
// that of a replica where the server waits for one.
constexpr const char* kBeginWrite =
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; "
    "SELECT set_config('synchronous_commit', 'on', true) "
    "WHERE current_setting('synchronous_commit') IN ('off', 'local', 'remote_write'); ";
constexpr const char* kLock =
    "SELECT lock_writers(); SELECT current_setting('synchronous_standby_names')";

constexpr std::string_view kNoSuchStatement = "26000";

// For how long a commit waits for a replica before nobody is told that it counts.
constexpr std::chrono::seconds kReplicaPatience{15};

// What another stood in the way of is begun again, a little later each time.
constexpr int kMostTries = 4;
void wait_before_try(int tried) {
  static thread_local std::minstd_rand dice{std::random_device{}()};
  const int most = 20 << tried;
  std::this_thread::sleep_for(
      std::chrono::milliseconds(most / 2 + static_cast<int>(dice() % static_cast<unsigned>(most))));
}

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
  PQsetNoticeReceiver(
      handle_,
      [](void* self, const pg_result* notice) {
        const char* kind = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
        if (kind && std::string_view(kind) == "WARNING")
          static_cast<ServerConnection*>(self)->warned_ = true;
      },
      this);
  require_verified();
  ++session_;
  // A pool names a process of its own making, for the server's changes with each transaction.
  const Answer process = ask("SELECT pg_backend_pid()");
  pooled_ = std::to_string(PQbackendPID(handle_)) != PQgetvalue(process.get(), 0, 0);
  if (access_ == sql::Access::read_only && !pooled_) ask(kReadOnly);
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
  // What was prepared is gone with its session; the next statement is prepared anew.
  if (state && std::string_view(state) == kNoSuchStatement) ++session_;
  fail(state ? state : "", PQerrorMessage(handle_), location_.url());
}

Answer ServerConnection::ask(const std::string& sql) {
  settle_sent();
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
  settle_sent();
  const std::string fresh = new_name('s');
  checked(PQprepare(handle_, fresh.c_str(), prepared.sql.c_str(),
                    static_cast<int>(values.types.size()), values.types.data()));
  return name = fresh;
}

Answer ServerConnection::run_once(Prepared& prepared, const Values& values) {
  settle_sent();
  const int count = static_cast<int>(values.types.size());
  if (pooled_)
    return checked(PQexecParams(handle_, prepared.sql.c_str(), count, values.types.data(),
                                values.data.data(), values.lengths.data(), values.formats.data(),
                                0));
  const std::string& name = name_of(prepared, values);
  return checked(PQexecPrepared(handle_, name.c_str(), count, values.data.data(),
                                values.lengths.data(), values.formats.data(), 0));
}

// What is asked alone is asked again where the server went away, or where a replica had to give it
// up for what came from its primary. What writes alone is a transaction of its own.
Answer ServerConnection::run(Prepared& prepared, const Values& values) {
  be_ready();
  if (in_transaction()) return run_once(prepared, values);
  if (!only_reads(prepared.sql)) return run_alone(prepared, values);
  for (int tried = 0;; ++tried) {
    try {
      return run_once(prepared, values);
    } catch (const sql::ConflictFailure&) {
      if (tried == kMostTries) throw;
      wait_before_try(tried);
    } catch (const SystemFailure&) {
      if (tried > 0 || PQstatus(handle_) == CONNECTION_OK) throw;
      connect();
    }
  }
}

Answer ServerConnection::run_alone(Prepared& prepared, const Values& values) {
  begin_write();
  try {
    Answer answer = run_once(prepared, values);
    const std::int64_t changed = changed_rows_;
    commit();
    changed_rows_ = changed;
    return answer;
  } catch (...) {
    if (in_transaction()) end_failed();
    throw;
  }
}

Answer ServerConnection::declare(const Prepared& prepared, const Values& values,
                                 const std::string& portal) {
  settle_sent();
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
  for (int tried = 0;; ++tried) {
    be_ready();
    under_way_ = Work::writing;
    try {
      const Answer standbys = ask(std::string(kBeginWrite) + kPatience + kLock);
      if (location_.on_replica() && PQgetlength(standbys.get(), 0, 0) == 0)
        throw SystemFailure({.code = "registry_no_replica", .value = location_.url()});
      return;
    } catch (const sql::ConflictFailure&) {
      end_failed();
      if (tried == kMostTries) throw;
      wait_before_try(tried);
    } catch (...) {
      end_failed();
      throw;
    }
  }
}

void ServerConnection::end_failed() {
  owed_ = nullptr;
  PQclear(PQexec(handle_, "ROLLBACK"));
  under_way_ = Work::none;
}

void ServerConnection::begin_read() {
  be_ready();
  ask(kBeginRead);
  under_way_ = Work::reading;
}

// The server waits for its replica without end. Who asked for one is told when none came, and that
// what it came to is on the primary.
Answer ServerConnection::commit_on_replica() {
  settle_sent();
  warned_ = false;
  if (PQsendQuery(handle_, "COMMIT") != 1) fail("", PQerrorMessage(handle_), location_.url());
  const auto until = std::chrono::steady_clock::now() + kReplicaPatience;
  bool cancelled = false;
  while (PQconsumeInput(handle_) == 1 && PQisBusy(handle_) != 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    // Again each second: one that did not arrive must not leave the caller waiting without end.
    if (left.count() <= 0) {
      cancelled = true;
      char reason[256];
      const std::unique_ptr<PGcancel, void (*)(PGcancel*)> cancel(PQgetCancel(handle_),
                                                                  PQfreeCancel);
      if (cancel) PQcancel(cancel.get(), reason, sizeof reason);
    }
    pollfd socket{PQsocket(handle_), POLLIN, 0};
    ::poll(&socket, 1, cancelled ? 1000 : static_cast<int>(left.count()));
  }
  Answer answer = checked(PQgetResult(handle_));
  while (pg_result* more = PQgetResult(handle_)) PQclear(more);
  if (cancelled || warned_) {
    under_way_ = Work::none;
    throw SystemFailure({.code = "registry_not_replicated", .value = location_.url()});
  }
  return answer;
}

// What only read is over in any case, also where the server went away: the next thing asked finds
// another session.
Answer ServerConnection::end_reading() {
  owed_ = nullptr;
  try {
    return ask("COMMIT");
  } catch (...) {
    end_failed();
    throw;
  }
}

void ServerConnection::commit() {
  const Answer answer = !is_writing()            ? end_reading()
                        : location_.on_replica() ? commit_on_replica()
                                                 : ask("COMMIT");
  under_way_ = Work::none;
  // The server rolls back, and calls it no failure, what an error stood in.
  if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT")
    throw std::logic_error("a transaction was committed after a statement in it had failed");
}

void ServerConnection::roll_back() {
  under_way_ = Work::none;
  forget_sent();
  ask("ROLLBACK");
}

void ServerConnection::roll_back_part() {
  forget_sent();
  run_script("ROLLBACK TO part; RELEASE part");
}

bool ServerConnection::is_replica() {
  be_ready();
  // The server tells it of itself, and tells when it is promoted. Behind a pool it must be asked.
  const char* said = pooled_ ? nullptr : PQparameterStatus(handle_, "in_hot_standby");
  if (said) return std::string_view(said) == "on";
  return *PQgetvalue(ask("SELECT pg_is_in_recovery()").get(), 0, 0) == 't';
}

std::int64_t ServerConnection::number_of(const std::string& sql) {
  be_ready();
  return std::atoll(PQgetvalue(ask(sql).get(), 0, 0));
}

std::int64_t ServerConnection::position() {
  return number_of(
      "SELECT coalesce(pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN "
      "pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END, '0/0')::bigint, 0)");
}

std::int64_t ServerConnection::replayed_at() {
  return number_of(
      "SELECT coalesce((extract(epoch FROM pg_last_xact_replay_timestamp()) * 1000)::bigint, 0)");
}

// Two snapshots of the server are the same exactly where the same transactions are over. A replica
// does not know which are under way beyond its oldest, so how far it has come is a part of it.
std::int64_t ServerConnection::change_counter() {
  be_ready();
  const Answer answer =
      ask("SELECT pg_current_snapshot()::text || CASE WHEN pg_is_in_recovery() THEN ' ' || "
          "coalesce(pg_last_wal_replay_lsn()::text, '') ELSE '' END");
  const std::string_view moment = PQgetvalue(answer.get(), 0, 0);
  return static_cast<std::int64_t>(std::hash<std::string_view>{}(moment) >> 1);
}

}  // namespace temgoc::postgres
