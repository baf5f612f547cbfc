// All rows of a registry into another place: from a file to a server, or back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "temgoc/base/bytes.h"
#include "temgoc/base/result.h"

namespace temgoc {

// A table that stands in both places with the same rows: how many, and SHA-256 over them.
struct MovedTable {
  std::string name;
  std::uint64_t rows = 0;
  std::uint64_t copied = 0;  // of them this time; the others came before an interruption
  Digest digest{};
};

// Nobody writes to `from` meanwhile, and nothing of it is changed. `to` is made where there is
// none; rows that are there are taken for those of a move that was interrupted. What came of it is
// read again in both places, table by table: `move_differs` (value the table). Those of
// Registry::open and Registry::create. `tell` hears of each table once it is compared.
Result<std::vector<MovedTable>> move_registry(const std::filesystem::path& from,
                                              const std::filesystem::path& to,
                                              const std::function<void(const MovedTable&)>& tell);

}  // namespace temgoc
