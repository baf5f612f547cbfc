// A registry's file seen from outside, through SQLite alone.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace temgoc::test {

class RawSqlite {
 public:
  explicit RawSqlite(const std::filesystem::path& path);  // creates the file where there is none
  RawSqlite(const RawSqlite&) = delete;
  RawSqlite& operator=(const RawSqlite&) = delete;
  ~RawSqlite();

  std::string error_of(const std::string& sql);  // "" where it worked
  std::vector<std::string> rows(
      const std::string& sql);  // columns joined by '|'; fails the test on an error

 private:
  void* handle_ = nullptr;
};

// Notes every statement that any connection of this process runs while it lives.
class StatementWatch {
 public:
  StatementWatch();
  StatementWatch(const StatementWatch&) = delete;
  StatementWatch& operator=(const StatementWatch&) = delete;
  ~StatementWatch();
  const std::set<std::string>& statements() const;
};

}  // namespace temgoc::test
