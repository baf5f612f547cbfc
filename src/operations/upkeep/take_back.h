// Log entries whose rows were lost, read and given to the registry.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "temgoc/registry/registry_restore.h"
#include "temgoc/upkeep/backup.h"

namespace temgoc {

// What stands in a row where its entry does not say it.
struct LostWords {
  std::string reason = {};
  std::string host = {};       // of real lots
  std::string test_host = {};  // of test lots
  Instant at = {};
};

// Appends entry `index` of the realm, or gives an entry that waits once more. Adds to `report` what
// became of it. REQUIRES: a transaction of `registry`.
void take_back(RegistryRestore& registry, std::string_view realm, std::uint64_t index,
               std::string_view entry, const LostWords& words, const RandomSource& random,
               RestoreReport& report);

}  // namespace temgoc
