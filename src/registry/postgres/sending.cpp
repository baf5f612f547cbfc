// Many statements on their way at once, and many rows as one stream: libpq's pipeline mode and
// COPY.
#include <libpq-fe.h>

#include <charconv>
#include <exception>
#include <utility>

#include "registry/postgres/connection.h"
#include "registry/postgres/cursor.h"
#include "registry/postgres/failures.h"
#include "temgoc/base/bytes.h"

namespace temgoc::postgres {

namespace {

// What came of them is kept by the server until it is asked for.
constexpr int kMostSent = 500;
constexpr std::size_t kStreamPart = 64 << 10;

// https://www.postgresql.org/docs/15/sql-copy.html, text format.
void add_escaped(std::string& line, std::string_view text) {
  for (const char each : text) {
    if (each == '\\')
      line += "\\\\";
    else if (each == '\n')
      line += "\\n";
    else if (each == '\r')
      line += "\\r";
    else if (each == '\t')
      line += "\\t";
    else
      line += each;
  }
}

struct CellText {
  std::string& line;
  void operator()(std::monostate) const { line += "\\N"; }
  void operator()(std::int64_t value) const { line += std::to_string(value); }
  void operator()(double value) const {
    char text[32];
    line.append(text, std::to_chars(text, text + sizeof text, value).ptr);
  }
  void operator()(const std::string& text) const { add_escaped(line, text); }
  void operator()(const Bytes& bytes) const { (line += "\\\\x") += to_hex(bytes); }
};

class ServerInflow final : public sql::Inflow {
 public:
  ServerInflow(pg_conn* handle, std::string place) : handle_(handle), place_(std::move(place)) {}
  ~ServerInflow() override {
    if (finished_) return;
    // One that cannot be ended is ended by what is asked next.
    if (PQputCopyEnd(handle_, "not finished") != 1) return;
    while (pg_result* result = PQgetResult(handle_)) PQclear(result);
  }

  void add(const std::vector<sql::Cell>& row) override {
    bool first = true;
    for (const sql::Cell& each : row) {
      if (!std::exchange(first, false)) waiting_ += '\t';
      std::visit(CellText{waiting_}, each);
    }
    waiting_ += '\n';
    if (waiting_.size() >= kStreamPart) put();
  }

  void finish() override {
    put();
    finished_ = true;
    if (PQputCopyEnd(handle_, nullptr) != 1) fail("", PQerrorMessage(handle_), place_);
    std::string state, reason;
    bool failed = false;
    while (pg_result* result = PQgetResult(handle_)) {
      const Answer answer(result);
      if (PQresultStatus(result) == PGRES_COMMAND_OK || failed) continue;
      failed = true;
      const char* said = PQresultErrorField(result, PG_DIAG_SQLSTATE);
      state = said ? said : "";
      reason = PQresultErrorMessage(result);
    }
    if (failed) fail(state, reason, place_);
  }

 private:
  void put() {
    if (waiting_.empty()) return;
    if (PQputCopyData(handle_, waiting_.data(), static_cast<int>(waiting_.size())) != 1)
      fail("", PQerrorMessage(handle_), place_);
    waiting_.clear();
  }

  pg_conn* handle_;
  std::string place_;
  std::string waiting_;
  bool finished_ = false;
};

}  // namespace

void ServerConnection::send(sql::Cursor& cursor) {
  struct Done {
    sql::Cursor& cursor;
    ~Done() { cursor.release(); }
  } const done{cursor};
  static_cast<ServerCursor&>(cursor).send();
}

void ServerConnection::send_now(Prepared& prepared, const Values& values) {
  if (!is_writing()) {
    run(prepared, values);
    return;
  }
  if (sent_ >= kMostSent) settle_sent();
  const int count = static_cast<int>(values.types.size());
  // A name is asked for outside of the pipeline: it is needed once.
  const std::string* name = pooled_ ? nullptr : &name_of(prepared, values);
  if (PQpipelineStatus(handle_) == PQ_PIPELINE_OFF) PQenterPipelineMode(handle_);
  const int done =
      name ? PQsendQueryPrepared(handle_, name->c_str(), count, values.data.data(),
                                 values.lengths.data(), values.formats.data(), 0)
           : PQsendQueryParams(handle_, prepared.sql.c_str(), count, values.types.data(),
                               values.data.data(), values.lengths.data(), values.formats.data(), 0);
  if (done != 1) fail("", PQerrorMessage(handle_), location_.url());
  ++sent_;
}

void ServerConnection::settle_sent() {
  if (owed_) std::rethrow_exception(std::exchange(owed_, nullptr));
  if (PQpipelineStatus(handle_) == PQ_PIPELINE_OFF) return;
  sent_ = 0;
  if (PQpipelineSync(handle_) != 1) fail("", PQerrorMessage(handle_), location_.url());
  std::string state, reason;
  bool failed = false;
  while (true) {
    const Answer answer(PQgetResult(handle_));
    if (!answer) {  // between two statements, and for ever once the server is gone
      if (PQstatus(handle_) != CONNECTION_OK) break;
      continue;
    }
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status == PGRES_PIPELINE_SYNC) break;
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || failed) continue;
    failed = true;
    const char* said = PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE);
    state = said ? said : "";
    reason = PQresultErrorMessage(answer.get());
  }
  PQexitPipelineMode(handle_);
  if (PQstatus(handle_) != CONNECTION_OK) fail("", PQerrorMessage(handle_), location_.url());
  if (failed) fail(state, reason, location_.url());
}

void ServerConnection::forget_sent() noexcept {
  owed_ = nullptr;
  try {
    settle_sent();
  } catch (...) {
    // What it would tell is why it is forgotten.
  }
}

std::unique_ptr<sql::Inflow> ServerConnection::pour(std::string_view table,
                                                    const std::vector<std::string>& columns) {
  settle_sent();
  std::string sql = "COPY \"" + std::string(table) + "\" (";
  for (const std::string& each : columns) {
    if (&each != &columns.front()) sql += ", ";
    sql += '"' + each + '"';
  }
  const Answer answer(PQexec(handle_, (sql + ") FROM STDIN").c_str()));
  if (PQresultStatus(answer.get()) != PGRES_COPY_IN) {
    const char* state = PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE);
    fail(state ? state : "", PQerrorMessage(handle_), location_.url());
  }
  return std::make_unique<ServerInflow>(handle_, location_.url());
}

}  // namespace temgoc::postgres
