// The workplace together with those who may use its console.
#pragma once

#include "cli/command.h"
#include "temgoc/people/people.h"

namespace temgoc {

struct OpenOffice {
  Workplace workplace;
  Accounts accounts;
};
// Those of Session::open and Accounts::open.
inline Result<OpenOffice> open_office(const Session& session) {
  auto workplace = session.open();
  if (!workplace) return workplace.error();
  auto accounts = Accounts::open(accounts_path(workplace->folder()));
  if (!accounts) return accounts.error();
  return OpenOffice{*std::move(workplace), *std::move(accounts)};
}

}  // namespace temgoc
