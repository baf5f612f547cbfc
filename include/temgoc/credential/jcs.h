// The JSON Canonicalization Scheme (RFC 8785): one text for one value, the same in every language.
#pragma once

#include <string>

#include "temgoc/base/json.h"
#include "temgoc/base/result.h"

namespace temgoc {

// Members sorted by their names as UTF-16, no white space. Numbers must be whole: how ECMAScript
// prints a fraction is the one part of the scheme that programs get wrong. `jcs_number_unfit`
// (field: JSON pointer; value the number) for a fraction or a number beyond 2^53 - 1,
// `jcs_text_unfit` (field) for a text that is no UTF-8.
Result<std::string> jcs(const Json& value);

}  // namespace temgoc
