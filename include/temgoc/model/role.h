// What a person of the console may do.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace temgoc {

// The first four belong to a cooperative, or to all of the workplace; each may do what the one
// before it may. The last two read across cooperatives and change nothing.
enum class Role { viewer, data_entry, printer, administrator, programme_officer, inspector };
inline constexpr std::array kRoles = {
    Role::viewer,        Role::data_entry,        Role::printer,
    Role::administrator, Role::programme_officer, Role::inspector};
std::string to_text(Role role);  // viewer, data_entry …
std::optional<Role> role_from(std::string_view text);

// What an act needs.
enum class Right {
  read,       // see what the cooperative has
  enter,      // records and imports
  print,      // issue lots, print, void labels
  administer  // people, keys, recalls
};
bool may(Role role, Right right);

}  // namespace temgoc
