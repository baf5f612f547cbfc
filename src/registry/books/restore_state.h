// What the parts of a restore share: its two connections, and how it finds a realm and marks a
// number as spent.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "registry/database.h"
#include "temgoc/registry/registry_restore.h"

namespace temgoc {

struct RegistryRestore::State {
  std::unique_ptr<sql::Database> database;
  Registry registry;
};

namespace sql {

// The first column of the first row; none where there is no row or it is NULL.
std::optional<std::int64_t> first_number(Statement row);
// The realm's row, made where a realm that had no key when the backup was made has none yet.
std::int64_t realm_id_of(Database& database, std::string_view realm);
// Numbers of that kind up to `up_to` are never given again.
void spend(Database& database, std::string_view what, std::string_view subject, std::int64_t up_to);

}  // namespace sql

}  // namespace temgoc
