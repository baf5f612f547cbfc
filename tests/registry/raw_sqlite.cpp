#include "raw_sqlite.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

namespace temgoc::test {

namespace {

std::set<std::string> g_statements;

int note(unsigned, void*, void* statement, void*) {
  g_statements.insert(sqlite3_sql(static_cast<sqlite3_stmt*>(statement)));
  return 0;
}

int watch(sqlite3* handle, const char**, const struct sqlite3_api_routines*) {
  return sqlite3_trace_v2(handle, SQLITE_TRACE_STMT, note, nullptr);
}

using Entry = void (*)();

int append_row(void* rows, int columns, char** values, char**) {
  std::string row;
  for (int column = 0; column < columns; ++column) {
    if (column > 0) row += '|';
    row += values[column] ? values[column] : "NULL";
  }
  static_cast<std::vector<std::string>*>(rows)->push_back(row);
  return 0;
}

}  // namespace

RawSqlite::RawSqlite(const std::filesystem::path& path) {
  sqlite3* handle = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
  handle_ = handle;
}

RawSqlite::~RawSqlite() { sqlite3_close(static_cast<sqlite3*>(handle_)); }

std::string RawSqlite::error_of(const std::string& sql) {
  auto* handle = static_cast<sqlite3*>(handle_);
  const int result = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr);
  return result == SQLITE_OK ? "" : sqlite3_errmsg(handle);
}

std::vector<std::string> RawSqlite::rows(const std::string& sql) {
  std::vector<std::string> found;
  auto* handle = static_cast<sqlite3*>(handle_);
  const int result = sqlite3_exec(handle, sql.c_str(), append_row, &found, nullptr);
  INFO(sql, ": ", sqlite3_errmsg(handle));
  REQUIRE(result == SQLITE_OK);
  return found;
}

StatementWatch::StatementWatch() {
  g_statements.clear();
  sqlite3_auto_extension(reinterpret_cast<Entry>(watch));
}

StatementWatch::~StatementWatch() { sqlite3_cancel_auto_extension(reinterpret_cast<Entry>(watch)); }

const std::set<std::string>& StatementWatch::statements() const { return g_statements; }

}  // namespace temgoc::test
