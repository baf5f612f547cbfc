// The command line of `temgoc`. docs/cli.md is its contract.
#pragma once

namespace temgoc {

// Runs one command and returns the exit code of design section 7. Never throws.
int run_cli(int argc, const char* const* argv);

}  // namespace temgoc
