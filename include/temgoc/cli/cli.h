// The command line of `temgoc`. docs/cli.md is its contract.
#pragma once

#include <filesystem>
#include <functional>

#include "temgoc/workplace/console_settings.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// `serve` of web/web.h and `run_console` of console/console.h, handed in by `main`: services and
// commands lie on one floor.
struct Services {
  std::function<Result<void>(const std::filesystem::path& folder, const ServeSettings& settings,
                             const ServeWorld& world)>
      serve;
  std::function<Result<void>(const std::filesystem::path& folder, const ConsoleSettings& settings,
                             const ConsoleWorld& world)>
      console;
};

// Runs one command and returns the exit code of docs/cli.md. Never throws.
int run_cli(int argc, const char* const* argv, const Services& services);

}  // namespace temgoc
