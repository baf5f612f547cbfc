// Acts as a table that opens in Excel.
#include "temgoc/people/journal.h"

#include "temgoc/base/files.h"
#include "temgoc/workplace/out_path.h"

namespace temgoc {

std::string act_words(Language language, const RecordedAct& act) {
  return words(language, "act." + act.kind, act.args);
}

std::string role_words(Language language, const Actor& actor) {
  return words(language, "role." + actor.role);
}

SheetTable journal_table(const Registry& registry, const ActFilter& filter, Language language) {
  SheetTable table{.sheet = words(language, "export.sheet.acts"), .header = {}, .rows = {}};
  for (const char* column : {"at", "who", "user", "role", "channel", "cooperative", "what"})
    table.header.push_back(words(language, std::string("journal.") + column));
  for (const JournalAct& each : registry.acts(filter)) {
    table.rows.push_back({each.at, each.actor.name, each.actor.id, role_words(language, each.actor),
                          words(language, "channel." + to_text(each.actor.channel)),
                          each.act.cooperative_id, act_words(language, each.act)});
  }
  return table;
}

Result<std::size_t> write_journal(const Registry& registry, const ActFilter& filter,
                                  const std::filesystem::path& out, bool replace,
                                  Language language) {
  if (auto checked = check_table_out(out, replace); !checked) return checked.error();
  const SheetTable table = journal_table(registry, filter, language);
  if (is_csv(out)) {
    write_file(out, as_bytes(sheet_csv(table, ',')));
  } else {
    write_file(out, sheet_workbook(table));
  }
  return table.rows.size();
}

}  // namespace temgoc
