// How a lot is named to people: two products may have lots of the same code.
#pragma once

#include <string>

#include "temgoc/model/lot.h"

namespace temgoc {

std::string product_words(const Lot& lot);  // "Cá đù một nắng (2990001000018)", as issued
std::string lot_words(const Lot& lot);      // "261124-01 – Cá đù một nắng (2990001000018)"

}  // namespace temgoc
