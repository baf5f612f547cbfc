// Wraps SQLite's connections and statements, and turns its failures into error codes.
#include "registry/sqlite/connection.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <utility>

#include "registry/database.h"
#include "registry/sqlite/open_file.h"
#include "temgoc/base/failures.h"

namespace temgoc::sqlite {

namespace {

constexpr int kBusyTimeoutMs = 5000;
// https://www.sqlite.org/fileformat2.html, section 1.3.7.
constexpr sqlite3_int64 kChangesAt = 24;

const char* failure_code(int result) {
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "registry_busy";
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return "disk_write_failed";
    case SQLITE_READONLY:
      return "write_denied";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return "registry_damaged";
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return "registry_unreadable";
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
      return "registry_refused";
    default:
      return nullptr;
  }
}

// SQLite's count of its memory is one lock for all threads, taken at every allocation; nobody asks
// for it. REQUIRES: before its first use, so the answer is not looked at: later it changes nothing.
void leave_memory_uncounted() {
  static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(done);
}

constexpr const char* kSettings =
    "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;"
    "PRAGMA cell_size_check = ON; PRAGMA cache_size = -8000; PRAGMA schema_version;";
constexpr const char* kReadOnly = "PRAGMA query_only = ON; PRAGMA cache_size = -2000;";

// SHA-256 of a text, which a schema step asks for; NULL of NULL.
void answer_sha256(sqlite3_context* context, int, sqlite3_value** values) {
  if (sqlite3_value_type(values[0]) == SQLITE_NULL) return sqlite3_result_null(context);
  const auto* text = sqlite3_value_text(values[0]);
  if (!text) return sqlite3_result_error_nomem(context);
  const Digest digest = sha256({text, static_cast<std::size_t>(sqlite3_value_bytes(values[0]))});
  sqlite3_result_blob(context, digest.data(), static_cast<int>(digest.size()), SQLITE_TRANSIENT);
}

// A connection that has read the file once, so that what it needs beside it is there.
int connect(const std::string& path, int mode, const std::string& settings, sqlite3** handle) {
  const int opened = sqlite3_open_v2(path.c_str(), handle, mode | SQLITE_OPEN_NOMUTEX, nullptr);
  if (opened != SQLITE_OK) return opened;
  sqlite3_extended_result_codes(*handle, 1);
  sqlite3_busy_timeout(*handle, kBusyTimeoutMs);
  sqlite3_create_function_v2(*handle, "sha256", 1,
                             SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr,
                             answer_sha256, nullptr, nullptr, nullptr);
  return sqlite3_exec(*handle, settings.c_str(), nullptr, nullptr, nullptr);
}

// Why a connection of this thread is alone with its file, by the file's path. It keeps every other
// connection out, this thread's too, so what these are told as "busy" has this cause.
thread_local std::map<std::string, Error> alone_because;

// Whether the disk refused what connections share beside the file.
bool lacks_room(int result) {
  const int kind = result & 0xff;
  return kind == SQLITE_FULL || kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN;
}

}  // namespace

FileCursor::FileCursor(FileConnection& connection, std::string_view sql, bool kept)
    : connection_(connection), kept_(kept) {
  check(sqlite3_prepare_v3(connection.handle_, sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &handle_, nullptr));
}

FileCursor::~FileCursor() { sqlite3_finalize(handle_); }

void FileCursor::release() {
  if (!kept_) {
    delete this;
    return;
  }
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
  busy_ = false;
  borrows_ = false;
}

bool FileCursor::step() {
  const int result = sqlite3_step(handle_);
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  connection_.fail(result);
}

std::int64_t FileCursor::insert() {
  step();
  return sqlite3_last_insert_rowid(connection_.handle_);
}

bool FileCursor::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

bool FileCursor::is_integer(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_INTEGER;
}

void FileCursor::require_type(int column, int type) const {
  if (sqlite3_column_type(handle_, column) != type) {
    throw std::logic_error("column " + std::to_string(column) + " of: " + sqlite3_sql(handle_));
  }
}

std::int64_t FileCursor::integer(int column) const {
  require_type(column, SQLITE_INTEGER);
  return sqlite3_column_int64(handle_, column);
}

std::int64_t FileCursor::strict_integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}

std::string FileCursor::text(int column) const {
  if (is_null(column)) return {};
  require_type(column, SQLITE_TEXT);
  // The pointer first: asking for the length may convert the value and move it.
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

Bytes FileCursor::blob(int column) const {
  require_type(column, SQLITE_BLOB);
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
  return {data, data + sqlite3_column_bytes(handle_, column)};
}

void FileCursor::bind_text(int at, std::string_view text) {
  // A null pointer would be bound as NULL.
  check(sqlite3_bind_text64(handle_, at, text.data() ? text.data() : "", text.size(),
                            borrows_ ? SQLITE_STATIC : SQLITE_TRANSIENT, SQLITE_UTF8));
}

void FileCursor::bind_real(int at, double number) {
  check(sqlite3_bind_double(handle_, at, number));
}

void FileCursor::bind_bytes(int at, ByteView bytes) {
  const void* data = bytes.data() ? static_cast<const void*>(bytes.data()) : "";
  check(sqlite3_bind_blob64(handle_, at, data, bytes.size(),
                            borrows_ ? SQLITE_STATIC : SQLITE_TRANSIENT));
}

void FileCursor::bind_null(int at, sql::Kind) { check(sqlite3_bind_null(handle_, at)); }

void FileCursor::bind_integer(int at, std::int64_t value) {
  check(sqlite3_bind_int64(handle_, at, value));
}

std::size_t FileCursor::parameters() const {
  return static_cast<std::size_t>(sqlite3_bind_parameter_count(handle_));
}

std::string_view FileCursor::sql() const { return sqlite3_sql(handle_); }

void FileCursor::check(int result) const { connection_.check(result); }

FileConnection::FileConnection(const std::filesystem::path& path, sql::Access access)
    : path_(path.string()) {
  leave_memory_uncounted();
  const bool writes = access == sql::Access::write;
  const std::string settings = std::string(kSettings) + (writes ? "" : kReadOnly);
  const int mode = writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  const int result = connect(path_, mode, settings, &handle_);
  if (result == SQLITE_OK) return;
  std::exception_ptr failure;
  std::optional<Error> cause;
  try {
    fail(result);
  } catch (const SystemFailure& system) {
    cause = system.error();
    failure = std::current_exception();
  } catch (...) {
    failure = std::current_exception();
  }
  sqlite3_close_v2(std::exchange(handle_, nullptr));
  // Alone with the file a connection writes nothing to read it, and a full disk lets it: the index
  // of the WAL lies in memory.
  if (cause && lacks_room(result) &&
      connect(path_, SQLITE_OPEN_READWRITE, "PRAGMA locking_mode = EXCLUSIVE;" + settings,
              &handle_) == SQLITE_OK) {
    is_alone_ = alone_because.emplace(path_, *cause).second;
    return;
  }
  sqlite3_close_v2(std::exchange(handle_, nullptr));
  std::rethrow_exception(failure);
}

FileConnection::~FileConnection() {
  if (is_alone_) alone_because.erase(path_);
  prepared_.clear();  // a statement is to be gone before its connection
  sqlite3_close_v2(handle_);
}

void FileConnection::run_script(std::string_view sql) {
  check(sqlite3_exec(handle_, std::string(sql).c_str(), nullptr, nullptr, nullptr));
}

std::int64_t FileConnection::changed_rows() const { return sqlite3_changes64(handle_); }

std::optional<std::int64_t> FileConnection::changes_so_far() const {
  return sqlite3_total_changes64(handle_);
}

std::uint32_t FileConnection::file_changes() const {
  sqlite3_file* file = nullptr;
  check(sqlite3_file_control(handle_, "main", SQLITE_FCNTL_FILE_POINTER, &file));
  std::uint8_t bytes[4]{};
  const int result = file && file->pMethods
                         ? file->pMethods->xRead(file, bytes, sizeof bytes, kChangesAt)
                         : SQLITE_IOERR;
  // A file cut short holds no changes.
  if (result != SQLITE_OK && result != SQLITE_IOERR_SHORT_READ) fail(result);
  return (std::uint32_t{bytes[0]} << 24) | (std::uint32_t{bytes[1]} << 16) |
         (std::uint32_t{bytes[2]} << 8) | bytes[3];
}

void FileConnection::copy_to(const std::filesystem::path& path) {
  // Made here, since SQLite would let others read it.
  const int made = ::open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  if (made < 0) throw SystemFailure(write_error(path, errno));
  ::close(made);
  sqlite3* handle = nullptr;
  constexpr int kNew = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  int result = sqlite3_open_v2(path.c_str(), &handle, kNew, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> copy(handle, sqlite3_close_v2);
  if (result == SQLITE_OK) {
    if (sqlite3_backup* pages = sqlite3_backup_init(handle, "main", handle_, "main")) {
      // All in one step, so that a writer beside it does not make it begin again.
      sqlite3_backup_step(pages, -1);
      result = sqlite3_backup_finish(pages);
    } else {
      result = sqlite3_errcode(handle);
    }
  }
  if (result == SQLITE_OK)
    result = sqlite3_exec(handle, "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
  if (result == SQLITE_OK) return;
  const char* code = failure_code(result);
  throw SystemFailure(Error{.code = code ? code : "disk_write_failed",
                            .value = path.string(),
                            .args = {{"reason", sqlite3_errstr(result)}}});
}

bool FileConnection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

bool FileConnection::is_writing() const {
  return sqlite3_txn_state(handle_, "main") == SQLITE_TXN_WRITE;
}

std::int64_t FileConnection::change_counter() {
  const sql::Running row(prepare("PRAGMA data_version"));
  row->step();
  return row->integer(0);
}

std::unique_ptr<sql::Connection> FileConnection::beside() const {
  return std::make_unique<FileConnection>(path_, sql::Access::read_only);
}

std::vector<sql::SchemaPart> FileConnection::schema() {
  // What ANALYZE keeps changes how fast a question is answered, and not the answer.
  const sql::Running rows(
      prepare("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT "
              "LIKE 'sqlite\\_stat%' ESCAPE '\\'"));
  std::vector<sql::SchemaPart> parts;
  while (rows->step())
    parts.push_back({rows->text(0), rows->text(1), rows->text(2), rows->text(3)});
  return parts;
}

std::vector<sql::SchemaPart> FileConnection::own_schema() {
  return new_file_in_memory()->connection().schema();
}

std::vector<std::string> FileConnection::missing_references() {
  return texts(
      "SELECT DISTINCT \"table\" || ' → ' || parent FROM pragma_foreign_key_check ORDER BY 1");
}

std::vector<std::string> FileConnection::damage(int most) {
  return texts("SELECT integrity_check FROM pragma_integrity_check(" + std::to_string(most) +
               ") WHERE integrity_check <> 'ok'");
}

std::vector<std::string> FileConnection::texts(std::string_view sql) {
  const sql::Running rows(prepare(sql));
  std::vector<std::string> found;
  while (rows->step()) found.push_back(rows->text(0));
  return found;
}

void FileConnection::run(std::string_view sql) { sql::Running(prepare(sql))->step(); }

sql::Cursor& FileConnection::prepare(std::string_view sql) {
  auto found = prepared_.find(sql);
  if (found == prepared_.end()) {
    found =
        prepared_.emplace(std::string(sql), std::make_unique<FileCursor>(*this, sql, true)).first;
    return *found->second;
  }
  // One that is at work already is not disturbed: the other deletes itself when it is released.
  if (found->second->is_busy()) return *new FileCursor(*this, sql, false);
  found->second->take();
  return *found->second;
}

void FileConnection::check(int result) const {
  if (result != SQLITE_OK) fail(result);
}

void FileConnection::fail(int result) const {
  if ((result & 0xff) == SQLITE_NOMEM) throw std::bad_alloc();
  if ((result & 0xff) == SQLITE_BUSY) {
    if (const auto found = alone_because.find(path_); found != alone_because.end())
      throw SystemFailure(found->second);
  }
  const std::string reason = handle_ ? sqlite3_errmsg(handle_) : sqlite3_errstr(result);
  const char* code = failure_code(result);
  if (!code) throw std::logic_error("SQLite " + std::to_string(result) + ": " + reason);
  Error error{.code = code, .value = path_, .args = {{"reason", reason}}};
  // What the system said of it, where it is sure to be of this failure.
  const int kind = result & 0xff;
  const int system = handle_ ? sqlite3_system_errno(handle_) : 0;
  if (system != 0 && (kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN)) {
    const Error said = write_error(path_, system);
    if (said.code == "write_denied" || system == ENOSPC || system == EIO) error = said;
  }
  if ((result & 0xff) == SQLITE_CONSTRAINT) throw sql::ConstraintFailure(std::move(error));
  throw SystemFailure(std::move(error));
}

}  // namespace temgoc::sqlite
