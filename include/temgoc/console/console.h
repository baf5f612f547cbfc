// The cooperative's own pages: `temgoc console`. How it is made: docs/decisions/console.md.
#pragma once

#include <filesystem>

#include "temgoc/workplace/console_settings.h"

namespace temgoc {

// Serves the console of a workplace until SIGTERM or SIGINT, as `serve` does its pages. It signs
// with the keys that people unlock, and keeps their passphrases in memory that is wiped. Those of
// Workplace::open, Accounts::open, `listen_invalid`, `listen_failed`, `proxy_invalid`,
// `tls_unreadable`, `tls_incomplete`. REQUIRES: called from the only thread.
Result<void> run_console(const std::filesystem::path& folder, const ConsoleSettings& settings,
                         const ConsoleWorld& world);

}  // namespace temgoc
