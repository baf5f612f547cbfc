// What the parts of console.sqlite share: the connection.
#pragma once

#include <memory>

#include "registry/database.h"
#include "temgoc/registry/accounts.h"

namespace temgoc {

struct Accounts::Engine {
  std::unique_ptr<sql::Database> database;
};

}  // namespace temgoc
