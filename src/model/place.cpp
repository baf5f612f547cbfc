// Addresses in time.
#include "temgoc/model/place.h"

#include <algorithm>

#include "named.h"

namespace temgoc {
namespace {

constexpr Names<PlaceKind, 3> kPlaceKinds{{{PlaceKind::growing_area, "growing_area"},
                                           {PlaceKind::packing_house, "packing_house"},
                                           {PlaceKind::processing_site, "processing_site"}}};

}  // namespace

std::string Address::one_line() const {
  std::string line;
  for (const auto* part : {&street, &commune, &district, &province}) {
    if (!line.empty() && !part->empty()) line += ", ";
    line += *part;
  }
  return line;
}

bool Address::valid_on(Day day) const {
  return (!valid_from || *valid_from <= day) && (!valid_until || day < *valid_until);
}

const Address* address_on(const std::vector<Address>& addresses, Day day) {
  const auto found = std::find_if(addresses.begin(), addresses.end(),
                                  [&](const Address& address) { return address.valid_on(day); });
  return found == addresses.end() ? nullptr : &*found;
}

std::string now_called(const std::vector<Address>& addresses, Day then, Day today) {
  const auto* old_address = address_on(addresses, then);
  const auto* new_address = address_on(addresses, today);
  if (old_address == nullptr || new_address == nullptr) return {};
  auto now = new_address->one_line();
  return now == old_address->one_line() ? std::string() : now;
}

std::string to_text(PlaceKind kind) { return name_in(kPlaceKinds, kind); }
std::optional<PlaceKind> place_kind(std::string_view text) { return value_in(kPlaceKinds, text); }

}  // namespace temgoc
