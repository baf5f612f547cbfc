// How long a bundle may be good for, and how far back its listed codes may go.
#include <doctest/doctest.h>

#include "temgoc/evidence/build_bundle.h"

using namespace temgoc;

namespace {

// "" or the field that is out of its range, with the range.
std::string refused(const BundleOrder& order) {
  const auto checked = check_bundle_order(order);
  if (checked) return "";
  CHECK(checked.error().code == "bundle_days_invalid");
  return checked.error().field + " " + checked.error().args.at("least") + " to " +
         checked.error().args.at("most");
}

}  // namespace

TEST_CASE("the days of a bundle are held to their range, and its ends are in it") {
  CHECK(refused({.days = 1}) == "");
  CHECK(refused({.days = 365}) == "");
  CHECK(refused({.days = 0}) == "days 1 to 365");
  CHECK(refused({.days = 366}) == "days 1 to 365");
  CHECK(refused({.grace_days = 0}) == "");
  CHECK(refused({.grace_days = 365}) == "");
  CHECK(refused({.grace_days = 366}) == "grace 0 to 365");
  CHECK(refused({.listed_months = 1}) == "");
  CHECK(refused({.listed_months = 1200}) == "");
  CHECK(refused({.listed_months = 0}) == "listed-months 1 to 1200");
  CHECK(refused({.listed_months = 1201}) == "listed-months 1 to 1200");
}
