// What is known of a certificate and its dates, in words.
#pragma once

#include <optional>
#include <string>

#include "temgoc/base/words.h"
#include "temgoc/model/certification.h"

namespace temgoc {

// "còn hiệu lực", "hết hiệu lực", "chưa được cấp" and the like. `in_force`: as in_force() says of
// that day.
std::string in_force_words(const Certification& certification, Day day,
                           std::optional<bool> in_force, Language language);

// A date as exact as it is known: 24/11/2026, 11/2026, 2026.
std::string date_words(const VagueDate& date);

}  // namespace temgoc
