// What the parts of Inspections share: the connection, and a visit's row.
#pragma once

#include <memory>
#include <string>

#include "engine.h"
#include "temgoc/registry/inspections.h"

namespace temgoc {

struct Inspections::Connection {
  explicit Connection(std::unique_ptr<sql::Database> own)
      : owned(std::move(own)), database(owned.get()) {}
  explicit Connection(sql::Database& of_registry) : database(&of_registry) {}
  std::unique_ptr<sql::Database> owned = {};  // null: the registry's
  sql::Database* database;
};

namespace sql {

// Every query for whole visits begins with it: visit `v`, its inspector `i`. `body` is what stands
// for the body.
std::string visit_select(std::string_view body);
InspectionVisit visit_row(const Statement& row);
// What lists say of a visit that was just stored. REQUIRES the transaction that stored it.
void summarise_visit(Database& database, std::int64_t id);

}  // namespace sql
}  // namespace temgoc
