// Compares certificates: those in force first, and the newest first among equals.
#include "temgoc/model/certificate_order.h"

#include <tuple>

namespace temgoc {
namespace {

auto age_of(const Certification& certification) {
  const auto end = valid_through(certification);
  return std::tuple(certification.issued ? certification.issued->last : Day::min(),
                    certification.issued ? certification.issued->first : Day::min(),
                    end ? end->last : Day::min(), certification.id);
}

int standing_on(const Certification& certification, Day day) {
  const auto force = in_force(certification, day);
  return !force ? 1 : *force ? 0 : 2;
}

}  // namespace

bool is_newer(const Certification& a, const Certification& b) { return age_of(a) > age_of(b); }

bool comes_before(const Certification& a, const Certification& b, Day day) {
  const int first = standing_on(a, day), second = standing_on(b, day);
  return first != second ? first < second : is_newer(a, b);
}

}  // namespace temgoc
