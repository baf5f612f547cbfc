// The application identifiers (AIs) of the GS1 General Specifications, as far as a GS1 Digital Link
// needs them. Source: GS1's syntax dictionary (syntax_dictionary.h).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace temgoc {

bool is_primary_key(std::string_view ai);

// Returns true if `ai` may stand in a link's query.
bool is_data_attribute(std::string_view ai);

// The sequence of qualifiers of that primary key that holds all of `ais`, in the order in which
// they stand in a path; null if none does. Qualifiers of two sequences never stand together.
const std::vector<std::string_view>* qualifier_sequence(std::string_view primary_key,
                                                        std::span<const std::string_view> ais);
// Returns true if `ai` may follow that primary key in a path.
bool is_qualifier_of(std::string_view ai, std::string_view primary_key);

// Why `value` is no value of that AI: `gs1_ai_unknown`, `gs1_value` or `gs1_check_digit`; none if
// it is one. Dates are checked as dates. Codes that other bodies assign (countries, currencies,
// packages, banks, coupons) are checked for their form alone.
std::optional<std::string_view> value_fault(std::string_view ai, std::string_view value);

}  // namespace temgoc
