// Which tables a registry of the newest schema has, whichever engine keeps it: both have the same.
#pragma once

#include <string>
#include <vector>

#include "registry/connection.h"

namespace temgoc::sqlite {

struct TableShape {
  struct Column {
    std::string name;
    sql::Kind kind = sql::Kind::text;
  };
  std::string name;
  std::vector<Column> columns;
  std::vector<std::size_t> key;  // of the columns, in the order of the primary key
};

// Each after those that it refers to.
std::vector<TableShape> table_shapes();

}  // namespace temgoc::sqlite
