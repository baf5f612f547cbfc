// The command line of `temgoc`. docs/cli.md is its contract.
#pragma once

#include <filesystem>
#include <functional>

#include "temgoc/workplace.h"

namespace temgoc {

// temgoc/web.h's `serve`, handed in by `main`: the service and the commands lie on one floor.
using ServeFunction = std::function<Result<void>(
    const std::filesystem::path& folder, const ServeSettings& settings, const ServeWorld& world)>;

// Runs one command and returns the exit code of docs/cli.md. Never throws.
int run_cli(int argc, const char* const* argv, const ServeFunction& serve);

}  // namespace temgoc
