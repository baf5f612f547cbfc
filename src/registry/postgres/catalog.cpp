// What an auditor asks of the server's catalogue: how the tables are made, how this program would
// make them, and which rows refer to rows that are not there.
#include <libpq-fe.h>

#include "registry/postgres/connection.h"
#include "registry/postgres/open_server.h"

namespace temgoc::postgres {

namespace {

// Everything that makes up the schema, as the server itself writes it.
constexpr const char* kParts =
    "SELECT kind, name, owner, replace(made, current_schema() || '.', '') FROM ("
    "SELECT 'column' AS kind, c.relname || '.' || a.attname AS name, c.relname AS owner, "
    "format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END "
    "|| coalesce(' COLLATE ' || o.collname, '') || coalesce(' DEFAULT ' || "
    "pg_get_expr(d.adbin, d.adrelid), '') AS made "
    "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT "
    "a.attisdropped LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum LEFT JOIN "
    "pg_collation o ON o.oid = a.attcollation "
    "WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v') "
    "UNION ALL SELECT 'constraint', c.relname || '.' || k.conname, c.relname, "
    "pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
    "WHERE c.relnamespace = current_schema()::regnamespace "
    "UNION ALL SELECT 'index', i.relname, c.relname, pg_get_indexdef(i.oid) FROM pg_index x JOIN "
    "pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid "
    "WHERE c.relnamespace = current_schema()::regnamespace "
    "UNION ALL SELECT 'trigger', t.tgname, c.relname, pg_get_triggerdef(t.oid) || "
    "t.tgenabled::text FROM "
    "pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE c.relnamespace = current_schema()::regnamespace AND NOT t.tgisinternal "
    "UNION ALL SELECT 'function', p.proname || '(' || pg_get_function_identity_arguments(p.oid) || "
    "')', '', pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.pronamespace = "
    "current_schema()::regnamespace) AS parts";

// One question for each foreign key: a superuser may have gone around them.
constexpr const char* kReferences =
    "SELECT c.relname || ' → ' || p.relname, 'SELECT 1 FROM ' || c.relname || ' x WHERE (' || "
    "(SELECT string_agg('x.' || a.attname || ' IS NOT NULL', ' AND ') FROM unnest(k.conkey) n JOIN "
    "pg_attribute a ON a.attrelid = c.oid AND a.attnum = n) || ') AND NOT EXISTS (SELECT 1 FROM ' "
    "|| p.relname || ' y WHERE ' || (SELECT string_agg('y.' || b.attname || ' = x.' || a.attname, "
    "' AND ') FROM unnest(k.conkey, k.confkey) n (own, other) JOIN pg_attribute a ON a.attrelid = "
    "c.oid AND a.attnum = n.own JOIN pg_attribute b ON b.attrelid = p.oid AND b.attnum = n.other) "
    "|| ') LIMIT 1' FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON "
    "p.oid = k.confrelid WHERE k.contype = 'f' AND c.relnamespace = "
    "current_schema()::regnamespace ORDER BY 1";

std::string cell(const Answer& answer, int row, int column) {
  return PQgetvalue(answer.get(), row, column);
}

std::vector<sql::SchemaPart> parts_in(const Answer& answer) {
  std::vector<sql::SchemaPart> parts;
  for (int row = 0; row < PQntuples(answer.get()); ++row)
    parts.push_back(
        {cell(answer, row, 0), cell(answer, row, 1), cell(answer, row, 2), cell(answer, row, 3)});
  return parts;
}

}  // namespace

std::vector<sql::SchemaPart> ServerConnection::schema() { return parts_in(ask(kParts)); }

// Made in a schema of its own on a second connection, looked at, and never committed.
std::vector<sql::SchemaPart> ServerConnection::own_schema() {
  ServerConnection other(location_, sql::Access::write);
  const std::string name =
      "temgoc_own_" + std::to_string(static_cast<unsigned>(PQbackendPID(other.handle_)));
  try {
    other.ask("BEGIN; CREATE SCHEMA " + name + "; SET LOCAL search_path TO " + name);
    for (const std::string& script : schema_scripts()) other.ask(script);
    auto parts = parts_in(other.ask(kParts));
    other.ask("ROLLBACK");
    return parts;
  } catch (const SystemFailure& failure) {
    // A replica, or a user who may make no schema: it cannot be compared here.
    if (failure.error().code == "registry_read_only" ||
        failure.error().code == "registry_login_refused")
      return {};
    throw;
  }
}

std::vector<std::string> ServerConnection::missing_references() {
  const Answer keys = ask(kReferences);
  std::vector<std::string> missing;
  for (int row = 0; row < PQntuples(keys.get()); ++row) {
    if (PQntuples(ask(cell(keys, row, 1)).get()) == 0) continue;
    if (missing.empty() || missing.back() != cell(keys, row, 0))
      missing.push_back(cell(keys, row, 0));
  }
  return missing;
}

}  // namespace temgoc::postgres
