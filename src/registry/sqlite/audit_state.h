// What the audit's parts share: the connection, held at one moment.
#pragma once

#include "database.h"
#include "temgoc/registry_audit.h"

namespace temgoc {

struct RegistryAudit::State {
  std::unique_ptr<sqlite::Database> database;
  std::unique_ptr<sqlite::Snapshot> moment;
};

}  // namespace temgoc
