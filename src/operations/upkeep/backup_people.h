// The people of the console in a backup: who they are, never a password, a session or a token.
#pragma once

#include <filesystem>
#include <string>

#include "temgoc/base/result.h"
#include "temgoc/upkeep/backup.h"

namespace temgoc {

// Their file in a backup.
inline constexpr const char* kPeopleFile = "console_people.json";

// What that file holds; empty: nobody uses the console. `console_file_damaged`, `registry_too_new`.
Result<std::string> people_text(const std::filesystem::path& workplace);

// Puts back the people of `made`, a workplace in the making: as they are in the console of
// `old_workplace` where that opens, with passwords and tokens; else those of the backup, without
// any. `people` and `programs` of the report.
Result<void> bring_people(const std::filesystem::path& made,
                          const std::filesystem::path& old_workplace, RestoreReport& report);

}  // namespace temgoc
