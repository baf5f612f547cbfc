// temgoc migrate
#include "cli/care_commands.h"
#include "temgoc/upkeep/registry_migration.h"

namespace temgoc {
namespace {

Json report(const RegistryMigration& done) {
  Json tables = Json::array(), logs = Json::array();
  for (const MovedTable& each : done.tables)
    tables.push_back({{"table", each.name},
                      {"rows", each.rows},
                      {"copied", each.copied},
                      {"sha256", to_hex(each.digest)}});
  for (const RegistryMigration::Log& each : done.logs)
    logs.push_back(
        {{"realm", each.realm}, {"entries", each.head.size}, {"root", to_hex(each.head.root)}});
  return {{"from", done.from}, {"to", done.to}, {"tables", tables}, {"logs", logs}};
}

int migrate(const Session& session, const Given& given) {
  auto workplace = session.open();
  if (!workplace) return session.terminal.fail(workplace.error());
  const auto tell = [&](const MovedTable& table) {
    if (table.rows > 0)
      session.terminal.say("migrate.table",
                           {{"table", table.name}, {"rows", std::to_string(table.rows)}});
  };
  const auto done = migrate_registry(*workplace, given.text("to"), tell);
  if (!done) return session.terminal.fail(done.error());
  std::uint64_t rows = 0;
  for (const MovedTable& each : done->tables) rows += each.rows;
  return session.terminal.done(
      report(*done), session.terminal.word(
                         "migrate.done",
                         {{"to", done->to}, {"from", done->from}, {"rows", std::to_string(rows)}}) +
                         "\n");
}

}  // namespace

void add_migrate_command(std::vector<Command>& all) {
  all.push_back({"migrate", "", {{"to", Option::Kind::text, true}}, migrate});
}

}  // namespace temgoc
