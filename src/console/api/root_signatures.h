// Who has signed a note that waits, and who has not.
#pragma once

#include "temgoc/base/json.h"
#include "temgoc/keys/root_ceremony.h"

namespace temgoc {

// One of each set that must sign.
inline Json signatures_json(const Ceremony& ceremony) {
  Json list = Json::array();
  for (const RootSignatures& each : ceremony.signatures)
    list.push_back({{"have", each.have}, {"missing", each.missing}, {"need", each.need}});
  return list;
}

}  // namespace temgoc
