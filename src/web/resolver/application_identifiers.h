// The application identifiers of the GS1 General Specifications, as far as a link needs them: which
// are primary keys, with which qualifiers, and what a value looks like.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace temgoc {

bool is_primary_key(std::string_view ai);
// Of that primary key, in the order in which they stand in a path; what may not stand together is
// `exclusive_qualifier`.
std::span<const std::string_view> key_qualifiers(std::string_view primary_key);
// 235 stands alone beside 01, 7040 beside 414.
bool is_exclusive_qualifier(std::string_view ai);

// Why a value is none of that AI: `gs1_ai_unknown`, `gs1_value` or `gs1_check_digit`; none where it
// is one. Dates are checked as dates, country and currency codes as digits alone.
std::optional<std::string_view> value_fault(std::string_view ai, std::string_view value);

}  // namespace temgoc
