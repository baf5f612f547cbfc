// The journal of acts for people: in words, as a table.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "temgoc/base/words.h"
#include "temgoc/registry/acts.h"
#include "temgoc/registry/registry.h"
#include "temgoc/tables/tables.h"

namespace temgoc {

std::string act_words(Language language, const RecordedAct& act);  // "lô 261130-01 (ABCD-EFGH-J)"
std::string role_words(Language language, const Actor& actor);

// The kinds of acts that the journal may hold, each once, as a filter offers them. Words
// `act_group.<id>` and `act_kind.<kind>`.
struct ActGroup {
  std::string_view id;
  std::span<const std::string_view> kinds;
};
std::span<const ActGroup> act_groups();

// Headers and values in `language`, the newest act first.
SheetTable journal_table(const Registry& registry, const ActFilter& filter, Language language);
// Writes it as .xlsx or .csv and returns the number of rows. `table_format_unknown`,
// `folder_not_found`, `export_exists` (without `replace`). SystemFailure `disk_write_failed`.
Result<std::size_t> write_journal(const Registry& registry, const ActFilter& filter,
                                  const std::filesystem::path& out, bool replace,
                                  Language language);

}  // namespace temgoc
