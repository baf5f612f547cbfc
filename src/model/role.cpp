// Roles by name, and what each may do.
#include "temgoc/model/role.h"

#include "named.h"

namespace temgoc {
namespace {

constexpr Names<Role, 6> kNames{{{Role::viewer, "viewer"},
                                 {Role::data_entry, "data_entry"},
                                 {Role::printer, "printer"},
                                 {Role::administrator, "administrator"},
                                 {Role::programme_officer, "programme_officer"},
                                 {Role::inspector, "inspector"}}};

}  // namespace

std::string to_text(Role role) { return name_in(kNames, role); }

std::optional<Role> role_from(std::string_view text) { return value_in(kNames, text); }

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
