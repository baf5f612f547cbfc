// With whom a cooperative trades: who supplies it, buys from it, or carries its goods.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/base/json.h"

namespace temgoc {

enum class PartnerRole { supplier, buyer, carrier };
std::string to_text(PartnerRole role);
std::optional<PartnerRole> partner_role(std::string_view text);

struct Partner {
  std::string id = {};              // as other records: 1 to 32 of A-Z a-z 0-9 - _ .
  std::string cooperative_id = {};  // whose partner it is
  std::string name = {};
  std::vector<PartnerRole> roles = {};  // in the order of PartnerRole, each once
  std::string gln = {};                 // empty: it has none
  std::string address = {};
  std::string phone = {};
  // Random hex that stays with the partner. The log holds a hash of the record; without the salt
  // nobody can guess a person's name from it.
  std::string salt = {};
  bool operator==(const Partner&) const = default;
};

// Every member is a key, always present; what is not known is null.
Json to_json(const Partner& partner);
// Throws SystemFailure `record_damaged` on what this program did not write.
Partner partner_from(const Json& json);

}  // namespace temgoc
