// Finds the recognition that counts among those of a product.
#include "temgoc/model/ocop_standing.h"

#include "named.h"
#include "temgoc/model/certificate_order.h"

namespace temgoc {
namespace {

constexpr Names<OcopStanding, 7> kNames{{{OcopStanding::five_stars, "five_stars"},
                                         {OcopStanding::four_stars, "four_stars"},
                                         {OcopStanding::three_stars, "three_stars"},
                                         {OcopStanding::stars_not_known, "stars_not_known"},
                                         {OcopStanding::not_known, "not_known"},
                                         {OcopStanding::lapsed, "lapsed"},
                                         {OcopStanding::none, "none"}}};

OcopStanding in_force_with(const std::optional<int>& stars) {
  if (!stars) return OcopStanding::stars_not_known;
  if (*stars == 5) return OcopStanding::five_stars;
  return *stars == 4 ? OcopStanding::four_stars : OcopStanding::three_stars;
}

}  // namespace

std::string to_text(OcopStanding standing) { return name_in(kNames, standing); }

const Certification* counting_recognition(std::span<const Certification> all, Day day) {
  const Certification* counts = nullptr;
  for (const Certification& each : all) {
    if (!each.is_ocop() || status_on(each, day) == "not_yet") continue;
    if (counts == nullptr || comes_before(each, *counts, day)) counts = &each;
  }
  return counts;
}

OcopStanding ocop_standing(std::span<const Certification> all, Day day) {
  const Certification* counts = counting_recognition(all, day);
  if (counts == nullptr) return OcopStanding::none;
  const auto force = in_force(*counts, day);
  if (!force) return OcopStanding::not_known;
  return *force ? in_force_with(counts->stars()) : OcopStanding::lapsed;
}

}  // namespace temgoc
