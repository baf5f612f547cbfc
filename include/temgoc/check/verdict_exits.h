// The exit codes of a verdict, for the manuals of the programs that give one.
#pragma once

#include <vector>

#include "temgoc/base/words.h"
#include "temgoc/manual/program.h"

namespace temgoc {

// Every headline with its exit code, the smallest first.
std::vector<NameAndWords> verdict_exits(Language language);

}  // namespace temgoc
