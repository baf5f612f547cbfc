// The least that a durable issue can be, beside which issuing is measured.
#pragma once

#include <fmt/format.h>
#include <sqlite3.h>

#include <filesystem>
#include <stdexcept>

#include "temgoc/log/log_leaf.h"
#include "temgoc/model/lot.h"

namespace temgoc {

inline constexpr std::size_t kLotsOfACommit = 64;  // as 64 producers would fill one

// The least that a durable issue can be: SQLite alone, the same bytes in two tables with the same
// unique columns, as many rows a commit.
class RawSqlite {
 public:
  explicit RawSqlite(const std::filesystem::path& file) {
    if (sqlite3_open(file.c_str(), &database_) != SQLITE_OK) throw std::runtime_error("sqlite");
    run("PRAGMA journal_mode = WAL");
    run("PRAGMA synchronous = FULL");
    run("CREATE TABLE log_entry (leaf INTEGER PRIMARY KEY, entry BLOB) STRICT");
    run("CREATE TABLE lot (id INTEGER PRIMARY KEY, number INTEGER UNIQUE, code TEXT UNIQUE, seal "
        "BLOB, record TEXT) STRICT");
  }
  ~RawSqlite() { sqlite3_close(database_); }
  RawSqlite(const RawSqlite&) = delete;

  void insert(const Lot& lot, std::size_t lots) {
    sqlite3_stmt* entry = prepared("INSERT INTO log_entry VALUES (?, ?)");
    sqlite3_stmt* row = prepared("INSERT INTO lot VALUES (?1, ?1, ?2, ?3, ?4)");
    const std::string leaf = lot_leaf(lot);
    for (std::size_t i = 1; i <= lots; ++i) {
      if (i % kLotsOfACommit == 1) run("BEGIN IMMEDIATE");
      const std::string code = fmt::format("B{:09}", i);
      sqlite3_bind_int64(entry, 1, static_cast<sqlite3_int64>(i));
      sqlite3_bind_blob(entry, 2, leaf.data(), static_cast<int>(leaf.size()), SQLITE_STATIC);
      step(entry);
      sqlite3_bind_int64(row, 1, static_cast<sqlite3_int64>(i));
      sqlite3_bind_text(row, 2, code.data(), static_cast<int>(code.size()), SQLITE_STATIC);
      sqlite3_bind_blob(row, 3, lot.seal.data(), static_cast<int>(lot.seal.size()), SQLITE_STATIC);
      sqlite3_bind_text(row, 4, lot.record.data(), static_cast<int>(lot.record.size()),
                        SQLITE_STATIC);
      step(row);
      if (i % kLotsOfACommit == 0 || i == lots) run("COMMIT");
    }
    sqlite3_finalize(entry);
    sqlite3_finalize(row);
  }

 private:
  void run(const char* sql) {
    if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(database_));
  }
  sqlite3_stmt* prepared(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(database_));
    return statement;
  }
  void step(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database_));
    sqlite3_reset(statement);
  }
  sqlite3* database_ = nullptr;
};

}  // namespace temgoc
