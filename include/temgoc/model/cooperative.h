// Who: the producer that a label names.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "temgoc/model/place.h"

namespace temgoc {

struct Cooperative {
  std::string id = {};                  // C01
  std::string name = {};                // Hợp tác xã …
  std::string short_name = {};          // HTX …; falls back to name where empty
  std::vector<Address> addresses = {};  // of its seat
  std::string phone = {};
  std::string registration_no = {};  // tax or enterprise number: 10 digits, or 13 of a branch
  std::string founded = {};          // year or year-month as known
  std::optional<int> members = {};
  std::optional<double> area_ha = {};
  std::vector<std::string> gtin_prefixes = {};  // GS1 company prefixes of its own, digits
  std::string gln = {};                         // of the party and of its seat
  std::string note = {};
  std::string source = {};
  std::string confidence = {};
  bool sample = false;  // an invented record, or one with invented values
  bool operator==(const Cooperative&) const = default;

  const std::string& label_name() const { return short_name.empty() ? name : short_name; }
};

}  // namespace temgoc
