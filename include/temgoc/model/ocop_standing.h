// How a product stands in the OCOP programme on a day, by its recognitions.
#pragma once

#include <array>
#include <span>
#include <string>

#include "temgoc/model/certification.h"

namespace temgoc {

enum class OcopStanding {
  five_stars,
  four_stars,
  three_stars,
  stars_not_known,  // in force, and its stars are not on record: 3 to 5
  not_known,        // whether one is in force is not known
  lapsed,           // none is in force any more
  none              // never recognised, as far as is on record
};
inline constexpr std::array kOcopStandings = {
    OcopStanding::five_stars,  OcopStanding::four_stars,
    OcopStanding::three_stars, OcopStanding::stars_not_known,
    OcopStanding::not_known,   OcopStanding::lapsed,
    OcopStanding::none};
std::string to_text(OcopStanding standing);

// Only recognitions of 3 stars and more are given a paper, so these have one in force.
inline bool is_recognised(OcopStanding standing) {
  return standing <= OcopStanding::stars_not_known;
}

// The recognition that counts on `day`: in force before any other, then the newest; null: there is
// none that has begun. It is one of `all`.
const Certification* counting_recognition(std::span<const Certification> all, Day day);

// By the newest recognition in force on `day`. `all`: of one product; other schemes are passed
// over.
OcopStanding ocop_standing(std::span<const Certification> all, Day day);

}  // namespace temgoc
