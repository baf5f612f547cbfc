// A scan that a person reports from the command line, counted as those of the public pages are.
#pragma once

#include <string_view>

#include "temgoc/model/province.h"
#include "temgoc/verdict/verdict.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

// Kept: lot, serial, time, the province. False: the same code was counted there a short while ago.
// REQUIRES a verdict about a lot on record.
bool count_scan(Workplace& workplace, const Verdict& verdict, const Province& place);

}  // namespace temgoc
