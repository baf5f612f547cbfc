// The leave that the schema's triggers ask for before a row may go or change.
#pragma once

#include "registry/database.h"

namespace temgoc::sql {

// While it lives, rows of the tables that schema 29 names may go, and what goes is overwritten in
// the file. REQUIRES a transaction, which must not be committed before its end.
class LettingGo {
 public:
  explicit LettingGo(Database& database) : database_(database) {
    database_.connection().overwrite_deleted();
    database_.run("INSERT INTO letting_go (id) VALUES (1)");
  }
  ~LettingGo() {
    // The rollback of a transaction that failed takes the row out, too.
    try {
      database_.run("DELETE FROM letting_go");
    } catch (...) {
    }
  }
  LettingGo(const LettingGo&) = delete;
  LettingGo& operator=(const LettingGo&) = delete;

 private:
  Database& database_;
};

}  // namespace temgoc::sql
