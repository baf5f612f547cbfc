// The commune (xã, phường, đặc khu) that a seat lies in, as it is named on a day.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/model/place.h"

namespace temgoc {

struct Commune {
  std::string name = {};      // with its type in lower case: "xã Bình Khánh"
  std::string province = {};  // by its name of today, where it is one of the 34; else as written
  auto operator<=>(const Commune&) const = default;
  std::string text() const;  // "xã Bình Khánh, TP. Hồ Chí Minh"

  // "xã Bình Khánh, TP. Hồ Chí Minh". None: it names no commune with a province of today.
  static std::optional<Commune> parse(std::string_view text);
};

struct CommuneOfSeat {
  Commune commune = {};
  bool confirmed = true;  // false: a source is still looked for
};

// Of a seat on `day`. An address with a district says nothing of the communes since 2025-07-01,
// whose names are partly those of other units before. None: no address of that day names one.
std::optional<CommuneOfSeat> commune_on(const std::vector<Address>& addresses, Day day);

}  // namespace temgoc
