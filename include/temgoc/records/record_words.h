// The members of a record's JSON as a person reads them.
#pragma once

#include <string>
#include <vector>

#include "temgoc/base/json.h"
#include "temgoc/base/words.h"

namespace temgoc {

// Dates as precise as they are, codes in words; empty where nothing is on record.
std::string value_words(Language language, const std::string& field, const Json& value);
// The names of its members, id and name first.
std::vector<std::string> fields_in_order(const Json& record);
// Those in which `after` differs from an earlier version, in that order.
std::vector<std::string> changed_fields(const Json& before, const Json& after);

}  // namespace temgoc
