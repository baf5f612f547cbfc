// The first product and its lot in one form, on the Today page of a workplace that has neither.
#pragma once

#include "console/visit.h"
#include "temgoc/markup/view.h"

namespace temgoc {

// Puts `first_label` where this person may issue, sees one cooperative, and no product of it is on
// record; and `first_printer` where no printer is either and he may add one.
void put_first_label(Visit& visit, View& view);

}  // namespace temgoc
