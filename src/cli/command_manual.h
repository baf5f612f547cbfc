// The command table as the manual knows a program.
#pragma once

#include "temgoc/base/words.h"
#include "temgoc/manual/program.h"

namespace temgoc {

Program command_manual(Language language);

}  // namespace temgoc
