// Moves a workplace's registry from its file to a PostgreSQL server, or back.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "temgoc/registry/registry_move.h"
#include "temgoc/seal/checkpoint.h"
#include "temgoc/workplace/workplace.h"

namespace temgoc {

struct RegistryMigration {
  std::string from, to;            // a file or a URL
  std::vector<MovedTable> tables;  // all of them
  struct Log {
    std::string realm;
    TreeHead head;  // the same of both registries
  };
  std::vector<Log> logs;
};

// `to` is a server's URL, or registry.sqlite of this workplace. Copies every row, reads both places
// to the end and compares the rows and the logs' roots; only then do the settings name the new
// place. The old one stays as it is, and what was begun goes on when it is called again. REQUIRES
// that no other program writes to the workplace from the end of the move on with the old place
// open. `migrate_same_place`, `migrate_file_elsewhere` (value the only file that it can be),
// `move_differs`, `migrate_file_stands` (an older file stands there), those of check_registry_place
// and Registry::open.
Result<RegistryMigration> migrate_registry(Workplace& workplace, const std::string& to,
                                           const std::function<void(const MovedTable&)>& tell);

}  // namespace temgoc
