// A registry's file as SQLite alone sees it, for benches that fill one faster than the program
// would.
#pragma once

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>

namespace temgoc {

// A fault ends the bench with SQLite's own words.
struct Rows {
  sqlite3* handle = nullptr;

  explicit Rows(const char* path) { check(sqlite3_open(path, &handle)); }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows() { sqlite3_close(handle); }
  void check(int result) const {
    if (result == SQLITE_OK || result == SQLITE_DONE || result == SQLITE_ROW) return;
    std::fprintf(stderr, "%s\n", sqlite3_errmsg(handle));
    std::exit(1);
  }
  void run(const char* sql) const { check(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr)); }
  sqlite3_stmt* prepared(const char* sql) const {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr));
    return statement;
  }
};

}  // namespace temgoc
