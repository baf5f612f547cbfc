// All rows of one open registry into another, and both held against each other.
#pragma once

#include <functional>
#include <vector>

#include "registry/database.h"
#include "temgoc/registry/registry_move.h"

namespace temgoc::sql {

// One side of the move: the engines say some values in other ways.
struct Side {
  Database& database;
  bool on_server;
};

// Each table after those that it refers to. `move_differs` (value the table). REQUIRES a
// transaction or snapshot of `from` that lasts as long.
Result<std::vector<MovedTable>> move_rows(const Side& from, const Side& to,
                                          const std::function<void(const MovedTable&)>& tell);

}  // namespace temgoc::sql
