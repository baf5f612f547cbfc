// Roles by name, and what each may do.
#include "temgoc/model/role.h"

#include <utility>

namespace temgoc {
namespace {

constexpr std::pair<Role, std::string_view> kNames[] = {
    {Role::viewer, "viewer"},
    {Role::data_entry, "data_entry"},
    {Role::printer, "printer"},
    {Role::administrator, "administrator"},
    {Role::programme_officer, "programme_officer"},
    {Role::inspector, "inspector"}};

}  // namespace

std::string to_text(Role role) {
  for (const auto& [each, name] : kNames)
    if (each == role) return std::string(name);
  return {};
}

std::optional<Role> role_from(std::string_view text) {
  for (const auto& [role, name] : kNames)
    if (name == text) return role;
  return std::nullopt;
}

bool may(Role role, Right right) {
  if (right == Right::read) return true;
  switch (role) {
    case Role::administrator:
      return true;
    case Role::printer:
      return right != Right::administer;
    case Role::data_entry:
      return right == Right::enter;
    default:
      return false;
  }
}

}  // namespace temgoc
