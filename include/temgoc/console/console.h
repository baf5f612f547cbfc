// The cooperative's own pages: `temgoc console`. How it is made: docs/decisions/console.md.
#pragma once

#include <filesystem>

#include "temgoc/workplace/console_settings.h"

namespace temgoc {

// Serves the console of a workplace until SIGTERM or SIGINT, as `serve` does its pages. It signs
// with the keys that people unlock, and keeps their passphrases in memory that is wiped. In an
// empty folder it is the set-up first, and then the console of the workplace that was made.
// `workplace_not_found`, `setup_folder_not_empty`, `setup_busy`, `root_keys_exist`, `write_denied`,
// those of Workplace::open, Accounts::open, `listen_invalid`, `listen_failed`, `proxy_invalid`,
// `tls_unreadable`, `tls_incomplete`. REQUIRES: called from the only thread.
Result<void> run_console(const std::filesystem::path& folder, const ConsoleSettings& settings,
                         const ConsoleWorld& world);

}  // namespace temgoc
