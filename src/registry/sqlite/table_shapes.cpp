// Reads the shapes off a registry in memory.
#include "registry/sqlite/table_shapes.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "registry/sqlite/open_file.h"

namespace temgoc::sqlite {

using sql::Database;
using sql::Statement;

namespace {

sql::Kind kind_of(const std::string& type) {
  if (type == "INTEGER") return sql::Kind::integer;
  if (type == "REAL") return sql::Kind::real;
  return type == "BLOB" ? sql::Kind::bytes : sql::Kind::text;
}

TableShape shape_of(Database& database, const std::string& name) {
  TableShape shape;
  shape.name = name;
  std::map<std::int64_t, std::size_t> key;
  Statement rows =
      database.query("SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid", name);
  while (rows.step()) {
    if (rows.integer(2) > 0) key[rows.integer(2)] = shape.columns.size();
    shape.columns.push_back({rows.text(0), kind_of(rows.text(1))});
  }
  for (const auto& [nth, column] : key) shape.key.push_back(column);
  return shape;
}

std::set<std::string> referred_to(Database& database, const std::string& name) {
  Statement rows = database.query("SELECT \"table\" FROM pragma_foreign_key_list(?)", name);
  std::set<std::string> others;
  while (rows.step())
    if (rows.text(0) != name) others.insert(rows.text(0));
  return others;
}

}  // namespace

std::vector<TableShape> table_shapes() {
  const auto database = new_file_in_memory();
  std::map<std::string, std::set<std::string>> waiting;
  Statement names = database->query(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
  while (names.step()) waiting[names.text(0)] = referred_to(*database, names.text(0));
  std::vector<TableShape> shapes;
  while (!waiting.empty()) {
    const auto next =
        std::ranges::find_if(waiting, [](const auto& each) { return each.second.empty(); });
    if (next == waiting.end()) throw std::logic_error("tables that refer to one another");
    const std::string name = next->first;
    shapes.push_back(shape_of(*database, name));
    waiting.erase(next);
    for (auto& [other, needs] : waiting) needs.erase(name);
  }
  return shapes;
}

}  // namespace temgoc::sqlite
