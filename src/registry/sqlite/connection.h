// SQLite: one connection to a registry's file, or to another file of this program.
#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>

#include "registry/connection.h"
#include "temgoc/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace temgoc::sqlite {

class FileConnection;

// A compiled statement; the connection keeps it for the next time, unless one of the same text is
// at work already.
class FileCursor final : public sql::Cursor {
 public:
  FileCursor(FileConnection& connection, std::string_view sql, bool kept);
  ~FileCursor() override;
  bool is_busy() const { return busy_; }
  void take() { busy_ = true; }

  std::size_t parameters() const override;
  std::string_view sql() const override;
  void borrow() override { borrows_ = true; }
  void bind_integer(int at, std::int64_t value) override;
  void bind_real(int at, double value) override;
  void bind_text(int at, std::string_view value) override;
  void bind_bytes(int at, ByteView value) override;
  void bind_null(int at, sql::Kind kind) override;
  bool step() override;
  std::int64_t insert() override;
  bool is_null(int column) const override;
  bool is_integer(int column) const override;
  std::int64_t integer(int column) const override;
  std::int64_t strict_integer(int column) const override;
  std::string text(int column) const override;
  Bytes blob(int column) const override;
  void release() override;

 private:
  void require_type(int column, int type) const;
  void check(int result) const;

  FileConnection& connection_;
  sqlite3_stmt* handle_ = nullptr;
  bool kept_;
  bool busy_ = true;
  bool borrows_ = false;
};

// WAL, FULL, foreign keys on; waits 5 s for another writer.
class FileConnection final : public sql::Connection {
 public:
  explicit FileConnection(const std::filesystem::path& path,
                          sql::Access access = sql::Access::write);  // never creates the file
  ~FileConnection() override;

  sql::Cursor& prepare(std::string_view sql) override;
  void run_script(std::string_view sql) override;
  std::int64_t changed_rows() const override;
  std::optional<std::int64_t> changes_so_far() const override;
  void begin_write() override { run("BEGIN IMMEDIATE"); }
  void begin_read() override { run("BEGIN"); }
  void commit() override { run("COMMIT"); }
  void roll_back() override { run("ROLLBACK"); }
  void begin_part() override { run("SAVEPOINT part"); }
  void commit_part() override { run("RELEASE part"); }
  void roll_back_part() override {
    run("ROLLBACK TO part");
    run("RELEASE part");
  }
  bool in_transaction() const override;
  bool is_writing() const override;
  void overwrite_deleted() override { run_script("PRAGMA secure_delete = ON"); }
  void forget_pages() override { run("PRAGMA wal_checkpoint(TRUNCATE)"); }
  std::int64_t change_counter() override;
  std::unique_ptr<sql::Connection> beside() const override;
  std::vector<sql::SchemaPart> schema() override;
  std::vector<sql::SchemaPart> own_schema() override;
  std::vector<std::string> missing_references() override;
  std::vector<std::string> damage(int most) override;

  // The count of changes in the header of the file that this connection holds, read from the file
  // itself: a file that was written over is not SQLite's to notice.
  std::uint32_t file_changes() const;
  // All pages as this connection now sees them, into a new file that needs none beside it.
  void copy_to(const std::filesystem::path& path);

 private:
  friend class FileCursor;
  struct SqlHash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  void run(std::string_view sql);
  std::vector<std::string> texts(std::string_view sql);
  void check(int result) const;
  [[noreturn]] void fail(int result) const;

  std::string path_;
  sqlite3* handle_ = nullptr;
  bool is_alone_ = false;  // keeps every other connection out of its file
  std::unordered_map<std::string, std::unique_ptr<FileCursor>, SqlHash, std::equal_to<>> prepared_;
};

}  // namespace temgoc::sqlite
