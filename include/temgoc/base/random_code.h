// Random codes that people read and type.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "temgoc/base/clock.h"

namespace temgoc {

// That many letters of kCrockford, each five random bits.
std::string random_crockford(const RandomSource& random, std::size_t letters);
// "ABCD-EFGH-JK": a hyphen after every four letters that others follow.
std::string in_groups(std::string_view letters);

}  // namespace temgoc
