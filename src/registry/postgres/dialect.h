// The SQL of the books as PostgreSQL takes it. The books are written in what SQLite takes; what
// differs in its words alone is turned here, once for each statement, and the functions that
// PostgreSQL lacks are in sqlite_words.sql. docs/decisions/two_engines.md has the list.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace temgoc::postgres {

struct Translated {
  std::string sql;
  std::size_t parameters = 0;
};
// ? and ?1 are $1; CROSS JOIN … ON is a JOIN; "+column" and NOT INDEXED, which keep SQLite from an
// index, are gone; CAST (… AS INTEGER) has 64 bits.
Translated translated(std::string_view sql);

}  // namespace temgoc::postgres
