// Copies table by table in the order of its key, so that an interrupted move goes on after the last
// row that came, and then reads both places to the end.
#include "temgoc/registry/registry_move.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <stdexcept>

#include "registry/move_rows.h"
#include "registry/open_database.h"
#include "registry/sqlite/table_shapes.h"
#include "temgoc/registry/registry_place.h"

namespace temgoc {

using sql::Cursor;
using sql::Database;
using sql::Kind;
using sql::Running;
using sql::Side;
using sqlite::TableShape;

namespace {

// What the triggers of the new place make of the other rows.
constexpr std::string_view kFollows[] = {"job_of_cooperative", "label_host", "lot_without_labels",
                                         "lots_of_day", "unconfirmed_job"};

constexpr std::uint64_t kRowsOfCommit = 10'000;

std::string quoted(const std::string& name) { return '"' + name + '"'; }

// A real number is read as the text that is exactly it.
std::string read_column(const TableShape::Column& column, bool on_server) {
  if (column.kind != Kind::real) return quoted(column.name);
  return on_server ? "CAST(" + quoted(column.name) + " AS TEXT)"
                   : "printf('%!.17g', " + quoted(column.name) + ")";
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& each : parts) text += (text.empty() ? "" : ", ") + each;
  return text;
}

std::string key_of(const TableShape& shape) {
  std::vector<std::string> names;
  for (const std::size_t at : shape.key) names.push_back(quoted(shape.columns[at].name));
  return joined(names);
}

double real_in(const std::string& text) {
  double value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{} || end != text.data() + text.size())
    throw std::logic_error("a number that cannot be read");
  return value;
}

sql::Cell cell_of(const Cursor& row, std::size_t column, Kind kind) {
  const int at = static_cast<int>(column);
  if (row.is_null(at)) return std::monostate();
  switch (kind) {
    case Kind::integer:
      return row.integer(at);
    case Kind::real:
      return real_in(row.text(at));
    case Kind::bytes:
      return row.blob(at);
    case Kind::text:
    case Kind::unknown:
      break;
  }
  return row.text(at);
}

std::string marks(std::size_t count) { return joined(std::vector<std::string>(count, "?")); }

std::string select(const TableShape& shape, bool on_server) {
  std::vector<std::string> columns;
  for (const auto& each : shape.columns) columns.push_back(read_column(each, on_server));
  return "SELECT " + joined(columns) + " FROM " + quoted(shape.name);
}

// From a column of a row to a parameter of a statement.
void hand_over(const Cursor& row, std::size_t column, Kind kind, Cursor& to, int parameter) {
  const int at = static_cast<int>(column);
  if (row.is_null(at)) return to.bind_null(parameter, kind);
  switch (kind) {
    case Kind::integer:
      return to.bind_integer(parameter, row.integer(at));
    case Kind::real:
      return to.bind_real(parameter, real_in(row.text(at)));
    case Kind::bytes:
      return to.bind_bytes(parameter, row.blob(at));
    case Kind::text:
    case Kind::unknown:
      return to.bind_text(parameter, row.text(at));
  }
}

void add_to(Sha256& stream, std::string_view bytes) {
  const std::string length = std::to_string(bytes.size()) + ":";
  stream.update(as_bytes(length));
  stream.update(as_bytes(bytes));
}

void add_cell(Sha256& stream, const Cursor& row, std::size_t column, Kind kind) {
  const int at = static_cast<int>(column);
  if (row.is_null(at)) return stream.update(as_bytes(std::string_view("-")));
  if (kind == Kind::integer) return add_to(stream, std::to_string(row.integer(at)));
  if (kind == Kind::bytes) return add_to(stream, as_text(row.blob(at)));
  if (kind != Kind::real) return add_to(stream, row.text(at));
  char text[32];
  const double value = real_in(row.text(at));
  add_to(stream, {text, std::to_chars(text, text + sizeof text, value).ptr});
}

// The rows after the last one that `to` has, or all.
Cursor& rows_to_copy(const TableShape& shape, const Side& from, const Side& to) {
  const std::string key = key_of(shape);
  std::vector<std::string> backwards;
  for (const std::size_t at : shape.key)
    backwards.push_back(quoted(shape.columns[at].name) + " DESC");
  const Running last(to.database.connection().prepare(select(shape, to.on_server) + " ORDER BY " +
                                                      joined(backwards) + " LIMIT 1"));
  const std::string order = " ORDER BY " + key;
  if (!last->step())
    return from.database.connection().prepare_walk(select(shape, from.on_server) + order);
  Cursor& rows =
      from.database.connection().prepare_walk(select(shape, from.on_server) + " WHERE (" + key +
                                              ") > (" + marks(shape.key.size()) + ")" + order);
  for (std::size_t nth = 0; nth < shape.key.size(); ++nth)
    hand_over(*last, shape.key[nth], shape.columns[shape.key[nth]].kind, rows,
              static_cast<int>(nth + 1));
  return rows;
}

// One stream of rows, and the commit that ends it.
struct Portion {
  Portion(Database& database, const std::string& table, const std::vector<std::string>& columns)
      : transaction(database), rows(database.pour(table, columns)) {}
  void commit() {
    rows->finish();
    rows.reset();
    transaction.commit();
  }
  sql::Transaction transaction;
  std::unique_ptr<sql::Inflow> rows;  // ends before its transaction does
};

std::uint64_t copy(const TableShape& shape, const Side& from, const Side& to) {
  const Running rows(rows_to_copy(shape, from, to));
  std::vector<std::string> names;
  for (const auto& each : shape.columns) names.push_back(each.name);
  std::optional<Portion> portion;
  std::uint64_t copied = 0;
  while (rows->step()) {
    if (!portion) portion.emplace(to.database, shape.name, names);
    std::vector<sql::Cell> cells;
    for (std::size_t at = 0; at < shape.columns.size(); ++at)
      cells.push_back(cell_of(*rows, at, shape.columns[at].kind));
    portion->rows->add(cells);
    if (++copied % kRowsOfCommit != 0) continue;
    portion->commit();
    portion.reset();
  }
  if (portion) portion->commit();
  return copied;
}

MovedTable told(const TableShape& shape, const Side& side) {
  const Running rows(side.database.connection().prepare_walk(select(shape, side.on_server) +
                                                             " ORDER BY " + key_of(shape)));
  MovedTable table{.name = shape.name};
  Sha256 stream;
  for (; rows->step(); ++table.rows)
    for (std::size_t at = 0; at < shape.columns.size(); ++at)
      add_cell(stream, *rows, at, shape.columns[at].kind);
  table.digest = stream.finish();
  return table;
}

}  // namespace

Result<std::vector<MovedTable>> sql::move_rows(const Side& from, const Side& to,
                                               const std::function<void(const MovedTable&)>& tell) {
  const std::vector<TableShape> shapes = sqlite::table_shapes();
  std::vector<std::uint64_t> copied;
  for (const TableShape& shape : shapes)
    copied.push_back(
        std::ranges::find(kFollows, shape.name) == std::end(kFollows) ? copy(shape, from, to) : 0);
  const sql::Snapshot moment(to.database);
  std::vector<MovedTable> tables;
  for (std::size_t at = 0; at < shapes.size(); ++at) {
    const MovedTable there = told(shapes[at], from);
    MovedTable here = told(shapes[at], to);
    if (here.rows != there.rows || here.digest != there.digest)
      return Error{.code = "move_differs", .value = here.name};
    here.copied = copied[at];
    tell(here);
    tables.push_back(std::move(here));
  }
  return tables;
}

Result<std::vector<MovedTable>> move_registry(const std::filesystem::path& from,
                                              const std::filesystem::path& to,
                                              const std::function<void(const MovedTable&)>& tell) {
  auto source = sql::open_database(from);
  if (!source) return source.error();
  if (auto made = sql::create_database(to); !made && made.error().code != "registry_exists")
    return made.error();
  auto target = sql::open_database(to);
  if (!target) return target.error();
  // Never committed: it keeps others from writing there.
  const sql::Transaction alone(**source);
  return sql::move_rows({**source, is_on_server(from)}, {**target, is_on_server(to)}, tell);
}

}  // namespace temgoc
