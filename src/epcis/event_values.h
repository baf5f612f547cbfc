// One value of an event in the one form that is hashed.
#pragma once

#include <string>
#include <string_view>

#include "temgoc/base/json.h"

namespace temgoc {

// A number without needless zeros and signs; a text that is one likewise.
std::string canonical_number(std::string_view text);
// "2020-03-04T10:00:30.000Z": in UTC, rounded to milliseconds; a text that is no moment unchanged.
std::string canonical_moment(std::string_view text);
// A plain word of a member that has a vocabulary of GS1 ("shipping" of bizStep) as its address.
std::string with_vocabulary(std::string_view member, std::string_view list, std::string_view text);
// A JSON value that is no object and no array, as text.
std::string plain_text(const Json& value);

}  // namespace temgoc
