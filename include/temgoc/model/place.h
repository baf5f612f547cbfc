// Where: addresses as they were written on a day. Vietnam's districts ended on 2025-07-01, and
// names such as "Cần Giờ" name different units before and after, so a name without its dates says
// nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/clock.h"

namespace temgoc {

inline constexpr Day kDistrictsEnded{std::chrono::year{2025} / 7 / 1};

// One way of writing an address, right from `valid_from` to the day before `valid_until` (none:
// open).
struct Address {
  std::string street = {};
  std::string commune = {};   // with its type: "xã Bình Khánh"
  std::string district = {};  // empty from 2025-07-01
  std::string province = {};
  std::optional<Day> valid_from = {};
  std::optional<Day> valid_until = {};
  std::string confidence = {};  // confirmed, unconfirmed, invented …; empty: not said
  bool operator==(const Address&) const = default;

  std::string one_line() const;  // the parts that are not empty, joined by ", "
  bool valid_on(Day day) const;
};

// The address valid on `day`, the first where several are; none when none is known for it. Points
// into `addresses`.
const Address* address_on(const std::vector<Address>& addresses, Day day);
// "nay là …": the address valid on `today` where it reads differently from the one on `then`; empty
// otherwise.
std::string now_called(const std::vector<Address>& addresses, Day then, Day today);

enum class PlaceKind { growing_area, packing_house, processing_site };
std::string to_text(PlaceKind kind);
std::optional<PlaceKind> place_kind(std::string_view text);

// A place of a cooperative other than its seat (the seat's addresses are the cooperative's own).
struct Place {
  std::string id = {};
  std::string cooperative_id = {};
  PlaceKind kind = PlaceKind::growing_area;
  std::string name = {};
  std::string code = {};    // growing-area code (PUC) and the like; validated loosely
  std::string market = {};  // the market that the code is for; empty: none
  std::string gln = {};
  std::optional<double> area_ha = {};
  std::vector<Address> addresses = {};
  bool sample = false;
  bool operator==(const Place&) const = default;
};

}  // namespace temgoc
