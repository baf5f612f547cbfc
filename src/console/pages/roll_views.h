// Rolls of labels printed ahead, as pages name and find them.
#pragma once

#include "console/visit.h"
#include "temgoc/registry/roll_book.h"

namespace temgoc {

std::string roll_product(const Visit& visit, const Roll& roll);  // its name today
// The roll of that number, where this person may see it.
std::optional<RollOnRecord> roll_in_sight(const Visit& visit, const std::string& number);

}  // namespace temgoc
